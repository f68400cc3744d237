"""What tusj remembers between studies: language, theme, keys, recent studies. Never anything of an interview."""

import json
import os
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path

RECENT = 9


@dataclass(frozen=True, slots=True)
class Settings:
    """`language` empty follows the locale, `theme` empty the built-in choice; `keys` maps action ids to keys."""

    language: str = ""
    theme: str = ""
    vi: bool = False
    keys: Mapping[str, str] = field(default_factory=dict)
    recent: tuple[str, ...] = ()
    tour_seen: bool = False


def settings_path() -> Path:
    """The file settings are kept in; the folder may be named by `TUSJ_CONFIG`."""
    if folder := os.environ.get("TUSJ_CONFIG"):
        return Path(folder) / "settings.json"
    from platformdirs import user_config_path

    return user_config_path("tusj", appauthor=False) / "settings.json"


def read_settings() -> Settings:
    """The settings kept, or those one starts with where the file is missing or unreadable."""
    try:
        kept = json.loads(settings_path().read_text("utf-8"))
        known = {name: kept[name] for name in asdict(Settings()) if name in kept}
        settings = Settings(**known)
        return replace(settings, recent=tuple(str(path) for path in settings.recent))
    except (OSError, ValueError, TypeError, AttributeError):
        return Settings()


def keep_settings(**changes: object) -> Settings:
    """Change and keep some settings; a folder that cannot be written to is no reason to stop."""
    settings = replace(read_settings(), **changes)  # type: ignore[arg-type]
    path = settings_path()
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        fresh = path.with_suffix(".new")
        fresh.write_text(json.dumps(asdict(settings), ensure_ascii=False, indent=1), "utf-8")
        os.replace(fresh, path)
    return settings


def remember_study(path: Path) -> None:
    """Put a study first among the recent ones."""
    name = str(path.resolve())
    others = [known for known in read_settings().recent if known != name and Path(known).exists()]
    keep_settings(recent=(name, *others)[:RECENT])
