"""Undo of what was said: the same words and the same suggestion, posted once more."""

from __future__ import annotations

from dataclasses import dataclass

from specs.models import Comment


@dataclass(frozen=True)
class Undo:
    """What was done, and what a button posts to take it back."""

    said: str
    path: str
    fields: dict[str, str]


@dataclass(frozen=True)
class Again:
    """A comment that is about to go: what its author would have to write anew."""

    said: str
    guid: str
    thread: int
    at: str
    fields: dict[str, str]

    def answered(self) -> Undo:
        """As an answer: the thread is still there."""
        path = f"/specs/{self.guid}/threads/{self.thread}/reply/"
        return Undo(self.said, path, self.fields)

    def begun(self, back: str) -> Undo:
        """As a thread of its own: nothing of it is left."""
        path = f"/specs/{self.guid}/comments/"
        return Undo(self.said, path, self.fields | {"at": self.at, "back": back})


def said_again(comment: Comment) -> Again:
    """Kept before the comment goes."""
    thread = comment.thread
    fields = {"text": comment.text}
    if comment.suggestion is not None:
        fields[f"wish.{thread.place}"] = comment.suggestion
    said = "Comment removed" if comment.pending else "Comment deleted"
    return Again(said, thread.spec.guid, thread.pk, thread.place, fields)
