"""Forms about news: how they come by mail, and which webhook hears them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from crispy_forms.layout import Field
from django import forms
from django.db import transaction

from specs.forms.people import arranged, told
from specs.models import User, Webhook
from specs.models.kinds import Kind, Way, ways_of

if TYPE_CHECKING:
    FormOfWebhook = forms.ModelForm[Webhook]
else:
    FormOfWebhook = forms.ModelForm


class WaysForm(forms.Form):
    """For each kind: at once, once a day, or not by mail."""

    def __init__(self, *args: Any, person: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person = person
        for kind, way in ways_of(person).items():
            self.fields[kind] = forms.ChoiceField(
                label=Kind(kind).label, choices=Way.choices, initial=way
            )
        self.helper = arranged(*(Field(kind, wrapper_class="w6") for kind in Kind.values))

    @transaction.atomic
    def save(self) -> None:
        """Keep all of them: what is chosen here stays, whatever is usual later."""
        User.objects.filter(pk=self.person.pk).update(mail_ways=dict(self.cleaned_data))
        told(self.person, "person", self.person.username, self)


class WebhookForm(FormOfWebhook):
    """Where news go, and which."""

    kinds = forms.MultipleChoiceField(
        label="What it hears", choices=Kind.choices, required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip

    class Meta:
        model = Webhook
        fields = ("name", "url", "kinds", "private", "active")
        labels = {"private": "Private teams too", "active": "On"}
        help_texts = {
            "url": "https://host/path. Slack, Mattermost and others show the sentence with its link.",
            "private": "Whoever reads the channel then hears names of services that only their team may see.",
            "active": "What happens while it is off is not sent later.",
        }

    helper = arranged("name", "url", "kinds", "private", "active")

    @transaction.atomic
    def keep(self, by: User) -> Webhook:
        """Save it, and say in the trail who changed where news go."""
        saved = self.save()
        told(by, "webhook", saved.name, self, hosts=("url",))  # who has a chat's address may post
        return saved
