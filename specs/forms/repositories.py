"""The form of a repository: where files go, and how."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

from crispy_forms.layout import Field, Fieldset
from django import forms
from django.db import transaction
from django.utils.text import slugify

from specs.artefacts import Artefact, artefacts, shelf
from specs.forms.people import arranged, told
from specs.models import Repository, User

if TYPE_CHECKING:
    FormOfRepository = forms.ModelForm[Repository]
else:
    FormOfRepository = forms.ModelForm


def _box(artefact: Artefact) -> str:
    return f"artefact_{artefact.name}"


def _path(artefact: Artefact) -> str:
    return f"artefact_{artefact.name}_path"


def _pairs() -> list[Field]:
    """Beside each format the path of its files."""
    return [
        Field(name, wrapper_class="w6") for one in artefacts() for name in (_box(one), _path(one))
    ]


class RepositoryForm(FormOfRepository):
    """Everything an admin says about a repository; its secret is only ever named."""

    class Meta:
        model = Repository
        fields = (
            "name", "url", "branch", "path_template", "delivery", "author_name", "author_email",
            "secret", "known_hosts", "all_teams", "teams", "imports", "active",
        )  # fmt: skip
        help_texts = {
            "url": "https://host/team/ops.git, ssh://git@host/team/ops.git, or file:///folder/ops.git "
            "below the folder that the operator allows.",
            "path_template": "{guid} stands for the specification. A changed path moves the files.",
            "active": "A paused repository keeps its exports waiting.",
            "all_teams": "Otherwise only for the teams chosen below.",
        }
        widgets = {
            "delivery": forms.RadioSelect,
            "teams": forms.CheckboxSelectMultiple,
            "known_hosts": forms.Textarea(
                attrs={"rows": 3, "class": "mono", "spellcheck": "false"}
            ),
        }

    helper = arranged(
        Field("name", wrapper_class="w6"), Field("branch", wrapper_class="w6"),
        "url", "path_template",
        Fieldset("Artefacts beside it", *_pairs(), template="ops/layout/group.html"),
        "delivery",
        Field("author_name", wrapper_class="w6"), Field("author_email", wrapper_class="w6"),
        "secret", "known_hosts", "all_teams", "teams", "imports", "active",
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["teams"].required = False
        for one in artefacts():
            path = self.instance.artefacts.get(one.name)
            self.fields[_box(one)] = forms.BooleanField(
                label=one.title, help_text=one.sentence, required=False, initial=bool(path)
            )
            self.fields[_path(one)] = forms.CharField(
                label=f"Path of {one.title}", max_length=200, required=False,
                initial=path or shelf.usual(one),
                help_text="{file} stands for each file's name." if one.several else "",
            )  # fmt: skip

    @cached_property
    def changed_data(self) -> list[str]:
        """The path of a format that is not chosen means nothing."""
        off = {_path(one) for one in artefacts() if not self[_box(one)].data}
        return [name for name in super().changed_data if name not in off]

    def clean(self) -> dict[str, Any]:
        """The chosen formats, each at a place of its own."""
        data = super().clean() or self.cleaned_data
        layout = {
            one.name: data.get(_path(one), "") for one in artefacts() if data.get(_box(one))
        }  # fmt: skip
        for name, fault in shelf.faults(data.get("path_template", ""), layout).items():
            self.add_error(f"artefact_{name}_path", fault)
        self.instance.artefacts = layout
        return data

    @transaction.atomic
    def keep(self, by: User) -> Repository:
        """Save it, and say in the trail who changed where files go."""
        saved = self.save()
        told(by, "repository", saved.slug, self)
        return saved

    def clean_name(self) -> str:
        """The page's address is made from the name, once."""
        name: str = self.cleaned_data["name"]
        if self.instance.pk is None:
            self.instance.slug = slugify(name)
            if not self.instance.slug or self.instance.slug == "new":
                raise forms.ValidationError("Use another name, with some letters or digits.")
            if Repository.objects.filter(slug=self.instance.slug).exists():
                raise forms.ValidationError("There is a repository with almost this name.")
        return name
