"""Prometheus rules, plain and for the Prometheus operator."""

from __future__ import annotations

from .base import Artefact, Compiled, File, Source
from .own_alerts import add_own_alerts
from .rule_groups import Groups
from .slo_alerts import add_slo_alerts
from .texts import dns_name, in_yaml


def groups_of(source: Source) -> Groups:
    """Everything that Prometheus evaluates for a specification."""
    if "groups" not in source.memo:
        groups = source.memo["groups"] = Groups(source)
        add_own_alerts(groups)
        add_slo_alerts(groups)
    found: Groups = source.memo["groups"]
    return found


class PrometheusRules(Artefact):
    """A rule file, as `rule_files:` loads it."""

    name, title, place = "prometheus-rules", "Prometheus rules", 10
    sentence = (
        "The alerts of the specification, and multi-window burn-rate alerts for its objectives."
    )
    filename = "prometheus-rules.yaml"

    def compile(self, source: Source) -> Compiled:
        groups = groups_of(source)
        whole = {"groups": groups.as_data()}
        files = (File(self.filename, in_yaml(source, whole)),) if groups.rules else ()
        return Compiled(files, tuple(groups.omissions))


class PrometheusRuleObject(Artefact):
    """The same rules as an object of the Prometheus operator (monitoring.coreos.com/v1)."""

    name, title, place = "prometheus-rule-object", "PrometheusRule", 11
    sentence = "The same rules as a PrometheusRule for the Prometheus operator."
    filename = "prometheus-rule.yaml"

    def compile(self, source: Source) -> Compiled:
        groups = groups_of(source)
        whole = {
            "apiVersion": "monitoring.coreos.com/v1",
            "kind": "PrometheusRule",
            "metadata": {
                "name": dns_name(f"ops-{source.name}", f"ops-{source.guid}"),
                "labels": {"opsportal/spec-guid": source.guid},
            },
            "spec": {"groups": groups.as_data()},
        }
        files = (File(self.filename, in_yaml(source, whole)),) if groups.rules else ()
        return Compiled(files, tuple(groups.omissions))
