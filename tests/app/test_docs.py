"""What the commands offer is in the guide's pages."""

import importlib
import re
from pathlib import Path

import click
import pytest

from app.actions import ACTIONS
from app.cli import COMMANDS

DOCS = Path(__file__).resolve().parents[2] / "docs"
pytestmark = pytest.mark.skipif(not DOCS.exists(), reason="the guide is not beside the tests")


def every_command() -> list[tuple[str, click.Command]]:
    found = []
    for name, (module, _line) in COMMANDS.items():
        command = getattr(importlib.import_module(f"app.cli.{module}"), f"{name}_command")
        found.append((f"tusj {name}", command))
        if isinstance(command, click.Group):
            found += [(f"tusj {name} {sub}", inner) for sub, inner in command.commands.items()]
    return found


def test_every_command_and_option_is_documented() -> None:
    page = (DOCS / "commands.md").read_text("utf-8")
    sections = dict(re.findall(r"^##+ (tusj [^\n]+)\n(.*?)(?=^##|\Z)", page, re.S | re.M))
    for name, command in every_command():
        options = {option for parameter in command.params for option in parameter.opts if option.startswith("--")}
        missing = {option for option in options if option not in sections.get(name, "")}
        assert not missing, (name, missing)


def test_readme_names_only_commands_there_are() -> None:
    readme = (DOCS.parent / "README.md").read_text("utf-8")
    named = set(re.findall(r"^    tusj (\w+) ", readme, re.M))
    assert named <= set(COMMANDS)
    assert named


def test_every_key_of_the_coding_screen_is_in_the_guide() -> None:
    guide = (DOCS / "guide.md").read_text("utf-8")
    letters = [action.keys for action in ACTIONS if action.room == "coding" and len(action.keys) == 1]
    missing = [key for key in letters if not key.isdecimal() and f"`{key}`" not in guide]
    assert missing == []
