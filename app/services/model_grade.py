"""Let a language model judge an answer beside the offline grader, which keeps the pen.

The model reads the claims that bear on a key point by themselves (`app.grading.bearing`), each beside
its point, and nothing else of the answer; a point without such claims is not sent. All others go out in
one call. A verdict of the model is taken only when

- its quote stands in the words sent with that point, letter by letter (white space aside),
- and the offline grader held it possible: its credit lies within .35 of the credit that the
  offline grader expects of the point.

So a model decides where the offline grader is in doubt. An order to it in the answer is not read, and
the bounds aren't the model's. A verdict that isn't taken lowers the confidence and is shown beside the
offline one. Nothing is sent of an answer that was set aside; a point that speaks to a model is left to
the offline grader, and the question's own text isn't needed and never sent. The score follows from the
verdicts as it does offline (`app.core.grade`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from app.core.advice import regraded
from app.core.errors import BadReply
from app.core.grade import Flag, Grade, GraderInfo
from app.core.level import Level
from app.core.question import KeyPoint, Question
from app.core.steering import speaks_to_model
from app.core.verdict import AnswerQuote, Dissent, PointVerdict, Verdict
from app.grading.reason import reason
from app.ports import ChatModel
from app.prompts import prompt

_PROMPT = "grade"
_POSSIBLE = 0.35
# What is left of the confidence when a model that judged the same words came to something else.
_DOUBT = 0.6
_OFFLINE = "the offline grader"

# Quotes, for each key point, the claims of an answer that a model may read of it.
Bearing = Callable[[Question, str], Sequence[Sequence[AnswerQuote]]]
_ASKED = (Verdict.MET, Verdict.PARTIAL, Verdict.MISSED, Verdict.CONTRADICTED)
SET_ASIDE = {Flag.ECHO, Flag.STUFFED, Flag.OFF_TOPIC, Flag.DONT_KNOW, Flag.TOO_SHORT}
SCHEMA: Mapping[str, object] = {
    "title": "Verdicts",
    "type": "object",
    "properties": {
        "verdicts": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {
                    "point": {"type": "integer"},
                    "verdict": {"type": "string", "enum": [verdict.value for verdict in _ASKED]},
                    "confidence": {"type": "number"},
                    "quote": {"type": "string"},
                },
                "required": ["point", "verdict", "confidence", "quote"],
                "additionalProperties": False,
            },
        }
    },
    "required": ["verdicts"],
    "additionalProperties": False,
}


@dataclass(frozen=True, slots=True)
class Opinion:
    """What a model says of one point; `quote` is None where its words aren't those it was sent."""

    verdict: Verdict
    confidence: float
    quote: AnswerQuote | None


class ModelJudge:
    """Grades with a model at the offline grader's side; `bearing` says what it reads of an answer."""

    def __init__(self, model: ChatModel, bearing: Bearing) -> None:
        self._model = model
        self._bearing = bearing

    @property
    def name(self) -> str:
        """The model and the prompt, for the provenance of a grade."""
        return f"{self._model.name} {prompt(_PROMPT).id}"

    def judge(self, question: Question, answer: str, offline: Grade, *, level: Level) -> Grade:
        """Return the grade under both; the offline one, where nothing was to be judged.

        Raises ModelFailure when the model gives nothing that can be used; the offline grade stands.
        """
        if SET_ASIDE.intersection(offline.flags) or not _assessed(offline):
            return offline
        read = zip(question.key_points, self._bearing(question, answer), strict=True)
        words = {
            number: claims
            for number, (point, claims) in enumerate(read, start=1)
            if claims and not speaks_to_model(point.text)
        }
        if not words:
            return offline
        opinions = self._opinions(question, words)
        verdicts = [
            self._both(point, verdict, opinions.get(number))
            for number, (point, verdict) in enumerate(
                zip(question.key_points, offline.verdicts, strict=True), start=1
            )
        ]
        named = GraderInfo(f"{offline.grader} + {self._model.name}", prompt(_PROMPT).id)
        return replace(regraded(offline, question, verdicts, level=level), grader=named)

    def _opinions(
        self, question: Question, words: Mapping[int, Sequence[AnswerQuote]]
    ) -> dict[int, Opinion]:
        points = [
            f"{number}. {question.key_points[number - 1].text}\n{_on_lines(claims)}"
            for number, claims in words.items()
        ]
        asked = prompt(_PROMPT)
        messages = asked.messages(points="\n".join(points))
        reply = self._model.complete(messages, schema=SCHEMA, prompt=asked.id)
        return opinions_in(reply.data or {}, words)

    def _both(
        self, point: KeyPoint, offline: PointVerdict, opinion: Opinion | None
    ) -> PointVerdict:
        if opinion is None or opinion.verdict is offline.verdict:
            return offline
        if opinion.quote is None and opinion.verdict is not Verdict.MISSED:
            return offline
        expected = offline.expected_credit
        if expected is None or abs(opinion.verdict.credit - expected) > _POSSIBLE:
            return replace(
                offline,
                confidence=round(offline.confidence * _DOUBT, 2),
                dissent=Dissent(self._model.name, opinion.verdict),
            )
        return replace(
            offline,
            verdict=opinion.verdict,
            confidence=round(_DOUBT * opinion.confidence, 2),
            answer_quote=opinion.quote,
            reason=reason(opinion.verdict, point, quote=opinion.quote, note=offline.note_quote),
            share=None,
            dissent=Dissent(_OFFLINE, offline.verdict),
        )


def opinions_in(
    data: Mapping[str, object], words: Mapping[int, Sequence[AnswerQuote]]
) -> dict[int, Opinion]:
    """Read a model's verdicts by the number of their point; `words` are those sent with each.

    What is malformed, or on another point, is left out; of two verdicts on a point neither counts.
    Raises BadReply when there is no list of verdicts at all.
    """
    listed = data.get("verdicts")
    if not isinstance(listed, list):
        raise BadReply("The model's reply lists no verdicts. The offline grade stands.")
    read: dict[int, list[Opinion]] = {}
    for entry in listed:
        number = entry.get("point") if isinstance(entry, dict) else None
        if not isinstance(number, int) or isinstance(number, bool) or number not in words:
            continue
        if opinion := _opinion(entry, words[number]):
            read.setdefault(number, []).append(opinion)
    return {number: found[0] for number, found in read.items() if len(found) == 1}


def _opinion(entry: Mapping[str, object], words: Sequence[AnswerQuote]) -> Opinion | None:
    verdict, confidence, quote = (entry.get(key) for key in ("verdict", "confidence", "quote"))
    if verdict not in _ASKED or not isinstance(confidence, int | float):
        return None
    if not 0.0 <= confidence <= 1.0:
        return None
    found = quoted(words, quote) if isinstance(quote, str) else None
    return Opinion(Verdict(str(verdict)), float(confidence), found)


def quoted(words: Sequence[AnswerQuote], quote: str) -> AnswerQuote | None:
    """Find a quote in one of the claims sent, white space aside; None unless it has a word in it."""
    parts = quote.split()
    if not any(c.isalnum() for c in quote):
        return None
    sought = re.compile(r"\s+".join(map(re.escape, parts)))
    for claim in words:
        if found := sought.search(claim.text):
            return AnswerQuote(
                found.group(), claim.start + found.start(), claim.start + found.end()
            )
    return None


def _on_lines(claims: Sequence[AnswerQuote]) -> str:
    """Put each claim on one line, so that none can look like the next point."""
    return "\n".join(f"   - {' '.join(claim.text.split())}" for claim in claims)


def _assessed(grade: Grade) -> bool:
    return any(v.verdict is not Verdict.CANNOT_ASSESS for v in grade.verdicts)
