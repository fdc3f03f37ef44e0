"""The report on a library's past."""

from __future__ import annotations

from datetime import timedelta

from app.core.attempt import PointKey
from app.core.curriculum import Curriculum, Outcome
from app.core.level import Level
from app.core.mastery import Corner
from app.core.question import Question
from app.core.readiness import State
from app.core.verdict import Verdict
from app.services.history import History
from app.services.practice import Practice
from app.services.progress import Progress, Report
from tests.examples import NOON, question
from tests.fakes import DoublingScheduler, FixedClock, MemoryLedger
from tests.practised import DAY, Given, events_of, given

GIL = question("gil")
CACHE = question("cache", section="07_Caching")
CURRICULUM = Curriculum({}, (), (), (Outcome("debug", "Debug", ("06_Concurrency",)),))
MET, MISSED, WRONG = Verdict.MET, Verdict.MISSED, Verdict.CONTRADICTED


class World:
    """A ledger, a clock that starts at noon, and what reports on them."""

    def __init__(self, *questions: Question) -> None:
        self.ledger = MemoryLedger()
        self.clock = FixedClock(NOON)
        self.progress = Progress(
            Practice(History(self.ledger), DoublingScheduler()),
            self.clock,
            questions=lambda _: questions,
            curriculum=lambda _: CURRICULUM,
        )

    def practise(self, *answers: Given, day: float = 0) -> None:
        self.ledger.append(f"s{day}", 0, events_of(*answers, at=NOON + day * DAY))

    def report(self, *, day: float = 0, level: Level = Level.MID) -> Report:
        self.clock.at = NOON + day * DAY
        return self.progress.report("notes", level)


def test_before_the_first_answer() -> None:
    """Nothing is due, nothing is a gap; the sections are there."""
    report = World(GIL, CACHE).report()
    assert report.sections == ("06_Concurrency", "07_Caching")
    assert (report.answers, report.gap, report.visit, report.due) == (0, None, None, frozenset())
    assert (report.recent, report.earlier) == (None, None)
    assert report.readiness[0].state is State.UNTRIED


def test_points_fall_due_with_time() -> None:
    """A missed point is due after a day, a met one after two; both fell due since the visit."""
    world = World(GIL, CACHE)
    world.practise(given(GIL, MET, MISSED))
    assert world.report(day=0.2).due == frozenset()
    assert [count for _, count in world.report(day=0.2).upcoming[:3]] == [1, 1, 0]
    assert world.report(day=1.1).due == {PointKey("gil", "two")}
    later = world.report(day=2.1)
    assert later.due == {PointKey("gil", "one"), PointKey("gil", "two")}
    assert later.fell_due == 2


def test_points_of_questions_that_are_gone_are_never_due() -> None:
    """The notes were edited: the question is not asked any more."""
    world = World(CACHE)
    world.practise(given(GIL, MISSED, MISSED))
    assert world.report(day=9).due == frozenset()


def test_what_the_past_adds_up_to() -> None:
    """Gap, trend, visit, misconceptions and calibration come from the same attempts."""
    world = World(GIL, CACHE)
    world.practise(given(GIL, WRONG, MET, sure=True), day=0)
    world.practise(given(GIL, WRONG, MET, sure=True), given(CACHE, MET, MET), day=1)
    report = world.report(day=1.1)
    assert report.answers == 3
    assert report.gap == Corner("06_Concurrency", Level.MID)
    assert [one.key for one in report.misconceptions] == [PointKey("gil", "one")]
    assert (report.calibration.sure.tries, report.calibration.sure.share) == (2, 0.0)
    assert report.visit is not None
    assert report.visit.answers == 2
    assert report.recent is not None


def test_a_report_notices_a_new_answer() -> None:
    """What was folded before is not shown again after another answer."""
    world = World(GIL, CACHE)
    world.practise(given(GIL, MET, MET))
    assert world.report().answers == 1
    world.practise(given(CACHE, MISSED, MISSED), day=0.1)
    report = world.report(day=0.2)
    assert report.answers == 2
    assert report.visit is not None
    assert report.visit.ends == NOON + timedelta(days=0.1)
