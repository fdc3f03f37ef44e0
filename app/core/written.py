"""Questions that a language model wrote from passages: drafts until somebody accepts them."""

from __future__ import annotations

from dataclasses import dataclass, replace

from app.core.question import Question


@dataclass(frozen=True, slots=True)
class Draft:
    """A question written from a passage, and the model and prompt that wrote it."""

    question: Question
    passage: str
    by: str


@dataclass(frozen=True, slots=True)
class Written:
    """What was written for a library; `tried` are the passages that a model has seen."""

    drafts: tuple[Draft, ...] = ()
    accepted: tuple[Draft, ...] = ()
    tried: tuple[str, ...] = ()

    def draft(self, question_id: str) -> Draft | None:
        """Return the draft of a question, None when it was decided on already."""
        return next((d for d in self.drafts if d.question.id == question_id), None)

    def with_drafts(self, passage: str, drafts: tuple[Draft, ...]) -> Written:
        """Add what came of a passage, even if that is nothing."""
        return replace(self, drafts=(*self.drafts, *drafts), tried=(*self.tried, passage))

    def accept(self, question_id: str) -> Written:
        """Make a draft a question of the library."""
        found = self.draft(question_id)
        accepted = self.accepted if found is None else (*self.accepted, found)
        return replace(self.drop(question_id), accepted=accepted)

    def take_back(self, question_id: str) -> Written:
        """Make an accepted question a draft again, the first to be decided on."""
        found = tuple(d for d in self.accepted if d.question.id == question_id)
        left = tuple(d for d in self.accepted if d.question.id != question_id)
        return replace(self, drafts=(*found, *self.drafts), accepted=left)

    def drop(self, question_id: str) -> Written:
        """Forget a draft; its passage counts as tried."""
        return replace(self, drafts=tuple(d for d in self.drafts if d.question.id != question_id))
