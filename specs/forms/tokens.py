"""The form of an API token."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from crispy_forms.layout import Field
from django import forms
from django.utils import timezone

from specs.forms.people import arranged
from specs.models import Scope
from specs.models.token import LONGEST

USUAL = timedelta(days=90)


class TokenForm(forms.Form):
    """A name, what it may do, and its last day."""

    name = forms.CharField(
        max_length=80, help_text="Where it is used, for example: deploy job of Checkout API."
    )
    scopes = forms.MultipleChoiceField(
        label="What it may do", choices=Scope.choices, widget=forms.CheckboxSelectMultiple
    )
    expires_on = forms.DateField(
        label="Last day", widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text="At most a year from today.",
    )  # fmt: skip

    helper = arranged(
        Field("name", wrapper_class="w6"), Field("expires_on", wrapper_class="w6"), "scopes"
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"expires_on": timezone.localdate() + USUAL})
        super().__init__(*args, **kwargs)

    def clean_expires_on(self) -> date:
        """A token ends, and not before it began."""
        day: date = self.cleaned_data["expires_on"]
        today = timezone.localdate()
        if day < today:
            raise forms.ValidationError("Choose today or a later day.")
        if day > today + LONGEST:
            latest = (today + LONGEST).isoformat()
            raise forms.ValidationError(f"Choose a day within a year: {latest} or before.")
        return day
