"""The forms of the checklist: an item of the settings, and a tick of a round."""

from __future__ import annotations

from django import forms

from specs.models import ChecklistItem, Review, User
from specs.models.checklist import Ticked, tick
from specs.sections.header import Header

TIERS = Header.cells()["tier"].words  # type: ignore[attr-defined]


class ItemForm(forms.Form):
    """What is to be looked at, and for which tiers."""

    text = forms.CharField(
        label="What to look at", max_length=200,
        error_messages={"required": "Say what a reviewer looks at."},
    )  # fmt: skip
    tiers = forms.MultipleChoiceField(
        label="Only for tiers", choices=[(one, one) for one in TIERS], required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip

    def keep(self, item: ChecklistItem, by: User) -> None:
        """Add the item, or change it."""
        item.keep(by, self.cleaned_data["text"], self.cleaned_data["tiers"])


class TickForm(forms.Form):
    """Whether it is so, and what shows it."""

    done = forms.BooleanField(required=False)
    evidence = forms.CharField(
        label="Evidence", required=False, max_length=1000,
        error_messages={"max_length": "Keep it under 1,000 characters, or give a link."},
    )  # fmt: skip

    def tick(self, review: Review, item: ChecklistItem, by: User) -> Ticked:
        """Keep the tick of this person."""
        return tick(review, item, by, self.cleaned_data["done"], self.cleaned_data["evidence"])
