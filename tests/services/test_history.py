"""The past is read once, and again only where it has moved on."""

from __future__ import annotations

from datetime import timedelta

from app.core.session import Event, TurnSkipped
from app.core.verdict import Verdict
from app.services.history import History
from tests.examples import NOON, question
from tests.fakes import MemoryLedger
from tests.practised import events_of, given

ASKED = question()
DONE = events_of(given(ASKED, Verdict.MET, Verdict.MET))
OPEN = events_of(given(ASKED, Verdict.MET, Verdict.MET))[:2]


class CountingLedger(MemoryLedger):
    """Remembers whose events were read."""

    def __init__(self) -> None:
        super().__init__()
        self.read: list[str] = []

    def events(self, session_id: str) -> list[Event]:
        self.read.append(session_id)
        return super().events(session_id)


def test_a_session_is_read_once() -> None:
    """A second look reads nothing; a session that moved on is read again, alone."""
    ledger = CountingLedger()
    ledger.append("a", 0, DONE)
    ledger.append("b", 0, OPEN)
    history = History(ledger)
    first = history.past()
    assert history.past() is first
    ledger.append("b", 2, [TurnSkipped(NOON + timedelta(minutes=1), "t1")])
    second = history.past()
    assert second.number > first.number
    assert second.sessions[0].turns[0].skipped
    assert ledger.read == ["b", "a", "b"]


def test_what_is_erased_is_gone() -> None:
    """A session that left the ledger leaves the history."""
    ledger = MemoryLedger()
    ledger.append("a", 0, DONE)
    history = History(ledger)
    assert len(history.sessions()) == 1
    del ledger.kept["a"]
    assert history.sessions() == ()


def test_equal_questions_are_kept_once() -> None:
    """Two sessions that asked the same question share it."""
    ledger = MemoryLedger()
    for name in ("a", "b"):
        ledger.append(name, 0, events_of(given(question(), Verdict.MET, Verdict.MET)))
    one, other = History(ledger).sessions()
    assert one.turns[0].question is other.turns[0].question
