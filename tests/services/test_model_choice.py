"""A language model is off until it is switched on, and stays on for that one alone."""

from __future__ import annotations

from importlib import resources

import pytest

from app.core.errors import MissingPart
from app.core.model_address import read_address
from app.services.model_choice import SENT, ModelChoice
from app.services.spending import Spending
from app.services.watching import without_model
from tests.fakes import MemoryCallLog, MemorySwitch, ScriptedChat, model_choice


def test_off_is_the_default() -> None:
    """Off, there is no model to be had; outright, there is."""
    chat = ScriptedChat()
    choice = model_choice(chat)
    assert (choice.is_on, choice.current(), choice.notice) == (False, None, None)
    assert choice.opened() is chat
    choice.turn_on()
    assert (choice.is_on, choice.current()) == (True, chat)
    assert choice.notice == "Language model on: openai:small at http://127.0.0.1:8000/v1"
    choice.turn_off()
    assert (choice.is_on, choice.current()) == (False, None)


def test_without_a_model_there_is_nothing_to_switch() -> None:
    """The error says how to set one."""
    choice = model_choice(None)
    assert (choice.is_on, choice.current()) == (False, None)
    for wanted in (choice.turn_on, choice.opened, choice.test):
        with pytest.raises(MissingPart, match="`model: provider:name`"):
            wanted()


@pytest.mark.parametrize(
    ("name", "url"),
    [("openai:large", "http://127.0.0.1:1/v1"), ("openai:small", "https://elsewhere.example/v1")],
)
def test_consent_is_for_one_model_at_one_address(name: str, url: str) -> None:
    """Another model, or the same elsewhere, is off again."""
    switch, chat = MemorySwitch(), ScriptedChat()
    spending = Spending(MemoryCallLog(), lambda: None)  # type: ignore[arg-type]

    def choice(name: str, url: str) -> ModelChoice:
        address = read_address(name, url)
        return ModelChoice(address, switch, open_model=lambda _: chat, spending=spending)

    choice("openai:small", "http://127.0.0.1:1/v1").turn_on()
    assert choice("openai:small", "http://127.0.0.1:1/v1").is_on
    assert not choice(name, url).is_on


def test_a_test_is_a_new_message_each_time() -> None:
    """An answer kept on disk would be no sign of life."""
    chat = ScriptedChat("yes", "yes")
    choice = model_choice(chat)
    assert (choice.test(), choice.test()) == ("yes", "yes")
    assert chat.heard[0] != chat.heard[1]


def test_every_prompt_is_told_before_it_is_sent() -> None:
    """Each prompt belongs to a role that says what it sends, and what happens without it."""
    told = [name for sent in SENT for name in sent.prompts]
    written = [f.name for f in resources.files("app.prompts").iterdir() if f.name.endswith("yaml")]
    assert sorted(f"{name}.yaml" for name in told) == sorted(written)
    assert all(sent.sent and sent.offline for sent in SENT)


def test_a_model_can_be_set_aside_for_a_moment() -> None:
    """Inside, everything goes on offline; after it, the model is on as before."""
    choice = model_choice(ScriptedChat())
    choice.turn_on()
    with without_model():
        assert choice.current() is None
        assert choice.is_on
    assert choice.current() is not None
