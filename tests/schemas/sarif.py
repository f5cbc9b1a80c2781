"""The part of SARIF 2.1.0 (OASIS, sections 3.13 to 3.30) that the log of lint uses, as a JSON Schema."""

LEVEL = {"enum": ["none", "note", "warning", "error"]}
TEXT = {
    "type": "object", "required": ["text"], "additionalProperties": False,
    "properties": {"text": {"type": "string", "minLength": 1}},
}  # fmt: skip


def closed(required: str, **properties: object) -> dict[str, object]:
    """An object with these properties and no others."""
    return {
        "type": "object", "required": required.split(), "additionalProperties": False,
        "properties": properties,
    }  # fmt: skip


RULE = closed(
    "id", id={"type": "string", "minLength": 1}, shortDescription=TEXT, fullDescription=TEXT,
    defaultConfiguration=closed("", level=LEVEL),
)  # fmt: skip
DRIVER = closed(
    "name", name={"type": "string"}, rules={"type": "array", "uniqueItems": True, "items": RULE},
    semanticVersion={"type": "string", "pattern": r"^\d+\.\d+\.\d+$"},
)  # fmt: skip
PLACE = closed(
    "physicalLocation",
    physicalLocation=closed(
        "artifactLocation",
        artifactLocation=closed("uri", uri={"type": "string", "pattern": r"^[A-Za-z0-9._~:/%@!$&'()*+,;=-]+$"}),
        region=closed("startLine", startLine={"type": "integer", "minimum": 1}),
    ),
)  # fmt: skip
SUPPRESSION = closed(
    "kind", kind={"enum": ["inSource", "external"]}, justification={"type": "string"},
    status={"enum": ["accepted", "underReview", "rejected"]},
)  # fmt: skip
RESULT = closed(
    "message", ruleId={"type": "string"}, ruleIndex={"type": "integer", "minimum": 0}, level=LEVEL,
    message=TEXT, locations={"type": "array", "items": PLACE},
    suppressions={"type": "array", "items": SUPPRESSION},
)  # fmt: skip
RUN = closed(
    "tool", tool=closed("driver", driver=DRIVER), results={"type": "array", "items": RESULT}
)
LOG = closed(
    "version runs", version={"const": "2.1.0"}, runs={"type": "array", "items": RUN},
    **{"$schema": {"type": "string"}},
)  # fmt: skip
