"""What is fuzzed: every reader of files that come from others, with its seeds and what must hold of what was read."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from random import Random
from zlib import crc32

from fuzzing import seeds
from fuzzing.mutations import make_pdf, make_zipped, mutate_bytes
from fuzzing.seeds import Seed
from fuzzing.tokens import TOKENS

from codebook.bulk import code_from_table, read_table
from codebook.comments import bring_in_comments
from codebook.files import import_codebook, read_codebook
from codebook.files.comments import read_meeting
from codebook.files.guides import import_guide, read_guide
from codebook.given import take_back
from corpus.deidentify.keylist import read_key_list
from corpus.participants import import_participants
from corpus.readers import read_source
from corpus.readers.normalise import normalise
from corpus.readers.registry import read_bytes
from corpus.store import Project
from corpus.store.cipher import recovered_key

_COSTLY = range(12, 22)  # of scrypt's work factor: seconds and hundreds of megabytes, as age means it
_STUDY, _CODING, _MEMO = "a" * 32, "b" * 32, "c" * 32


class _TakenBackError(Exception):
    """Takes an input's changes out of the study again."""


@dataclass(frozen=True, slots=True)
class Target:
    """A reader: the ending of its files, how inputs are made, how one is read beside a small study, and brought in."""

    ending: str
    make: Callable[[Random], bytes]
    read: Callable[[Project, Path], object]
    bring_in: Callable[[Project, Path], object] | None = None


def make_study(folder: Path) -> Project:
    """The study that inputs are read beside: one interview, two categories, a coded passage with a note."""
    from codebook.codings import add_coding
    from codebook.memos import Target as MemoTarget
    from codebook.memos import write_memo
    from codebook.project import create_project
    from codebook.readings import add_schema_in_use
    from codebook.schemas import CodeDraft, SchemaDraft
    from corpus.imports import import_candidates, read_candidates
    from corpus.transcripts import list_transcripts, read_transcript

    interview = folder / "interview.txt"
    interview.write_text(seeds.TALK, "utf-8")
    study = create_project(folder / "study.tusj", "Studien", "nb", "ida")
    schema = add_schema_in_use(study, SchemaDraft("S", (CodeDraft("Kode A"), CodeDraft("Kode B"))))
    import_candidates(study, read_candidates(study, [interview], interviewers=["I"], role="veileder"))
    coding = add_coding(study, read_transcript(study, list_transcripts(study)[0]), 3, 10, schema.codes[0])
    memo = write_memo(study, MemoTarget(coding=coding.id), "notat")
    with study.unrecorded() as db:
        db.exec_driver_sql("UPDATE study SET guid = ?", (_STUDY,))
        db.exec_driver_sql("UPDATE coding SET guid = ?", (_CODING,))
        db.exec_driver_sql("UPDATE memo SET guid = ? WHERE id = ?", (_MEMO, memo))
    return study


def run(target: Target, study: Project, path: Path) -> None:
    """Read one input; one in eight is brought into the study too, and taken out again. Raises what it raises."""
    target.read(study, path)
    if target.bring_in is None or crc32(path.read_bytes()) % 8:
        return
    with suppress(_TakenBackError), study.step("fuzz"):
        target.bring_in(study, path)
        raise _TakenBackError


def _interview(_study: Project, path: Path) -> None:
    source = read_source(path)
    assert normalise(source.text).text == source.text, "the text is not in its stored form"
    at = 0
    for turn in source.turns:
        edges = (at, *turn.label, *turn.words, len(source.text))
        assert list(edges) == sorted(edges), "turns overlap, or leave the text"
        assert source.text[slice(*turn.words)].strip(), "a turn without words"
        assert turn.start_ms is None or turn.start_ms >= 0, "a time below zero"
        at = turn.words[1]
    assert all("\n" not in warning for warning in source.warnings), "a warning of several lines"


def _codings(study: Project, path: Path) -> None:
    code_from_table(study, *read_table(path))


def _participants(study: Project, path: Path) -> None:
    columns, rows = read_table(path)
    import_participants(study, rows, columns)


def _meeting(study: Project, path: Path) -> None:
    bring_in_comments(study, read_bytes(path), path.name)


def _codebook(study: Project, path: Path) -> None:
    import_codebook(study, read_codebook(path))


def _key_list(study: Project, path: Path) -> None:
    read_key_list(study.path.with_name("below") / "study.tusj", path, seeds.PASSPHRASE)


def _bytes_of(own: Sequence[Seed], tokens: str, dice: Random) -> bytes:
    plain = [seed for seed in own if isinstance(seed, bytes)]
    return mutate_bytes(dice, dice.choice(plain), TOKENS[tokens], plain)


def _sealed(dice: Random) -> bytes:
    """A key list with a fault inside the seal, or in the seal itself where that costs no minutes to find out."""
    if dice.random() < 0.5:
        return seeds.sealed(_bytes_of(seeds.KEY_LIST_PLAIN, "json", dice))
    data = seeds.sealed(*seeds.KEY_LIST_PLAIN)
    faulty = mutate_bytes(dice, data, (b"-> scrypt ", b"-> X25519 ", b"\n---", b" 99", b" 0"), [data])
    return data[:-9] if _work_factor(faulty) in _COSTLY else faulty


def _work_factor(data: bytes) -> int:
    words = data.partition(b"-> scrypt ")[2].partition(b"\n")[0].split()
    return int(words[-1]) if words and words[-1].isdigit() and len(words[-1]) < 9 else 0


def _text(ending: str, own: Sequence[Seed], tokens: str) -> Target:
    return Target(ending, partial(_bytes_of, own, tokens), _interview)


def _zipped(own: Sequence[Seed]) -> Callable[[Random], bytes]:
    return partial(make_zipped, seeds=own, tokens=TOKENS["text"])


def _table(own: Sequence[Seed], read: Callable[[Path], object], bring_in: Callable[[Project, Path], object]) -> Target:
    return Target(".csv", partial(_bytes_of, own, "table"), lambda _study, path: read(path), bring_in)


def _codes(ending: str, make: Callable[[Random], bytes]) -> Target:
    return Target(ending, make, lambda _study, path: read_codebook(path), _codebook)


TARGETS: dict[str, Target] = {
    "txt": _text(".txt", seeds.TEXTS, "text"),
    "md": _text(".md", seeds.MARKDOWN, "text"),
    "docx": Target(".docx", _zipped(seeds.DOCX), _interview),
    "odt": Target(".odt", _zipped(seeds.ODT), _interview),
    "rtf": _text(".rtf", seeds.RTF, "rtf"),
    "pdf": Target(".pdf", partial(make_pdf, seeds=seeds.PDF, tokens=TOKENS["pdf"]), _interview),
    "vtt": _text(".vtt", seeds.VTT, "cues"),
    "srt": _text(".srt", seeds.SRT, "cues"),
    "csv": _text(".csv", seeds.CSV, "table"),
    "tsv": _text(".tsv", seeds.TSV, "table"),
    "codebook.txt": _codes(".txt", partial(_bytes_of, seeds.CODEBOOK_TEXT, "table")),
    "codebook.csv": _codes(".csv", partial(_bytes_of, seeds.CODEBOOK_CSV, "table")),
    "codebook.toml": _codes(".toml", partial(_bytes_of, seeds.CODEBOOK_TOML, "toml")),
    "codebook.docx": _codes(".docx", _zipped(seeds.CODEBOOK_DOCX)),
    "codebook.xlsx": _codes(".xlsx", _zipped(seeds.CODEBOOK_XLSX)),
    "guide.txt": Target(".txt", partial(_bytes_of, seeds.GUIDE_TEXT, "table"), read_guide, import_guide),
    "guide.csv": Target(".csv", partial(_bytes_of, seeds.GUIDE_CSV, "table"), read_guide, import_guide),
    "guide.docx": Target(".docx", _zipped(seeds.GUIDE_DOCX), read_guide, import_guide),
    "codings": _table(seeds.CODINGS, read_table, _codings),
    "participants": _table(seeds.PARTICIPANTS, read_table, _participants),
    "meeting": Target(
        ".docx",
        _zipped(seeds.meeting(_STUDY, _CODING, _MEMO)),
        lambda _study, path: read_meeting(path.read_bytes(), path.name),
        _meeting,
    ),
    "corrected": Target(
        ".docx",
        _zipped(seeds.GIVEN_DOCX),
        lambda _study, path: read_source(path),
        lambda study, path: take_back(study, "P01", path),
    ),
    "key list": Target(".age", _sealed, _key_list),
    "recovery": Target(
        ".txt", partial(_bytes_of, seeds.RECOVERY, "text"), lambda study, path: recovered_key(study.path, path)
    ),
}
"""Every reader, by the name the command's table gives it."""
