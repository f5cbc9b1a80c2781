"""Sizes that the cluster takes: SCL-01, SCL-02, SCL-03."""

from __future__ import annotations

from collections.abc import Iterator

from ..documents import Finding, Fix, Values
from ..quantities import NotUnderstood, Quantity
from ..quantities.exact import plain
from .look import Look, parsed, place
from .residue import BRACKETS
from .rule import Rule

MILLI, MEGABYTE = 10**6, 10**6  # in billionths; in bytes: the smallest container needs more
CELLS = (
    ("architecture", "component", ("cpu", "memory")),
    (
        "resource_limits",
        "resource_limit",
        ("cpu_request", "cpu_limit", "memory_request", "memory_limit"),
    ),
)


class Legal(Rule):
    """A size is no Kubernetes quantity."""

    id, severity, about = "SCL-01", "blocker", "resource_limits"
    title = "Sizes are Kubernetes quantities"
    reason = "The cluster refuses what it cannot read, at the moment of the deploy."
    source = "Kubernetes quantity grammar; seed 000: 512MB"

    def findings(self, look: Look) -> Iterator[Finding]:
        for section, slug, names in CELLS:
            for row in look.rows(section):
                for name in names:
                    legal = not row[name] or parsed(Quantity.parse, row[name]) is not None
                    if not legal and not BRACKETS.search(row[name]):
                        yield from self._cell(look, slug, row, name)
                    elif legal and (why := _refused(name, row[name])):
                        at = place(slug, row["key"], name)
                        worse = "blocker" if on_kubernetes(look, slug, row) else "warning"
                        text = "The cluster refuses it."
                        title = f"{row[name]} is {why}"
                        yield self.says(title, text, at, row[name], severity=worse)

    def _cell(self, look: Look, slug: str, row: Values, name: str) -> Iterator[Finding]:
        text, at = row[name], place(slug, row["key"], name)
        try:
            Quantity.parse(text)
        except NotUnderstood as problem:
            choices = dict.fromkeys([*([problem.fix] if problem.fix else []), *problem.examples])
            fixes = tuple(Fix(f"Write {one}", at, one) for one in choices) if problem.fix else ()
            written = " or ".join(problem.examples)
            yield self.says(
                f"{text} is no Kubernetes quantity",
                f"{problem.expected} Write {written}.",
                at,
                text,
                severity="blocker" if on_kubernetes(look, slug, row) else "warning",
                fix=fixes,
            )


def _refused(name: str, text: str) -> str:
    """Why the cluster takes no such size, though it can read it."""
    size = parsed(Quantity.parse, text)
    if size is None:
        return ""
    if size.nano < 0:
        return "less than nothing"
    return "finer than 1m of a CPU" if "cpu" in name and size.nano % MILLI else ""


def on_kubernetes(look: Look, slug: str, row: Values) -> bool:
    """Whether the component is said to be deployed to Kubernetes."""
    component = row if slug == "component" else look.target(row["service"], "component")
    return bool(component and component["workload_kind"])


class Ordered(Rule):
    """A request is above its limit, or memory is given in thousandths of a byte."""

    id, severity, about = "SCL-02", "blocker", "resource_limits"
    title = "Requests are not above limits"
    reason = "The cluster starts no such container."
    source = "Kubernetes; Yatai #485"

    def findings(self, look: Look) -> Iterator[Finding]:
        for row in look.rows("resource_limits"):
            named = look.called(row["service"], "component") or "A container"
            for kind, word in (("cpu", "CPU"), ("memory", "Memory")):
                asked, most = row[f"{kind}_request"], row[f"{kind}_limit"]
                request, limit = parsed(Quantity.parse, asked), parsed(Quantity.parse, most)
                if request and limit and limit < request:
                    yield self.says(
                        f"{word} limit is below the request",
                        f"{named}: request {asked}, limit {most}.",
                        place("resource_limit", row["key"], f"{kind}_limit"),
                        asked,
                        most,
                    )
        for section, slug, names in CELLS:
            for row in look.rows(section):
                for name in names:
                    size = parsed(Quantity.parse, row[name]) if "memory" in name else None
                    if size and size.suffix == "m" and 0 <= size.value < MEGABYTE:
                        at = place(slug, row["key"], name)
                        yield self.says(*_tiny(row[name], size), at, row[name])


def _tiny(text: str, size: Quantity) -> tuple[str, str]:
    """What so little memory is, and what may have been meant."""
    if size.value < 1:
        meant = text[:-1]
        return f"{text} of memory is less than a byte", f"Write {meant}M or {meant}Mi."
    title = f"{text} of memory is {plain(size.value)} bytes"
    return title, "An m is a thousandth: write M or Mi, for example 512Mi."


class Guaranteed(Rule):
    """Memory may grow above what was asked for, on a service that has to stay."""

    id, severity, about = "SCL-03", "warning", "resource_limits"
    title = "Memory request equals limit"
    reason = "What uses more than it asked for is killed first when a node is short."
    source = "Production readiness: memory request and limit"

    def findings(self, look: Look) -> Iterator[Finding]:
        if look.document["header"].get("tier") not in ("1", "2"):
            return
        for row in look.rows("resource_limits"):
            asked, most = row["memory_request"], row["memory_limit"]
            request, limit = parsed(Quantity.parse, asked), parsed(Quantity.parse, most)
            if request and limit and request < limit:
                named = look.called(row["service"], "component") or "A container"
                yield self.says(
                    "Memory request should equal limit",
                    f"{named}: request {asked}, limit {most}.",
                    place("resource_limit", row["key"], "memory_limit"),
                    asked,
                    most,
                )
