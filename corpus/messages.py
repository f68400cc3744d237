"""Every word a user reads goes through here: English is the source, other languages are catalogues."""

import gettext as _gettext
import os
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from pathlib import Path

LANGUAGES = ("en", "nb")
_LOCALE = Path(__file__).parent / "locale"
_language: str = "en"
_override: ContextVar[str | None] = ContextVar("language", default=None)


@cache
def _catalogue(language: str) -> _gettext.NullTranslations:
    return _gettext.translation("tusj", _LOCALE, [language], fallback=True)


def language() -> str:
    """The language messages are given in now: `en` or `nb`."""
    return _override.get() or _language


def use_language(name: str) -> None:
    """Set the language of the interface for the whole program."""
    global _language  # noqa: PLW0603 - one interface, one language
    _language = name


def use_language_in_libraries() -> None:
    """Have libraries that say their words through gettext's default domain, such as click, speak our language too."""
    _gettext.bindtextdomain("messages", _LOCALE)
    os.environ["LANGUAGE"] = _language


@contextmanager
def in_language(name: str) -> Iterator[None]:
    """Give messages in another language within a block: an export's."""
    token = _override.set(name)
    try:
        yield
    finally:
        _override.reset(token)


@contextmanager
def in_interface_language() -> Iterator[None]:
    """Give messages in the interface's language within a block: a problem met while an export is written in its own."""
    with in_language(_language):
        yield


def language_from_environment() -> str:
    """The language asked for by `TUSJ_LANGUAGE` or the locale; English where neither names one we have."""
    for variable in ("TUSJ_LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        value = os.environ.get(variable, "").replace("-", "_").split("_")[0].split(".")[0].lower()
        if value:
            return "nb" if value in ("nb", "no", "nn") else "en"
    return "en"


def _(message: str) -> str:
    return _catalogue(language()).gettext(message) if message else ""


def ngettext(singular: str, plural: str, number: int) -> str:
    """The singular or plural form for a number."""
    return _catalogue(language()).ngettext(singular, plural, number)


def N_(message: str) -> str:  # noqa: N802 - gettext's own name for "translate later"
    """Mark a message for translation without translating it yet."""
    return message
