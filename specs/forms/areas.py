"""The form of an area: its name, and the sections its reviewers answer for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms

from specs import template
from specs.models import Area, User
from specs.sections.base import Chapter

if TYPE_CHECKING:
    FormOfArea = forms.ModelForm[Area]
else:
    FormOfArea = forms.ModelForm


def choices() -> list[tuple[str, list[tuple[str, str]]]]:
    """Every section, under its chapter."""
    return [
        (chapter.title, [(one.slug, one.called()) for one in template.sections_of(chapter)])
        for chapter in Chapter
    ]


class AreaForm(FormOfArea):
    """Asked for whenever one of the sections changed."""

    sections = forms.MultipleChoiceField(
        choices=choices, widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose the sections that this area answers for."},
    )  # fmt: skip

    class Meta:
        model = Area
        fields = ("name", "sections")
        error_messages = {
            "name": {
                "required": "Give the area a name.",
                "unique": "There is an area of that name.",
            }
        }

    def clean_name(self) -> str:
        """Reviewers' areas are a list with commas."""
        name: str = " ".join(self.cleaned_data["name"].split())
        if "," in name:
            raise forms.ValidationError("Leave the comma out: it stands between two areas.")
        return name

    def keep(self, by: User) -> Area:
        """Create the area, or change it."""
        given: dict[str, Any] = self.cleaned_data
        self.instance.refresh_from_db() if self.instance.pk else None
        self.instance.keep(by, given["name"], given["sections"])
        return self.instance
