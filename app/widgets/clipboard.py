"""Copying: the platform's clipboard, else the terminal's, else a file. What was done is said."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from shutil import which
from typing import TYPE_CHECKING

from corpus.messages import _

if TYPE_CHECKING:
    from textual.app import App

_PATIENCE = 2.0
# Terminals known to drop the sequence that sets the clipboard.
_DEAF = ("linux", "dumb", "vt100", "vt220")


def _programs() -> Iterator[tuple[str, ...]]:
    """The clipboard programs that could work here, the likeliest first."""
    if sys.platform == "darwin":
        yield ("pbcopy",)
    elif sys.platform == "win32":
        yield ("clip",)
    else:
        if os.environ.get("WAYLAND_DISPLAY"):
            yield ("wl-copy",)
        if os.environ.get("DISPLAY"):
            yield ("xclip", "-selection", "clipboard")
            yield ("xsel", "--clipboard", "--input")


def _by_program(text: str) -> bool:
    encoding = "utf-16-le" if sys.platform == "win32" else "utf-8"
    for program, *options in _programs():
        found = which(program)
        if found is None:
            continue
        try:
            # xclip and wl-copy stay behind to serve the clipboard: they must not hold our pipes.
            done = subprocess.run(
                [found, *options],
                input=text.encode(encoding, "replace"),
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                timeout=_PATIENCE,
                check=False,
            )
        except (OSError, subprocess.SubprocessError):
            continue
        if done.returncode == 0:
            return True
    return False


def copy_text(app: "App[object]", text: str, study: Path) -> str:
    """Copy a text where it can be pasted from, and return the sentence that says so.

    Without a clipboard program the terminal is asked (OSC 52), which cannot answer; where the terminal is known
    not to listen, the text goes into a file beside the study, over what was copied before.
    """
    if _by_program(text):
        return _("Copied.")
    deaf = os.environ.get("TERM", "") in _DEAF or os.environ.get("TERM_PROGRAM") == "Apple_Terminal"
    if not deaf:
        app.copy_to_clipboard(text)
        return _("Copied by the terminal.")
    path = study.with_name(f"{study.stem}-copied.txt")
    try:
        path.write_text(text + "\n", "utf-8")
    except OSError:
        return _("There is no clipboard here, and {path} cannot be written.").format(path=path)
    project = getattr(app, "project", None)
    if project is not None:
        from corpus.store.manifest import remember_file

        remember_file(project, path, "copied")
    return _("There is no clipboard here: copied to {path}.").format(path=path)
