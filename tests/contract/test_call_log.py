"""Every log of calls, and every switch of language models, behaves like this."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from app.adapters.call_log import FileCallLog
from app.adapters.model_switch import FileSwitch
from app.core.chat import ModelCall, Usage
from app.core.errors import StorageFailure
from app.ports import CallLog, Switch
from tests.fakes import MemoryCallLog, MemorySwitch

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
CALLS = [
    ModelCall(NOON, "openai:small", "grade@1", "s1", Usage(10, 2, 0.5)),
    ModelCall(NOON, "ollama:ä", "", "", Usage(1, 0)),
]


@pytest.fixture(params=["memory", "file"])
def log(request: pytest.FixtureRequest, tmp_path: Path) -> CallLog:
    return MemoryCallLog() if request.param == "memory" else FileCallLog(tmp_path / "m" / "calls")


@pytest.fixture(params=["memory", "file"])
def switch(request: pytest.FixtureRequest, tmp_path: Path) -> Switch:
    return MemorySwitch() if request.param == "memory" else FileSwitch(tmp_path / "m" / "on")


def test_calls_come_back_in_order(log: CallLog) -> None:
    """As they were noted."""
    assert log.calls() == []
    for call in CALLS:
        log.note(call)
    assert log.calls() == CALLS


def test_a_switch_remembers_one_address(switch: Switch) -> None:
    """The last one that was chosen."""
    assert switch.chosen() is None
    switch.choose("openai:small at http://127.0.0.1/v1")
    switch.choose("openai:large at http://127.0.0.1/v1")
    assert switch.chosen() == "openai:large at http://127.0.0.1/v1"
    switch.choose(None)
    switch.choose(None)
    assert switch.chosen() is None


def test_a_line_that_was_cut_short_is_left_out(tmp_path: Path) -> None:
    """A crash in the middle of a write costs one count."""
    path = tmp_path / "calls"
    FileCallLog(path).note(CALLS[0])
    path.write_text(path.read_text("utf-8") + '{"at": "2026', "utf-8")
    assert FileCallLog(path).calls() == CALLS[:1]
    path.write_text(path.read_text("utf-8") + "\n", "utf-8")
    FileCallLog(path).note(CALLS[1])
    assert FileCallLog(path).calls() == CALLS


def test_what_can_not_be_written_is_told(tmp_path: Path) -> None:
    """A folder that is a file is named with the cure."""
    (tmp_path / "m").write_text("", "utf-8")
    with pytest.raises(StorageFailure, match="Free some disk space"):
        FileCallLog(tmp_path / "m" / "calls").note(CALLS[0])
    with pytest.raises(StorageFailure, match="Mend its permissions"):
        FileSwitch(tmp_path / "m" / "on").choose("a")
