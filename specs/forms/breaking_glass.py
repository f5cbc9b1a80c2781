"""The form that opens the gate for a while."""

from __future__ import annotations

from typing import Any

from django import forms

from specs.models import BreakGlass, Spec, User
from specs.models.break_glass import MOST_MINUTES, SHORTEST_REASON

USUAL_MINUTES = 60


class GlassForm(forms.Form):
    """Why it cannot wait, how long, and what for."""

    reason = forms.CharField(
        label="Why can it not wait?", max_length=2_000, min_length=SHORTEST_REASON,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=f"At least {SHORTEST_REASON} characters. Everyone can read it.",
        error_messages={
            "required": "Say why it cannot wait.",
            "min_length": f"Say why it cannot wait, in at least {SHORTEST_REASON} characters.",
        },
    )  # fmt: skip
    minutes = forms.IntegerField(
        label="For how many minutes", initial=USUAL_MINUTES, min_value=1, max_value=MOST_MINUTES,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        help_text=f"At most {MOST_MINUTES:,}, which is a day. You can close it earlier.",
        error_messages={
            "required": "Say for how many minutes.", "invalid": "Write whole minutes, for example 60.",
            "min_value": "At least 1 minute.", "max_value": f"At most {MOST_MINUTES:,} minutes.",
        },
    )  # fmt: skip
    environment = forms.ChoiceField(label="Environment", required=False)
    version = forms.CharField(
        label="Version", required=False, max_length=40,
        help_text="As the pipeline says it, for example 1.4.0. Empty: every version.",
    )  # fmt: skip

    def __init__(self, environments: list[str], *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        names = [(name, name) for name in environments]
        self.fields["environment"].choices = [("", "Every environment"), *names]  # type: ignore[attr-defined]

    def open(self, spec: Spec, by: User) -> BreakGlass:
        """Open it."""
        said = self.cleaned_data
        return BreakGlass.open(
            spec, by, said["reason"], said["minutes"], said["version"].strip(), said["environment"]
        )
