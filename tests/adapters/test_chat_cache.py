"""An identical call to a language model is sent once."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from app.adapters.chat_cache import CachedChat, forget_answers
from app.core.chat import Message, Reply, Role, Usage
from app.core.errors import ModelUnavailable
from tests.fakes import FailingChat, ScriptedChat

HELLO = [Message(Role.USER, "Hello?")]
SCHEMA = {"type": "object"}


def test_the_same_call_is_answered_from_the_disk(tmp_path: Path) -> None:
    """Also by another process; nothing is sent and nothing is used."""
    chat = ScriptedChat({"a": 1})
    first = CachedChat(chat, tmp_path, made_by="m").complete(HELLO, schema=SCHEMA, prompt="p@1")
    again = CachedChat(chat, tmp_path, made_by="m").complete(HELLO, schema=SCHEMA, prompt="p@1")
    assert (again.text, again.data, again.cached) == (first.text, {"a": 1}, True)
    assert again.usage == Usage()
    assert len(chat.heard) == 1


@pytest.mark.parametrize(
    ("made_by", "prompt", "schema", "text"),
    [
        ("other", "p@1", SCHEMA, "Hello?"),
        ("m", "p@2", SCHEMA, "Hello?"),
        ("m", "p@1", {"type": "object", "title": "t"}, "Hello?"),
        ("m", "p@1", SCHEMA, "Hello!"),
    ],
)
def test_any_difference_is_another_call(
    tmp_path: Path, made_by: str, prompt: str, schema: dict[str, object], text: str
) -> None:
    """Model, prompt, schema and messages are all part of the key."""
    chat = ScriptedChat("{}", "{}")
    CachedChat(chat, tmp_path, made_by="m").complete(HELLO, schema=SCHEMA, prompt="p@1")
    other = CachedChat(chat, tmp_path, made_by=made_by)
    other.complete([Message(Role.USER, text)], schema=schema, prompt=prompt)
    assert len(chat.heard) == 2


def test_a_stream_is_kept_when_it_was_heard_to_its_end(tmp_path: Path) -> None:
    """Half a stream is not an answer."""
    chat = ScriptedChat("one two three", "four five six")
    cached = CachedChat(chat, tmp_path, made_by="m")
    stopped = cached.stream(HELLO)
    assert next(stopped) == "one "
    stopped.close()  # type: ignore[attr-defined]
    assert list(cached.stream(HELLO)) == ["four ", "five ", "six"]
    assert list(cached.stream(HELLO)) == ["four five six"]
    assert len(chat.heard) == 2


def test_a_stream_that_fails_is_not_kept(tmp_path: Path) -> None:
    """The failure passes."""
    failing = FailingChat(ModelUnavailable("Down. Wait."), "one two", pieces=1)
    cached = CachedChat(failing, tmp_path, made_by="m")
    with pytest.raises(ModelUnavailable):
        list(cached.stream(HELLO))
    assert list(tmp_path.rglob("*.json")) == []


def test_an_answer_cut_off_is_not_kept(tmp_path: Path) -> None:
    """It may be whole the next time."""

    class Short(ScriptedChat):
        def complete(self, messages, *, schema=None, prompt=""):  # noqa: ANN001, ANN202
            super().complete(messages)
            return Reply("It goes on and", truncated=True)

    chat = Short("", "")
    cached = CachedChat(chat, tmp_path, made_by="m")
    cached.complete(HELLO)
    cached.complete(HELLO)
    assert len(chat.heard) == 2


def test_answers_are_their_owners_alone_and_can_be_forgotten(tmp_path: Path) -> None:
    """A damaged file is no answer, and forgetting deletes all."""
    folder = tmp_path / "answers"
    chat = ScriptedChat("a", "b", "c")
    cached = CachedChat(chat, folder, made_by="m")
    cached.complete(HELLO)
    (file,) = folder.rglob("*.json")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    file.write_text('{"text": "a', "utf-8")
    assert cached.complete(HELLO).text == "b"
    assert cached.complete(HELLO).text == "b"
    forget_answers(folder)
    forget_answers(folder)
    assert cached.complete(HELLO).text == "c"
