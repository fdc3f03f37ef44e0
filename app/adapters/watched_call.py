"""Run a call of a language model beside the thread that waits for it, so that this one can leave.

The calls of all models run on one event loop of the process, because the providers' libraries share
their connections between models, and a connection belongs to its loop. A call that is cancelled there
closes its connection, whatever it waits for: the first word, the last one, or its next try.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncGenerator, AsyncIterator, Awaitable, Callable, Generator
from dataclasses import dataclass
from functools import cache
from queue import Empty, SimpleQueue
from typing import TypeVar

T = TypeVar("T")
Heard = Callable[[str], None]

# After so many seconds without a word, who waits is told the same again, and can leave.
_PATIENCE_S = 0.2
_starting = threading.Lock()


@dataclass(slots=True)
class Listener:
    """Who waits for a call: what it has heard, and whether it left before the end."""

    heard: Heard
    text: str = ""
    left: bool = False

    def hear(self, text: str) -> None:
        """Tell all that has come so far."""
        self.text, self.left = text, True
        self.heard(text)
        self.left = False

    def wait(self) -> None:
        """Tell the same again, because nothing comes."""
        self.hear(self.text)


def beside(start: Callable[[], AsyncIterator[T]], listener: Listener) -> Generator[T, None, None]:
    """Yield what a call yields; while nothing comes, the listener is told so in this thread.

    When the listener raises, or the caller stops, the call is cancelled at once.
    """
    came: SimpleQueue[tuple[T, ...]] = SimpleQueue()

    async def drained() -> None:
        async for piece in start():
            came.put((piece,))

    future = asyncio.run_coroutine_threadsafe(drained(), _loop())
    # Nothing at all marks the end.
    future.add_done_callback(lambda _: came.put(()))
    try:
        while piece := _next(came, listener):
            yield piece[0]
    finally:
        # Nothing happens to a call that is done.
        future.cancel()
    future.result()


async def once(awaited: Awaitable[T]) -> AsyncGenerator[T, None]:
    """Yield the one result of a call that has no pieces."""
    yield await awaited


def _next(came: SimpleQueue[tuple[T, ...]], listener: Listener) -> tuple[T, ...]:
    while True:
        try:
            return came.get(timeout=_PATIENCE_S)
        except Empty:
            listener.wait()


def _loop() -> asyncio.AbstractEventLoop:
    with _starting:
        return _started()


@cache
def _started() -> asyncio.AbstractEventLoop:
    loop = asyncio.new_event_loop()
    threading.Thread(target=loop.run_forever, name="language-model", daemon=True).start()
    return loop
