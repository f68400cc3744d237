"""What the study has chosen for itself, by name: its approach, its thresholds, its outcomes. Values are JSON."""

import json
from typing import Any

from sqlalchemy import insert, select, update

from codebook.models import SETTING
from corpus.messages import N_
from corpus.store import Project


def get_setting(project: Project, name: str, otherwise: Any = None) -> Any:
    """What the study has chosen under a name; `otherwise` where it has chosen nothing."""
    with project.read() as db:
        value = db.execute(select(SETTING.c.value).where(SETTING.c.name == name)).scalar_one_or_none()
    return otherwise if value is None else json.loads(value)


def set_setting(project: Project, name: str, value: Any, what: str = N_("changed the study's settings")) -> None:
    """Choose a value under a name; `what` names the step."""
    text = json.dumps(value, ensure_ascii=False)
    with project.step(what) as db:
        if db.execute(update(SETTING).where(SETTING.c.name == name).values(value=text)).rowcount == 0:
            db.execute(insert(SETTING).values(name=name, value=text))
