"""Withdrawal: the participant's words are nowhere, decrypted pages included; everybody else's stand."""

import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import String

from codebook.codings import add_coding, list_codings, set_gist
from codebook.memos import STUDY, Target, add_memo, list_memos
from codebook.models import MODELS
from codebook.project import create_project, open_project
from codebook.schemas import CodeDraft, SchemaDraft, list_schemas
from codebook.readings import add_schema_in_use
from codebook.withdraw import plan_withdrawal, withdraw
from corpus.errors import InputError
from corpus.imports import import_candidates, read_candidates
from corpus.models import METADATA
from corpus.participants import add_participant, list_participants, set_attribute
from corpus.store import Project
from corpus.store.check import check_project
from corpus.store.erase import list_receipts
from corpus.store.pages import read_pages
from corpus.store.snapshots import list_snapshots, take_snapshot
from corpus.transcripts import get_transcript, list_transcripts, read_transcript
from exports.tables.frequencies import count_frequencies


def raw(project_path: Path, key) -> bytes:
    """Every page and frame, decrypted, in one row."""
    return b"".join(read_pages(project_path, key))


def secret(number: int, turn: int) -> str:
    """A word nobody else says."""
    return f"zq{'abcdefghij'[number]}{'klmnopqrst'[turn % 10]}{'uvwxyæøå'[turn // 10 % 8]}vik"
