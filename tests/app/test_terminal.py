"""Promise 4: no byte of a transcript, a name or a code acts on the terminal, seen on a real pseudo-terminal.

Two studies of the same shape are shown, one full of sequences that terminals obey and one full of letters. What tusj
sends for the first must be of the kinds it sends for the second, and nothing of the study may stand inside one.
"""

import json
import re
import sys
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import pytest

from codebook.facts import set_fact
from codebook.memos import STUDY, write_memo
from codebook.sample import make_sample
from corpus.consent import add_consent
from corpus.store import Project
from corpus.store.anchors import sha256

if sys.platform == "win32":
    pytest.skip("there are no pseudo-terminals here", allow_module_level=True)
from terminal import WORKBENCH, Terminal

ACTING = (
    "\x1b]52;c;WnF4\x07\x1b]0;ZqxA\x07\x1b]8;;http://zqx\x1b\\ZqxB\x1b]8;;\x1b\\\x1b[2J\x1b[31mZqxC\x1bPZqxD\x1b\\\x1b_ZqxE\x1b\\"
    "\x9b2JZqxF\x9d0;ZqxG\x9c\x90ZqxH\x9c\u202eZqxI\u2066\u200f\x07\x08\x08\r\x0e\x7f\x1bcZqxJ[/x][link=http://zqx]Zqx[/link][bold]"
)
HARMLESS = "Zqx" + "y" * (len(ACTING) - 3)
WORDS_OF_THE_STUDY = {
    "study": ("name",),
    "role": ("name",),
    "attribute": ("name",),
    "attribute_value": ("value",),
    "coder": ("name",),
    "transcript": ("name", "file_name"),
    "participant": ("label",),
    "turn": ("speaker",),
    "schema": ("name", "title", "role"),
    "reading": ("name",),
    "code": ("name", "definition", "full_definition", "use", "avoid", "example"),
    "code_event": ("why", "coder"),
    "coding": ("gist",),
    "memo": ("text", "coder"),
    "theme": ("name", "claim"),
    "episode": ("name", "outcome"),
    "question": ("text", "role"),
    "cell": ("summary", "coder"),
    "consent": ("text",),
    "written_file": ("path", "what"),
    "kept_filter": ("name",),
    "step": ("what", "coder"),
    "receipt": ("text",),
}


def make_study(path: Path, words: str) -> Path:
    """The English sample with `words` in every name, note and code, and over the first words of what was said."""
    with make_sample(path, "en") as study:
        for _time in range(2):
            with study.step("added the schema {schema}", {"schema": words}) as db:
                db.exec_driver_sql("UPDATE study SET name = name || ?", (words,))
            write_memo(study, STUDY, words)
        add_consent(study, "P01", "2026-01-01", words)
        set_fact(study, "supervisor", words)
        _put_everywhere(study, words)
    return path


def _put_everywhere(study: Project, words: str) -> None:
    with study.unrecorded() as db:
        for table, columns in WORDS_OF_THE_STUDY.items():
            for column in columns:
                db.exec_driver_sql(f"UPDATE {table} SET {column} = ? || {column} WHERE rowid > 1", (words,))
        db.exec_driver_sql(
            "INSERT INTO written_file(path, time, what, people) VALUES (?, '2026-01-01', ?, '[]')", (words,) * 2
        )
        turns = db.exec_driver_sql(
            "SELECT transcript_id, start FROM turn WHERE end - start > ?", (len(words),)
        ).fetchall()
        for transcript, start in turns:
            db.exec_driver_sql(
                "UPDATE transcript_text SET text = substr(text, 1, :a) || :w || substr(text, :a + :n + 1) "
                "WHERE transcript_id = :t",
                {"a": start, "w": words, "n": len(words), "t": transcript},
            )
        for key, text in db.exec_driver_sql("SELECT transcript_id, text FROM transcript_text").fetchall():
            db.exec_driver_sql("UPDATE transcript_text SET sha256 = ? WHERE transcript_id = ?", (sha256(text), key))


def make_files(folder: Path, words: str) -> dict[str, Path]:
    """Files with `words` in them and in a name, as they come from others."""
    said = words.replace('"', "'").replace("\r", "")
    files = {
        "interview": (f"{words.replace('/', '')}.txt", f"I: Hei {words}?\n\nP: {words} ja.\n\nI: Så?\n\nP: {words}\n"),
        "codings": (
            "codings.csv",
            f'transcript,start,end,code,{words[:20]}\nP99{said},1,2,"{said}",\nP01,x{said},9,"{said}",\n',
        ),
        "people": ("people.csv", f'participant,role,"{said}"\n"{said}","{said}",\nP01,"{said}","{said}"\n'),
        "codes": ("codes.csv", f'schema,code,key\n"{said}","{said}","{said}"\n'),
        "guide": ("guide.csv", f'question,number,categories\n"{said}","{said}","{said}"\n'),
    }
    for name, text in files.values():
        (folder / name).write_text(text, "utf-8", newline="")
    return {what: folder / name for what, (name, _text) in files.items()}


def commands(study: Path, files: dict[str, Path], words: str) -> list[list[object]]:
    """Every command that prints something of a study, or of a file, in the formats a terminal is shown."""
    plain = [
        *("transcripts", "codings", "excerpts", "frequencies", "participants", "memos", "themes", "episodes", "matrix"),
        *("cooccurrence", "saturation", "guide", "readings", "steps", "files", "about", "approach", "deidentify"),
    ]
    made: list[list[object]] = [[name, study] for name in plain]
    made += [[name, study, "--format", form] for name in ("codings", "memos") for form in ("csv", "json", "md")]
    made += [
        ["show", study, "P01"],
        ["quotes", study, "--all"],
        ["search", study, "work"],
        ["participant", study, "P01"],
    ]
    made += [
        ["codebook", "show", study],
        ["patterns", "show", study],
        ["portrait", study],
        ["withdraw", study, "P01", "--dry-run"],
    ]
    made += [
        ["participants", study, "--disclosure"],
        ["suggest", study, words],
        ["show", study, words],
        ["sort", study, words],
    ]
    made += [["import", study, files["interview"], "--keep-names", *more] for more in (["--dry-run"], [])]
    made += [["import", study, f"{files['interview']}.none"], ["transcripts", f"{words.replace('/', '')}.tusj"]]
    made += [["code", study, "--from", files["codings"]], ["participants", study, "--import", files["people"]]]
    made += [["codebook", "import", study, files["codes"]], ["guide", study, "--import", files["guide"]]]
    made += [["themes", study, words], ["undo", study], ["redo", study], [words, study], ["show", study, f"--{words}"]]
    made += [["transcripts", study, words], ["codings", study, "--format", words], ["mark", study, words]]
    return made


ALL_COMMANDS = """
import json, sys
from app.cli import main
for words in json.load(open(sys.argv[1])):
    sys.argv = ["tusj", *words]
    try:
        main()
    except SystemExit:
        pass
    print("\\n@@@", flush=True)
"""


SEQUENCE = re.compile(
    r"\x1b\[(?P<csi>[0-?]*)(?P<between>[ -/]*)(?P<final>[@-~])"
    r"|\x1b(?P<string>[\]PX^_])(?P<payload>.*?)(?:\x07|\x1b\\|\x9c)"
    r"|\x1b(?P<short>[ -/]*[0-~])|(?P<control>[\x00-\x1f\x7f-\x9f])",
    re.DOTALL,
)


def kinds_of(sent: str) -> set[str]:
    """What a terminal would obey in a stream, without its numbers; nothing of the study may stand inside."""
    kinds = set()
    for found in SEQUENCE.finditer(sent):
        assert "qx" not in found[0].casefold(), found[0]
        if found["final"]:
            private = found["csi"][:1] if found["csi"][:1] in ("<", "=", ">", "?") else ""
            mode = found["csi"] if private and found["final"] in "hl" else private
            kinds.add(f"CSI {mode}{found['between']}{found['final']}")
        elif found["string"]:
            kinds.add(f"{found['string']} {found['payload'].partition(';')[0]}")
        else:
            kinds.add(repr(found["short"] or found["control"]))
    return kinds


def printed(sent: str) -> str:
    return SEQUENCE.sub("", sent)


HIDDEN = re.compile("[\u202a-\u202e\u2066-\u2069]")


def shown_by_commands(folder: Path, words: str) -> list[str]:
    """What each command sent."""
    study = make_study(folder / "study.tusj", words)
    asked = commands(study, make_files(folder, words), words)
    (folder / "commands.json").write_text(json.dumps([list(map(str, line)) for line in asked]))
    with Terminal([sys.executable, "-P", "-c", ALL_COMMANDS, str(folder / "commands.json")], folder) as terminal:
        terminal.read(lambda state: state == "end")
    parts = terminal.sent.decode("utf-8").split("\r\n@@@\r\n")
    assert len(parts) == len(asked) + 1, parts[-2:]
    return parts


def test_no_command_lets_a_study_or_a_file_act_on_the_terminal(tmp_path: Path) -> None:
    parts = shown_by_commands(tmp_path, ACTING)
    assert kinds_of("".join(parts)) <= {repr("\r"), repr("\n"), repr("\t")}
    assert not HIDDEN.search("".join(parts))

    assert sum("Zqx" in part for part in parts) >= 45, "the study's words were not shown"


ROOMS = {
    **{"codebook": "k", "excerpts": "e", "sorting": "s", "frequencies": "f", "questions": "v", "matrix": "m"},
    **{"patterns": "a", "quotes": "q", "notes": "n", "diary": "y", "meeting": "b", "approach": "c", "episodes": "o"},
    **{
        "themes": "t",
        "participants": "p",
        "deidentify": "z",
        "safety": "w",
        "steps": "h",
        "search": "/",
        "coding": "\r",
    },
}
MORE = {  # keys that lead to further screens, each left by Escape
    **{"codebook": "rdg", "excerpts": "rpkm", "episodes": "\r", "themes": "\rlp", "participants": "v"},
    **{"questions": "o", "patterns": "hop", "safety": "fa", "coding": "cM", "frequencies": "\r"},
}
ESCAPE, KEEP, LEAVE = "\x1b", "\x13", "\x11"


def walk(terminal: Terminal, rooms: Iterable[str]) -> set[str]:
    """Go through rooms by keys; returns those that showed the study's words."""
    shown = set()
    for room in rooms:
        begun = len(terminal.sent)
        terminal.press(ROOMS[room])
        if room == "sorting":  # which category, is asked first
            terminal.read(lambda state: state.startswith("PickMany"))
            terminal.press("\r")
        terminal.read(lambda state, room=room: state.startswith(f"{room}:"))
        for more in MORE.get(room, ""):
            here = terminal.state
            terminal.go(more)
            while terminal.state != here:
                terminal.go(ESCAPE)
        while not terminal.state.startswith("overview:"):
            terminal.go(ESCAPE)
        if "Zqx" in SEQUENCE.sub("", terminal.sent[begun:].decode("utf-8", "replace")):
            shown.add(room)
    return shown


def paste(terminal: Terminal, words: str) -> None:
    """Paste words into a note on a passage, and change it again: the fields one writes in show what is in them."""
    terminal.go(ROOMS["coding"])
    terminal.go("m")
    terminal.press(f"\x1b[200~{words}\x1b[201~")
    terminal.go(KEEP)
    terminal.go(ESCAPE)
    for key in (ROOMS["notes"], "w", ESCAPE, ESCAPE):
        terminal.go(key)


@contextmanager
def workbench(folder: Path, words: str, guard: bool) -> Iterator[Terminal]:
    """The workbench on a study full of `words`, from its overview to its end."""
    folder.mkdir()
    study = make_study(folder / "study.tusj", words)
    with Terminal([sys.executable, "-P", "-c", WORKBENCH, str(study), "guard" * guard], folder) as terminal:
        terminal.read(lambda state: state.startswith("overview:"))
        yield terminal
        terminal.press(LEAVE)
        terminal.read(lambda state: state == "end")


def test_no_screen_lets_a_study_act_on_the_terminal(tmp_path: Path) -> None:
    """Every screen by itself, and then what is pasted, where the guard over all lines stands in."""

    def acting() -> str:
        with workbench(tmp_path / "acting", ACTING, guard=False) as terminal:
            assert walk(terminal, ROOMS) == ROOMS.keys()
        return terminal.sent.decode("utf-8")

    def harmless() -> str:
        with workbench(tmp_path / "harmless", HARMLESS, guard=True) as terminal:
            paste(terminal, HARMLESS)
        return terminal.sent.decode("utf-8")

    def pasted() -> str:
        with workbench(tmp_path / "pasted", ACTING, guard=True) as terminal:
            paste(terminal, ACTING)
        return terminal.sent.decode("utf-8")

    with ThreadPoolExecutor(3) as at_once:
        walked, written, known = (at_once.submit(of) for of in (acting, pasted, harmless))
    for stream in (walked.result(), written.result()):
        assert kinds_of(stream) <= kinds_of(known.result())
        assert not HIDDEN.search(stream)
