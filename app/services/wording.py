"""Put the questions of a session: in a language model's words while one is on, else as written."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from app.core.errors import ModelFailure
from app.core.grade import Flag
from app.core.question import Question
from app.core.said import Said
from app.core.session import Setup, Turn
from app.core.steering import speaks_to_model

_NOTHING = "(nothing on the question)"

if TYPE_CHECKING:
    from app.services.model_grade import Bearing
    from app.services.model_interviewer import ModelInterviewer


class Wording:
    """Words questions and follow-ups.

    `interviewer` returns the model's one, None while no model is on. `bearing` quotes the claims of an
    answer that it may read, by key point. When it fails, what is said is empty: the question is asked
    in the notes' words, and the page says why.
    """

    def __init__(
        self,
        interviewer: Callable[[], ModelInterviewer | None] = lambda: None,
        bearing: Bearing = lambda _question, _answer: (),
    ) -> None:
        self._interviewer = interviewer
        self._bearing = bearing

    def of_question(self, setup: Setup, question: Question) -> Said | None:
        """Return how a main question is put, None while no model is on.

        None too for a question that speaks to a model, which then doesn't get to read it.
        """
        model = self._interviewer()
        if model is None or any(map(speaks_to_model, (question.text, *question.wordings))):
            return None
        return _or_offline(model, lambda: model.reword(question, setup.manner))

    def of_follow_up(self, setup: Setup, main: Turn, point_id: str) -> Said | None:
        """Return how a follow-up on a main turn is put.

        None too for an answer that speaks to the grader. Of others the model reads what bears on the
        question's points.
        """
        model = self._interviewer()
        answer = main.answer
        flags = main.grade.flags if main.grade else ()
        steers = Flag.INSTRUCTION_TO_GRADER in flags or (answer and speaks_to_model(answer.text))
        if model is None or answer is None or steers:
            return None
        said = self._read(main.question, answer.text)
        return _or_offline(
            model, lambda: model.follow_up(main.question, point_id, said, setup.manner)
        )

    def _read(self, question: Question, answer: str) -> str:
        """Return what of an answer bears on any point, each word once and in their order."""
        found = {(q.start, q.end) for of in self._bearing(question, answer) for q in of}
        merged: list[tuple[int, int]] = []
        for start, end in sorted(found):
            if merged and start < merged[-1][1]:
                merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
            else:
                merged.append((start, end))
        return " ".join(answer[start:end] for start, end in merged) or _NOTHING


def _or_offline(model: ModelInterviewer, put: Callable[[], Said]) -> Said:
    try:
        return put()
    except ModelFailure:
        return Said("", model.name)
