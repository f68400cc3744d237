"""A text in the user's own editor: EDITOR or VISUAL, in a folder only they can read, gone when they are done."""

import os
import shlex
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from textual.app import App


def edit_text(app: App[None], text: str) -> str | None:
    """The text as the editor left it; None where there is no editor or it would not run."""
    command = os.environ.get("VISUAL") or os.environ.get("EDITOR") or ("notepad" if sys.platform == "win32" else "")
    words = shlex.split(command, posix=sys.platform != "win32")
    if not words or shutil.which(words[0]) is None:
        return None
    with tempfile.TemporaryDirectory(prefix="tusj-") as folder:
        path = Path(folder) / "note.md"
        path.touch(mode=0o600)
        path.write_text(text, "utf-8")
        with app.suspend():
            done = subprocess.run([*words, str(path)], check=False)
        return path.read_text("utf-8", errors="replace") if done.returncode == 0 else None
