"""Facts: `**Label**: value`, the label bold, the value in whatever shape it has."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property

from ..markdown.lists import dedent
from ..markdown.scan import opaque
from ..markdown.tidy import BLANKS, trimmed
from .lens import Labels, Lens, Values, picked, placed
from .prose import LINE

REVIEW = "Operations Review"  # the label that ends every file
ITEM = re.compile(r"[-*+] ")
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


@dataclass
class Piece:
    """What stands behind one label in the text: its value, and what is outside its bullet."""

    fact: Fact
    line: str
    width: int  # of the bullet
    inner: list[str] = field(default_factory=list)
    after: list[str] = field(default_factory=list)

    def take(self, line: str, hidden: bool) -> None:
        """Add a line; text at the margin ends a bullet."""
        out = False
        if self.width and not hidden:
            loose = self.inner[-1:] == [""]
            out = line[:1] not in ("", *BLANKS) if loose else bool(ITEM.match(line))
        target = self.after if self.after or out else self.inner
        target.append(dedent(line, self.width))


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
    def labels(self) -> Labels:
        """How a line starts that opens one of the facts, the colon outside or inside the bold."""
        names = [n for fact in self.facts for n in (fact.label, *fact.aliases)] + list(self.others)
        any_of = "|".join(sorted(map(re.escape, names), key=len, reverse=True)) or "(?!)"
        glosses = sorted({re.escape(fact.gloss) for fact in self.facts if fact.gloss})
        gloss = "|".join([*glosses, r" \([^()]*\)"])
        start = rf"(?P<bullet>(?:[-*+] +)?)\*\*(?P<name>{any_of})"
        flags = re.IGNORECASE | re.ASCII
        return (
            re.compile(rf"{start}\*\*(?:{gloss})?(?P<k>\\*):", flags),
            re.compile(rf"{start}(?P<k>\\*):\*\*", flags),
        )

    def opens(self, line: str) -> re.Match[str] | None:
        """Whether a line opens a fact."""
        if "**" in line:
            for pattern in self.labels:
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
        empty = {fact.label: fact.lens.read([])[0] for fact in self.facts}
        values: Values = {}
        for fact in self.facts:
            values |= placed(fact.field, empty[fact.label])
        seen: set[str] = set()
        leftovers: list[str] = []
        for piece in pieces:
            label = piece.fact.label
            value, rest = piece.fact.lens.read(piece.inner, self._around(labels))
            if label in seen and value != empty[label]:
                rest = [piece.line, *piece.inner]
            elif value != empty[label]:
                values |= placed(piece.fact.field, value)
                seen.add(label)
            leftovers += rest + trimmed(piece.after)
        return values, leftovers

    def cut(self, lines: list[str]) -> tuple[list[str], list[Piece]]:
        """Cut the lines at the labels: what stands before the first, then what follows each."""
        head: list[str] = []
        pieces: list[Piece] = []
        for line, hidden in zip(lines, opaque(lines), strict=True):
            m = None if hidden else self.opens(line)
            if m and (fact := self._names.get(m["name"].casefold())):
                rest = line[m.end() :].strip(BLANKS)
                pieces.append(Piece(fact, line, len(m["bullet"]), [rest] if rest else []))
            elif pieces:
                pieces[-1].take(line, hidden)
            else:
                head.append(line)
        return head, pieces


NO_FACTS = Facts(())
