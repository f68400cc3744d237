"""A text in the user's own editor: EDITOR or VISUAL, in a folder only they can read, gone when they are done."""

import os
import shlex
import shutil
import subprocess
import sys
import tempfile
from contextlib import suppress
from pathlib import Path

from textual.app import App


def memory_folder() -> Path | None:
    """A folder that is kept in memory and not on a disk; None where the system has none that can be told to be so."""
    for place in (os.environ.get("XDG_RUNTIME_DIR", ""), "/dev/shm"):
        if place and os.access(place, os.W_OK | os.X_OK) and _kind_of(Path(place)) in ("tmpfs", "ramfs"):
            return Path(place)
    return None


def _kind_of(folder: Path) -> str:
    """The kind of file system a folder is on, by what Linux says is mounted; empty elsewhere."""
    try:
        mounted = [line.split()[1:3] for line in Path("/proc/self/mounts").read_text("utf-8").splitlines()]
    except OSError:
        return ""
    above = [(len(place), kind) for place, kind in mounted if folder.resolve().is_relative_to(place)]
    return max(above)[1] if above else ""


def edit_text(app: App[None], text: str, place: Path | None = None) -> str | None:
    """The text as the editor left it; None where there is no editor or it would not run.

    The file lies in `place`, or in the system's temporary folder. It and what the editor left beside it are written
    over before they are deleted.
    """
    command = os.environ.get("VISUAL") or os.environ.get("EDITOR") or ("notepad" if sys.platform == "win32" else "")
    words = shlex.split(command, posix=sys.platform != "win32")
    if not words or shutil.which(words[0]) is None:
        return None
    with tempfile.TemporaryDirectory(prefix="tusj-", dir=place) as folder:
        path = Path(folder) / "note.md"
        path.touch(mode=0o600)
        path.write_text(text, "utf-8")
        try:
            with app.suspend():
                done = subprocess.run([*words, str(path)], check=False)
            return path.read_text("utf-8", errors="replace") if done.returncode == 0 else None
        finally:
            _write_over(Path(folder))


def _write_over(folder: Path) -> None:
    for file in folder.rglob("*"):
        with suppress(OSError), file.open("r+b") as written:
            written.write(bytes(file.stat().st_size))
            written.flush()
            os.fsync(written.fileno())
