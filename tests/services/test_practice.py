"""A library's past is folded once for each graded answer."""

from __future__ import annotations

from datetime import timedelta

from app.core.attempt import PointKey
from app.core.level import Level
from app.core.mastery import Corner
from app.core.session import Setup
from app.core.verdict import Verdict
from app.services.history import History
from app.services.practice import Practice
from tests.examples import NOON, key_point, question
from tests.fakes import DoublingScheduler, MemoryLedger
from tests.practised import DAY, events_of, given

ASKED = question("gil")
MET, MISSED = Verdict.MET, Verdict.MISSED


def practice(ledger: MemoryLedger) -> tuple[Practice, DoublingScheduler]:
    scheduler = DoublingScheduler()
    return Practice(History(ledger), scheduler), scheduler


def test_mastery_schedule_and_counts_of_a_library() -> None:
    """Another library's sessions stay out."""
    ledger = MemoryLedger()
    ledger.append("a", 0, events_of(given(ASKED, MET, MISSED)))
    elsewhere = Setup(library="other", level=Level.MID)
    ledger.append("b", 0, events_of(given(ASKED, MET, MET), setup=elsewhere))
    record = practice(ledger)[0].record("notes")
    assert [session.id for session in record.sessions] == ["a"]
    assert record.seen == {"gil": 1}
    assert record.mastery[Corner("06_Concurrency", Level.MID)].tries == 1
    assert record.schedule[PointKey("gil", "one")].due == NOON + 2 * DAY
    assert record.schedule[PointKey("gil", "two")].due == NOON + DAY


def test_only_points_with_a_new_review_are_scheduled_anew() -> None:
    """The second session asks another question: its two points are scheduled, the others kept."""
    ledger = MemoryLedger()
    ledger.append("a", 0, events_of(given(ASKED, MET, MISSED)))
    kept, scheduler = practice(ledger)
    first = kept.record("notes")
    assert kept.record("notes") is first
    assert scheduler.calls == 2
    ledger.append("b", 0, events_of(given(question("cache"), MET, MET), at=NOON + DAY))
    assert len(kept.record("notes").schedule) == 4
    assert scheduler.calls == 4


def test_a_question_asked_is_not_yet_an_attempt() -> None:
    """Until there is a grade, what was folded from the attempts stays the very same value."""
    ledger = MemoryLedger()
    ledger.append("a", 0, events_of(given(ASKED, MET, MET)))
    kept, _ = practice(ledger)
    before = kept.record("notes")
    ledger.append("b", 0, events_of(given(ASKED, MET, MET), at=NOON + timedelta(hours=1))[:2])
    after = kept.record("notes")
    assert after.attempts is before.attempts
    assert after.seen == {"gil": 2}


def test_points_that_are_gone_or_above_the_level_are_not_scheduled() -> None:
    """An edited note may lose a point; a mid candidate isn't asked for a senior one."""
    mixed = question("gil", key_point("one"), key_point("two", level=Level.SENIOR))
    ledger = MemoryLedger()
    ledger.append("a", 0, events_of(given(mixed, MISSED, MISSED)))
    record = practice(ledger)[0].record("notes")
    assert set(record.scheduled([mixed], Level.MID)) == {PointKey("gil", "one")}
    assert set(record.scheduled([mixed], Level.LEAD)) == {
        PointKey("gil", "one"),
        PointKey("gil", "two"),
    }
    assert record.scheduled([question("gil", key_point("new"))], Level.LEAD) == {}
