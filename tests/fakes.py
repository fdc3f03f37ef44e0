"""Stand-ins with memory for the ports: they behave, and can be looked at."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from app.core.errors import StaleSession
from app.core.session import Event


class FixedClock:
    """Stands still until a test moves it."""

    def __init__(self, at: datetime) -> None:
        self.at = at

    def now(self) -> datetime:
        return self.at


class MemoryLedger:
    """A ledger in a dict."""

    def __init__(self) -> None:
        self.kept: dict[str, list[Event]] = {}

    def append(self, session_id: str, version: int, new: Sequence[Event]) -> None:
        if len(self.kept.get(session_id, [])) != version:
            raise StaleSession(f"Session {session_id} has moved on. Reload the page.")
        self.kept.setdefault(session_id, []).extend(new)

    def events(self, session_id: str) -> list[Event]:
        return list(self.kept.get(session_id, []))

    def session_ids(self) -> list[str]:
        return list(reversed(self.kept))


class MemoryDrafts:
    """Drafts in a dict."""

    def __init__(self) -> None:
        self.kept: dict[tuple[str, str], str] = {}

    def save(self, session_id: str, turn_id: str, text: str) -> None:
        self.kept[session_id, turn_id] = text

    def load(self, session_id: str, turn_id: str) -> str:
        return self.kept.get((session_id, turn_id), "")
