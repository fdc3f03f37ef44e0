"""Count what language models take, by session: tokens, and money where prices are set."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field

from app.core.chat import ModelCall, Usage
from app.ports import CallLog, Clock

_session: ContextVar[str] = ContextVar("session", default="")


@contextmanager
def charged_to(session: str) -> Iterator[None]:
    """Charge the calls that begin inside, in this thread, to a session."""
    token = _session.set(session)
    try:
        yield
    finally:
        _session.reset(token)


@dataclass(frozen=True, slots=True)
class Spent:
    """How many calls there were, and what they took together."""

    calls: int = 0
    usage: Usage = field(default_factory=Usage)

    def __str__(self) -> str:
        calls = "1 call" if self.calls == 1 else f"{self.calls:,} calls"
        cost = "" if self.usage.cost is None else f", cost {self.usage.cost:.4f}"
        used = self.usage
        return f"{calls}, {used.tokens_in:,} tokens in, {used.tokens_out:,} out{cost}"


class Spending:
    """Writes calls down as they happen, and adds them up."""

    def __init__(self, log: CallLog, clock: Clock) -> None:
        """Keep the calls on a log."""
        self._log = log
        self._clock = clock

    def meter(self, model: str) -> Callable[[str], Callable[[Usage], None]]:
        """Return what a model tells the prompt of a call, and then what the call took."""

        def begin(prompt: str) -> Callable[[Usage], None]:
            # Now, because a stream ends later, when another session may have begun in this thread.
            session = _session.get()
            return lambda usage: self._log.note(
                ModelCall(self._clock.now(), model, prompt, session, usage)
            )

        return begin

    def total(self) -> Spent:
        """Return what all calls took."""
        return _added(self._log.calls())

    def of_session(self, session: str) -> Spent:
        """Return what the calls of a session took."""
        return _added([call for call in self._log.calls() if call.session == session])

    def by_prompt(self) -> dict[str, Spent]:
        """Return what the calls took by prompt, in alphabetic order."""
        calls = self._log.calls()
        prompts = sorted({call.prompt for call in calls})
        return {name: _added([c for c in calls if c.prompt == name]) for name in prompts}


def _added(calls: list[ModelCall]) -> Spent:
    return Spent(len(calls), sum((call.usage for call in calls), Usage()))
