"""Let a language model put questions into its own words, within bounds that it can't talk away.

A rewording is taken when it has no content words but the question's (and words about asking), most
of the question's, the same negation, and no more than a little length. A follow-up may also use words
of the candidate that the notes use for the question; it shares no content word with the missed
point beyond the question's own. Whatever else comes back is a BadReply, and the notes' own words are
used. What the question is, and what it is graded by, doesn't change.
"""

from __future__ import annotations

from app.core.bounds import ASKING, foreign_words, is_plain, leaked_words, one_line
from app.core.errors import BadReply
from app.core.manner import Manner
from app.core.question import KeyPoint, Question
from app.core.said import Said
from app.core.words import content_words, is_negated
from app.ports import ChatModel
from app.prompts import prompt

_REWORD = "reword"
_FOLLOW_UP = "follow_up"
_KEPT = 0.6
_LONGER = 2.0
_ALWAYS_FITS = 20
_MOST_WORDS = 45


class ModelInterviewer:
    """Words questions with a model."""

    def __init__(self, model: ChatModel) -> None:
        self._model = model

    @property
    def name(self) -> str:
        """The model, for the provenance of what is said."""
        return self._model.name

    def reword(self, question: Question, manner: Manner) -> Said:
        """Return a question in other words; raise ModelFailure where there are none to be used."""
        asked = prompt(_REWORD)
        messages = asked.messages(
            manner=manner.value,
            question=question.text,
            wordings="\n".join(question.wordings) or "(none)",
        )
        text = one_line(self._model.complete(messages, prompt=asked.id).text)
        if reason := not_the_same(question, text):
            raise BadReply(f"The model's wording {reason}. The notes' own words are used.")
        return Said(text, f"{self._model.name} {asked.id}")

    def follow_up(self, question: Question, point_id: str, answer: str, manner: Manner) -> Said:
        """Return a question that leads to a missed point of the main question, as `reword` does."""
        asked, point = prompt(_FOLLOW_UP), question.key_point(point_id)
        messages = asked.messages(
            manner=manner.value, question=question.text, answer=answer, point=point.text
        )
        text = one_line(self._model.complete(messages, prompt=asked.id).text)
        if reason := gives_away(question, point, answer=answer, text=text):
            raise BadReply(f"The model's follow-up {reason}. The notes' own one is asked.")
        return Said(text, f"{self._model.name} {asked.id}")


def not_the_same(question: Question, text: str) -> str:
    """Say why a text isn't the question in other words, nothing when it is."""
    sources = (question.text, *question.wordings)
    points = [t for p in question.key_points for t in (p.text, *p.wordings)]
    asked = content_words(question.text)
    if not is_plain(text, sources=sources):
        return "is no plain English"
    if foreign_words(text, sources=sources, among=ASKING):
        return "brings in words of its own"
    if leaked_words(text, secret=points, known=sources):
        return "gives a point away"
    if len(asked & content_words(text)) < _KEPT * len(asked) or not text.strip():
        return "leaves out what is asked"
    if is_negated(text) != is_negated(question.text):
        return "asks the opposite"
    if len(text.split()) > max(_ALWAYS_FITS, _LONGER * len(question.text.split())):
        return "is too long"
    return ""


def gives_away(question: Question, point: KeyPoint, *, answer: str, text: str) -> str:
    """Say why a text is no follow-up on a missed point, nothing when it is one.

    Of the answer's words only those count that the notes use for the question too.
    """
    known = (question.text, *question.wordings)
    secret = (point.text, *point.wordings, *point.misconceptions)
    notes = [question.reference, *(p.text for p in question.key_points)]
    shared = content_words(answer) & content_words(" ".join(notes))
    if not is_plain(text, sources=known) or not text.endswith("?"):
        return "is no plain question"
    if leaked_words(text, secret=secret, known=known):
        return "gives the point away"
    if foreign_words(text, sources=known, among=ASKING | shared):
        return "brings in words of its own"
    if not content_words(text) & (content_words(" ".join(known)) | shared):
        return "asks about nothing in particular"
    if len(text.split()) > _MOST_WORDS:
        return "is too long"
    return ""
