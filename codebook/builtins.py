"""The schemas that ship, in Norwegian with English twins under the same guids."""

import tomllib
from collections.abc import Collection
from functools import cache
from pathlib import Path
from typing import Any

from codebook.ranges import clean_bands
from codebook.schemas import LINKS, CodeDraft, SchemaDraft
from corpus.errors import NotFoundError
from corpus.messages import _

_FOLDER = Path(__file__).parent / "builtin"
FIRST = ("jobbspesialist", "veileder", "samarbeid")
"""The schemas of the sample, by their Norwegian names: two roles' first reading, and a second one of both."""
_ORDER = (*FIRST, "praksislogikker", "kvalitetsveileder-se")


@cache
def _files() -> tuple[dict[str, Any], ...]:
    read = [tomllib.loads(path.read_text("utf-8")) for path in sorted(_FOLDER.glob("*.toml"))]
    rank = {name: index for index, name in enumerate(_ORDER)}
    return tuple(sorted(read, key=lambda data: rank.get(data["name"], len(rank))))


def builtin_schemas(language: str = "nb", names: Collection[str] = _ORDER) -> list[SchemaDraft]:
    """The schemas that ship, in one language; only some of them, by their Norwegian names, where asked."""
    return [_as_draft(data, language) for data in _files() if data["name"] in names]


def get_builtin(name: str, language: str = "nb") -> SchemaDraft:
    """A schema that ships, by its Norwegian or English name; NotFoundError names those there are."""
    for data in _files():
        if name.strip().casefold() in (data["name"].casefold(), data["name_en"].casefold()):
            return _as_draft(data, language)
    known = ", ".join(schema.name for schema in builtin_schemas(language))
    raise NotFoundError(_("There is no built-in schema {name} (there are: {known}).").format(name=name, known=known))


def is_builtin(name: str) -> bool:
    """Whether a schema of this name ships, in either language."""
    return any(name.strip().casefold() in (data["name"].casefold(), data["name_en"].casefold()) for data in _files())


def language_of(name: str) -> str:
    """The language a schema that ships is named in: `nb` or `en`; empty where that tells nothing."""
    wanted = name.strip().casefold()
    for data in _files():
        names = {"nb": data["name"].casefold(), "en": data["name_en"].casefold()}
        found = [language for language, known in names.items() if known == wanted]
        if found:
            return found[0] if len(found) == 1 else ""
    return ""


def twin_roles() -> dict[str, str]:
    """The roles of the schemas that ship, casefolded, each with its name in the other language."""
    pairs = [(data["role"], data["role_en"]) for data in _files() if data.get("role") and data.get("role_en")]
    return {one.casefold(): other for pair in pairs for one, other in (pair, pair[::-1])}


def _as_draft(data: dict[str, Any], language: str) -> SchemaDraft:
    def said(table: dict[str, Any], key: str) -> Any:
        return table.get(f"{key}_en" if language == "en" else key, "")

    codes = tuple(
        CodeDraft(
            name=said(code, "name"),
            parent=said(code, "parent"),
            colour=code["colour"],
            key=code["key"],
            fact=code.get("fact", False),
            definition=said(code, "definition"),
            full_definition=said(code, "full_definition"),
            use=said(code, "use"),
            avoid=said(code, "avoid"),
            without=tuple(said(code, "without") or ()),
            guid=code["guid"],
            asks=code.get("asks", ""),
            low=code.get("low"),
            high=code.get("high"),
            links=tuple((kind, other) for kind in LINKS for other in code.get(kind, ())),
        )
        for code in data["code"]
    )
    bands = clean_bands(said(data, "bands") or ())
    return SchemaDraft(said(data, "name"), codes, said(data, "title"), said(data, "role"), data["guid"], bands)
