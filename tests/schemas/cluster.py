"""Kubernetes and Backstage objects, as far as they are compiled (facts F4 and F6)."""

from tests.schemas.openslo import shape

DNS = {"type": "string", "pattern": "^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$"}
TEXT = {"type": "string"}
COUNT = {"type": "integer", "minimum": 1}
QUANTITY = {
    "type": "string",
    "pattern": r"^[+-]?(\d+\.?\d*|\.\d+)(Ki|Mi|Gi|Ti|Pi|Ei|[numkMGTPE]|[eE][+-]?\d+)?$",
}
META = shape(
    "name", name=DNS, namespace=DNS, labels={"type": "object", "additionalProperties": TEXT}
)
RESOURCE = shape(
    "type resource",
    type={"const": "Resource"},
    resource=shape("name target", name={"enum": ["cpu", "memory"]}, target=shape(
        "type averageUtilization", type={"const": "Utilization"}, averageUtilization=COUNT,
    )),
)  # fmt: skip
EXTERNAL = shape(
    "type external",
    type={"const": "External"},
    external=shape("metric target", metric=shape("name", name=DNS), target=shape(
        "type averageValue", type={"const": "AverageValue"}, averageValue=QUANTITY,
    )),
)  # fmt: skip
HPA = shape(
    "apiVersion kind metadata spec",
    apiVersion={"const": "autoscaling/v2"}, kind={"const": "HorizontalPodAutoscaler"}, metadata=META,
    spec=shape(
        "scaleTargetRef maxReplicas metrics",
        scaleTargetRef=shape("apiVersion kind name", apiVersion={"const": "apps/v1"}, kind=TEXT, name=DNS),
        minReplicas=COUNT, maxReplicas=COUNT,
        metrics={"type": "array", "minItems": 1, "items": {"oneOf": [RESOURCE, EXTERNAL]}},
        behavior=shape("scaleDown", scaleDown=shape(
            "stabilizationWindowSeconds",
            stabilizationWindowSeconds={"type": "integer", "minimum": 0, "maximum": 3600},
        )),
    ),
)  # fmt: skip
ENTITY = {"type": "string", "maxLength": 63, "pattern": "^[a-zA-Z0-9]+([-_.][a-zA-Z0-9]+)*$"}
REFERENCE = {"type": "string", "pattern": "^component:[a-zA-Z0-9]+([-_.][a-zA-Z0-9]+)*$"}
CATALOG = shape(
    "apiVersion kind metadata spec",
    apiVersion={"const": "backstage.io/v1alpha1"}, kind={"const": "Component"},
    metadata=shape(
        "name", name=ENTITY, title=TEXT, annotations={"type": "object", "additionalProperties": TEXT},
        links={"type": "array", "items": shape("url", url={"type": "string", "format": "uri"}, title=TEXT, type=TEXT)},
    ),
    spec=shape(
        "type lifecycle owner",
        type=TEXT, lifecycle={"enum": ["experimental", "production", "deprecated"]}, owner=ENTITY,
        dependsOn={"type": "array", "items": REFERENCE, "uniqueItems": True},
        dependencyOf={"type": "array", "items": REFERENCE, "uniqueItems": True},
    ),
)  # fmt: skip
