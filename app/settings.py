"""What tusj remembers between studies: language, theme, keys, recent studies. Never anything of an interview."""

import json
import os
from collections.abc import Callable, Mapping
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
    """The settings kept; what is missing, unreadable or of the wrong kind is as one starts with."""
    try:
        kept = json.loads(settings_path().read_text("utf-8"))
    except (OSError, ValueError, RecursionError):
        return Settings()
    if not isinstance(kept, dict):
        return Settings()
    sound = {name: value for name, value in kept.items() if name in _SOUND and _SOUND[name](value)}
    if "recent" in sound:
        sound["recent"] = tuple(sound["recent"])[:RECENT]
    return Settings(**sound)


def _strings(values: object) -> bool:
    return isinstance(values, list) and all(isinstance(value, str) for value in values)


_SOUND: Mapping[str, Callable[[object], bool]] = {
    "language": lambda value: value in ("", "en", "nb"),
    "theme": lambda value: isinstance(value, str),
    "vi": lambda value: isinstance(value, bool),
    "keys": lambda value: isinstance(value, dict) and _strings([*value, *value.values()]),
    "recent": _strings,
    "tour_seen": lambda value: isinstance(value, bool),
}


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
