"""Questions and the key points that a full answer makes."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from app.core.level import Level
from app.core.place import Place
from app.core.words import content_words


class Origin(StrEnum):
    """How a question came about; `written` by a language model, and accepted by somebody."""

    AUTHORED = "authored"
    MINED = "mined"
    DERIVED = "derived"
    WRITTEN = "written"


class QuestionKind(StrEnum):
    """What a question exercises."""

    CONCEPT = "concept"
    INTERNALS = "internals"
    TRADE_OFF = "trade-off"
    DEBUGGING = "debugging"
    SCENARIO = "scenario"
    SECURITY = "security"
    PERFORMANCE = "performance"
    CODE_READING = "code-reading"


@dataclass(frozen=True, slots=True)
class KeyPoint:
    """One atomic thing that a full answer says.

    `wordings` say the same in other words, `misconceptions` are what a candidate says who has it
    wrong. `weight` is above 0. `level` is the level from which the point is expected. `source` is
    where the notes explain it.
    """

    id: str
    text: str
    level: Level
    weight: float = 1.0
    source: Place | None = None
    wordings: tuple[str, ...] = ()
    misconceptions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FollowUp:
    """A question that leads to one key point without giving it away."""

    key_point_id: str
    text: str


@dataclass(frozen=True, slots=True)
class Question:
    """What the interviewer asks.

    `exhibit` is Markdown shown with the question (the code of a code-reading question), `reference`
    is the model answer as Markdown. When `needed` is set, that many of the key points make a full
    answer ("name four of ..."); otherwise all do. `wordings` ask the same in other words.
    """

    id: str
    text: str
    section: str
    level: Level
    kind: QuestionKind
    origin: Origin
    place: Place
    reference: str
    key_points: tuple[KeyPoint, ...]
    exhibit: str = ""
    follow_ups: tuple[FollowUp, ...] = ()
    hints: tuple[str, ...] = ()
    needed: int | None = None
    wordings: tuple[str, ...] = ()

    def worded_after(self, heard: str | None) -> Question:
        """Return the question in its next wording for someone who `heard` it last in another one.

        The wordings take turns. A wording that the notes no longer have is followed by the first.
        """
        texts = (self.text, *self.wordings)
        if heard not in texts:
            return self
        return replace(self, text=texts[(texts.index(heard) + 1) % len(texts)])

    def key_point(self, key_point_id: str) -> KeyPoint:
        """Return the key point with this id; raise KeyError when there is none."""
        for point in self.key_points:
            if point.id == key_point_id:
                return point
        raise KeyError(key_point_id)

    def narrowed_id(self, key_point_id: str) -> str:
        """Return the id of the follow-up question about one key point."""
        return f"{self.id}/{key_point_id}"

    def narrowed_to(self, key_point_id: str) -> Question:
        """Return the follow-up question that asks for one key point of this question."""
        point = self.key_point(key_point_id)
        authored = [f.text for f in self.follow_ups if f.key_point_id == key_point_id]
        return replace(
            self,
            id=self.narrowed_id(key_point_id),
            text=authored[0] if authored else _generic_follow_up(self, point),
            reference=point.text,
            key_points=(point,),
            exhibit="",
            follow_ups=(),
            hints=(),
            needed=None,
            wordings=(),
        )


def _generic_follow_up(question: Question, point: KeyPoint) -> str:
    """Ask on without a word of the point itself, so that nothing is given away.

    The heading that treats the point is named unless it says some of the point.
    """
    heading = (point.source or question.place).heading
    told = content_words(" ".join(heading[-1:])) & content_words(point.text)
    if heading and heading[-1] != question.text and told <= content_words(question.text):
        return f"What else is there to say about “{heading[-1]}”? ({question.text})"
    return f"One more thing matters here. What would you add? ({question.text})"
