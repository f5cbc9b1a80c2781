"""Hard dependencies that lead back through several files: DPN-02, as far as the files tell."""

from __future__ import annotations

from collections.abc import Mapping

from ..documents import Document, Finding
from ..graph import Said, build, said_in
from ..graph.failing import cycles
from ..graph.nodes import Node
from ..graph.rounds import told
from ..graph.said import plain


def rounds(documents: Mapping[str, Document]) -> dict[str, list[Finding]]:
    """What is said of each round, in every file that it leads through; of two files of one GUID the first counts."""
    files: dict[str, str] = {}
    for file, document in documents.items():
        files.setdefault(document["header"]["guid"] or file, file)
    services = [Node(id_, documents[file]["header"]["name"] or id_) for id_, file in files.items()]
    graph = build(services, {id_: said_in(documents[file]) for id_, file in files.items()})
    found: dict[str, list[Finding]] = {}
    for cycle in cycles(graph):
        for at, node in enumerate(cycle.path):
            way = [*cycle.path[at:], *cycle.path[:at]]
            document = documents[files[node.id]]
            key = _key(document, way[1])
            found.setdefault(files[node.id], []).append(told([one.name for one in way], key))
    return found


def _key(document: Document, target: Node) -> str:
    """The row by which a service needs another, hard."""
    rows = document["sections"]["upstream"]["upstream_service"]
    leads = (one.position for one in said_in(document) if _leads(one, target))
    return str(rows[next(leads)]["key"])


def _leads(row: Said, target: Node) -> bool:
    named = row.guid == target.id or plain(row.linked or row.name) == plain(target.name)
    return row.upstream and row.hard and not row.own and named
