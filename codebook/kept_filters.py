"""Filters kept by name, so that the same passages are found again. What they hold is the exports' business."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import delete, insert, select, update

from codebook.models import KEPT_FILTER
from corpus.errors import InputError, NotFoundError
from corpus.messages import N_, _
from corpus.store import Project


@dataclass(frozen=True, slots=True)
class KeptFilter:
    """A filter by its name; `values` are its conditions as JSON gives them."""

    name: str
    values: Mapping[str, Any]


def list_kept_filters(project: Project) -> list[KeptFilter]:
    """The filters kept, by name."""
    at = KEPT_FILTER.c
    with project.read() as db:
        rows = db.execute(select(at.name, at.filters)).all()
    found = [KeptFilter(name, _read(filters)) for name, filters in rows]
    return sorted(found, key=lambda kept: kept.name.casefold())


def _read(text: str) -> Mapping[str, Any]:
    values = json.loads(text)
    return values if isinstance(values, dict) else {}


def get_kept_filter(project: Project, name: str) -> KeptFilter:
    """One filter by name, in any case; NotFoundError names those there are."""
    kept = list_kept_filters(project)
    for filter in kept:
        if filter.name.casefold() == _clean(name).casefold():
            return filter
    known = ", ".join(filter.name for filter in kept) or _("none yet")
    raise NotFoundError(_("The study keeps no filter {name} (it keeps: {known}).").format(name=name, known=known))


def keep_filter(project: Project, name: str, values: Mapping[str, Any]) -> None:
    """Keep a filter by name; one of that name is replaced."""
    name = _clean(name)
    if not name:
        raise InputError(_("A filter to be kept needs a name."))
    written = json.dumps(dict(values), ensure_ascii=False, sort_keys=True)
    there = next((f.name for f in list_kept_filters(project) if f.name.casefold() == name.casefold()), None)
    at = KEPT_FILTER.c
    with project.step(N_("kept the filter {filter}"), {"filter": name}) as db:
        if there is None:
            db.execute(insert(KEPT_FILTER).values(name=name, filters=written))
        else:
            db.execute(update(KEPT_FILTER).where(at.name == there).values(name=name, filters=written))


def drop_filter(project: Project, name: str) -> None:
    """Keep a filter no longer."""
    kept = get_kept_filter(project, name)
    with project.step(N_("dropped the filter {filter}"), {"filter": kept.name}) as db:
        db.execute(delete(KEPT_FILTER).where(KEPT_FILTER.c.name == kept.name))


def _clean(name: str) -> str:
    return " ".join(name.split())
