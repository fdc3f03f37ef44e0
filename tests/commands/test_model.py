"""`hotseat model` and what the doctor says of a language model."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.settings import Settings
from app.wiring import doctor
from app.wiring.model import open_model_choice
from tests.commands.conftest import CommandLine
from tests.model_server import ModelServer, Said, running_server

pytestmark = pytest.mark.integration


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[ModelServer]:
    with running_server() as state:
        monkeypatch.setenv("HOTSEAT_MODEL", "openai:small")
        monkeypatch.setenv("HOTSEAT_MODEL_URL", state.url)
        monkeypatch.setenv("HOTSEAT_MODEL_PRICE_IN", "1")
        monkeypatch.setenv("HOTSEAT_MODEL_PRICE_OUT", "1")
        yield state


def test_none_is_set(hotseat: CommandLine) -> None:
    """All stays here, and switching on names the cure."""
    assert "everything stays on this machine" in hotseat("model").stdout
    refused = hotseat("model", "--on")
    assert refused.returncode == 1
    assert "`model: provider:name`" in refused.stderr


def test_a_model_is_switched_tried_and_counted(hotseat: CommandLine, server: ModelServer) -> None:
    """Off at first; trying it counts; what is sent is said by role."""
    server.says("ready")
    before = json.loads(hotseat("model", "--json").stdout)
    assert (before["on"], before["calls"], before["url"]) == (False, 0, server.url)
    assert server.asked == []
    assert "It answers: ready" in hotseat("model", "--test").stderr
    assert json.loads(hotseat("model", "--on", "--json").stdout)["on"] is True
    shown = hotseat("model").stdout
    assert "(on this machine): on" in shown
    assert "1 call, 12 tokens in, 3 out, cost 0.0000" in shown
    assert (
        "Grader: key points of the question, with the sentences of your answer that bear" in shown
    )
    assert json.loads(hotseat("model", "--off", "--json").stdout)["on"] is False
    assert hotseat("model", "--on", "--off").returncode == 2


def test_a_model_that_is_down_names_the_cure(hotseat: CommandLine, server: ModelServer) -> None:
    """Trying it fails with the error's own words."""
    server.says(Said("no", status=404))
    failed = hotseat("model", "--test")
    assert failed.returncode == 1
    assert "Correct `model`" in failed.stderr


@pytest.mark.parametrize(
    ("said", "on", "found", "sent"),
    [
        ("ready", False, "is set, and off; nothing is sent", 0),
        ("ready", True, "is on, and answered in", 1),
    ],
)
def test_the_doctor_tests_a_model_that_is_on(
    tmp_path: Path, server: ModelServer, said: str, on: bool, found: str, sent: int
) -> None:
    """One tiny call, and none while it is off."""
    server.says(said)
    settings = Settings(home=tmp_path)
    if on:
        open_model_choice(settings).turn_on()
    assert found in doctor._probe_language_model(settings)
    assert len(server.asked) == sent
