"""The form of a rehearsal."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils import timezone

from specs.models import Drill, Spec, User


class DrillForm(forms.Form):
    """When, how long it took, and what went wrong."""

    on = forms.DateField(
        label="When", widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date", "class": "input"}),
        error_messages={"required": "Say on which day."},
    )  # fmt: skip
    minutes = forms.IntegerField(
        label="How long it took, in minutes", min_value=1, max_value=10_000,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        help_text="From the alert to the verified end.",
        error_messages={"required": "Say how many minutes.", "invalid": "Write whole minutes, for example 12.",
                        "min_value": "At least 1 minute.", "max_value": "At most 10,000 minutes."},
    )  # fmt: skip
    trouble = forms.CharField(
        label="What went wrong", required=False, max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="A step that was unclear, a command that failed. Empty: nothing.",
    )  # fmt: skip

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["on"].initial = timezone.localdate()

    def clean_on(self) -> date:
        """Nobody has rehearsed tomorrow."""
        on: date = self.cleaned_data["on"]
        if on > timezone.localdate():
            raise forms.ValidationError("This day is still to come.")
        return on

    def record(
        self, spec: Spec, by: User, key: str, title: str, version: str, promised: str
    ) -> Drill:
        """Write it down."""
        given = self.cleaned_data
        return Drill.record(
            spec, by, key=key, title=title, version=version, promised=promised,
            on=given["on"], minutes=given["minutes"], trouble=given["trouble"].strip(),
        )  # fmt: skip
