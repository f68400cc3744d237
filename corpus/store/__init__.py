"""Open, create and close a project file; the gate for changes; the journal."""

from corpus.store.cipher import PassphraseError, PassphraseNeededError, is_encrypted
from corpus.store.damage import damage_told, is_damaged
from corpus.store.project import OtherCoderError, Project, Step, now

__all__ = [
    "OtherCoderError",
    "PassphraseError",
    "PassphraseNeededError",
    "Project",
    "Step",
    "damage_told",
    "is_damaged",
    "is_encrypted",
    "now",
]
