import subprocess

import pytest

from app.widgets import clipboard
from app.widgets.picker import closeness, short_path
from codebook.changes import name_from_words


@pytest.mark.parametrize(
    ("typed", "near"),
    [("fru", 0), ("samar", 1), ("strasj", 2), ("fru sam", 3), ("frsj", 4), ("fm", None), ("zzz", None), ("", 0)],
)
def test_what_is_typed_is_near_or_far(typed, near):
    assert closeness(typed, "Frustrasjoner knyttet til samarbeid") == near


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("… de gir aldri lyd, ", "de gir aldri lyd"),
        ("«hvem\n er det?»", "hvem er det?"),
        ("a > b", "a b"),
        ("…", ""),
        ("ord " * 40, " ".join(["ord"] * 20)[:79] + " …"),
    ],
)
def test_a_name_is_made_of_the_words(words, name):
    assert name_from_words(words) == name


class Terminal:
    def __init__(self):
        self.copied = []

    def copy_to_clipboard(self, text):
        self.copied.append(text)


def test_a_clipboard_program_is_used_where_there_is_one(monkeypatch, tmp_path):
    calls = []
    monkeypatch.setattr(clipboard.sys, "platform", "darwin")
    monkeypatch.setattr(clipboard, "which", lambda name: f"/usr/bin/{name}")
    monkeypatch.setattr(
        clipboard.subprocess,
        "run",
        lambda command, **rest: calls.append((command, rest["input"])) or subprocess.CompletedProcess(command, 0),
    )
    terminal = Terminal()
    assert clipboard.copy_text(terminal, "«Å ja.»", tmp_path / "a.tusj") == "Copied."
    assert calls == [(["/usr/bin/pbcopy"], "«Å ja.»".encode())]
    assert terminal.copied == []


def test_without_one_the_terminal_copies_and_a_deaf_one_leaves_a_file(monkeypatch, tmp_path):
    monkeypatch.setattr(clipboard, "_programs", lambda: iter(()))
    monkeypatch.delenv("TERM_PROGRAM", raising=False)
    monkeypatch.setenv("TERM", "xterm")
    terminal = Terminal()
    clipboard.copy_text(terminal, "ja", tmp_path / "a.tusj")
    assert terminal.copied == ["ja"]
    monkeypatch.setenv("TERM", "linux")
    said = clipboard.copy_text(terminal, "«Å nei.»", tmp_path / "a.tusj")
    assert str(tmp_path / "a-copied.txt") in said
    assert (tmp_path / "a-copied.txt").read_text("utf-8") == "«Å nei.»\n"
    assert terminal.copied == ["ja"]


def test_a_long_path_keeps_its_last_name_and_a_long_name_its_beginning():
    assert short_path("A > B", 20) == "A > B"
    assert short_path("A > B > C > D", 6) == "… > C > D"
    assert short_path("A > " + "b" * 30, 20) == "… > " + "b" * 19 + "…"
    assert short_path("b" * 30, 20) == "b" * 23 + "…"
