"""Facts: `**Label**: value`, the label bold, the value in whatever shape it has."""

from __future__ import annotations

import re
from dataclasses import dataclass

from specs.blocks.lens import Labels, Lens, Values
from specs.blocks.prose import Line
from specs.markdown.scan import opaque
from specs.markdown.tidy import trimmed

REVIEW = "Operations Review"  # the label that ends every file
MARGIN, ITEM = re.compile(r"[^ \t]"), re.compile(r"[-*+] ")
SAFE_START = re.compile(r"(?![0-9]{1,9}[.)])(?:[^\W_]|`(?!``)|[\"'(\[])")


@dataclass(frozen=True)
class Fact:
    """One label and the field and shape behind it."""

    label: str
    field: str
    lens: Lens = Line()
    always: bool = True  # written even when empty
    gloss: str = ""  # words after the bold label, as in **RTO** (Recovery Time Objective)
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True)
class Facts:
    """Labelled values under each other; `bullet` puts each in a list item."""

    facts: tuple[Fact, ...]
    bullet: bool = False
    others: tuple[str, ...] = (REVIEW,)  # labels outside the section that values must not imitate

    @property
    def labels(self) -> Labels:
        """What a line that starts with one of the labels looks like, the colon outside or inside the bold."""
        names = [n for fact in self.facts for n in (fact.label, *fact.aliases)] + list(self.others)
        any_of = "|".join(sorted(map(re.escape, names), key=len, reverse=True)) or "(?!)"
        start = rf"(?P<bullet>(?:[-*+] +)?)\*\*(?P<name>{any_of})"
        flags = re.IGNORECASE | re.ASCII
        return (re.compile(start + r"\*\*(?: \([^()]*\))?(?P<k>\\*):", flags),
                re.compile(start + r"(?P<k>\\*):\*\*", flags))

    def write(self, values: Values) -> list[str]:
        out: list[str] = []
        short = False
        for fact in self.facts:
            inner = fact.lens.write(values[fact.field], () if self.bullet else self.labels)
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
        if fact.lens.hugs and (SAFE_START.match(first) or len(inner) == 1 and first[0] not in " \t"):
            head, inner = f"{head} {first}", inner[1:]
        elif inner and not self.bullet:
            inner = ["", *inner]
        if not self.bullet:
            return [head, *inner]
        return ["- " + head, *("  " + line if line else "" for line in inner)]

    def read(self, lines: list[str]) -> tuple[Values, list[str]]:
        head, parts = self.cut(lines)
        values: Values = {fact.field: fact.lens.read([])[0] for fact in self.facts}
        seen: set[str] = set()
        leftovers = trimmed(head)
        for fact, label_line, inner, after in parts:
            value, rest = fact.lens.read(inner, () if self.bullet else self.labels)
            if fact.field in seen and value:
                rest = [label_line, *inner]
            elif value:
                values[fact.field] = value
                seen.add(fact.field)
            leftovers += rest + trimmed(after)
        return values, leftovers

    def cut(self, lines: list[str]) -> tuple[list[str], list[tuple[Fact, str, list[str], list[str]]]]:
        """Cut the lines at the labels: what stands before the first, then what follows each."""
        names = {n.casefold(): fact for fact in self.facts for n in (fact.label, *fact.aliases)}
        head: list[str] = []
        parts: list[tuple[Fact, str, list[str], list[str]]] = []
        for line, hidden in zip(lines, opaque(lines)):
            m = None if hidden else next(filter(None, (p.match(line) for p in self.labels)), None)
            if m and not m["k"] and (fact := names.get(m["name"].casefold())):
                width = len(m["bullet"])
                rest = line[m.end():].strip(" \t")
                parts.append((fact, line, [rest] if rest else [], []))
            elif not parts:
                head.append(line)
            else:
                _, _, inner, after = parts[-1]
                outside = width and not hidden and (MARGIN.match(line) if inner[-1:] == [""] else ITEM.match(line))
                target = after if after or outside else inner
                target.append(re.sub(rf"^ {{0,{width}}}", "", line))
        return head, parts
