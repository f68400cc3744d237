"""The registry of actions: every one is there on its screen, and every key can be typed."""

import pkgutil
from importlib import import_module

import pytest
from textual.binding import Binding

import app.screens
from app.actions import ACTIONS, EVERYWHERE, actions_of, bindings_of, keymap
from app.screens.base import WorkScreen, shown_keys
from app.workbench import Workbench

HELD = {"[", "]", "{", "}", "\\", "|", "@", "~", "$", "^", "`", "´", "¨"}
HELD_NAMES = {
    "left_square_bracket",
    "right_square_bracket",
    "left_curly_bracket",
    "right_curly_bracket",
    "backslash",
    "vertical_line",
    "at",
    "tilde",
    "dollar_sign",
    "circumflex_accent",
    "grave_accent",
    "acute_accent",
    "diaeresis",
}
ARROWS = {"left", "right", "up", "down"}


def screens():
    """Every screen of the workbench, by room."""
    for module in pkgutil.iter_modules(app.screens.__path__, "app.screens."):
        import_module(module.name)
    found, waiting = {}, [WorkScreen]
    while waiting:
        for screen in waiting.pop().__subclasses__():
            waiting.append(screen)
            if screen.room:
                found[screen.room] = screen
    return found


@pytest.mark.parametrize("action", ACTIONS, ids=lambda action: action.id)
def test_action_is_implemented_by_its_screen(action):
    name = action.call.partition("(")[0]
    if name.startswith("app."):
        owners = [Workbench]
        name = name.removeprefix("app.")
    elif action.room == EVERYWHERE:
        owners = list(screens().values())
    else:
        owners = [screens()[action.room]]
    assert owners
    assert [owner.__name__ for owner in owners if not callable(getattr(owner, f"action_{name}", None))] == []


@pytest.mark.parametrize("action", ACTIONS, ids=lambda action: action.id)
def test_key_can_be_typed_on_a_norwegian_keyboard_in_a_plain_terminal(action):
    for key in ",".join(filter(None, (action.keys, action.vi))).split(","):
        *held, last = key.split("+")
        assert last not in HELD | HELD_NAMES
        assert "alt" not in held
        assert not ("ctrl" in held and (last in ARROWS or "shift" in held))


@pytest.mark.parametrize("room", sorted({action.room for action in ACTIONS} - {EVERYWHERE}))
def test_no_two_actions_of_a_room_share_a_key(room):
    keys = [key for action in actions_of(room) for key in action.keys.split(",")]
    assert sorted(keys) == sorted(set(keys))
    assert len([action for action in actions_of(room) if action.short]) <= 7


@pytest.mark.parametrize("room", sorted({action.room for action in ACTIONS} - {EVERYWHERE}))
def test_every_action_keeps_a_key_of_its_own_under_the_vi_keymap(room):
    changed = keymap({}, vi=True)
    taken = [key for action in actions_of(room) for key in set(changed.get(action.id, action.keys).split(","))]
    assert "" not in taken
    assert sorted(taken) == sorted(set(taken))


def test_every_screen_binds_its_room_under_the_ids_of_the_registry():
    for room, screen in screens().items():
        bound = {binding.id for binding in screen.BINDINGS if isinstance(binding, Binding)}
        assert {binding.id for binding in bindings_of(room)} <= bound, room


def test_keymap_takes_only_keys_of_actions_there_are():
    assert keymap({"coding.pick": "f6", "coding.nothing": "f7", "coding.gist": " "}, vi=False) == {"coding.pick": "f6"}


def test_keys_are_shown_as_they_stand_on_the_keyboard():
    assert shown_keys("question_mark,f1") == "? F1"
    assert shown_keys("shift+tab") == "shift+Tab"
    assert shown_keys("ctrl+q") == "ctrl+q"
