"""Bytes to text: which encoding a file is in."""

import codecs
import re
from dataclasses import dataclass

from corpus.errors import ReadError
from corpus.messages import _

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_MAGIC = (
    b"\xff\xd8\xff",
    b"\x89PNG",
    b"GIF8",
    b"PK\x03\x04",
    b"%PDF-",
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
    b"\x1f\x8b",
    b"ID3",
    b"RIFF",
    b"OggS",
    b"fLaC",
    b"SQLite format 3\x00",
    b"\x7fELF",
    b"7z\xbc\xaf",
    b"BZh",
)
_CONTROL_BYTES = bytes(b for b in range(32) if b not in b"\t\n\r\f\x00")
_NORDIC = "æøåÆØÅäöÄÖ"
_LETTERS = _NORDIC + "éèêëÉüÜßòóôàáâçñíìîïúùûðþšžœ"
_SIGNS = "«»“”„‘’–—…•·°§€£½¼¾×´© "
_FOREIGN = ["cp1251", "koi8_r", "iso8859_5", "cp1250", "iso8859_2", "cp1253", "iso8859_7", "cp1254", "cp1255"]
_FOREIGN += ["cp1256", "cp1257", "cp874", "gb18030", "big5", "shift_jis", "euc_jp", "euc_kr"]
_NORWEGIAN = re.compile("[æøå]|(?<![a-zæøå])[ÆØÅ]")
_SAMPLE = 65536
_HIGH = re.compile(r"[^\x00-\x7f]")


@dataclass(frozen=True, slots=True)
class Decoded:
    """A file's text, the encoding's name, and whether that name is more than a guess."""

    text: str
    encoding: str
    certain: bool = True

    def warnings(self) -> tuple[str, ...]:
        """A sentence where the encoding was guessed and may be wrong."""
        if self.certain:
            return ()
        return (_("Encoding guessed as {encoding}; --encoding names another.").format(encoding=self.encoding),)


def decode(data: bytes, name: str, encoding: str | None = None) -> Decoded:
    """Decode a file's bytes. `name` is the file's, for the error.

    UTF-8 where it is valid, UTF-16 with or without BOM, else the likeliest of cp1252, latin-1, mac-roman and, in doubt,
    cp850.
    Raises ReadError for binary content, an unknown encoding, or bytes that the named encoding does not have.
    """
    if encoding:
        return _decode_named(data, name, encoding)
    if data.startswith(_MAGIC) or data[4:8] == b"ftyp":
        raise _binary(name)
    for bom, named in _BOMS:
        if data.startswith(bom):
            return _decode_bom(data, name, named)
    wide = find_wide(data)
    if wide:
        return Decoded(data.decode(wide, "replace"), wide)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        if _control_share(data) > 0.05:
            raise _binary(name) from None
        return _decode_eight_bit(data)
    if _control_share(data) > 0.3 or data[:65536].count(0) > len(data[:65536]) // 2:
        raise _binary(name)
    return Decoded(text, "utf-8")


def _binary(name: str) -> ReadError:
    return ReadError(_("{name} is not a text file.").format(name=name))


def _decode_named(data: bytes, name: str, encoding: str) -> Decoded:
    try:
        codec = codecs.lookup(encoding)
        text = data.decode(codec.name)
    except (LookupError, ValueError) as error:
        if isinstance(error, UnicodeDecodeError):
            sentence = _("{name} is not in the encoding {encoding}; name another with --encoding, or none.")
        else:
            sentence = _("{name} was not read: there is no encoding called {encoding}.")
        raise ReadError(sentence.format(name=name, encoding=encoding)) from None
    if not isinstance(text, str):
        sentence = _("{name} was not read: there is no encoding called {encoding}.")
        raise ReadError(sentence.format(name=name, encoding=encoding))
    return Decoded(text, codec.name)


def _decode_bom(data: bytes, name: str, encoding: str) -> Decoded:
    try:
        return Decoded(data.decode(encoding), encoding)
    except UnicodeDecodeError:
        text = data.decode(encoding, "replace")
    if text.count("\ufffd") > 1 + len(text) // 100:
        raise _binary(name)
    return Decoded(text, encoding, certain=False)


def _control_share(data: bytes) -> float:
    sample = data[:65536]
    return 1 - len(sample.translate(None, _CONTROL_BYTES)) / len(sample) if sample else 0.0


def find_wide(data: bytes) -> str | None:
    """UTF-16 without a BOM shows in the zero bytes: nearly all of one half of each pair, none of the other."""
    sample = data[:8192]
    pairs = len(sample) // 2
    if pairs < 2 or 0 not in sample:
        return None
    even, odd = sample[0 : pairs * 2 : 2].count(0) / pairs, sample[1 : pairs * 2 : 2].count(0) / pairs
    if odd > 0.6 and even < 0.1:
        return "utf-16-le"
    if even > 0.6 and odd < 0.1:
        return "utf-16-be"
    return None


def _decode_eight_bit(data: bytes) -> Decoded:
    """Choose among the three that Norwegian text is met in, by how its letters and quotation marks come out."""
    high = sum(1 for b in data[:65536] if b > 127)
    letters = sum(1 for b in data[:65536] if b > 127 or chr(b).isalpha())
    if high > 0.3 * letters:
        return _decode_foreign(data)
    scores = {}
    for encoding in ("cp1252", "latin-1", "mac-roman"):
        try:
            scores[encoding] = _plausibility(data.decode(encoding))
        except UnicodeDecodeError:
            continue
    best = max(scores, key=lambda encoding: scores[encoding])
    if _norwegian(data.decode("cp850")) > 0.6 and _norwegian(data.decode(best)) < 0.2:
        return Decoded(data.decode("cp850"), "cp850", certain=False)  # its å, æ, ø are Ü, ë, õ on a Mac: letters too
    rival = max(score for encoding, score in scores.items() if (encoding == "mac-roman") != (best == "mac-roman"))
    certain = scores[best] > 0.8 and scores[best] - rival > 0.3
    return Decoded(data.decode(best), best, certain)


def _norwegian(text: str) -> float:
    """The share of characters beyond ASCII that are Norwegian letters, capitals where capitals may stand."""
    count = sum(1 for _match in _HIGH.finditer(text[:_SAMPLE]))
    return sum(1 for _match in _NORWEGIAN.finditer(text[:_SAMPLE])) / count if count else 0.0


def _plausibility(text: str) -> float:
    """The share of characters beyond ASCII that are what and where Nordic text has them, from -1 to 1."""
    score = count = 0
    for match in _HIGH.finditer(text):
        count += 1
        at = match.start()
        char, around = match[0], text[max(0, at - 1) : at] + text[at + 1 : at + 2]
        if char in _LETTERS:
            score += 1 if not around.isascii() or any(c.isalpha() for c in around) or char in _NORDIC else -1
        elif char in _SIGNS:
            inside = len(around) == 2 and around.isalpha() and char not in "’´–—…·°"
            score += -1 if inside else 1
        else:
            score -= 1
        if count >= 5000:
            break
    return score / count if count else 0.0


def _decode_foreign(data: bytes) -> Decoded:
    from charset_normalizer import from_bytes

    best = from_bytes(data[:65536], cp_isolation=_FOREIGN).best()
    if best is not None:
        try:
            return Decoded(data.decode(best.encoding), best.encoding, certain=False)
        except (UnicodeDecodeError, LookupError):
            pass
    return Decoded(data.decode("latin-1"), "latin-1", certain=False)
