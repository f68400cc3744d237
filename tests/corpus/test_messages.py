"""The Norwegian catalogue holds every word the program says, and nothing else."""

import ast
import importlib
import io
import re
from gettext import GNUTranslations
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from corpus.messages import _, in_language, ngettext

ROOMS = ("app", "codebook", "corpus", "exports")
KEYWORDS = {"_": None, "N_": None, "ngettext": (1, 2)}
FIELD = re.compile(r"{(\w+)[^}]*}")


def room_folder(room: str) -> Path:
    return Path(str(importlib.import_module(room).__file__)).parent


def catalogue_path(name: str) -> Path:
    return room_folder("corpus") / "locale" / "nb" / "LC_MESSAGES" / name


def read_catalogue(domain: str) -> Catalog:
    return read_po(io.BytesIO(catalogue_path(f"{domain}.po").read_bytes()), locale="nb")


@pytest.fixture(scope="module")
def said() -> set[str | tuple[str, ...]]:
    """Every message in the sources of the installed packages."""
    return {
        message
        for room in ROOMS
        for _file, _line, message, _comments, _context in extract_from_dir(room_folder(room), keywords=KEYWORDS)
        if message
    }


@pytest.fixture(scope="module")
def catalogue() -> Catalog:
    return read_catalogue("tusj")


def marks_message(node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in KEYWORDS


def messages_of(catalogue: Catalog) -> list[Message]:
    return [message for message in catalogue if message.id]


def pairs_of(message: Message) -> list[tuple[str, str]]:
    if isinstance(message.id, str):
        return [(message.id, str(message.string))]
    return list(zip(message.id, message.string, strict=True))


def as_set(text: str | tuple[str, ...]) -> set[str]:
    return {text} if isinstance(text, str) else set(text)


def test_every_message_is_in_the_catalogue_and_no_other(said, catalogue):
    kept = {message.id for message in messages_of(catalogue)}
    assert (said - kept, kept - said) == (set(), set()), "run .ci/messages.py and translate what is new"
    assert not catalogue.obsolete


def test_no_message_stands_only_in_a_formatted_string(catalogue):
    """Where the extraction does not look: a message there is found only if it is said elsewhere too, as it is there."""
    known = {message.id for message in messages_of(catalogue)}
    missed = [
        (path.name, call.lineno)
        for room in ROOMS
        for path in room_folder(room).rglob("*.py")
        for string in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(string, ast.JoinedStr)
        for call in ast.walk(string)
        if marks_message(call) and words_of(call) not in {None, *known}
    ]
    assert missed == []


def words_of(call: ast.Call) -> str | tuple[str, ...] | None:
    """The message a call marks, as the catalogue knows it; None where it is not written there."""
    words = [argument.value for argument in call.args if isinstance(argument, ast.Constant)]
    return None if not words else tuple(words[:2]) if call.func.id == "ngettext" else words[0]


def test_no_message_hides_inside_another():
    """The extraction passes over a message marked within the marking of another."""
    hidden = []
    for path in (path for room in ROOMS for path in room_folder(room).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if marks_message(node) and any(marks_message(part) for child in node.args for part in ast.walk(child)):
                hidden.append(f"{path.name}:{node.lineno}")
    assert hidden == []


def test_no_translation_is_empty_or_fuzzy(catalogue):
    missing = [m.id for m in messages_of(catalogue) if m.fuzzy or not all(text for _id, text in pairs_of(m))]
    assert missing == []


@pytest.mark.parametrize("domain", ["tusj", "messages"])
def test_translations_keep_the_fields_of_their_messages(domain):
    """A field that is lost says too little; one that is new is a KeyError when the message is said."""
    wrong = []
    for message in messages_of(read_catalogue(domain)):
        allowed = {frozenset(FIELD.findall(text)) for text in as_set(message.id)}
        wrong += [text for _id, text in pairs_of(message) if frozenset(FIELD.findall(text)) not in allowed]
    assert wrong == []


def test_translations_keep_the_edges_of_their_messages(catalogue):
    """Spaces and line ends at the edges, a full stop and quotation marks."""
    wrong = []
    for message in messages_of(catalogue):
        for source, text in pairs_of(message):
            same_space = (source[:1].isspace(), source[-1:].isspace()) == (
                text[:1].isspace(),
                text[-1:].isspace(),
            )
            same_stop = source.endswith(".") == text.endswith(".") or len(source) == 3
            if not same_space or not same_stop or re.search("[“”]", text) or source.count("\n") != text.count("\n"):
                wrong.append(text)
    assert wrong == []


@pytest.mark.parametrize("domain", ["tusj", "messages"])
def test_the_compiled_catalogue_is_that_of_the_text(domain):
    with catalogue_path(f"{domain}.mo").open("rb") as source:
        compiled = GNUTranslations(source)
    stale = []
    for message in messages_of(read_catalogue(domain)):
        if isinstance(message.id, str):
            forms = [compiled.gettext(message.id)]
        else:
            forms = [compiled.ngettext(*message.id, number) for number in (1, 2)]
        if forms != [text for _id, text in pairs_of(message)]:
            stale.append(message.id)
    assert stale == [], "run .ci/messages.py, which compiles the catalogues"


def test_messages_are_given_in_the_language_asked_for():
    with in_language("nb"):
        assert _("Undo the last change.") == "Angre den siste endringen."
        assert [ngettext("{n} category", "{n} categories", n) for n in (0, 1, 2)] == [
            "{n} kategorier",
            "{n} kategori",
            "{n} kategorier",
        ]
    with in_language("en"):
        assert _("Undo the last change.") == "Undo the last change."
