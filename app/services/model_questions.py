"""Let a language model write questions from a passage; the passage and the offline checker gate them.

- A key point is kept when it is one short statement that the passage makes by the checker, and says
  more than its question. Its other wording has to be stated too; a misconception must not be.
- A question is kept when it is one sentence in the passage's words (and words about asking), and at
  least one point is left.

What is kept is a draft. Somebody accepts it, or nobody is ever asked it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence

from app.core.bounds import ASKING, foreign_words, is_plain
from app.core.errors import BadReply, PromptTooLong
from app.core.level import Level
from app.core.passage import Passage
from app.core.question import KeyPoint, Origin, Question, QuestionKind
from app.core.sentences import Sentence, sentences
from app.core.steering import speaks_to_model
from app.core.words import content_words, is_negated
from app.core.written import Draft
from app.ports import ChatModel
from app.prompts import prompt

States = Callable[[str, str], bool]

_PROMPT = "write_questions"
_MOST_WORDS = 40
_MOST_POINTS = 6
_POINT_WORDS = 30
_FEWEST_SENTENCES = 2
_STRING = {"type": "string"}
_POINT = {"text": _STRING, "wording": _STRING, "misconception": _STRING}


def _object(properties: Mapping[str, object]) -> dict[str, object]:
    return {
        "type": "object",
        "properties": dict(properties),
        "required": list(properties),
        "additionalProperties": False,
    }


_QUESTION = {
    "question": _STRING,
    "wording": _STRING,
    "points": {"type": "array", "items": _object(_POINT)},
}
SCHEMA: Mapping[str, object] = {
    "title": "Questions",
    **_object({"questions": {"type": "array", "items": _object(_QUESTION)}}),
}


class QuestionWriter:
    """Writes questions with a model, under the offline checker `states`."""

    def __init__(self, model: ChatModel, states: States) -> None:
        self._model = model
        self._states = states

    @property
    def name(self) -> str:
        """The model and the prompt, for the provenance of a question."""
        return f"{self._model.name} {prompt(_PROMPT).id}"

    def write(self, passage: Passage) -> list[Draft]:
        """Return the questions that hold, none where the passage says too little.

        Raises ModelFailure when nothing came back that has questions in it.
        """
        told = [s for s in sentences(passage) if not speaks_to_model(s.plain)]
        if len(told) < _FEWEST_SENTENCES:
            return []
        text = " ".join(sentence.plain for sentence in told)
        level = passage.levels[0] if passage.levels else Level.MID
        asked, heading = prompt(_PROMPT), " > ".join(passage.place.heading)
        messages = asked.messages(level=level.value, heading=heading, passage=text)
        try:
            reply = self._model.complete(messages, schema=SCHEMA, prompt=asked.id)
        except PromptTooLong:
            return []
        listed = (reply.data or {}).get("questions")
        if not isinstance(listed, list):
            raise BadReply("The model's reply lists no questions. Those of the notes stay.")
        made = [self._question(entry, passage, told, level) for entry in listed]
        return [Draft(question, passage.id, self.name) for question in made if question]

    def _question(
        self, entry: object, passage: Passage, told: Sequence[Sentence], level: Level
    ) -> Question | None:
        if not isinstance(entry, dict):
            return None
        text, source = _line(entry, "question"), " ".join(s.plain for s in told)
        heading = passage.place.heading[-1:]
        if not _asks(text, (source, *heading)):
            return None
        points = tuple(self._points(entry, text, told, level))
        wording = _line(entry, "wording")
        alike = _asks(wording, (source, *heading)) and is_negated(wording) == is_negated(text)
        if not points:
            return None
        return Question(
            id=f"written-{hashlib.sha256(f'{passage.id} {text}'.encode()).hexdigest()[:12]}",
            text=text,
            section=passage.section,
            level=level,
            kind=QuestionKind.CONCEPT,
            origin=Origin.WRITTEN,
            place=passage.place,
            reference=source,
            key_points=points,
            wordings=(wording,) if alike and wording != text else (),
        )

    def _points(
        self, entry: Mapping[str, object], asked: str, told: Sequence[Sentence], level: Level
    ) -> Iterator[KeyPoint]:
        source, listed = " ".join(s.plain for s in told), entry.get("points")
        known: set[frozenset[str]] = set()
        for item in (listed if isinstance(listed, list) else [])[:_MOST_POINTS]:
            text = _line(item, "text") if isinstance(item, dict) else ""
            said = content_words(text)
            if not is_atomic(text) or said <= content_words(asked) or said in known:
                continue
            if not is_plain(text, sources=[source]) or not self._states(source, text):
                continue
            known.add(said)
            wording, wrong = _line(item, "wording"), _line(item, "misconception")
            likely = is_plain(wrong, sources=[source]) and bool(content_words(wrong) & said)
            yield KeyPoint(
                id=f"p{len(known)}",
                text=text,
                level=level,
                source=_nearest(text, told).place,
                wordings=(wording,) if self._is_same(wording, text, source) else (),
                misconceptions=(wrong,) if likely and not self._states(source, wrong) else (),
            )

    def _is_same(self, wording: str, text: str, source: str) -> bool:
        shared = content_words(wording) & content_words(text)
        return (
            wording != text
            and is_plain(wording, sources=[source])
            and 2 * len(shared) >= len(content_words(text))
            and is_negated(wording) == is_negated(text)
            and self._states(source, wording)
        )


def is_atomic(text: str) -> bool:
    """Say whether a text is one short statement: one sentence, nothing strung together."""
    inner = text.rstrip(".! ")
    return 3 <= len(text.split()) <= _POINT_WORDS and not any(
        joint in inner for joint in (". ", ";", "? ", "! ", "\n")
    )


def _asks(text: str, sources: Sequence[str]) -> bool:
    return (
        text.endswith("?")
        and is_atomic(text[:-1])
        and len(text.split()) <= _MOST_WORDS
        and is_plain(text, sources=sources)
        and not foreign_words(text, sources=sources, among=ASKING)
        and bool(content_words(text) - ASKING)
    )


def _line(entry: Mapping[str, object], key: str) -> str:
    value = entry.get(key)
    return " ".join(value.split()) if isinstance(value, str) else ""


def _nearest(text: str, told: Sequence[Sentence]) -> Sentence:
    said = content_words(text)
    return max(told, key=lambda sentence: len(said & content_words(sentence.plain)))
