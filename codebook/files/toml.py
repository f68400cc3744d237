"""Codebooks as TOML: one schema in the shape of those that ship, or several under `schema`."""

import re
import tomllib
from collections.abc import Iterator, Sequence
from typing import Any

from codebook.files.gathering import Gathering, read_yes, split_roles
from codebook.ranges import Band, clean_bands
from codebook.schemas import LINKS, CodeDraft, SchemaDraft
from corpus.errors import InputError
from corpus.messages import _
from corpus.readers.encodings import decode
from corpus.readers.normalise import normalise

_SCHEMA = ("name", "title", "role", "guid")
_CODE = (
    *("name", "parent", "colour", "key", "definition", "full_definition", "use", "avoid", "example"),
    *("asks", "guid"),
)
_NUMBERS = ("low", "high")
_BARE = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r"}


def read_toml(data: bytes, file: str) -> list[SchemaDraft]:
    """The schemas of a TOML file; a schema without a name is called as the file."""
    try:
        tables = tomllib.loads(normalise(decode(data, file).text).text)
    except (ValueError, RecursionError) as error:
        line = re.search(r"line (\d+)", str(error))
        if line:
            sentence = _("{file} is not TOML: line {number} cannot be read.").format(file=file, number=line[1])
        else:
            sentence = _("{file} is not TOML.").format(file=file)
        raise InputError(sentence) from None
    gathering = Gathering(file)
    whole = tables.get("schema", [tables] if tables else [])
    for number, table in enumerate(whole if isinstance(whole, list) else [whole], start=1):
        place = _("schema {number}").format(number=number)
        if isinstance(table, dict):
            _gather_schema(gathering, place, table, file)
        else:
            gathering.fault(place, _("it is no table"))
    return gathering.finish()


def _gather_schema(gathering: Gathering, place: str, table: dict[str, Any], file: str) -> None:
    said = {name: _text(gathering, place, table, name) for name in _SCHEMA}
    said["name"] = said["name"] or file.rpartition(".")[0]
    _refuse_others(gathering, place, table)
    bands = _bands(gathering, place, table)
    schema = gathering.add_schema(place, SchemaDraft(codes=(), bands=bands, **said))
    codes = table.get("code", [])
    for number, code in enumerate(codes if isinstance(codes, list) else [codes], start=1):
        where = f"{place}, " + _("category {number}").format(number=number)
        if not isinstance(code, dict):
            gathering.fault(where, _("it is no table"))
        elif schema:
            texts = {name: _text(gathering, where, code, name) for name in _CODE}
            low, high = (_number(gathering, where, code, name) for name in _NUMBERS)
            draft = CodeDraft(
                **texts,
                fact=_fact(gathering, where, code),
                without=_without(gathering, where, code),
                low=low,
                high=high,
                links=tuple(_links(gathering, where, code)),
            )
            gathering.add_code(where, schema, draft)


def _bands(gathering: Gathering, place: str, table: dict[str, Any]) -> tuple[Band, ...]:
    value = table.get("bands", [])
    try:
        return clean_bands(value if isinstance(value, list) and all(isinstance(band, list) for band in value) else [[]])
    except InputError as error:
        gathering.fault(place, error.message)
        return ()


def _number(gathering: Gathering, place: str, table: dict[str, Any], name: str) -> int | None:
    value = table.get(name)
    if value is None or (isinstance(value, int) and not isinstance(value, bool)):
        return value
    gathering.fault(place, _("{name} is no whole number").format(name=name))
    return None


def _links(gathering: Gathering, place: str, table: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """The categories a category belongs with, by the lasting identities listed under each kind."""
    for kind in LINKS:
        value = table.get(kind, [])
        if isinstance(value, list) and all(isinstance(other, str) for other in value):
            yield from ((kind, other.strip()) for other in value)
        else:
            gathering.fault(place, _("{name} is no list of identities").format(name=kind))


def _refuse_others(gathering: Gathering, place: str, table: dict[str, Any]) -> None:
    """Tables under another key than `code` may be categories, and would be left out without a word."""
    for key, value in table.items():
        if key != "code" and (
            isinstance(value, dict) or (isinstance(value, list) and any(isinstance(item, dict) for item in value))
        ):
            gathering.fault(place, _("“{key}” holds tables; categories stand under “code”").format(key=key))


def _text(gathering: Gathering, place: str, table: dict[str, Any], name: str) -> str:
    value = table.get(name, "")
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value)
    if isinstance(value, str):
        return normalise(value).text.strip()
    gathering.fault(place, _("{name} is no text").format(name=name))
    return ""


def _fact(gathering: Gathering, place: str, table: dict[str, Any]) -> bool:
    value = table.get("fact", False)
    try:
        return value if isinstance(value, bool) else read_yes(str(value))
    except InputError as error:
        gathering.fault(place, error.message)
        return False


def _without(gathering: Gathering, place: str, table: dict[str, Any]) -> tuple[str, ...]:
    value = table.get("without", [])
    if isinstance(value, str):
        return split_roles(value)
    if isinstance(value, list) and all(isinstance(role, str) for role in value):
        return tuple(dict.fromkeys(name for role in value if (name := " ".join(normalise(role).text.split()))))
    gathering.fault(place, _("{name} is no list of roles").format(name="without"))
    return ()


def toml_text(schemas: Sequence[SchemaDraft]) -> str:
    """The schemas as TOML; what is empty is left out."""
    alone = len(schemas) == 1
    prefix = "" if alone else "schema."
    lines: list[str] = []
    for schema in schemas:
        lines += [] if alone else ["[[schema]]"]
        lines += _pairs(schema, _SCHEMA)
        if schema.bands:
            lines.append(f"bands = [{', '.join(f'[{lowest}, {_quoted(name)}]' for lowest, name in schema.bands)}]")
        for code in schema.codes:
            lines += ["", f"[[{prefix}code]]"]
            lines += _pairs(code, _CODE)
            lines += ["fact = true"] if code.fact else []
            if code.without:
                lines.append(f"without = [{', '.join(_quoted(role) for role in code.without)}]")
            lines += [f"{name} = {number}" for name in _NUMBERS if (number := getattr(code, name)) is not None]
            lines += _link_lines(code)
        lines.append("")
    return "\n".join(lines)


def _link_lines(code: CodeDraft) -> Iterator[str]:
    for kind in LINKS:
        others = [_quoted(other) for name, other in code.links if name == kind]
        if others:
            yield f"{kind} = [{', '.join(others)}]"


def _pairs(draft: SchemaDraft | CodeDraft, names: Sequence[str]) -> list[str]:
    said = {name: str(getattr(draft, name)) for name in names}
    return [f"{name} = {_quoted(text)}" for name, text in said.items() if text or name == "name"]


def _quoted(text: str) -> str:
    return '"' + "".join(_escaped(char) for char in text) + '"'


def _escaped(char: str) -> str:
    if char in _BARE:
        return _BARE[char]
    if ord(char) < 32 or 127 <= ord(char) < 160:
        return f"\\u{ord(char):04X}"
    return "\ufffd" if "\ud800" <= char <= "\udfff" else char
