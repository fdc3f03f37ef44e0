"""All sessions of the ledger, folded and kept: what a page reads is folded once, not at each click.

A look at the ledger costs one query for the number of events of each session; only sessions that
have moved on since the last look are read and folded again.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import dataclass, replace

from app.core.question import Question
from app.core.session import Session, fold
from app.ports import Ledger
from app.services.lasting import settle

_MANY = 50  # sessions; fewer new ones don't slow a collection down


@dataclass(frozen=True, slots=True)
class Past:
    """The sessions, the one started last first; `number` grows whenever one of them moves on."""

    number: int
    sessions: tuple[Session, ...]


class History:
    """Reads the sessions of a ledger. Safe to share between threads."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._lock = threading.Lock()
        self._kept: dict[str, Session] = {}
        self._questions: dict[Question, Question] = {}
        self._past = Past(0, ())

    def past(self) -> Past:
        """Return all sessions as they stand on the ledger now."""
        with self._lock:
            versions = self._ledger.versions()
            if versions != {s.id: s.version for s in self._past.sessions}:
                self._past = self._read(versions)
            return self._past

    def sessions(self) -> Sequence[Session]:
        """Return all sessions, the one started last first."""
        return self.past().sessions

    def _read(self, versions: dict[str, int]) -> Past:
        self._kept = {
            session_id: kept
            if (kept := self._kept.get(session_id)) is not None and kept.version == version
            else self._shared(fold(session_id, self._ledger.events(session_id)))
            for session_id, version in versions.items()
        }
        past = Past(self._past.number + 1, tuple(self._kept.values()))
        if len(past.sessions) > len(self._past.sessions) + _MANY:
            settle()
        return past

    def _shared(self, session: Session) -> Session:
        """Keep equal questions once: they are most of what a session weighs."""
        turns = (
            replace(t, question=self._questions.setdefault(t.question, t.question))
            for t in session.turns
        )
        return replace(session, turns=tuple(turns))
