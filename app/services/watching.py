"""Watch a language model's words come, and go on without it: for the thread that waits for them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

# Is told all of an answer that has come so far, again and again while nothing comes.
Watcher = Callable[[str], None]

_watcher: ContextVar[Watcher | None] = ContextVar("watcher", default=None)
_set_aside: ContextVar[bool] = ContextVar("set aside", default=False)


@contextmanager
def watched(by: Watcher) -> Iterator[None]:
    """Let a watcher hear what models say inside; when it raises, the call ends at once."""
    token = _watcher.set(by)
    try:
        yield
    finally:
        _watcher.reset(token)


@contextmanager
def without_model() -> Iterator[None]:
    """Let everything inside go on offline, though a model is on."""
    token = _set_aside.set(True)
    try:
        yield
    finally:
        _set_aside.reset(token)


def watcher() -> Watcher | None:
    """Return who watches now, None when nobody does."""
    return _watcher.get()


def is_set_aside() -> bool:
    """Say whether the model is to be left out."""
    return _set_aside.get()
