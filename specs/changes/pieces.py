"""What changed inside one text: word by word in prose, line by line in code."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

ENDS = ".,;:!?)\"'"
ALIKE = 0.34  # below this share of common letters two texts are read side by side, not word by word
MOST = 250_000  # comparisons; a longer text is compared by lines, so that no page is slow


class Kind(StrEnum):
    """What happened to a piece of text."""

    SAME = "same"
    REMOVED = "removed"
    ADDED = "added"


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text with one fate."""

    kind: Kind
    text: str


def by_words(old: str, new: str) -> tuple[Piece, ...]:
    """The pieces of a text whose removed and same ones give `old`, whose added and same ones `new`."""
    if old == new or not old or not new:
        return _whole(old, new)
    a, b = list(_words(old)), list(_words(new))
    if len(a) * len(b) > MOST:
        return by_lines(old, new)
    pieces = _pieces(a, b)
    common = sum(len(piece.text.strip()) for piece in pieces if piece.kind is Kind.SAME)
    alike = common >= ALIKE * max(len(old), len(new))
    return pieces if alike else _whole(old, new)


def by_lines(old: str, new: str) -> tuple[Piece, ...]:
    """As `by_words`, a line being the smallest piece."""
    if old == new or not old or not new:
        return _whole(old, new)
    a, b = old.splitlines(keepends=True), new.splitlines(keepends=True)
    if len(a) * len(b) > MOST:
        return _whole(old, new)
    bare = [line.rstrip("\n") for line in a], [line.rstrip("\n") for line in b]
    pieces: list[Piece] = []
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, *bare, autojunk=False).get_opcodes():
        if tag != "equal":
            _add(pieces, Kind.REMOVED, "".join(a[i1:i2]))
            _add(pieces, Kind.ADDED, "".join(b[j1:j2]))
            continue
        for was, now in zip(a[i1:i2], b[j1:j2], strict=True):
            common = min(was, now, key=len)  # only the end of the last line may differ
            _add(pieces, Kind.SAME, common)
            _add(pieces, Kind.REMOVED, was[len(common) :])
            _add(pieces, Kind.ADDED, now[len(common) :])
    return tuple(pieces)


def _add(pieces: list[Piece], kind: Kind, text: str) -> None:
    """Lengthen the last piece, or begin another."""
    if pieces and pieces[-1].kind is kind:
        pieces[-1] = Piece(kind, pieces[-1].text + text)
    elif text:
        pieces.append(Piece(kind, text))


def _whole(old: str, new: str) -> tuple[Piece, ...]:
    """One text instead of the other."""
    if old == new:
        return (Piece(Kind.SAME, new),) if new else ()
    both = (Piece(Kind.REMOVED, old), Piece(Kind.ADDED, new))
    return tuple(piece for piece in both if piece.text)


def _words(text: str) -> Iterator[str]:
    """Words, the blanks between them, and what ends a sentence; together the text."""
    for token in re.findall(r"\s+|\S+", text):
        word = token.rstrip(ENDS)
        yield word or token
        if word and word != token:
            yield token[len(word) :]


def _pieces(a: Sequence[str], b: Sequence[str]) -> tuple[Piece, ...]:
    runs: list[tuple[bool, str, str]] = []
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, a, b, autojunk=False).get_opcodes():
        old, new, same = "".join(a[i1:i2]), "".join(b[j1:j2]), tag == "equal"
        if runs and not runs[-1][0] and not same:
            runs[-1] = (False, runs[-1][1] + old, runs[-1][2] + new)
        else:
            runs.append((same, old, new))
    return tuple(_told(_joined(runs)))


def _joined(runs: Sequence[tuple[bool, str, str]]) -> Iterator[tuple[bool, str, str]]:
    """A blank between two changes belongs to both, so that a changed phrase reads as one."""
    held: tuple[bool, str, str] | None = None
    for at, (same, old, new) in enumerate(runs):
        between = 0 < at < len(runs) - 1 and same and new.isspace() and "\n" not in new
        if held and (between or not same):
            held = (False, held[1] + old, held[2] + new)
            continue
        if held:
            yield held
        held = None if same else (False, old, new)
        if same:
            yield (True, old, new)
    if held:
        yield held


def _told(runs: Iterable[tuple[bool, str, str]]) -> Iterator[Piece]:
    for same, old, new in runs:
        if same:
            yield Piece(Kind.SAME, new)
            continue
        if old:
            yield Piece(Kind.REMOVED, old)
        if new:
            yield Piece(Kind.ADDED, new)
