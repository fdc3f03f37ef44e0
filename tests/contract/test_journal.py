"""What every journal must do, the fake as well as the real one."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from app.adapters.sql_journal import SqlJournal
from app.adapters.sql_ledger import connect
from app.core.goal import Goal, GoalDropped, GoalSet
from app.core.level import Level
from app.ports import Journal
from tests.examples import NOON
from tests.fakes import MemoryJournal

GOAL = Goal("notes", Level.LEAD, date(2026, 12, 24), since=date(2026, 11, 23), choice="11_Django")


@pytest.fixture(params=["memory", "sqlite"])
def journal(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Journal]:
    if request.param == "memory":
        yield MemoryJournal()
        return
    engine = connect(f"sqlite:///{tmp_path / 'hotseat.db'}")
    yield SqlJournal(engine)
    engine.dispose()


def test_events_come_back_in_order(journal: Journal) -> None:
    """What was noted is there as it was, the first first."""
    events = [GoalSet(NOON, GOAL), GoalDropped(NOON + timedelta(days=1), "notes")]
    assert journal.entries() == []
    for event in events:
        journal.note(event)
    assert journal.entries() == events


def test_each_owner_has_a_journal(tmp_path: Path) -> None:
    """Two people on one database don't see each other's goals."""
    engine = connect(f"sqlite:///{tmp_path / 'hotseat.db'}")
    SqlJournal(engine, "ada").note(GoalSet(NOON, GOAL))
    assert SqlJournal(engine, "bob").entries() == []
    assert SqlJournal(engine, "ada").entries() == [GoalSet(NOON, GOAL)]
