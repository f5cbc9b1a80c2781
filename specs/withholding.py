"""Secrets stay out: a document without the values that nobody may store."""

from __future__ import annotations

from specs.documents import Document, Values
from specs.sections.env_variables import EnvVariable
from specs.sections.parameters import Parameter

SECTIONS = ("parameters", "env_variables")
VALUES = {*Parameter.withheld, "value"}  # the cells of either that may hold a secret


def withheld(document: Document) -> Document:
    """Blank what parameters marked sensitive, and environment variables of the same name, hold."""
    rows = document["sections"][SECTIONS[0]][Parameter.slug]
    marked = [row for row in rows if is_sensitive(row["sensitive"])]
    keys, names = {row["key"] for row in marked}, {row["name"] for row in marked}
    return without(document, keys, names) if marked else document


def without(document: Document, keys: set[str], names: set[str]) -> Document:
    """The document without the values of parameters of these keys or names, and of variables of these names."""
    sections: dict[str, Values] = document["sections"]
    parameters, variables = (sections[slug] for slug in SECTIONS)
    rows = _blanked(parameters[Parameter.slug], "key", keys, Parameter.withheld)
    changed = {
        SECTIONS[0]: {Parameter.slug: _blanked(rows, "name", names - {""}, Parameter.withheld)},
        SECTIONS[1]: {
            EnvVariable.slug: _blanked(variables[EnvVariable.slug], "name", names, ("value",))
        },
    }
    return document | {
        "sections": sections | {slug: sections[slug] | changed[slug] for slug in SECTIONS}
    }


def is_sensitive(word: str) -> bool:
    """Whether it says yes: a word of somebody's own, "yes" or "Yes, in the vault", counts too."""
    return word[:1] in ("y", "Y")


def _blanked(
    rows: list[Values], field: str, named: set[str], values: tuple[str, ...]
) -> list[Values]:
    return [row | dict.fromkeys(values, "") if row[field] in named else row for row in rows]
