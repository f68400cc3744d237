"""Zipped documents (docx, odt), opened so that a hostile one is refused before it is unpacked."""

import io
import zipfile
import zlib
from xml.etree.ElementTree import Element, ParseError

from corpus.errors import ReadError
from corpus.messages import _

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_WORD_STREAM = "WordDocument".encode("utf-16-le")
_MOST_MEMBERS = 10_000
_MOST_BYTES = 100_000_000  # of one part; the longest interview met is under 20 MB of XML
_SMALL = 4_000_000  # below this a part may be as repetitive as it likes
_MOST_RATIO = 150  # Word's XML packs about 10 to 40 times


class Archive:
    """The parts of a zipped document, by name. Every error is a ReadError naming the file."""

    def __init__(self, data: bytes, name: str) -> None:
        self.name = name
        if data.startswith(_OLE):
            raise _old_word(name) if _WORD_STREAM in data else protected(name)
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, OSError, EOFError, NotImplementedError):
            raise broken(name) from None
        members = self._zip.infolist()
        if len(members) > _MOST_MEMBERS or any(_is_bomb(member) for member in members):
            raise _bomb(name)
        if any(member.flag_bits & 1 for member in members):
            raise protected(name)
        self.names = frozenset(member.filename for member in members)

    def read_xml(self, part: str) -> Element:
        """The root of a part's XML; one with a DTD or entities of its own is refused."""
        from defusedxml import DefusedXmlException
        from defusedxml.ElementTree import fromstring

        try:
            return fromstring(self._read(part), forbid_dtd=True)
        except DefusedXmlException:
            sentence = _("{name} is refused: its XML declares entities of its own, which a document never needs.")
            raise ReadError(sentence.format(name=self.name)) from None
        except (ParseError, ValueError, LookupError):
            raise broken(self.name) from None

    def _read(self, part: str) -> bytes:
        try:
            # never more than declared, which was checked: a part that lies about its size fails its checksum
            with self._zip.open(part) as stream:
                return stream.read(self._zip.getinfo(part).file_size)
        except (KeyError, zipfile.BadZipFile, zlib.error, OSError, EOFError, NotImplementedError, RuntimeError):
            raise broken(self.name) from None


def protected(name: str) -> ReadError:
    """The error for a file locked with a password."""
    return ReadError(_("{name} is protected by a password; save it without one and import that.").format(name=name))


def _old_word(name: str) -> ReadError:
    return ReadError(_("{name} is an old Word file; save it as .docx and import that.").format(name=name))


def broken(name: str) -> ReadError:
    """The error for a file that is not what its ending says."""
    return ReadError(_("{name} is broken, or is not what its ending says.").format(name=name))


def _bomb(name: str) -> ReadError:
    return ReadError(_("{name} is refused: unpacked it would be far larger than any document.").format(name=name))


def _is_bomb(member: zipfile.ZipInfo) -> bool:
    if not member.filename.endswith((".xml", ".rels")):
        return False
    ratio = member.file_size / max(1, member.compress_size)
    return member.file_size > _MOST_BYTES or (member.file_size > _SMALL and ratio > _MOST_RATIO)
