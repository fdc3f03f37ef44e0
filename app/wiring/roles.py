"""Give each role of a language model to the service that asks for it: the model while it is on.

The roles, and the prompts with them, are imported when a model is first on.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from app.grading.bearing import bearing
from app.ports import ChatModel, CurrentModel

if TYPE_CHECKING:
    from app.grading import Grader
    from app.services.model_answerer import ModelAnswerer
    from app.services.model_feedback import FeedbackWriter
    from app.services.model_grade import ModelJudge
    from app.services.model_interviewer import ModelInterviewer
    from app.services.model_questions import QuestionWriter


def judge(current: CurrentModel, grader: Grader) -> Callable[[], ModelJudge | None]:
    """Return what returns the judge beside the grader, None while the model is off."""

    def opened() -> ModelJudge | None:
        model = current()
        return None if model is None else judge_with(model, grader)

    return opened


def judge_with(model: ChatModel, grader: Grader) -> ModelJudge:
    """Return the judge that a model is beside the grader."""
    from app.services.model_grade import ModelJudge

    return ModelJudge(model, partial(bearing, grader))


def teller(current: CurrentModel) -> Callable[[], FeedbackWriter | None]:
    """Return what returns who writes feedback, None while the model is off."""

    def opened() -> FeedbackWriter | None:
        if (model := current()) is None:
            return None
        from app.services.model_feedback import FeedbackWriter

        return FeedbackWriter(model)

    return opened


def interviewer(current: CurrentModel) -> Callable[[], ModelInterviewer | None]:
    """Return what returns who words the questions, None while the model is off."""

    def opened() -> ModelInterviewer | None:
        if (model := current()) is None:
            return None
        from app.services.model_interviewer import ModelInterviewer

        return ModelInterviewer(model)

    return opened


def answerer(current: CurrentModel, grader: Grader) -> Callable[[], ModelAnswerer | None]:
    """Return what returns who writes answers, None while the model is off."""

    def opened() -> ModelAnswerer | None:
        if (model := current()) is None:
            return None
        from app.grading.stated import states
        from app.services.model_answerer import ModelAnswerer

        return ModelAnswerer(model, partial(states, grader))

    return opened


def question_writer(current: CurrentModel, grader: Grader) -> Callable[[], QuestionWriter | None]:
    """Return what returns who writes questions, None while the model is off."""

    def opened() -> QuestionWriter | None:
        if (model := current()) is None:
            return None
        from app.grading.stated import states
        from app.services.model_questions import QuestionWriter

        return QuestionWriter(model, partial(states, grader))

    return opened
