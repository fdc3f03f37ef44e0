"""The page that says which language model is set, what it is sent, and whether it is on."""

from __future__ import annotations

import pytest

from app.core.chat import Usage
from app.core.errors import ModelUnavailable
from tests.fakes import ScriptedChat, model_choice
from tests.ui.conftest import OpenApp, press, texts
from tests.ui.fake_hotseat import FakeHotseat


def test_without_a_model_nothing_is_sent(open_app: OpenApp) -> None:
    """The page says how to set one, and offers no switch."""
    tab = open_app("settings")
    assert "None is set: everything stays on this machine" in texts(tab)
    assert "model: ollama:qwen3" in texts(tab)
    assert [b.key for b in tab.button] == []


def test_a_model_is_off_until_it_is_switched_on(open_app: OpenApp, hotseat: FakeHotseat) -> None:
    """One click switches it on, another one off; the badge follows."""
    hotseat.language_model = model_choice(ScriptedChat())
    tab = open_app("settings")
    assert "It is off. Nothing is sent" in texts(tab)
    assert "Language model on" not in texts(tab)
    press(tab, "switch-on")
    assert hotseat.language_model.is_on
    assert "Language model on: openai:small" in texts(tab)
    press(tab, "switch-off")
    assert not hotseat.language_model.is_on
    assert "Language model on" not in texts(tab)


def test_what_is_sent_is_said_by_role(open_app: OpenApp, hotseat: FakeHotseat) -> None:
    """Each role says what it sends and what happens without it."""
    hotseat.language_model = model_choice(ScriptedChat())
    table = open_app("settings").table[0].value
    assert list(table["For"])[:2] == ["Interviewer", "Grader"]
    assert "your answer" in table["It is sent"][1]
    assert "judges alone" in table["Without it"][1]


@pytest.mark.parametrize(
    ("chat", "said"),
    [
        (ScriptedChat("ready"), "It answers: ready"),
        (ScriptedChat(ModelUnavailable("It is down. Start it.")), "It is down. Start it."),
    ],
)
def test_it_can_be_tried(
    open_app: OpenApp, hotseat: FakeHotseat, chat: ScriptedChat, said: str
) -> None:
    """Trying works while it is off, and shows what went wrong with its cure."""
    hotseat.language_model = model_choice(chat)
    tab = press(open_app("settings"), "try-model")
    assert said in texts(tab)


def test_what_it_took_is_shown(open_app: OpenApp, hotseat: FakeHotseat) -> None:
    """Calls are added up by prompt."""
    hotseat.language_model = model_choice(ScriptedChat())
    meter = hotseat.language_model.spending.meter("openai:small")
    meter("grade@1")(Usage(100, 20, 0.5))
    meter("grade@1")(Usage(10, 2, 0.25))
    table = open_app("settings").table[1].value
    assert table.iloc[0].tolist() == ["grade\\@1", 2, 110, 22, "0.7500"]


@pytest.mark.parametrize(
    "page", ["today", "interview", "review", "progress", "plan", "ask", "library", "settings"]
)
def test_every_page_wears_the_badge(open_app: OpenApp, hotseat: FakeHotseat, page: str) -> None:
    """While it is on, each page says so and switches it off in one click."""
    hotseat.language_model = model_choice(ScriptedChat())
    hotseat.language_model.turn_on()
    tab = open_app(page)
    assert "Language model on: openai:small" in texts(tab)
    press(tab, "model-off")
    assert not hotseat.language_model.is_on
    assert "Language model on" not in texts(tab)
