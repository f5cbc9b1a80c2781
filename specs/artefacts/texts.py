"""Plain data as YAML or JSON, always the same bytes for the same data, and words made safe for a format."""

from __future__ import annotations

import json
import re
from typing import Any

import yaml
from django.utils.text import slugify

from .base import Source

WIDE = 10_000


class Plain(yaml.CSafeDumper):
    """Block style, long texts as literal blocks, no aliases."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


def _string(dumper: Plain, text: str) -> yaml.ScalarNode:
    """A text of several lines as a literal block; PyYAML itself falls back to quotes where it must."""
    style = (
        "|"
        if "\n" in text and not re.search(r"[ \t]\n|[^\n\x20-\x7e\x85\xa0-\ud7ff]", text)
        else None
    )
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


Plain.add_representer(str, _string)


def in_yaml(source: Source, *documents: Any) -> str:
    """YAML documents under a comment that says where they came from."""
    head = "".join(f"# {name}: {one_line(text)}\n" for name, text in source.origin.items())
    body = yaml.dump_all(
        documents, Dumper=Plain, sort_keys=False, allow_unicode=True, width=WIDE,
        default_flow_style=False, explicit_start=len(documents) > 1,
    )  # fmt: skip
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
