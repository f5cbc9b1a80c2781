"""The form that starts a specification."""

from __future__ import annotations

from typing import Any

from crispy_forms.helper import FormHelper
from django import forms

from specs import access
from specs.models import Spec, Team, User

BLANK, COPY, IMPORT = "blank", "copy", "import"
STARTS = (
    (BLANK, "Blank: the template's standing content, and guidance in every section"),
    (COPY, "A copy of an existing specification"),
    (IMPORT, "Import files from the service: .env, compose, rules and others fill half of it"),
)


class Sources(forms.ModelChoiceField):  # type: ignore[type-arg]
    """What can be copied, each under the name that this person is shown."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.shown_name or 'Untitled'} {obj.shown_version}"


class NewSpec(forms.Form):
    """How to start, what it is called, and whose it is."""

    start = forms.ChoiceField(
        label="How do you want to start?", choices=STARTS, widget=forms.RadioSelect, initial=BLANK
    )
    source = Sources(
        label="Copy from",
        queryset=Spec.objects.none(),
        required=False,
        empty_label="Choose a specification",
        help_text="Its last approved version, or the draft where you may read it.",
    )
    name = forms.CharField(
        label="Feature name",
        max_length=200,
        help_text="As people call it, for example Checkout API.",
    )
    team = forms.ModelChoiceField(
        label="Owning team", queryset=Team.objects.none(), help_text="Its authors will write it."
    )
    tier = forms.ChoiceField(
        label="Service tier",
        required=False,
        choices=[("", "Not decided")] + [(n, n) for n in ("1", "2", "3", "4")],
        help_text="1: the business stops without it. 4: nobody notices for a day.",
    )

    def __init__(self, user: User, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.fields["source"].queryset = access.sources_visible(user)  # type: ignore[attr-defined]
        teams = access.teams_for_writing(user)
        self.fields["team"].queryset = teams  # type: ignore[attr-defined]
        if len(teams) == 1:
            self.fields["team"].initial = teams[0]

    def clean(self) -> dict[str, object]:
        cleaned = super().clean() or {}
        if cleaned.get("start") == COPY and not cleaned.get("source"):
            self.add_error("source", "Choose the specification to copy.")
        return cleaned
