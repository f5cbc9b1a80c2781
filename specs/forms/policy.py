"""The form of the policy of checks: a severity for each rule, and how long a waiver may last."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings

from specs.models import Policy
from specs.models.policy import Terms
from specs.quantities.exact import plain
from specs.readiness import rules
from specs.readiness.policy import SEVERITIES
from specs.readiness.policy import Policy as Weighing
from specs.readiness.rule import Rule
from specs.severity import SEVERITIES as ALARMS

OFF = "off"
LEVELS = {"A": "Level A: more than, in percent", "B": "Level B: at least", "C": "Level C: at least"}
WEIGHTS = tuple((one, one.capitalize()) for one in SEVERITIES)
CHOICES = (("", "As the rule says"), *WEIGHTS, (OFF, "Off"))
MINOR = (("", "The same"), *WEIGHTS)


class PolicyForm(forms.Form):
    """What the organisation makes of each rule; a rule that is off says why."""

    longest_waiver = forms.IntegerField(
        label="Longest waiver, in days", min_value=1, max_value=730,
        error_messages={"required": "Say how many days a waiver may last."},
    )  # fmt: skip
    quorum = forms.IntegerField(
        label="Approvals that a round needs", required=False, min_value=1, max_value=20
    )
    review_months = forms.IntegerField(
        label="Review period, in months", required=False, min_value=1, max_value=120
    )
    seen = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, newest: Policy | None, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        now = newest.weighing if newest else Weighing()
        for name, percent in zip(LEVELS, now.levels, strict=True):
            self.fields[f"level-{name}"] = forms.DecimalField(
                label=LEVELS[name], required=False, initial=percent,
                min_value=0, max_value=100, decimal_places=6,
            )  # fmt: skip
        self.off: dict[str, str] = dict(newest.off) if newest else {}
        self.fields["longest_waiver"].initial = now.longest_waiver
        self.fields["seen"].initial = now.version
        self._add_terms(newest)
        for rule in rules():
            chosen = OFF if rule.id in self.off else now.severities.get(rule.id, "")
            self.fields[f"severity-{rule.id}"] = forms.ChoiceField(
                label=f"Severity of {rule.id}", choices=CHOICES, required=False, initial=chosen
            )
            self.fields[f"minor-{rule.id}"] = forms.ChoiceField(
                label=f"Severity of {rule.id} on tiers 3 and 4", choices=MINOR, required=False,
                initial=now.minor.get(rule.id, ""),
            )  # fmt: skip
            self.fields[f"why-{rule.id}"] = forms.CharField(
                label=f"Why {rule.id} is off", required=False, max_length=500,
                initial=self.off.get(rule.id, ""),
            )  # fmt: skip

    def _add_terms(self, newest: Policy | None) -> None:
        """What holds beyond the rules, and what does where nothing is said."""
        for name, usual in (
            ("quorum", f"Empty: {settings.APPROVAL_QUORUM}, as installed."),
            ("review_months", f"Empty: {settings.REVIEW_PERIOD_DAYS} days, as installed."),
        ):
            self.fields[name].help_text = usual
            self.fields[name].initial = getattr(newest, name, None)
        for alarm in ALARMS:
            said = newest.alerting.get(alarm, {}) if newest else {}
            for name, words in (("label", "label in Prometheus"), ("channel", "channel")):
                self.fields[f"{name}-{alarm}"] = forms.CharField(
                    label=f"{alarm}: {words}", required=False, max_length=100,
                    initial=said.get(name, ""),
                )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """A rule that is off has a reason."""
        given: dict[str, Any] = super().clean() or {}
        for rule in rules():
            off = given.get(f"severity-{rule.id}") == OFF
            if off and not given.get(f"why-{rule.id}", "").strip():
                self.add_error(f"why-{rule.id}", "Say why it is off.")
        percents = [given[f"level-{name}"] for name in LEVELS if given.get(f"level-{name}")]
        if sorted(percents, reverse=True) != percents:
            self.add_error("level-B", "Level A promises most, level C least.")
        return given

    @property
    def reasons(self) -> dict[str, str]:
        """The rules that are off, each with its reason."""
        given = self.cleaned_data
        return {
            rule.id: given[f"why-{rule.id}"].strip()
            for rule in rules()
            if given[f"severity-{rule.id}"] == OFF
        }

    @property
    def weighing(self) -> Weighing:
        """What was chosen."""
        given = self.cleaned_data
        chosen = {rule.id: given[f"severity-{rule.id}"] for rule in rules()}
        severities = {name: one for name, one in chosen.items() if one in SEVERITIES}
        said = [given[f"level-{name}"] for name in LEVELS]
        levels = tuple(map(plain, said)) if None not in said else Weighing.levels
        off = frozenset(self.reasons)
        minor = {rule.id: given[f"minor-{rule.id}"] for rule in rules()}
        minor = {name: one for name, one in minor.items() if one}
        return Weighing(severities, off, given["longest_waiver"], levels=levels, minor=minor)

    @property
    def terms(self) -> Terms:
        """What was chosen beyond the rules."""
        given = self.cleaned_data
        said = {
            alarm: {name: given[f"{name}-{alarm}"] for name in ("label", "channel")}
            for alarm in ALARMS
        }
        alerting = {alarm: one for alarm, one in said.items() if any(one.values())}
        return Terms(given["quorum"], given["review_months"], alerting)

    def numbers(self) -> list[forms.BoundField]:
        """How often versions are approved and looked at again."""
        return [self["quorum"], self["review_months"]]

    def alarms(self) -> list[tuple[str, list[forms.BoundField]]]:
        """Each severity with its label and its channel."""
        return [(one, [self[f"label-{one}"], self[f"channel-{one}"]]) for one in ALARMS]

    def levels(self) -> list[forms.BoundField]:
        """The availability at which each level begins."""
        return [self[f"level-{name}"] for name in LEVELS]

    def rows(self) -> list[tuple[Rule, list[forms.BoundField], forms.BoundField]]:
        """Each rule with its weights, everywhere and on tiers 3 and 4, and why it is off."""
        return [
            (
                rule,
                [self[f"{name}-{rule.id}"] for name in ("severity", "minor")],
                self[f"why-{rule.id}"],
            )
            for rule in rules()
        ]
