"""Run a call of a language model beside the thread that waits for it, so that this one can leave.

The calls of all models run on one event loop of the process, because the providers' libraries share
their connections between models, and a connection belongs to its loop. A call that is cancelled there
closes its connection, whatever it waits for: the first word, the last one, or its next try.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Coroutine
from functools import cache
from queue import Empty, SimpleQueue
from typing import Any, TypeVar

T = TypeVar("T")
Heard = Callable[[str], None]

# After so many seconds without a word, who waits is told the same again, and can leave.
_PATIENCE_S = 0.2
_starting = threading.Lock()


def heard_call(call: Callable[[Heard], Coroutine[Any, Any, T]], heard: Heard) -> T:
    """Return what a call returns; `heard` is told, in this thread, all that it has said so far.

    `call` gets what to tell it with. When `heard` raises, the call is cancelled at once.
    """
    said: SimpleQueue[str | None] = SimpleQueue()
    future = asyncio.run_coroutine_threadsafe(call(said.put), _loop())
    future.add_done_callback(lambda _: said.put(None))
    text: str | None = ""
    try:
        while text is not None:
            heard(text)
            text = _next(said, text)
    finally:
        # Nothing happens to a call that is done.
        future.cancel()
    return future.result()


def _next(said: SimpleQueue[str | None], text: str) -> str | None:
    try:
        return said.get(timeout=_PATIENCE_S)
    except Empty:
        return text


def _loop() -> asyncio.AbstractEventLoop:
    with _starting:
        return _started()


@cache
def _started() -> asyncio.AbstractEventLoop:
    loop = asyncio.new_event_loop()
    threading.Thread(target=loop.run_forever, name="language-model", daemon=True).start()
    return loop
