"""Let a language model put given verdicts into words; it adds none and changes none.

Each of its sentences is about one point. It is kept when it says its verdict and no other one (each
verdict has words of its own), denies nothing but what was left out, quotes verbatim, and has no
content words but those of the question, of the point, of its note, and of talking about answers; the
candidate's words come in quotation marks alone. Everything else is dropped.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from app.core.bounds import is_plain, one_line
from app.core.errors import BadReply
from app.core.grade import Feedback, Flag, Grade
from app.core.question import Question
from app.core.verdict import PointVerdict, Verdict
from app.core.words import NEGATORS, content_words, words
from app.ports import ChatModel
from app.prompts import prompt
from app.services.model_grade import SET_ASIDE

_PROMPT = "feedback"
_MOST_WORDS = 40
_NOTHING_TO_SAY = SET_ASIDE | {Flag.INSTRUCTION_TO_GRADER}
# The words that say a verdict. A sentence has one of its verdict's, and none of another's alone.
_SAYS = {
    Verdict.MET: content_words("right correct correctly good well holds agrees matches covered"),
    Verdict.PARTIAL: content_words("part partly half incomplete rest add missing full fully left"),
    Verdict.MISSED: content_words("missing missed left omitted lacks add mention include absent"),
    Verdict.CONTRADICTED: content_words("wrong opposite contradicts contrary incorrect correct"),
}
_ALL = frozenset().union(*_SAYS.values())
_NEUTRAL = content_words(
    """
    answer candidate clear clearly detail example explain further idea interview look mention next
    note part point question quote read sentence short show start state statement tell time word
    write
    """
)
_LEFT_OUT = re.compile(
    r"\b(?:not|never|didn['’]t|without) (?:mention|sa[iy]|stat|cover|includ|explain|add)\w*",
    re.IGNORECASE,
)
_QUOTED = re.compile(r"[“\"]([^”\"]+)[”\"]")
SCHEMA: Mapping[str, object] = {
    "title": "Feedback",
    "type": "object",
    "properties": {
        "sentences": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {"point": {"type": "integer"}, "text": {"type": "string"}},
                "required": ["point", "text"],
                "additionalProperties": False,
            },
        }
    },
    "required": ["sentences"],
    "additionalProperties": False,
}


class FeedbackWriter:
    """Writes feedback with a model."""

    def __init__(self, model: ChatModel) -> None:
        self._model = model

    @property
    def name(self) -> str:
        """The model and the prompt, for the provenance of feedback."""
        return f"{self._model.name} {prompt(_PROMPT).id}"

    def write(self, question: Question, grade: Grade) -> Feedback:
        """Return a grade's feedback with the model's sentences; raise ModelFailure without any.

        Of an answer that was set aside, or that speaks to the grader, nothing is sent.
        """
        if _NOTHING_TO_SAY.intersection(grade.flags):
            return grade.feedback
        asked = prompt(_PROMPT)
        verdicts = [
            _line(number, question, verdict)
            for number, verdict in enumerate(grade.verdicts, start=1)
        ]
        messages = asked.messages(question=question.text, verdicts="\n".join(verdicts))
        reply = self._model.complete(messages, schema=SCHEMA, prompt=asked.id)
        told = {
            number: text
            for number, text in _sentences(reply.data or {})
            if 1 <= number <= len(grade.verdicts)
            and is_borne_out(text, question, grade.verdicts[number - 1])
        }
        if not told:
            raise BadReply("The model's feedback says nothing that the verdicts bear out.")
        kept = tuple(told[number] for number in sorted(told))
        return Feedback(grade.feedback.gap, grade.feedback.fix, kept, self.name)


def is_borne_out(text: str, question: Question, verdict: PointVerdict) -> bool:
    """Say whether a sentence says a verdict, with nothing but its words and its evidence."""
    point = question.key_point(verdict.key_point_id)
    quotes = [q.text for q in (verdict.answer_quote, verdict.note_quote) if q is not None]
    noted = [verdict.note_quote.text] if verdict.note_quote else []
    sources = [question.text, point.text, *point.wordings, *noted]
    unquoted = _QUOTED.sub(" ", text)
    own = content_words(unquoted) - content_words(" ".join(sources))
    says = _SAYS.get(verdict.verdict, frozenset())
    return (
        is_plain(text, sources=[*sources, *quotes])
        and len(text.split()) <= _MOST_WORDS
        and own <= _NEUTRAL | says
        and bool(content_words(unquoted) & says)
        and not (own & _ALL - says)
        and not _denies(unquoted, sources)
        and all(any(_same(q, source) for source in quotes) for q in _QUOTED.findall(text))
    )


def _denies(text: str, sources: list[str]) -> bool:
    """Say whether a text denies something, other than that the candidate said it."""
    negating = NEGATORS.intersection(words(_LEFT_OUT.sub("", text)))
    return bool(negating) and not NEGATORS.intersection(words(" ".join(sources)))


def _same(quote: str, source: str) -> bool:
    return one_line(quote).strip(" .,") in " ".join(source.split())


def _sentences(data: Mapping[str, object]) -> Iterator[tuple[int, str]]:
    listed = data.get("sentences")
    for entry in listed if isinstance(listed, list) else ():
        if isinstance(entry, dict):
            point, text = entry.get("point"), entry.get("text")
            if isinstance(point, int) and isinstance(text, str) and text.strip():
                yield point, " ".join(text.split())


def _line(number: int, question: Question, verdict: PointVerdict) -> str:
    said = f' You said: "{verdict.answer_quote.text}".' if verdict.answer_quote else ""
    noted = f' The notes say: "{verdict.note_quote.text}".' if verdict.note_quote else ""
    point = question.key_point(verdict.key_point_id)
    return " ".join(f"{number}. {verdict.verdict.value}: {point.text}{said}{noted}".split())
