"""Let a language model judge an answer beside the offline grader, which keeps the pen.

All points go out in one call. A verdict of the model is taken only when

- its quote stands in the answer, letter by letter (white space aside),
- and the offline grader held it possible: its credit lies within .35 of the credit that the
  offline grader expects of the point.

So a model decides where the offline grader is in doubt, and can't be talked into more: what the
candidate wrote reaches the model, but not the bounds. A verdict that isn't taken lowers the confidence
and is shown beside the offline one. An answer that was set aside, or that speaks to the grader, is
not sent at all. The score follows from the verdicts as it does offline (`app.core.grade`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
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
_ASKED = (Verdict.MET, Verdict.PARTIAL, Verdict.MISSED, Verdict.CONTRADICTED)
SET_ASIDE = {
    Flag.ECHO,
    Flag.STUFFED,
    Flag.OFF_TOPIC,
    Flag.DONT_KNOW,
    Flag.TOO_SHORT,
    Flag.INSTRUCTION_TO_GRADER,
}
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
    """What a model says of one point; `quote` is None where its words don't stand in the answer."""

    verdict: Verdict
    confidence: float
    quote: AnswerQuote | None


class ModelJudge:
    """Grades with a model at the offline grader's side."""

    def __init__(self, model: ChatModel) -> None:
        self._model = model

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
        if speaks_to_model(answer):
            return offline
        opinions = self._opinions(question, answer)
        verdicts = [
            self._both(point, verdict, opinions.get(number))
            for number, (point, verdict) in enumerate(
                zip(question.key_points, offline.verdicts, strict=True), start=1
            )
        ]
        named = GraderInfo(f"{offline.grader} + {self._model.name}", prompt(_PROMPT).id)
        return replace(regraded(offline, question, verdicts, level=level), grader=named)

    def _opinions(self, question: Question, answer: str) -> dict[int, Opinion]:
        points = [f"{n}. {point.text}" for n, point in enumerate(question.key_points, start=1)]
        asked = prompt(_PROMPT)
        messages = asked.messages(question=question.text, points="\n".join(points), answer=answer)
        reply = self._model.complete(messages, schema=SCHEMA, prompt=asked.id)
        return opinions_in(reply.data or {}, answer)

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


def opinions_in(data: Mapping[str, object], answer: str) -> dict[int, Opinion]:
    """Read a model's verdicts by the number of their point.

    What is malformed is left out; of two verdicts on a point neither counts. Raises BadReply when
    there is no list of verdicts at all.
    """
    listed = data.get("verdicts")
    if not isinstance(listed, list):
        raise BadReply("The model's reply lists no verdicts. The offline grade stands.")
    read: dict[int, list[Opinion]] = {}
    for entry in listed:
        if isinstance(entry, dict) and (opinion := _opinion(entry, answer)):
            read.setdefault(int(entry["point"]), []).append(opinion)
    return {number: found[0] for number, found in read.items() if len(found) == 1}


def _opinion(entry: Mapping[str, object], answer: str) -> Opinion | None:
    point, verdict, confidence = (entry.get(key) for key in ("point", "verdict", "confidence"))
    known = verdict in _ASKED and isinstance(point, int) and not isinstance(point, bool)
    sure = isinstance(confidence, int | float) and 0.0 <= confidence <= 1.0
    if not known or not sure:
        return None
    quote = entry.get("quote")
    return Opinion(
        Verdict(str(verdict)),
        float(str(confidence)),
        quoted(answer, quote) if isinstance(quote, str) else None,
    )


def quoted(answer: str, quote: str) -> AnswerQuote | None:
    """Find a quote in an answer, white space aside; None unless it stands there with a word in it."""
    words = quote.split()
    if not any(any(c.isalnum() for c in word) for word in words):
        return None
    found = re.search(r"\s+".join(map(re.escape, words)), answer)
    return AnswerQuote.cut(answer, found.start(), found.end()) if found else None


def _assessed(grade: Grade) -> bool:
    return any(v.verdict is not Verdict.CANNOT_ASSESS for v in grade.verdicts)
