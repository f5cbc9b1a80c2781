"""The keys that exist, by the page they work on: what the list of keys shows, and nothing else."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Key:
    """Keys pressed together or one of, and what they do; `single` ones can be switched off."""

    keys: tuple[str, ...]
    what: str
    single: bool = False


@dataclass(frozen=True)
class Page:
    """Where keys work."""

    title: str
    keys: tuple[Key, ...]


PAGES = (
    Page(
        "Every page",
        (
            Key(("Ctrl", "K"), "Search or jump to a place"),
            Key(("?",), "Show this list", single=True),
            Key(("F6",), "Next part of the page; with Shift the one before"),
            Key(("Ctrl", "Enter"), "Send the form you are in"),
            Key(("Esc",), "Close what lies on top"),
        ),
    ),
    Page(
        "Lists",
        (
            Key(("j",), "Next row", single=True),
            Key(("k",), "Row before", single=True),
            Key(("↓",), "From the search box into the list"),
            Key(("Enter",), "Open the row"),
        ),
    ),
    Page(
        "Editor",
        (
            Key(("Ctrl", "S"), "Save now"),
            Key(("Tab",), "From the last cell of the last row: add a row"),
            Key(("Ctrl", "Enter"), "Insert a row below"),
            Key(("Ctrl", "Shift", "D"), "Duplicate the row"),
            Key(("Ctrl", "Alt", "M"), "Comment on the row, or on the field"),
            Key(("Ctrl", "Shift", "Backspace"), "Delete the row; Undo stays in its place"),
            Key(("Alt", "↑"), "Move the row up"),
            Key(("Alt", "↓"), "Move the row down"),
            Key(("Enter",), "Same column, next row; with Shift the row before"),
            Key(("Alt", "Enter"), "New line in a cell"),
            Key(("Esc",), "Take back what you typed in this cell"),
        ),
    ),
    Page(
        "Queue",
        (
            Key(("j",), "Next review", single=True),
            Key(("k",), "Review before", single=True),
            Key(("o",), "Open it", single=True),
            Key(("x",), "Choose it", single=True),
        ),
    ),
    Page(
        "Review",
        (
            Key(("n",), "Next change", single=True),
            Key(("p",), "Change before", single=True),
            Key(("c",), "Comment on the change", single=True),
            Key(("s",), "Mark the section as read", single=True),
            Key(("d",), "Go to the decision", single=True),
            Key(("]",), "Next review of the queue", single=True),
            Key(("[",), "Review before", single=True),
        ),
    ),
    Page(
        "Runbook",
        (
            Key(("n",), "Next step", single=True),
            Key(("p",), "Step before", single=True),
            Key(("y",), "Copy the command of the step", single=True),
        ),
    ),
    Page(
        "Palette",
        (
            Key(("↑",), "Choose the one above"),
            Key(("↓",), "Choose the one below"),
            Key(("Enter",), "Open it"),
            Key(("Ctrl", "Enter"), "Open it in a new tab"),
        ),
    ),
)
