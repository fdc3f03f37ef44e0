"""What every ledger and every store of drafts must do, the fakes as well as the real ones."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from app.adapters.sql_ledger import SqlDrafts, SqlLedger, connect
from app.core.errors import StaleSession
from app.core.hindsight import (
    AnswerRegraded,
    OverrideWithdrawn,
    RetryGiven,
    RetryGraded,
    VerdictOverridden,
)
from app.core.manner import Manner
from app.core.report import QuestionReported, Reason, ReportWithdrawn
from app.core.session import (
    AnswerGiven,
    AnswerGraded,
    Event,
    HintTaken,
    QuestionAsked,
    SessionFinished,
    SessionPaused,
    SessionStarted,
    SessionUnpaused,
    TurnSkipped,
)
from app.core.verdict import AnswerQuote, NoteQuote, Verdict
from app.ports import Drafts, Ledger
from tests.examples import NOON, PLACE, SETUP, grade, question
from tests.fakes import MemoryDrafts, MemoryLedger

Store = tuple[Ledger, Drafts]
START = SessionStarted(NOON, replace(SETUP, manner=Manner.TOUGH))


@pytest.fixture(params=["memory", "sqlite"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    if request.param == "memory":
        yield MemoryLedger(), MemoryDrafts()
        return
    engine = connect(f"sqlite:///{tmp_path / 'hotseat.db'}")
    yield SqlLedger(engine), SqlDrafts(engine)
    engine.dispose()


def every_kind_of_event() -> list[Event]:
    asked = question()
    made = grade(asked, Verdict.MET, Verdict.MISSED)
    quoted = replace(
        made.verdicts[0],
        answer_quote=AnswerQuote("One", 0, 3),
        note_quote=NoteQuote("One thread", PLACE),
    )
    return [
        START,
        QuestionAsked(NOON, "t1", asked),
        HintTaken(NOON, "t1"),
        AnswerGiven(NOON, "t1", "Ünïcode, <b>tags</b> and\n\nlines", sure=False),
        AnswerGraded(NOON, "t1", replace(made, verdicts=(quoted, made.verdicts[1]))),
        QuestionAsked(NOON, "t2", asked.narrowed_to("two"), follow_up_to="t1"),
        SessionPaused(NOON),
        SessionUnpaused(NOON),
        QuestionReported(NOON, "t2", Reason.OTHER, "It is asked twice."),
        TurnSkipped(NOON, "t2"),
        ReportWithdrawn(NOON, "t2"),
        SessionFinished(NOON, "done"),
        AnswerRegraded(NOON, "t1", made),
        VerdictOverridden(NOON, "t1", "two", Verdict.MET, "I did say so."),
        OverrideWithdrawn(NOON, "t1", "two"),
        RetryGiven(NOON, "t1", "Once more."),
        RetryGraded(NOON, "t1", made),
    ]


def test_events_come_back_as_they_went_in(store: Store) -> None:
    """Every kind of event survives, with its question, grade and quotes."""
    ledger, _ = store
    events = every_kind_of_event()
    ledger.append("s1", 0, events[:3])
    ledger.append("s1", 3, events[3:])
    assert ledger.events("s1") == events


def test_a_slower_tab_is_told(store: Store) -> None:
    """Two writers that saw the same version: the second is refused, and nothing of it is kept."""
    ledger, _ = store
    ledger.append("s1", 0, [START, QuestionAsked(NOON, "t1", question())])
    ledger.append("s1", 2, [AnswerGiven(NOON, "t1", "first tab")])
    with pytest.raises(StaleSession, match="Reload the page"):
        ledger.append("s1", 2, [AnswerGiven(NOON, "t1", "second tab")])
    with pytest.raises(StaleSession):
        ledger.append("s1", 0, [START])
    assert len(ledger.events("s1")) == 3


def test_the_session_started_last_comes_first(store: Store) -> None:
    """Sessions are listed newest first; an unknown one has no events."""
    ledger, _ = store
    ledger.append("a", 0, [START])
    ledger.append("b", 0, [replace(START, at=NOON + timedelta(hours=1))])
    assert ledger.session_ids() == ["b", "a"]
    ledger.append("a", 1, [QuestionAsked(NOON, "t1", question())])
    assert list(ledger.versions().items()) == [("b", 1), ("a", 2)]
    assert ledger.events("nobody") == []


def test_a_draft_replaces_the_one_before(store: Store) -> None:
    """The last text typed for a turn is kept; a turn without a draft has the empty text."""
    ledger, drafts = store
    ledger.append("s1", 0, [START])
    drafts.save("s1", "t1", "One thr")
    drafts.save("s1", "t1", "One thread")
    assert drafts.load("s1", "t1") == "One thread"
    assert drafts.load("s1", "t2") == ""
