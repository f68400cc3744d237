"""Open, create and close a project file; the gate for changes; the journal."""

from corpus.store.project import OtherCoderError, Project, Step, damage_told, is_damaged, now

__all__ = ["OtherCoderError", "Project", "Step", "damage_told", "is_damaged", "now"]
