"""Fixtures every room's tests share: a settings folder of their own, and a small study made of real parts."""

import base64
import hmac
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from codebook.builtins import FIRST, builtin_schemas
from codebook.codings import add_coding
from codebook.project import create_project, open_project
from codebook.readings import add_schema_in_use
from codebook.schemas import get_code, list_schemas
from corpus.deidentify.review import READ, set_review
from corpus.imports import import_candidates, read_candidates
from corpus.messages import use_language
from corpus.store import Project
from corpus.transcripts import get_transcript, list_transcripts, read_transcript

INTERVIEWS = {
    "a.txt": (
        "jobbspesialist",
        "I: Hvordan går samarbeidet?\n\nP: Stort sett bra, altså. Vi sitter i samme gang.\n\n"
        "I: Og ellers?\n\nP: Det er noen som aldri gir lyd fra seg. Det liker jeg ikke.\n",
    ),
    "b.txt": ("jobbspesialist", "I: Er du fornøyd?\n\nP: Ja. Veldig fornøyd, faktisk.\n"),
    "c.txt": ("veileder", "I: Hvordan går det?\n\nP: Jeg må ringe og mase. Ellers går det fint.\n"),
    "d.txt": ("veileder", "I: Bruker du dem?\n\nP: Nei. Jeg har aldri søkt noen dit.\n"),
}
CODINGS = (
    ("P01", "Stort sett bra, altså.", "Fornøyd med samarbeid"),
    ("P01", "Det er noen som aldri gir lyd fra seg. Det liker jeg ikke.", "Frustrasjoner knyttet til samarbeid"),
    ("P02", "Veldig fornøyd, faktisk.", "Fornøyd med samarbeid"),
    ("P03", "Jeg må ringe og mase.", "Frustrasjoner knyttet til samarbeid"),
    ("P04", "Jeg har aldri søkt noen dit.", "Ikke søkt til jobbspesialister"),
)


@pytest.fixture(autouse=True)
def _own_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("TUSJ_CONFIG", str(tmp_path / "settings"))
    monkeypatch.delenv("TEXTUAL_THEME", raising=False)
    monkeypatch.setenv("TUSJ_LANGUAGE", "en")
    use_language("en")
    yield
    use_language("en")


@dataclass(frozen=True)
class AgeByHand:
    """The age format (https://age-encryption.org/v1) written out, so that what tusj seals is opened by other hands.

    Sealed by hand with next to no work in it, a file is opened in no time.
    """

    def seal(self, data: bytes, passphrase: str, work: int = 2) -> bytes:
        salt, key, nonce = (secrets.token_bytes(16) for _ in range(3))
        wrapped = ChaCha20Poly1305(self._wrap(passphrase, salt, work)).encrypt(bytes(12), key, None)
        head = b"age-encryption.org/v1\n-> scrypt %s %d\n%s\n---" % (self._out(salt), work, self._out(wrapped))
        sealed = ChaCha20Poly1305(self._derived(key, nonce, b"payload")).encrypt(bytes(11) + b"\1", data, None)
        return head + b" " + self._out(self._mac(key, head)) + b"\n" + nonce + sealed

    def open(self, sealed: bytes, passphrase: str) -> bytes:
        head, _, rest = sealed.partition(b"\n--- ")
        _version, stanza, body = head.split(b"\n")
        _arrow, _kind, salt, work = stanza.split()
        key = ChaCha20Poly1305(self._wrap(passphrase, self._in(salt), int(work))).decrypt(
            bytes(12), self._in(body), None
        )
        mac, _, payload = rest.partition(b"\n")
        assert self._in(mac) == self._mac(key, head + b"\n---")
        chunk = ChaCha20Poly1305(self._derived(key, payload[:16], b"payload"))
        assert len(payload) < 65_000, "one chunk is enough here"
        return chunk.decrypt(bytes(11) + b"\1", payload[16:], None)

    @staticmethod
    def _wrap(passphrase: str, salt: bytes, work: int) -> bytes:
        return Scrypt(b"age-encryption.org/v1/scrypt" + salt, 32, 2**work, 8, 1).derive(passphrase.encode())

    @staticmethod
    def _derived(key: bytes, salt: bytes, info: bytes) -> bytes:
        return HKDF(SHA256(), 32, salt, info).derive(key)

    def _mac(self, key: bytes, head: bytes) -> bytes:
        return hmac.digest(self._derived(key, b"", b"header"), head, "sha256")

    @staticmethod
    def _out(data: bytes) -> bytes:
        return base64.b64encode(data).rstrip(b"=")

    @staticmethod
    def _in(data: bytes) -> bytes:
        return base64.b64decode(data + b"=" * (-len(data) % 4))


@pytest.fixture
def age_by_hand() -> AgeByHand:
    """Sealing and opening without the library tusj uses for it."""
    return AgeByHand()


@pytest.fixture
def interviews(tmp_path: Path) -> dict[str, Path]:
    """The files of the small study, by name."""
    folder = tmp_path / "interviews"
    folder.mkdir()
    paths = {}
    for name, (_role, text) in INTERVIEWS.items():
        paths[name] = folder / name
        paths[name].write_text(text, "utf-8")
    return paths


@pytest.fixture
def study_path(tmp_path: Path, interviews: dict[str, Path]) -> Path:
    """A closed study: two roles, four interviews, the built-in schemas of the sample, five codings."""
    path = tmp_path / "study.tusj"
    with create_project(path, "Studien", "nb", "ida") as project:
        for draft in builtin_schemas("nb", FIRST):
            add_schema_in_use(project, draft)
        for name, file in interviews.items():
            import_candidates(project, read_candidates(project, [file], interviewers=["I"], role=INTERVIEWS[name][0]))
        schemas = list_schemas(project)
        for transcript, words, code in CODINGS:
            text = read_transcript(project, get_transcript(project, transcript))
            start = text.text.index(words)
            add_coding(project, text, start, start + len(words), get_code(schemas, code))
        with project.unrecorded():
            for interview in list_transcripts(project):
                set_review(project, interview, READ)
    return path


@pytest.fixture
def study(study_path: Path) -> Iterator[Project]:
    """The small study, open for writing."""
    with open_project(study_path) as project:
        yield project
