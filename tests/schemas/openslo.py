"""OpenSLO v1, from its README at aa5cb78: every kind that is compiled, and nothing that is not allowed."""

NAME = {"type": "string", "pattern": "^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$"}
SHORT = {"type": "string", "pattern": "^[1-9][0-9]*[mhdwMQY]$"}
TEXT = {"type": "string"}
LONG = {"type": "string", "maxLength": 1050}


def shape(required, **properties):
    """An object with these properties and no others."""
    return {
        "type": "object", "properties": properties, "required": required.split(),
        "additionalProperties": False,
    }  # fmt: skip


SOURCE = shape(
    "metricSource",
    metricSource=shape("type spec", type=TEXT, spec={"type": "object"}, metricSourceRef=TEXT),
)
RATIO = {
    "type": "object", "required": ["counter", "total"], "additionalProperties": False,
    "properties": {"counter": {"type": "boolean"}, "good": SOURCE, "bad": SOURCE, "total": SOURCE},
    "oneOf": [{"required": ["good"]}, {"required": ["bad"]}],
}  # fmt: skip
OBJECTIVE = {
    "type": "object", "additionalProperties": False,
    "properties": {
        "displayName": TEXT, "target": {"type": "number", "minimum": 0, "exclusiveMaximum": 1},
        "targetPercent": {"type": "number", "minimum": 0, "exclusiveMaximum": 100},
        "op": {"enum": ["lte", "gte", "lt", "gt"]}, "value": {"type": "number"},
    },
    "oneOf": [{"required": ["target"]}, {"required": ["targetPercent"]}],
}  # fmt: skip
WINDOW = shape("duration isRolling", duration=SHORT, isRolling={"const": True})
SPECS = {
    "Service": shape("", description=LONG),
    "SLI": shape("ratioMetric", ratioMetric=RATIO),
    "SLO": shape(
        "service indicatorRef timeWindow budgetingMethod objectives",
        description=LONG, service=NAME, indicatorRef=NAME,
        timeWindow={"type": "array", "minItems": 1, "maxItems": 1, "items": WINDOW},
        budgetingMethod={"enum": ["Occurrences", "Timeslices", "RatioTimeslices"]},
        objectives={"type": "array", "minItems": 1, "items": OBJECTIVE},
        alertPolicies={"type": "array", "items": shape("alertPolicyRef", alertPolicyRef=NAME)},
    ),
    "AlertPolicy": shape(
        "conditions notificationTargets",
        description=LONG, alertWhenNoData={"type": "boolean"}, alertWhenResolved={"type": "boolean"},
        alertWhenBreaching={"type": "boolean"},
        conditions={"type": "array", "minItems": 1, "maxItems": 1, "items": shape("conditionRef", conditionRef=NAME)},
        notificationTargets={"type": "array", "minItems": 1, "items": shape("targetRef", targetRef=NAME)},
    ),
    "AlertCondition": shape(
        "severity condition",
        description=LONG, severity=TEXT,
        condition=shape(
            "kind op threshold lookbackWindow",
            kind={"const": "burnrate"}, op={"enum": ["lte", "gte", "lt", "gt"]}, threshold={"type": "number"},
            lookbackWindow=SHORT, alertAfter=SHORT,
        ),
    ),
    "AlertNotificationTarget": shape("target", target=TEXT, description=LONG),
}  # fmt: skip
SCHEMA = {
    "oneOf": [
        shape(
            "apiVersion kind metadata spec",
            apiVersion={"const": "openslo/v1"}, kind={"const": kind},
            metadata=shape("name", name=NAME, displayName=TEXT), spec=spec,
        )
        for kind, spec in SPECS.items()
    ]
}  # fmt: skip
