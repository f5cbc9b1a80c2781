"""Where the imported values of Notification Hub came from: its files, read by the real importers."""

from __future__ import annotations

from pathlib import Path

from specs.importers.intake import read_files
from specs.importers.matching import model_of
from specs.importers.plan import identity_of
from specs.importers.reading import Entry, Reading
from specs.models import Event, Spec, User, Verb

FOLDER = Path(__file__).parent / "hub"
FILES = {
    "docker-compose.yml": "docker-compose.yml",
    ".env.example": "env.example",
    "alerts.rules.yml": "alerts.rules.yml",
    "catalog-info.yaml": "catalog-info.yaml",
}


def told(spec: Spec, by: User) -> None:
    """A line of the trail for every row that came out of a file, with the lines its values came from."""
    reading = read_files([(name, (FOLDER / at).read_bytes()) for name, at in FILES.items()])
    sections = spec.document()["sections"]
    for entry in reading.entries:
        if not entry.group:
            continue
        model = model_of(entry)
        identity = identity_of(model)
        texts = {cell.field: cell.text for cell in entry.cells}
        for row in sections[entry.section][entry.group]:
            if row[identity] and row[identity] == texts.get(identity):
                data = {"row": {}, "sources": _sources(reading, entry)}
                place = f"{model.slug}.{row['key']}"
                Event.record(spec, by, Verb.IMPORTED, place=place, new=row[identity], data=data)


def _sources(reading: Reading, entry: Entry) -> dict[str, str]:
    name = reading.files[entry.file].name
    return {cell.field: f"{name}, line {cell.line} ({cell.called})" for cell in entry.cells}
