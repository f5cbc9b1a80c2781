"""Where the files of artefacts stand in a repository: a path template for each chosen format."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from fnmatch import fnmatchcase

from ..git.errors import NotAllowed
from ..git.names import check_path
from .base import Artefact, Source, artefacts, find

ANY = "0" * 12
"""Some guid: two paths that clash for one specification clash for all of them."""

log = logging.getLogger(__name__)


def usual(artefact: Artefact) -> str:
    """The template that a format is offered with."""
    folder = "operations/{guid}"
    if not artefact.several:
        return f"{folder}/{artefact.filename}"
    named = "" if "." in artefact.filename else f"/{artefact.filename}"
    return f"{folder}{named}/{{file}}"


def faults(path_template: str, layout: Mapping[str, str]) -> dict[str, str]:
    """What is wrong with the templates of formats, by the format's name."""
    found: dict[str, str] = {}
    taken = [(path_template.replace("{guid}", ANY).casefold(), "the specification")]
    for name, template in layout.items():
        artefact = find(name)
        if artefact is None:
            found[name] = f"There is no format {name}."
            continue
        try:
            mine = _patterns(artefact, template)
        except NotAllowed as wrong:
            found[name] = wrong.reason
            continue
        if other := next((whose for path, whose in taken if _clash(path, mine)), ""):
            found[name] = f"{artefact.title} and {other} would stand at the same place."
        taken += [(path, artefact.title) for path in mine]
    return found


def _patterns(artefact: Artefact, template: str) -> list[str]:
    """The paths of a format, with * where people name the file; NotAllowed when they cannot be used."""
    folder, _, last = template.rpartition("/")
    if "{guid}" not in template:
        raise NotAllowed("The path contains {guid}, so that every spec has its own file.")
    if artefact.several and (last != "{file}" or "{guid}" not in folder):
        raise NotAllowed("It makes several files: the path has a folder with {guid}, then /{file}.")
    found = [_placed(template, ANY, name) for name in artefact.several or ("",)]
    for path in found:
        check_path(path.replace("*", "x"))
    return [path.casefold() for path in found]


def _placed(template: str, guid: str, name: str) -> str:
    """Without a name of its own, a {file} that does not belong there stays and is refused."""
    path = template.replace("{guid}", guid)
    return path.replace("{file}", name) if name else path


def _clash(path: str, others: Iterable[str]) -> bool:
    """One of them is this path, or the one would be a folder of the other."""
    return any(
        all(
            fnmatchcase(here, there) or fnmatchcase(there, here)
            for here, there in zip(path.split("/"), other.split("/"), strict=False)
        )
        for other in others
    )


@dataclass
class Shelf:
    """What the chosen formats make of one revision."""

    files: dict[str, bytes] = field(default_factory=dict)
    told: list[str] = field(default_factory=list)
    broken: list[str] = field(default_factory=list)
    """Where files stay as they are, because the portal itself could not compile them anew."""

    def keeps(self, path: str) -> bool:
        """A fault of the portal takes no alert rule away."""
        return any(
            path.startswith(place) if place.endswith("/") else path == place
            for place in self.broken
        )


def filled(layout: Mapping[str, str], source: Source) -> Shelf:
    """Compile every chosen format; what is left out is told."""
    shelf = Shelf()
    for artefact in artefacts():
        if artefact.name in layout:
            _fill(shelf, artefact, layout[artefact.name], source)
    return shelf


def _fill(shelf: Shelf, artefact: Artefact, template: str, source: Source) -> None:
    try:
        made = artefact.compile(source)
    except Exception:
        log.exception("%s of %s could not be compiled", artefact.name, source.guid)
        shelf.broken.append(template.replace("{guid}", source.guid).replace("{file}", ""))
        told = "left out, because the portal failed. Files that are there already stay."
        shelf.told.append(f"{artefact.title}: {told}")
        return
    if not made.files:
        shelf.told.append(f"{artefact.title}: left out, because nothing here compiles to it.")
    for file in made.files:
        name = file.path.rpartition("/")[2] if artefact.several else ""
        path = _placed(template, source.guid, name)
        try:
            shelf.files[check_path(path)] = file.text.encode()
        except NotAllowed as wrong:
            shelf.told.append(f"{artefact.title}: {wrong.reason}")
    shelf.told += [f"{artefact.title}: {one.what}: {one.why}" for one in made.omissions]


def chosen(layout: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """The title and the template of every chosen format, in order."""
    for artefact in artefacts():
        if artefact.name in layout:
            yield artefact.title, layout[artefact.name]
