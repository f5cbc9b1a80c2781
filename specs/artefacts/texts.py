"""Plain data as YAML or JSON, always the same bytes for the same data, and words made safe for a format."""

from __future__ import annotations

import json
import re
from functools import lru_cache
from typing import Any

import yaml
from django.utils.text import slugify

from .base import Source

WIDE = 10_000


TEXT, OTHER = "tag:yaml.org,2002:str", yaml.representer.SafeRepresenter()
RESOLVER: Any = yaml.resolver.Resolver()
WORTH_KEEPING = 1_000  # characters; longer texts would fill the memory
ROUGH = re.compile(r"[ \t]\n|[^\n\x20-\x7e\x85\xa0-\ud7ff]")


MAPPING = yaml.MappingStartEvent(None, None, True, flow_style=False), yaml.MappingEndEvent()
SEQUENCE = yaml.SequenceStartEvent(None, None, True, flow_style=False), yaml.SequenceEndEvent()


def _add(value: Any, events: list[yaml.Event]) -> None:
    """Block style, long texts as literal blocks, no aliases.

    PyYAML's own way, through a tree of nodes, takes three times as long for the same bytes.
    """
    if isinstance(value, str):
        known = len(value) < WORTH_KEEPING
        events.append(_text(value) if known else _text.__wrapped__(value))
    elif isinstance(value, dict):
        events.append(MAPPING[0])
        for key, inner in value.items():
            _add(key, events)
            _add(inner, events)
        events.append(MAPPING[1])
    elif isinstance(value, list | tuple):
        events.append(SEQUENCE[0])
        for inner in value:
            _add(inner, events)
        events.append(SEQUENCE[1])
    else:
        node = OTHER.represent_data(value)
        events.append(yaml.ScalarEvent(None, node.tag, (True, False), node.value))


@lru_cache(maxsize=5_000)
def _text(text: str) -> yaml.ScalarEvent:
    """A text of several lines as a literal block; PyYAML itself falls back to quotes where it must."""
    style = "|" if "\n" in text and not ROUGH.search(text) else None
    plain = RESOLVER.resolve(yaml.ScalarNode, text, (True, False)) == TEXT
    return yaml.ScalarEvent(None, TEXT, (plain, True), text, style=style)


def _stream(documents: tuple[Any, ...]) -> list[yaml.Event]:
    events: list[yaml.Event] = [yaml.StreamStartEvent()]
    for one in documents:
        events.append(yaml.DocumentStartEvent(explicit=len(documents) > 1))
        _add(one, events)
        events.append(yaml.DocumentEndEvent(explicit=False))
    return [*events, yaml.StreamEndEvent()]


def in_yaml(source: Source, *documents: Any) -> str:
    """YAML documents under a comment that says where they came from."""
    head = "".join(f"# {name}: {one_line(text)}\n" for name, text in source.origin.items())
    body: str = yaml.emit(
        _stream(documents), Dumper=yaml.CSafeDumper, allow_unicode=True, width=WIDE
    )
    return f"{head}{body}"


def in_json(data: Any) -> str:
    """JSON with two blanks of indent and a new line at its end."""
    return json.dumps(data, indent=2, ensure_ascii=False) + "\n"


def one_line(text: str) -> str:
    """Without line ends or control characters: a comment ends with its line."""
    return re.sub(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff\ufffe\uffff]+", " ", text)


def dns_name(text: str, fallback: str) -> str:
    """A name as RFC 1123 labels want it: lower case, digits and hyphens, at most 63."""
    return slugify(text).replace("_", "-")[:63].strip("-") or fallback


def camel(text: str) -> str:
    """`Checkout API` -> `CheckoutAPI`: ASCII letters and digits, for the name of an alert."""
    words = re.findall(r"[A-Za-z0-9]+", text)
    return "".join(word[0].upper() + word[1:] for word in words)
