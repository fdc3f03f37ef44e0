"""What a tab keeps can be pickled, as `runner.enforceSerializableSessionState` demands."""

from __future__ import annotations

import pickle

from app.services.ask import AskResult
from app.ui.state import Exchange, TabState
from tests.examples import NOON, SETUP


def test_a_full_tab_survives_pickling() -> None:
    """Nothing in it is bound to the process."""
    exchange = Exchange("notes", "Why?", AskResult("Because.", True, (), ()), "Why?")
    full = TabState(SETUP, [exchange], ("answer-1", NOON), "A notice", "grade-again-1")
    assert pickle.loads(pickle.dumps(full)) == full
