"""YAML as a tree that knows its lines, read within limits: no tags, no bombs, no deep towers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml

DEEPEST, HEAVIEST = 60, 200_000  # levels; nodes, those that an alias repeats counted again
TOO_MUCH = "This holds more than can be read at once."
LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
NOTHING = ("", "~", "null", "Null", "NULL")


class NotRead(ValueError):
    """The text is not read, and why, in words that quote nothing of it."""

    def __init__(self, sentence: str, line: int = 0) -> None:
        super().__init__(sentence)
        self.sentence, self.line = sentence, line


@dataclass
class Node:
    """A scalar, a list or a mapping; asked for what it is not, it gives something empty."""

    line: int = 0
    text: str = ""
    items: list[Node] = field(default_factory=list)
    pairs: list[tuple[Node, Node]] = field(default_factory=list)
    kind: str = "scalar"
    weight: int = 1

    def __bool__(self) -> bool:
        return bool(self.text or self.items or self.pairs)

    def __iter__(self) -> Iterator[Node]:
        return iter(self.items)

    def get(self, *path: str) -> Node:
        """The value at the end of a path of keys; an empty node where there is none."""
        node = self
        for key in path:
            node = next((value for name, value in node.entries() if name.text == key), MISSING)
        return node

    def entries(self) -> Iterator[tuple[Node, Node]]:
        """The pairs of a mapping; what `<<` merges into it stands behind its own."""
        seen: set[str] = set()
        later: list[Node] = []
        for name, value in self.pairs:
            if name.text == "<<":
                later += value.items or [value]
            elif name.text not in seen:
                seen.add(name.text)
                yield name, value
        for merged in later:
            for name, value in merged.entries():
                if name.text not in seen:
                    seen.add(name.text)
                    yield name, value


MISSING = Node()


@dataclass
class _Open:
    """A collection whose end has not come yet."""

    node: Node
    inside: list[Node]
    anchor: str


def documents(text: str) -> list[Node]:
    """Every document of a YAML text.

    Raises:
        NotRead: it is no YAML, or one made to be too much.
    """
    try:
        return _built(yaml.parse(text, Loader=LOADER))
    except yaml.MarkedYAMLError as wrong:
        line = wrong.problem_mark.line + 1 if wrong.problem_mark else 0
        raise NotRead(
            "This is no YAML from here on: check the indentation and the quotes.", line
        ) from None
    except yaml.YAMLError:
        raise NotRead("This is no YAML: it has characters that YAML does not allow.") from None


def _built(events: Iterator[Any]) -> list[Node]:
    found: list[Node] = []
    stack: list[_Open] = []
    anchors: dict[str, Node] = {}
    for number, event in enumerate(events):
        if number > HEAVIEST:
            raise NotRead(TOO_MUCH)
        line = event.start_mark.line + 1
        if isinstance(event, yaml.DocumentStartEvent):
            anchors = {}
        elif isinstance(event, yaml.CollectionStartEvent):
            if len(stack) >= DEEPEST:
                raise NotRead(f"This is nested deeper than {DEEPEST} levels.", line)
            kind = "list" if isinstance(event, yaml.SequenceStartEvent) else "mapping"
            stack.append(_Open(Node(line, kind=kind), [], event.anchor or ""))
        elif isinstance(event, yaml.CollectionEndEvent):
            done = stack.pop()
            _close(done)
            _put(done.node, done.anchor, stack, found, anchors)
        elif isinstance(event, yaml.ScalarEvent):
            text = "" if event.implicit[0] and event.value in NOTHING else event.value
            _put(Node(line, text), event.anchor or "", stack, found, anchors)
        elif isinstance(event, yaml.AliasEvent):
            if event.anchor not in anchors:
                raise NotRead("This refers to an anchor that is not there.", line)
            _put(anchors[event.anchor], "", stack, found, anchors)
    return found


def _put(
    node: Node, anchor: str, stack: list[_Open], found: list[Node], anchors: dict[str, Node]
) -> None:
    if anchor:
        anchors[anchor] = node
    (stack[-1].inside if stack else found).append(node)


def _close(done: _Open) -> None:
    node, inside = done.node, done.inside
    node.weight += sum(one.weight for one in inside)
    if node.weight > HEAVIEST:
        raise NotRead(TOO_MUCH, node.line)
    if node.kind == "list":
        node.items = inside
    else:
        node.pairs = list(zip(inside[::2], inside[1::2], strict=True))
