"""Two quiet themes: good paper by day and by night. Colour belongs to the categories; one accent for the focus."""

from textual.theme import Theme

DARK = Theme(
    name="tusj-dark",
    primary="#8ab4d8",
    secondary="#9aa5b1",
    accent="#8ab4d8",
    foreground="#e4e1da",
    background="#16181b",
    surface="#1b1d21",
    panel="#24272c",
    warning="#e0b050",
    error="#e08070",
    success="#80b890",
    dark=True,
)
LIGHT = Theme(
    name="tusj-light",
    primary="#2a5f8f",
    secondary="#5a636d",
    accent="#2a5f8f",
    foreground="#1e1e1c",
    background="#f6f4ee",
    surface="#fcfaf5",
    panel="#ebe8df",
    warning="#8a5a00",
    error="#a03020",
    success="#2c6a45",
    dark=False,
)
THEMES = (DARK, LIGHT)
