"""The form with which a reviewer lets a finding pass."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import forms
from django.utils import timezone

from specs.models import Waiver
from specs.models.waiver import SHORTEST_REASON, USUAL_DAYS


class WaiverForm(forms.Form):
    """Why it is safe, until when, and where it is followed up."""

    reason = forms.CharField(
        label="Why is it safe until then?",
        max_length=2_000,
        min_length=SHORTEST_REASON,
        help_text=f"At least {SHORTEST_REASON} characters. Everyone can read it.",
        error_messages={
            "required": "Say why it is safe until then.",
            "min_length": f"Say why it is safe, in at least {SHORTEST_REASON} characters.",
        },
    )
    expires_on = forms.DateField(
        label="Ends on",
        error_messages={"required": "Choose the day it ends.", "invalid": "Choose a day."},
    )
    ticket = forms.URLField(label="Ticket", required=False, max_length=400, assume_scheme="https")

    def __init__(self, *args: Any, **more: Any) -> None:
        today = timezone.localdate()
        usual = min(today + timedelta(days=USUAL_DAYS), Waiver.longest())
        super().__init__(*args, **more)
        self.initial = {"expires_on": usual.isoformat()}
        self.today, self.longest = today, Waiver.longest()

    def clean_expires_on(self) -> Any:
        """From today to the longest that the policy allows."""
        day = self.cleaned_data["expires_on"]
        if not self.today <= day <= self.longest:
            raise forms.ValidationError(f"Choose a day from today to {self.longest:%-d %B %Y}.")
        return day
