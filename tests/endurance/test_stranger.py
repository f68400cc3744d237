"""Done when: who has the files, the snapshots and the temporary folder, but no passphrase, finds no word of anybody.

A study's whole life is lived in a program of its own, whose every folder is known. Before each step, while the program
stands still with its files open, everything it has put on the disk is searched; and again after it is killed.
"""

import io
import json
import os
import random
import subprocess
import sys
import time
import unicodedata
import zipfile
from collections.abc import Collection, Iterator
from pathlib import Path

import pytest

from corpus.store.cipher import key_of
from corpus.store.pages import read_pages

PASSPHRASE, SEAL = "grønn giraff", "seglet er satt"
WORDS = ("Zqhemmelighet", "blåbærgrøtåsen", "Øyqvistdal", "mjølkerampezq", "kjøpmannsgatezq", "Stikkordzq", "Notatzq")
INTERVIEWS = {
    "a.txt": f"I: Hva er det?\n\nP: Det er en {WORDS[0]} på {WORDS[1]}, altså.\n\nI: Ja?\n\nP: Mm, bra.\n",
    "b.txt": f"I: Hvem?\n\nP: Per {WORDS[2]} på {WORDS[3]}. Ring 912 34 567, {WORDS[4]} 4.\n",
}
LIFE = """
import json, os, sys
from app.cli import main
told = os.fdopen(os.dup(1), "w")
os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
for words in json.load(open(sys.argv[1], encoding="utf-8")):
    print(words[0], file=told, flush=True)
    if sys.stdin.readline() != "go\\n":
        break
    sys.argv[1:] = words
    try:
        main()
    except SystemExit as end:
        if end.code:
            print("failed", file=told, flush=True)
print("end", file=told, flush=True)
sys.stdin.readline()
"""


def life(home: Path) -> list[list[str]]:
    """What is done with a study, each by its command."""
    study, out, key_list = str(home / "study" / "study.tusj"), str(home / "out"), str(home / "away" / "keys.age")
    codings = home / "interviews" / "codings.csv"
    codings.write_text(f"transcript,start,end,code,gist\nP01,19,40,Kode,{WORDS[5]}\nP02,12,30,Kode,\n", "utf-8")
    (home / "interviews" / "codes.txt").write_text("Kode\nAnnen\n", "utf-8")
    return [
        ["new", study],
        [
            "import",
            study,
            *(str(home / "interviews" / name) for name in INTERVIEWS),
            "--role",
            "r",
            "--interviewer",
            "I",
        ],
        ["codebook", "import", study, str(home / "interviews" / "codes.txt"), "--name", "S"],
        ["code", study, "--from", str(codings)],
        ["note", study, "P01", WORDS[6], "--start", "19", "--end", "25"],
        ["search", study, WORDS[0]],
        ["backup", study],
        ["correct", study, "P01", "--start", "19", "--end", "22", "--text", "Den"],
        ["deidentify", study, "--accept", "912 34 567", "", "--key-list", key_list],
        ["figure", study, "heatmap", "-o", f"{out}/figure.svg"],
        ["codings", study, "-o", f"{out}/codings.xlsx", "--password-protect"],
        ["meeting", study, "-o", f"{out}/meeting.docx", "--password-protect"],
        ["excerpts", study, "-o", f"{out}/excerpts.docx", "--seal"],
        ["participant", study, "P01"],
        ["check", study],
        ["undo", study],
        ["withdraw", study, "P02", "--yes"],
    ]


@pytest.fixture
def home(tmp_path: Path) -> Path:
    for name in ("study", "interviews", "out", "away", "tmp", "user"):
        (tmp_path / name).mkdir()
    for name, text in INTERVIEWS.items():
        (tmp_path / "interviews" / name).write_text(text, "utf-8")
    return tmp_path


def forms(word: str) -> set[bytes]:
    """A word as it may be written down."""
    spelled = {
        unicodedata.normalize(form, case) for form in ("NFC", "NFD") for case in (word, word.lower(), word.upper())
    }
    return {text.encode(code) for text in spelled for code in ("utf-8", "utf-16-le", "utf-16-be")} | {
        word.encode("cp1252"), word.lower().encode("unicode_escape"),
    }  # fmt: skip


SOUGHT = {form for word in (*WORDS, PASSPHRASE, SEAL) for form in forms(word)}


def parts_of(data: bytes) -> Iterator[bytes]:
    """A file's bytes, and those of each part where it is zipped."""
    yield data
    if data.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            yield from (archive.read(name) for name in archive.namelist())


def key_forms(home: Path) -> set[bytes]:
    """The study's key as it may be written down; none before there is a study."""
    study = home / "study" / "study.tusj"
    key = key_of(study, PASSPHRASE).key if study.exists() else ""
    return {key.encode(), key.upper().encode(), bytes.fromhex(key)} if key else set()


def findings(home: Path, process: int | None = None, also: Collection[bytes] = ()) -> list[str]:
    """Which files hold a word or a secret: those under a home, and those a process has open, deleted ones too."""
    files = [file for file in home.rglob("*") if file.is_file() and "interviews" not in file.parts]
    if process and sys.platform == "linux":
        opened = (Path(f"/proc/{process}/fd") / name for name in os.listdir(f"/proc/{process}/fd"))
        files += [file for file in opened if file.is_file()]
        files.append(Path(f"/proc/{process}/cmdline"))
    return [
        str(file)
        for file in files
        if any(form in part for part in parts_of(file.read_bytes()) for form in (*SOUGHT, *also))
    ]


class Life:
    """The program, a step at a time."""

    def __init__(self, home: Path, commands: list[list[str]]) -> None:
        kept = {name: str(home / "user") for name in ("HOME", "TUSJ_CONFIG", "XDG_CACHE_HOME", "XDG_CONFIG_HOME")}
        secret = {"TUSJ_PASSPHRASE": PASSPHRASE, "TUSJ_SEAL_PASSPHRASE": SEAL, "TUSJ_KEYLIST_PASSPHRASE": SEAL}
        temporary = {name: str(home / "tmp") for name in ("TMPDIR", "TEMP", "TMP", "SQLITE_TMPDIR", "MPLCONFIGDIR")}
        steps = home / "interviews" / "life.json"
        steps.write_text(json.dumps(commands), "utf-8")
        self.program = subprocess.Popen(
            [sys.executable, "-P", "-c", LIFE, str(steps)],
            env=os.environ | kept | secret | temporary | {"TUSJ_LANGUAGE": "en"},
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8",
        )  # fmt: skip

    def steps(self) -> Iterator[str]:
        """The name of each step before it is done; the last is `end`."""
        assert self.program.stdin
        assert self.program.stdout
        for line in self.program.stdout:
            yield line.strip()

    def go(self) -> None:
        """Let it do the step."""
        assert self.program.stdin
        self.program.stdin.write("go\n")
        self.program.stdin.flush()

    def kill(self) -> str:
        """End it at once; returns what it had told of problems."""
        self.program.kill()
        return self.program.communicate()[1]


def test_a_word_that_lies_open_is_found(home: Path) -> None:
    (home / "out" / "plain.txt").write_text(unicodedata.normalize("NFD", WORDS[2]), "utf-16")
    with zipfile.ZipFile(home / "out" / "packed.docx", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", f"<w:t>{WORDS[0]}</w:t>" * 20)
    assert sorted(Path(file).name for file in findings(home)) == ["packed.docx", "plain.txt"]


def test_a_stranger_finds_no_word_while_a_study_lives_nor_after_a_kill(home: Path) -> None:
    alive = Life(home, life(home))
    seen: list[str] = []
    key: set[bytes] = set()
    for step in alive.steps():
        key = key or key_forms(home)
        assert findings(home, alive.program.pid, key) == [], f"before {step}, after {seen[-1:]}"
        if step == "end":
            break
        if step == "withdraw":
            written = sorted(file.name for file in (home / "out").iterdir())
        seen.append(step)
        alive.go()
    told = alive.kill()
    assert seen == [words[0] for words in life(home)], told
    assert findings(home, also=key) == []
    assert not any(form in told.encode() for form in (*SOUGHT, *key)), told
    assert written == ["codings.xlsx", "excerpts.docx.age", "figure.svg", "meeting.docx"]  # withdrawing deletes three
    pages = b"".join(read_pages(home / "study" / "study.tusj", key_of(home / "study" / "study.tusj", PASSPHRASE)))
    assert [word for word in WORDS if word.encode() in pages] == [WORDS[0], WORDS[1], *WORDS[5:]]  # nothing of P02
    assert b"912 34 567" not in pages


@pytest.mark.parametrize("step", ["import", "withdraw"])
def test_nor_after_a_kill_in_the_middle_of_a_step(home: Path, step: str) -> None:
    alive = Life(home, [*life(home)[:5], *(words for words in life(home)[5:] if words[0] == step)])
    for name in alive.steps():
        alive.go()
        if name == step:
            break
    time.sleep(random.Random(step).uniform(0.02, 0.3))
    alive.kill()
    assert (home / "study" / "study.tusj").stat().st_size > 0
    assert findings(home) == []
