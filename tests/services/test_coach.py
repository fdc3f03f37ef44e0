"""Coaching stands beside a grade that may be seen, and in every form of a session."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from app.core.grade import Flag
from app.core.question import QuestionKind
from app.core.session import Mode, Session
from app.core.verdict import Verdict
from app.services.coach import coaching
from app.services.export import Exporter, Form
from tests.examples import question
from tests.practised import LEAD, given, session

ASKED = question(kind=QuestionKind.TRADE_OFF)
EXPORTER = Exporter(lambda _: b"", lambda *_: b"")


def graded(*flags: Flag, mode: Mode = Mode.DRILL, finished: bool = True) -> Session:
    """Return a session with one answer of a trade-off question, flagged so."""
    answer = given(ASKED, Verdict.MET, Verdict.MET)
    made = session(answer, setup=replace(LEAD, mode=mode), finished=finished)
    turn = made.turns[0]
    assert turn.grade is not None
    return replace(made, turns=(replace(turn, grade=replace(turn.grade, flags=flags)),))


def test_an_answer_is_coached() -> None:
    """For each signal that the question calls for, what was seen or a tip."""
    made = graded()
    assert [note.signal for note in coaching(made, made.turns[0])] == ["trade-offs", "example"]


@pytest.mark.parametrize("flag", [Flag.ECHO, Flag.OFF_TOPIC, Flag.INSTRUCTION_TO_GRADER])
def test_what_is_no_answer_is_not_coached(flag: Flag) -> None:
    """Craft is for those who answered the question."""
    made = graded(flag)
    assert coaching(made, made.turns[0]) == ()


def test_a_follow_up_is_not_coached() -> None:
    """It asks for one point."""
    made = session(
        given(ASKED, Verdict.MET, Verdict.MISSED),
        given(ASKED.narrowed_to("two"), Verdict.MET, follow_up_to="t1"),
    )
    assert coaching(made, made.turns[1]) == ()


def test_an_open_mock_is_not_coached() -> None:
    """Feedback comes at its end."""
    made = graded(mode=Mode.MOCK, finished=False)
    assert coaching(made, made.turns[0]) == ()
    assert coaching(graded(mode=Mode.MOCK), made.turns[0]) != ()


def test_the_exports_hold_it_apart_from_the_score() -> None:
    """In the document as a list of its own, in JSON under a key of its own."""
    written = EXPORTER.export(graded(), Form.MD).decode()
    assert "**Craft**, not part of the score:\n\n- **Trade-offs**: Weigh it: say what" in written
    (turn,) = json.loads(EXPORTER.export(graded(), Form.JSON))["turns"]
    assert [note["signal"] for note in turn["craft"]] == ["trade-offs", "example"]
    assert "craft" not in turn["grade"]
