"""What the interviewer says follows from the session, and never from what a question is about."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

import pytest

from app.core.level import Level
from app.core.manner import WORDINGS, Manner, Moment
from app.core.report import QuestionReported, Reason
from app.core.session import (
    Event,
    Mode,
    QuestionAsked,
    Session,
    SessionFinished,
    TurnSkipped,
    fold,
)
from app.core.verdict import Verdict
from app.services import speech
from tests.examples import NOON, SETUP, grade, key_point, question
from tests.practised import Given, events_of, given

MET, PARTIAL, MISSED, WRONG = (
    Verdict.MET,
    Verdict.PARTIAL,
    Verdict.MISSED,
    Verdict.CONTRADICTED,
)
ANSWERS = ((MET, MET), (MET, MISSED), (MISSED, MISSED), (WRONG, MET), (PARTIAL, MET))


def asked(*events: Event, mode: Mode = Mode.DRILL, manner: Manner = Manner.NEUTRAL) -> Session:
    """Return a session in which a last question is open after the answers and events."""
    setup = replace(SETUP, mode=mode, manner=manner, count=9)
    answers = [given(question(f"q{n}"), *verdicts) for n, verdicts in enumerate(ANSWERS)]
    past = events_of(*answers, setup=setup, finished=False)
    return fold("s1", [*past, *events])


def moment_of(session: Session, said: str) -> Moment:
    """Return the moment that a wording belongs to."""
    spoken = WORDINGS[session.setup.manner]
    return next(moment for moment, wordings in spoken.items() if said in wordings)


@pytest.mark.parametrize("manner", Manner)
def test_each_turn_of_a_drill_is_opened_and_reacted_to(manner: Manner) -> None:
    """Opening, then next; full, half and no answers get what their grades bear out."""
    session = asked(manner=manner)
    opened = [moment_of(session, speech.opening(session, t)) for t in session.turns]
    assert opened == [Moment.OPENING, *[Moment.NEXT] * 4]
    reacted = [moment_of(session, speech.reaction(session, t)) for t in session.turns]
    assert reacted == [Moment.FULL, Moment.PARTLY, Moment.LITTLE, Moment.PARTLY, Moment.MOST]


@pytest.mark.parametrize("manner", Manner)
@pytest.mark.parametrize("mode", Mode)
def test_neighbouring_turns_share_no_wording(manner: Manner, mode: Mode) -> None:
    """Whatever came of them."""
    session = asked(manner=manner, mode=mode)
    said = [{speech.opening(session, t), speech.reaction(session, t)} for t in session.turns]
    assert all(not one & other for one, other in pairwise(said))


def test_a_mock_says_the_same_of_every_answer() -> None:
    """Before its end nothing that is said depends on a grade, not even on “I don't know”."""
    setup = replace(SETUP, mode=Mode.MOCK, count=3)

    def said(verdict: Verdict, *, dont_know: bool) -> list[str]:
        answers = [
            Given(question(f"q{n}"), (verdict, verdict), dont_know=dont_know) for n in range(3)
        ]
        session = fold("s1", events_of(*answers, setup=setup, finished=False))
        return [
            words
            for t in session.turns
            for words in (speech.opening(session, t), speech.reaction(session, t))
        ]

    assert said(MET, dont_know=False) == said(WRONG, dont_know=True)


def test_what_was_not_said_aloud_is_not_reacted_to() -> None:
    """A follow-up, a skipped and a reported question each lead on in their own words."""
    follow_up = QuestionAsked(NOON, "t6", question("q4").narrowed_to("two"), follow_up_to="t5")
    more = QuestionAsked(NOON, "t7", question("more"))
    last = QuestionAsked(NOON, "t8", question("last"))
    reported = QuestionReported(NOON, "t7", Reason.UNCLEAR)
    session = asked(
        follow_up, TurnSkipped(NOON, "t6"), more, reported, TurnSkipped(NOON, "t7"), last
    )
    opened = [speech.opening(session, t) for t in session.turns[5:]]
    assert moment_of(session, opened[0]) is Moment.FOLLOW_UP
    assert moment_of(session, opened[1]) is Moment.AFTER_SKIP
    thanks = next(w for w in WORDINGS[Manner.NEUTRAL][Moment.REPORTED] if opened[2].startswith(w))
    assert moment_of(session, opened[2].removeprefix(f"{thanks} ")) is Moment.NEXT


def test_full_praise_is_for_every_point() -> None:
    """Not for a whole score that leaves out a point above the level."""
    points = (key_point("one"), key_point("two", level=Level.LEAD))
    made = grade(question("q", *points), MET, MISSED)
    assert made.score == 1.0
    assert speech.bearing(made) is Moment.GOOD


def test_nothing_that_could_be_judged_is_no_failure() -> None:
    """Without a score there is neither praise nor blame; who doesn't know is not blamed either."""
    none = replace(grade(question(), MET, MET), score=None)
    assert speech.bearing(none) is Moment.UNASSESSED
    setup = replace(SETUP, count=1)
    answer = given(question(), MISSED, MISSED, dont_know=True)
    session = fold("s1", events_of(answer, setup=setup, finished=False))
    assert moment_of(session, speech.reaction(session, session.turns[0])) is Moment.DONT_KNOW


@pytest.mark.parametrize(
    ("reason", "moment"),
    [("done", Moment.DONE), ("stopped", Moment.STOPPED), ("time", Moment.TIME_UP)],
)
def test_the_end_has_its_words(reason: str, moment: Moment) -> None:
    """All done, ended early, or out of time."""
    finished = SessionFinished(NOON + timedelta(hours=1), reason)  # type: ignore[arg-type]
    session = asked(finished)
    assert moment_of(session, speech.closing(session)) is moment


def test_hints_are_introduced_in_turn() -> None:
    """One hint after the other, also over the border of a turn, is worded anew."""
    session = asked()
    turns = tuple(replace(t, hints=2) for t in session.turns)
    session = replace(session, turns=turns)
    said = [speech.hint_words(session, t, n) for t in session.turns for n in range(2)]
    assert all(one != other for one, other in pairwise(said))
