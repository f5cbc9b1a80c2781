"""Facts: `**Label**: value`, the label bold, the value in whatever shape it has."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from ..markdown.scan import opaque
from ..markdown.tidy import BLANKS, dedent, trimmed
from .lens import Labels, Lens, Values, picked, placed
from .prose import LINE

REVIEW = "Operations Review"  # the label that ends every file
BULLET, NUMBER = re.compile(r"[-*+] "), re.compile(r"[0-9]{1,9}[.)] ")
STARTS = "-+*0123456789"
SAFE_START = re.compile(r"(?![0-9]{1,9}[.)])(?:[^\W_]|`(?!``)|[\"'(\[])")


@dataclass(frozen=True)
class Fact:
    """One label and the field and shape behind it; field "" spreads a dict over the fields."""

    label: str
    field: str
    lens: Lens = LINE
    always: bool = True  # written even when empty
    gloss: str = ""  # words after the bold label, as in **RTO** (Recovery Time Objective)
    aliases: tuple[str, ...] = ()


class Piece(NamedTuple):
    """What stands behind one label in the text: its value, and what is outside its bullet."""

    fact: Fact
    line: str  # the one with the label
    rest: str  # what follows the label on that line
    below: list[str]
    after: list[str]

    @property
    def inner(self) -> list[str]:
        """The lines of the value."""
        return [self.rest, *self.below] if self.rest else self.below


def _piece(fact: Fact, m: re.Match[str], lines: list[str], hidden: list[bool]) -> Piece:
    """The piece whose label was found, with the lines up to the next one."""
    marker, rest = m["bullet"], m.string[m.end() :].strip(BLANKS)
    if not marker or not lines:
        return Piece(fact, m.string, rest, lines, [])
    width, cut = len(marker), _end(marker, lines, hidden)
    moved = [dedent(line, width) for line in lines]
    return Piece(fact, m.string, rest, moved[:cut], moved[cut:])


def _end(marker: str, lines: list[str], hidden: list[bool]) -> int:
    """Where a bullet ends: at another one, or at text at the margin behind an empty line."""
    other = NUMBER if marker[0].isdigit() else BULLET
    loose = False
    for at, line in enumerate(lines):
        ends = line[:1] not in ("", *BLANKS) if loose else other.match(line)
        if ends and not hidden[at]:
            return at
        loose = not line
    return len(lines)


@dataclass(frozen=True)
class Facts:
    """Labelled values under each other; `bullet` puts each in a list item."""

    facts: tuple[Fact, ...]
    bullet: bool = False
    others: tuple[str, ...] = (REVIEW,)  # labels outside the section that values must not imitate

    @property
    def hugs(self) -> bool:
        return False

    @cached_property
    def _names(self) -> dict[str, Fact]:
        return {n.casefold(): fact for fact in self.facts for n in (fact.label, *fact.aliases)}

    @cached_property
    def _empty(self) -> Values:
        return {fact.label: fact.lens.read([])[0] for fact in self.facts}

    @cached_property
    def _blank(self) -> Values:
        """The values when there is nothing to read."""
        values: Values = {}
        for fact in self.facts:
            values |= placed(fact.field, self._empty[fact.label])
        return values

    @cached_property
    def _rich(self) -> bool:
        """Whether some values are more than texts, so that nobody may share them."""
        return not all(isinstance(value, str) for value in self._blank.values())

    @cached_property
    def labels(self) -> Labels:
        """How a line starts that opens one of the facts, the colon outside or inside the bold."""
        names = [n for fact in self.facts for n in (fact.label, *fact.aliases)] + list(self.others)
        any_of = "|".join(sorted(map(re.escape, names), key=len, reverse=True)) or "(?!)"
        glosses = sorted({re.escape(fact.gloss) for fact in self.facts if fact.gloss})
        gloss = "|".join([*glosses, r" \([^()]*\)"])
        start = rf"(?P<bullet>(?:(?:[-*+]|[0-9]{{1,9}}[.)]) +)?)\*\*(?P<name>{any_of})"
        flags = re.IGNORECASE | re.ASCII
        return (
            re.compile(rf"{start}\*\*(?:{gloss})?(?P<k>\\*):", flags),
            re.compile(rf"{start}(?P<k>\\*):\*\*", flags),
        )

    def bolded(self, lines: list[str]) -> list[str]:
        """Labels that somebody typed without stars, with them."""
        plain = re.compile(
            rf"((?:[-*+] +)?)({'|'.join(map(re.escape, self._names)) or '(?!)'}):", re.I
        )
        hidden = opaque(lines)
        return [
            x if hidden[at] or not plain.match(x) else plain.sub(r"\1**\2**:", x, count=1)
            for at, x in enumerate(lines)
        ]

    def find(self, label: str) -> Fact | None:
        """The fact of that label."""
        return self._names.get(label.casefold()) if label else None

    def opens(self, line: str) -> re.Match[str] | None:
        """Whether a line opens a fact."""
        for pattern in self.labels if "**" in line else ():
            if (m := pattern.match(line)) and not m["k"]:
                return m
        return None

    def write(self, values: Values, labels: Labels = ()) -> list[str]:
        out: list[str] = []
        short = False
        for fact in self.facts:
            inner = fact.lens.write(picked(fact.field, values), self._around(labels))
            if not inner and not fact.always:
                continue
            lines = self._labelled(fact, inner)
            if out and not self.bullet:
                out = [*out[:-1], out[-1] + "  "] if short and len(lines) == 1 else [*out, ""]
            out += lines
            short = len(lines) == 1
        return out

    def _labelled(self, fact: Fact, inner: list[str]) -> list[str]:
        """Put the label before the lines, or above them."""
        head = f"**{fact.label}**{fact.gloss}:"
        first = inner[0] if inner else ""
        alone = len(inner) == 1 and first[0] not in BLANKS
        if fact.lens.hugs and (alone or SAFE_START.match(first)):
            head, inner = f"{head} {first}", inner[1:]
        elif inner and not self.bullet:
            inner = ["", *inner]
        if not self.bullet:
            return [head, *inner]
        return ["- " + head, *("  " + line if line else "" for line in inner)]

    def _around(self, labels: Labels) -> Labels:
        """What no line of a value may look like; inside a bullet they are indented and harmless."""
        return () if self.bullet else self.labels + labels

    def read(self, lines: list[str], labels: Labels = ()) -> tuple[Values, list[str]]:
        head, pieces = self.cut(lines)
        values, leftovers = self.take(pieces, labels)
        return values, trimmed(head) + leftovers

    def take(self, pieces: list[Piece], labels: Labels = ()) -> tuple[Values, list[str]]:
        """The values of the pieces that cut found, and what is left of them."""
        values = _fresh(self._blank) if self._rich else self._blank.copy()
        around = self._around(labels)
        seen: set[str] = set()
        leftovers: list[str] = []
        for piece in pieces:
            label = piece.fact.label
            value, rest = piece.fact.lens.read(piece.inner, around)
            if label in seen and value != self._empty[label]:
                rest = [piece.line, *piece.below]
            elif value != self._empty[label]:
                values |= placed(piece.fact.field, value)
                seen.add(label)
            leftovers += rest + trimmed(piece.after) if rest or piece.after else []
        return values, leftovers

    def cut(
        self, lines: list[str], hidden: list[bool] | None = None
    ) -> tuple[list[str], list[Piece]]:
        """Cut the lines at the labels: what stands before the first, then what follows each."""
        places = [at for at, x in enumerate(lines) if x[:1] in STARTS and "**" in x]
        if not places:
            return lines, []
        hidden = opaque(lines) if hidden is None else hidden
        found: list[tuple[int, Fact, re.Match[str]]] = []
        for at in places:
            m = None if hidden[at] else self.opens(lines[at])
            if m and (fact := self._names.get(m["name"].casefold())):
                found.append((at, fact, m))
        if not found:
            return lines, []
        stops = [at for at, _, _ in found[1:]] + [len(lines)]
        pieces = [
            _piece(fact, m, lines[at + 1 : stop], hidden[at + 1 : stop])
            for (at, fact, m), stop in zip(found, stops, strict=True)
        ]
        return lines[: found[0][0]], pieces


def _fresh(value: Any) -> Any:
    """A copy that nobody else holds."""
    if isinstance(value, dict):
        return {key: _fresh(inner) for key, inner in value.items()}
    return [_fresh(inner) for inner in value] if isinstance(value, list) else value


NO_FACTS = Facts(())
