"""The form that names files in a repository, to be imported."""

from __future__ import annotations

from typing import Any

from crispy_forms.layout import Field
from django import forms
from django.db.models import QuerySet

from specs.forms.people import arranged
from specs.git.errors import NotAllowed
from specs.git.picking import check_pattern
from specs.models import Import, Repository, Spec, User
from specs.models.fetching import branch_fault


class SourceForm(forms.Form):
    """Which repository, which branch, which files."""

    repository = forms.ModelChoiceField(
        queryset=Repository.objects.none(), to_field_name="slug", empty_label=None,
        error_messages={"required": "Choose a repository.", "invalid_choice": "Choose a repository."},
    )  # fmt: skip
    branch = forms.CharField(
        required=False, max_length=120, help_text="Without one, the branch that exports go to."
    )
    path = forms.CharField(
        label="Path in the repository", max_length=200,
        help_text="A file, a folder, or a pattern: deploy/alerts.yml, deploy, deploy/**/*.yml.",
        error_messages={"required": "Write a path inside the repository, for example deploy/*.yml."},
        widget=forms.TextInput(attrs={"class": "input mono", "spellcheck": "false"}),
    )  # fmt: skip

    helper = arranged(
        Field("repository", wrapper_class="w6"), Field("branch", wrapper_class="w6"), "path"
    )

    def __init__(self, repositories: QuerySet[Repository], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["repository"].queryset = repositories  # type: ignore[attr-defined]
        self.may_be_used = repositories.exists()

    def clean_branch(self) -> str:
        branch: str = self.cleaned_data["branch"].strip()
        if branch and (fault := branch_fault(branch)):
            raise forms.ValidationError(fault)
        return branch

    def clean_path(self) -> str:
        try:
            return check_pattern(self.cleaned_data["path"])
        except NotAllowed as wrong:
            raise forms.ValidationError(wrong.reason) from None

    def ask(self, spec: Spec, by: User) -> Import:
        """Have the files fetched."""
        said = self.cleaned_data
        return Import.ask(spec, by, said["repository"], said["branch"], said["path"])
