"""The language chosen on the start screen counts where the command line and TUSJ_LANGUAGE say nothing."""

import pytest

from app.cli import _language_asked_for
from app.settings import keep_settings


@pytest.fixture(autouse=True)
def _locale(monkeypatch):
    for name in ("TUSJ_LANGUAGE", "LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "en_GB.UTF-8")


def test_locale_counts_where_nothing_was_chosen():
    assert _language_asked_for([]) == "en"


def test_language_kept_counts_before_the_locale():
    keep_settings(language="nb")
    assert _language_asked_for(["transcripts", "x.tusj"]) == "nb"


def test_environment_counts_before_the_language_kept(monkeypatch):
    keep_settings(language="nb")
    monkeypatch.setenv("TUSJ_LANGUAGE", "en")
    assert _language_asked_for([]) == "en"


def test_option_counts_before_all(monkeypatch):
    keep_settings(language="en")
    monkeypatch.setenv("TUSJ_LANGUAGE", "en")
    assert _language_asked_for(["--language", "nb"]) == "nb"
    assert _language_asked_for(["demo", "--language=nb"]) == "nb"
