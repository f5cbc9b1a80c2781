"""The forms of the workflow: asking for a review, deciding, and the small moves."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast

from django import forms
from django.db.models import QuerySet

from specs import versioning
from specs.documents import Finding
from specs.models import Review, Revision, Spec, User, Verdict
from specs.models.requirement import Requirements
from specs.versions import BUMPS, bumped

MISSING_REASON = "Say what has to change."


class DecisionForm(forms.Form):
    """What a reviewer says about the revision that was on the page."""

    blockers: Sequence[Finding] = ()  # what stopped the approval

    revision = forms.IntegerField(widget=forms.HiddenInput)
    verdict = forms.ChoiceField(
        label="Decision",
        choices=Verdict.choices,
        error_messages={"required": "Choose approve, request changes or comment."},
    )
    summary = forms.CharField(
        label="Summary for the author", required=False, widget=forms.Textarea, max_length=20_000
    )

    def __init__(self, *args: Any, pending: int = 0, **more: Any) -> None:
        super().__init__(*args, **more)
        self.pending = pending  # comments that are sent along, and may be all there is to say

    def clean(self) -> dict[str, Any]:
        """A request for changes and a comment say something."""
        given = cast(dict[str, Any], super().clean())
        words = {Verdict.REQUEST_CHANGES: MISSING_REASON, Verdict.COMMENT: "Write the comment."}
        verdict = given.get("verdict", "")
        enough = verdict == Verdict.COMMENT and self.pending
        if verdict in words and not enough and not given.get("summary", "").strip():
            self.add_error("summary", words[verdict])
        return given

    def decide(self, review: Review, by: User) -> str:
        """Make the move; the answer says what happened, to the person who made it."""
        spec, given = review.spec, self.cleaned_data
        summary = given["summary"]
        if given["verdict"] == Verdict.COMMENT:
            spec.comment(by, summary, review)
            return f"Comment sent. {spec.team.name} finds it on this page."
        if given["verdict"] == Verdict.REQUEST_CHANGES:
            spec.request_changes(by, summary, review)
            return f"Changes requested. {spec.team.name} can go on writing."
        revision = spec.approve(by, summary, review)
        if revision is None:
            missing = ", ".join(Requirements(review).missing)
            return f"Your approval is counted. Still needed: {missing}."
        return f"{revision.version} is approved. It is on its way to the repositories."


class SubmitForm(forms.Form):
    """Who should look, by when, and what they should know."""

    reviewers = forms.ModelMultipleChoiceField(
        queryset=User.objects.none(), required=False, widget=forms.CheckboxSelectMultiple,
        help_text="Without a choice, every reviewer finds it in the queue.",
    )  # fmt: skip
    deploy_on = forms.DateField(
        label="Planned deploy", required=False, help_text="The queue is sorted by it.",
        widget=forms.DateInput(attrs={"type": "date"}),
    )  # fmt: skip
    note = forms.CharField(
        label="Note to the reviewers", required=False, max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip
    reason = forms.CharField(
        label="Why is a review wanted all the same?", required=False, max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip

    def __init__(
        self, *args: Any, reviewers: QuerySet[User], blockers: int = 0, **more: Any
    ) -> None:
        super().__init__(*args, **more)
        cast("forms.ModelMultipleChoiceField[User]", self.fields["reviewers"]).queryset = reviewers
        self.fields["reason"].required = bool(blockers)
        self.fields["reason"].error_messages["required"] = (
            "Fix the blockers, or say why a review is wanted all the same."
        )

    def submit(self, spec: Spec, by: User) -> Review:
        """Ask for the review."""
        given = self.cleaned_data
        return spec.submit(
            by, given["note"], given["reason"],
            reviewers=given["reviewers"], deploy_on=given["deploy_on"],
        )  # fmt: skip


class WithdrawForm(forms.Form):
    """Nothing to fill in: the button is the question."""

    def make(self, spec: Spec, by: User) -> str:
        spec.withdraw(by)
        return f"{spec.version} is a draft again. You can go on writing."


class ImplementForm(forms.Form):
    """Where it can be seen that production is as the version says."""

    evidence = forms.CharField(
        label="Evidence", max_length=20_000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="A deploy, a change ticket or a dashboard: what somebody else can look at.",
        error_messages={"required": "Say where it can be seen that this runs in production."},
    )  # fmt: skip

    def make(self, spec: Spec, by: User) -> str:
        spec.implement(by, self.cleaned_data["evidence"])
        return f"{spec.version} is marked as implemented. It is on its way to the repositories."


class ReviseForm(forms.Form):
    """How big the next version is."""

    bump = forms.ChoiceField(
        label="Next version", widget=forms.RadioSelect,
        error_messages={"required": "Choose major, minor or patch."},
    )  # fmt: skip

    MEANING = {
        "major": "The service is run differently.",
        "minor": "Something was added or changed.",
        "patch": "Words were corrected.",
    }

    def __init__(
        self, *args: Any, version: str, source: Revision | None = None, **more: Any
    ) -> None:
        super().__init__(*args, **more)
        self.source = source  # the earlier version to begin from; None is what is approved now
        choices = [(bump, f"{bumped(version, bump)}, {bump}") for bump in reversed(BUMPS)]
        cast(forms.ChoiceField, self.fields["bump"]).choices = choices

    def make(self, spec: Spec, by: User) -> str:
        bump = self.cleaned_data["bump"]
        if self.source is not None:
            version = versioning.start_from(spec, by, bump, self.source)
            return (
                f"{version} is open, with what {self.source.version} said. Look through it first."
            )
        version = spec.revise(by, bump)
        return f"{version} is open. Readers keep {spec.approved.version if spec.approved else ''} until it is approved."
