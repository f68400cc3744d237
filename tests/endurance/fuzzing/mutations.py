"""Ways in which a file can be wrong: its bytes, tokens of its format, its XML, the objects of a PDF, the zip itself.

Every mutation takes the dice it throws, so that the same number always makes the same input.
"""

import re
import zipfile
import zlib
from collections.abc import Callable, Sequence
from random import Random
from xml.etree import ElementTree

from fuzzing.seeds import Seed, packed_pdf, packed_zip
from fuzzing.tokens import NUMBERS, ODD, XML_NAMES

_LARGEST = 60_000  # bytes; most inputs stay under 2,000, so that 100,000 of them take minutes
_NUMBER = re.compile(rb"\d+")
_NESTING = ((b"<a>", b"</a>"), (b"{", b"}"), (b"[", b"]"), (b"(", b")"), (b"<<", b">>"), (b'"', b'"'), (b"<b ", b">"))
_ZIP_MARKS = (b"PK\x01\x02", b"PK\x03\x04", b"PK\x05\x06")


def mutate_bytes(dice: Random, data: bytes, tokens: Sequence[bytes], others: Sequence[bytes]) -> bytes:
    """One to four changes: bits flipped, tokens put in, runs of bytes cut out, doubled, moved, spliced, nested."""
    for _change in range(dice.choice((1, 1, 2, 4))):
        at = dice.randrange(len(data) + 1)
        end = min(len(data), at + dice.choice((1, 2, 5, 20, 100)))
        data = dice.choice(_CHANGES)(dice, data, at, end, tokens, others)
        if len(data) > _LARGEST:
            data = data[:_LARGEST]
    return data


_Change = Callable[[Random, bytes, int, int, Sequence[bytes], Sequence[bytes]], bytes]


def _flip(dice: Random, data: bytes, at: int, _end: int, *_known: object) -> bytes:
    return data[: at - 1] + bytes([data[at - 1] ^ (1 << dice.randrange(8))]) + data[at:] if at else data


def _put(dice: Random, data: bytes, at: int, end: int, tokens: Sequence[bytes], _others: object) -> bytes:
    token = dice.choice(tokens if tokens and dice.random() < 0.6 else ODD)
    return data[:at] + token + data[at if dice.random() < 0.7 else end :]


def _cut(_dice: Random, data: bytes, at: int, end: int, *_known: object) -> bytes:
    return data[:at] + data[end:]


def _cut_short(_dice: Random, data: bytes, at: int, _end: int, *_known: object) -> bytes:
    return data[:at]


def _double(dice: Random, data: bytes, at: int, end: int, *_known: object) -> bytes:
    return data[:at] + data[at:end] * dice.choice((2, 2, 3, 30, 500)) + data[end:]


def _move(dice: Random, data: bytes, at: int, end: int, *_known: object) -> bytes:
    rest = data[:at] + data[end:]
    to = dice.randrange(len(rest) + 1)
    return rest[:to] + data[at:end] + rest[to:]


def _splice(dice: Random, data: bytes, at: int, end: int, _tokens: object, others: Sequence[bytes]) -> bytes:
    other = dice.choice(others)
    begin = dice.randrange(len(other) + 1)
    return data[:at] + other[begin : begin + dice.choice((5, 50, 500))] + data[end:]


def _number(dice: Random, data: bytes, at: int, _end: int, *_known: object) -> bytes:
    found = _NUMBER.search(data, at) or _NUMBER.search(data)
    return data[: found.start()] + dice.choice(NUMBERS) + data[found.end() :] if found else data


def _nest(dice: Random, data: bytes, at: int, end: int, *_known: object) -> bytes:
    before, after = dice.choice(_NESTING)
    times = dice.choice((2, 30, 300, 3000))
    return data[:at] + before * times + data[at:end] + after * (times if dice.random() < 0.7 else 0) + data[end:]


def _noise(dice: Random, data: bytes, at: int, end: int, *_known: object) -> bytes:
    return data[:at] + dice.randbytes(end - at) + data[end:]


_CHANGES: tuple[_Change, ...] = (_flip, _put, _put, _cut, _cut_short, _double, _move, _splice, _number, _nest, _noise)


def mutate_xml(dice: Random, data: bytes) -> bytes:
    """A change of the tree: an element doubled, dropped, moved, nested, renamed, its words or an attribute changed."""
    try:
        root = ElementTree.fromstring(data)
    except (ElementTree.ParseError, ValueError, LookupError):
        return data
    for _change in range(dice.choice((1, 2, 3))):
        family = [(parent, child) for parent in root.iter() for child in parent]
        if not family:
            break
        parent, child = dice.choice(family)
        _change_element(dice, parent, child, [mother for mother, _child in family])
    try:
        return ElementTree.tostring(root, "utf-8")
    except (ValueError, RecursionError):
        return data


def _change_element(
    dice: Random, parent: ElementTree.Element, child: ElementTree.Element, mothers: list[ElementTree.Element]
) -> None:
    kind = dice.randrange(7)
    if kind == 0:
        for _time in range(dice.choice((1, 3, 100))):
            parent.append(child)
    elif kind == 1:
        parent.remove(child)
    elif kind == 2:
        _wrap(parent, child, child.tag, dice.choice((1, 5, 150)))
    elif kind == 3:
        child.tag = child.tag.partition("}")[0] + "}" * ("}" in child.tag) + dice.choice(XML_NAMES)
    elif kind == 4:
        child.text = dice.choice(ODD).decode("utf-8", "replace").translate(dict.fromkeys(range(9)))
    elif kind == 5 and child.attrib:
        child.set(dice.choice(list(child.attrib)), dice.choice(NUMBERS).decode())
    else:
        mother = dice.choice(mothers)
        if child is not mother and mother not in list(child.iter()):
            parent.remove(child)
            mother.append(child)


def _wrap(parent: ElementTree.Element, child: ElementTree.Element, tag: str, times: int) -> None:
    place = list(parent).index(child)
    parent.remove(child)
    for _time in range(times):
        outer = ElementTree.Element(tag)
        outer.append(child)
        child = outer
    parent.insert(place, child)


def make_zipped(dice: Random, seeds: Sequence[Seed], tokens: Sequence[bytes]) -> bytes:
    """A zipped document with a fault in a part, in its list of parts, or in the archive."""
    parts = dict(dice.choice([seed for seed in seeds if isinstance(seed, dict)]))
    name = dice.choice([*parts, *(part for part in parts if part.endswith("ml"))])
    others = list(parts.values())
    kind = dice.random()
    if kind < 0.55:
        parts[name] = mutate_xml(dice, parts[name])
    elif kind < 0.8:
        parts[name] = mutate_bytes(dice, parts[name], tokens, others)
    elif kind < 0.88:
        _mix_parts(dice, parts, name)
    method = zipfile.ZIP_DEFLATED if dice.random() < 0.2 else zipfile.ZIP_STORED
    data = packed_zip(parts, method)
    if kind > 0.94:
        return mutate_bytes(dice, data, _ZIP_MARKS, [data])
    return _lie(dice, data) if kind > 0.88 else data


def _mix_parts(dice: Random, parts: dict[str, bytes], name: str) -> None:
    kind = dice.randrange(7)
    if kind == 0:
        part = parts.pop(name)
        parts[dice.choice([*parts, "x.xml"])] = part
    elif kind == 1:
        del parts[name]
    elif kind == 2:
        parts[f"{name}*"] = parts[name][:50]
    elif kind == 3:
        parts["../../" + name] = b"x"
    elif kind == 4:
        parts.update((f"a{at}.xml", b"<a/>") for at in range(dice.choice((50, 300))))
    elif kind == 5:
        parts[name] = b"<!DOCTYPE d [<!ENTITY e 'eeee'>]>" + parts[name].replace(b"</", b"&e;</")
    else:
        encoding = dice.choice(("utf-16", "utf-8-sig", "cp1252", "utf-32"))
        parts[name] = parts[name].decode("utf-8", "replace").encode(encoding, "replace")


def _lie(dice: Random, data: bytes) -> bytes:
    """The archive with a field of one of its headings (flags, method, checksum, sizes, places) changed."""
    mark = dice.choice(_ZIP_MARKS)
    places = [found.start() for found in re.finditer(re.escape(mark), data)]
    if not places:
        return data
    at = dice.choice(places) + dice.randrange(4, 30)
    wrong = dice.choice((b"\0", b"\1", b"\xff\xff\xff\xff", b"\x7f", b"\0\0\0\0", dice.randbytes(2)))
    return data[:at] + wrong + data[at + len(wrong) :]


def make_pdf(dice: Random, seeds: Sequence[Seed], tokens: Sequence[bytes]) -> bytes:
    """A PDF with a fault in an object, in its list of objects, or anywhere."""
    objects = dict(dice.choice([seed for seed in seeds if isinstance(seed, dict)]))
    name = dice.choice(list(objects))
    kind = dice.random()
    if kind < 0.6:
        objects[name] = mutate_bytes(dice, objects[name], tokens, list(objects.values()))
    elif kind < 0.7:
        objects[dice.choice(list(objects))] = objects[name]
    elif kind < 0.75:
        objects[str(dice.choice((8, 9, 40, 70)))] = objects.pop(name)
    elif kind < 0.85:
        objects = {number: _packed_stream(dice, body) for number, body in objects.items()}
    data = packed_pdf(objects)
    return mutate_bytes(dice, data, tokens, [data]) if kind > 0.85 else data


def _packed_stream(dice: Random, body: bytes) -> bytes:
    head, found, rest = body.partition(b"stream\n")
    if not found:
        return body
    packed = bytearray(zlib.compress(rest.removesuffix(b"\nendstream") * dice.choice((1, 1, 1, 20))))
    if dice.random() < 0.5:
        packed[dice.randrange(len(packed))] ^= 1 << dice.randrange(8)
    head = re.sub(rb"/Length \d+", b"/Filter /FlateDecode /Length %d" % len(packed), head)
    return head + b"stream\n" + bytes(packed) + b"\nendstream"
