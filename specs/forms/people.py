"""Forms about people: their account, what they may do, and their teams."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast
from urllib.parse import urlsplit

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Field, Layout, Row
from django import forms
from django.contrib.auth.password_validation import validate_password
from django.db import transaction
from django.db.models import QuerySet
from django.utils.text import slugify

from specs.models import Event, Role, Team, User, Verb

if TYPE_CHECKING:
    FormOfUser = forms.ModelForm[User]
    FormOfTeam = forms.ModelForm[Team]
else:
    FormOfUser = FormOfTeam = forms.ModelForm


def arranged(*rows: Row | Field | str) -> FormHelper:
    """A form's fields in rows; the page writes the form element and its button."""
    helper = FormHelper()
    helper.form_tag, helper.disable_csrf = False, True
    helper.layout = Layout(Row(*rows))
    return helper


def told(
    by: User, what: str, name: str, form: forms.BaseForm, *, hosts: tuple[str, ...] = ()
) -> None:
    """One line of the trail for a changed setting: its old and its new values.

    Of addresses that are a secret themselves, those in `hosts`, only the host is kept.
    """
    if changed := [field for field in form.changed_data if field != "password"]:
        had = {one: form.get_initial_for_field(form.fields[one], one) for one in changed}
        old = {one: _host(had[one]) if one in hosts else _said(had[one]) for one in changed}
        now = form.cleaned_data
        new = {one: _host(now[one]) if one in hosts else _said(now[one]) for one in changed}
        data = {what: name, "changed": changed, "old": old, "new": new}
        Event.record(None, by, Verb.PEOPLE, data=data)


def _host(value: object) -> str:
    return urlsplit(str(value or "")).hostname or ""


def _said(value: object) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list | QuerySet) else str(value)


class AccountForm(FormOfUser):
    """What everybody sets for themselves."""

    class Meta:
        model = User
        fields = ("full_name", "email", "theme", "density", "single_keys")
        labels = {
            "email": "E-mail", "theme": "Brightness", "density": "Rows",
            "single_keys": "Keys of one letter, such as j and k",
        }  # fmt: skip
        help_texts = {
            "email": "For reviews that wait and approvals that grow old.",
            "single_keys": "Switch them off if you use voice control.",
        }
        widgets = {"theme": forms.RadioSelect, "density": forms.RadioSelect}

    helper = arranged(
        Field("full_name", wrapper_class="w6"), Field("email", wrapper_class="w6"),
        Field("theme", wrapper_class="w6"), Field("density", wrapper_class="w6"),
        "single_keys",
    )  # fmt: skip

    @transaction.atomic
    def save(self, commit: bool = True) -> User:
        """Keep it; a name stands in approvals, so the trail says what it was before."""
        person = super().save(commit)
        told(person, "person", person.username, self)
        return person


class PersonForm(FormOfUser):
    """What an admin says about somebody; the password is only ever set, never shown."""

    password = forms.CharField(
        label="New password", required=False, strip=False, widget=forms.PasswordInput,
        help_text="Leave it empty to keep the current one.",
    )  # fmt: skip

    class Meta:
        model = User
        fields = (
            "username", "full_name", "email", "is_reviewer", "areas", "is_admin", "is_auditor",
            "is_active",
        )  # fmt: skip
        labels = {
            "username": "Sign-in name", "email": "E-mail", "is_reviewer": "Reviews for all teams",
            "is_admin": "Administers the portal", "is_auditor": "Audits", "is_active": "May sign in",
        }  # fmt: skip
        help_texts = {
            "username": "", "areas": "Separated by commas. They stand in the approval.",
            "is_admin": "People, teams and repositories.",
            "is_auditor": "Reads who changed what, in the drafts of all teams too.",
            "is_active": "Take this away instead of deleting somebody.",
        }  # fmt: skip

    helper = arranged(
        Field("username", wrapper_class="w6"), Field("full_name", wrapper_class="w6"),
        Field("email", wrapper_class="w6"),
        Field("password", wrapper_class="w6", autocomplete="new-password"),
        "is_reviewer", Field("areas", wrapper_class="w6"), "is_admin", "is_auditor", "is_active",
    )  # fmt: skip

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by = by
        if self.instance.pk is None:
            first = self.fields["password"]
            first.label, first.required, first.help_text = "First password", True, ""

    def clean(self) -> dict[str, Any]:
        """A sound password; and nobody locks themselves out."""
        data = super().clean() or self.cleaned_data
        if password := data.get("password"):
            try:
                validate_password(password, User(username=data.get("username", "")))
            except forms.ValidationError as weak:
                self.add_error("password", weak)
        if self.instance.pk == self.by.pk:
            for name in ("is_admin", "is_active"):
                if not data.get(name):
                    self.add_error(name, "Ask another admin to take this from you.")
        return data

    @transaction.atomic
    def save(self, commit: bool = True) -> User:
        """Keep it, and say in the trail who changed what somebody may do."""
        if password := self.cleaned_data["password"]:
            self.instance.set_password(password)
        person = super().save(commit)
        changed = [name for name in self.changed_data if name != "password"]
        data = {"person": person.username, "changed": changed, "password": bool(password)}
        Event.record(None, self.by, Verb.PEOPLE, data=data)
        return person


class TeamForm(FormOfTeam):
    """A team's name, and who may read its approved specifications."""

    class Meta:
        model = Team
        fields = ("name", "private")
        labels = {"private": "Keep approved specifications to the team"}
        help_texts = {"private": ""}

    helper = arranged("name", "private")

    def clean_name(self) -> str:
        """The address is made from the name, once."""
        name: str = self.cleaned_data["name"]
        if self.instance.pk is None:
            self.instance.slug = slugify(name)
            if not self.instance.slug:
                raise forms.ValidationError("Use some letters or digits.")
            if Team.objects.filter(slug=self.instance.slug).exists():
                raise forms.ValidationError("There is a team with almost this name.")
        return name

    @transaction.atomic
    def keep(self, by: User) -> Team:
        """Save it, and say in the trail who changed it."""
        team = self.save()
        told(by, "team", team.slug, self)
        return team


class MemberForm(forms.Form):
    """Somebody and their role in a team."""

    person = forms.ModelChoiceField(
        User.objects.none(), label="Person", empty_label="Choose a person"
    )
    role = forms.ChoiceField(choices=Role.choices, initial=Role.AUTHOR)

    helper = arranged(Field("person", wrapper_class="w6"), Field("role", wrapper_class="w6"))

    def __init__(self, *args: Any, people: QuerySet[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast("forms.ModelChoiceField[User]", self.fields["person"]).queryset = people


class RoleForm(forms.Form):
    """Another role for somebody on the team."""

    role = forms.ChoiceField(choices=Role.choices)
