"""A language model by langchain, against a server on this machine that speaks OpenAI's language."""

from __future__ import annotations

import logging
import time
import traceback
from collections.abc import Callable, Iterator

import pytest

from app.adapters.chat_models import ChatLimits
from app.adapters.langchain_chat import LangchainChat
from app.core.chat import Message, Role, Usage
from app.core.errors import (
    BadReply,
    ModelFailure,
    ModelRefused,
    ModelUnavailable,
    PromptTooLong,
)
from app.core.model_address import OWN_KEY, read_address
from tests.model_server import ModelServer, Said, running_server

pytestmark = pytest.mark.integration

CANARY = "sk-canary-4242"
HELLO = [Message(Role.SYSTEM, "Be short."), Message(Role.USER, "Hello?")]
COLOUR = {
    "type": "object",
    "properties": {"colour": {"type": "string"}},
    "required": ["colour"],
    "additionalProperties": False,
}
BLUE = '{"colour": "blue"}'
LIMITS = ChatLimits(context=2048, answer=256, timeout=0.5, retries=0)


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[ModelServer]:
    monkeypatch.setenv(OWN_KEY, CANARY)
    with running_server() as state:
        yield state


class Counted:
    """Keeps what a model says that its calls took."""

    def __init__(self) -> None:
        self.kept: list[tuple[str, Usage]] = []

    def __call__(self, prompt: str):  # noqa: ANN204
        return lambda usage: self.kept.append((prompt, usage))


def chat(
    server: ModelServer, limits: ChatLimits = LIMITS, counted: Counted | None = None
) -> LangchainChat:
    address = read_address("openai:small", server.url)
    return LangchainChat(address, limits, meter=counted or Counted())


def test_a_stream_comes_in_pieces_and_is_counted(server: ModelServer) -> None:
    """The pieces are the text; the provider's own count of tokens is told, with the prompt's name."""
    server.says("Good day to you.")
    counted = Counted()
    limits = ChatLimits(price_in=1.0, price_out=10.0)
    pieces = list(chat(server, limits, counted).stream(HELLO, prompt="greet@1"))
    assert len(pieces) > 1
    assert "".join(pieces).strip() == "Good day to you."
    ((prompt, usage),) = counted.kept
    assert (prompt, usage.tokens_in, usage.tokens_out) == ("greet@1", 12, 3)
    assert usage.cost == pytest.approx(42e-6)
    assert server.asked[0]["messages"] == [
        {"role": "system", "content": "Be short."},
        {"role": "user", "content": "Hello?"},
    ]


def test_a_stream_that_is_stopped_ends_the_call(server: ModelServer) -> None:
    """The server finds the connection closed long before its text is out; what came is counted."""
    server.says("word " * 5000)
    counted = Counted()
    stream = chat(server, counted=counted).stream(HELLO)
    next(stream)
    stream.close()  # type: ignore[attr-defined]
    time.sleep(0.3)
    stopped_at = server.sent_pieces
    time.sleep(0.2)
    assert server.sent_pieces == stopped_at < 5000
    assert counted.kept[0][1].tokens_out > 0


def test_an_object_is_asked_for_by_its_schema(server: ModelServer) -> None:
    """The provider's own means go first: the schema is part of the call."""
    server.says(BLUE)
    reply = chat(server).complete(HELLO, schema=COLOUR)
    assert reply.data == {"colour": "blue"}
    assert reply.usage == Usage(12, 3)
    sent = server.asked[0]["response_format"]["json_schema"]["schema"]
    assert sent["required"] == ["colour"]


def test_a_server_without_schemas_is_asked_in_words(server: ModelServer) -> None:
    """It is asked in words at once the next time."""
    server.says(Said("response_format is unknown", status=400), BLUE)
    model = chat(server)
    assert model.complete(HELLO, schema=COLOUR).data == {"colour": "blue"}
    assert model.complete(HELLO, schema=COLOUR).data == {"colour": "blue"}
    assert ["response_format" in asked for asked in server.asked] == [True, False, False]
    assert '"required": ["colour"]' in server.asked[1]["messages"][0]["content"]


@pytest.mark.parametrize(
    "first",
    [
        Said("Sure! It is blue."),
        Said('{"colour": "bl'),
        Said('{"color": "blue"}'),
        Said('{"colour": "blue", "colour": "red"}'),
        Said('{"colour": ', finish="length"),
        Said("[]"),
        Said(""),
    ],
    ids=["prose", "cut", "other name", "two values", "out of tokens", "list", "nothing"],
)
def test_a_malformed_object_is_asked_for_once_more(server: ModelServer, first: Said) -> None:
    """The second reply counts when it is right, and both are paid for; wrong twice is BadReply."""
    server.says(first, BLUE)
    reply = chat(server).complete(HELLO, schema=COLOUR)
    assert reply.data == {"colour": "blue"}
    assert reply.usage == Usage(24, 6)
    server.says(first)
    server.asked.clear()
    with pytest.raises(BadReply):
        chat(server).complete(HELLO, schema=COLOUR)
    assert len(server.asked) == 2


@pytest.mark.parametrize(
    ("said", "failure", "cure"),
    [
        (Said(f"bad key {CANARY}", status=401), ModelUnavailable, f"valid one into {OWN_KEY}"),
        (Said(f"no rights {CANARY}", status=403), ModelUnavailable, "does not allow this key"),
        (Said("no such model", status=404), ModelUnavailable, "Correct `model`"),
        (Said("slow down", status=429), ModelUnavailable, "Wait a minute"),
        (Said("oops", status=500), ModelUnavailable, "trouble of its own"),
        (Said(f"odd {CANARY}", status=422), ModelRefused, "odd ***"),
        (Said("late", wait=2), ModelUnavailable, "took too long"),
        (Said(drop=True), ModelUnavailable, "can't be reached"),
        (Said("", finish="content_filter"), ModelRefused, "declined"),
        (Said("   "), BadReply, "said nothing"),
        (Said("I can only say this. " * 40), BadReply, "repeats itself"),
    ],
    ids=lambda value: value.status if isinstance(value, Said) else None,
)
def test_failures_name_the_cure_and_hide_the_key(
    server: ModelServer,
    caplog: pytest.LogCaptureFixture,
    said: Said,
    failure: type[ModelFailure],
    cure: str,
) -> None:
    """Neither the message, nor a traceback, nor a log holds the key that a server quotes."""
    caplog.set_level(logging.DEBUG, logger="app")
    server.says(said)
    with pytest.raises(failure) as caught:
        chat(server).complete(HELLO)
    assert cure in str(caught.value)
    assert "offline" in str(caught.value)
    shown = "".join(traceback.format_exception(caught.value)) + repr(caught.value) + caplog.text
    assert CANARY not in shown


@pytest.mark.parametrize(
    ("said", "failure"),
    [
        (Said("too late " * 20, drop=True), ModelFailure),
        (Said("busy", status=503), ModelUnavailable),
        (Said("It is so. I say so. " * 100), BadReply),
        (Said("", finish="content_filter"), ModelRefused),
    ],
    ids=["broken off", "down", "loop", "declined"],
)
def test_streams_fail_as_whole_calls_do(
    server: ModelServer, said: Said, failure: type[ModelFailure]
) -> None:
    """A stream that breaks off is never taken for a whole answer."""
    server.says(said)
    with pytest.raises(failure):
        list(chat(server).stream(HELLO))


def test_the_library_tries_again(server: ModelServer) -> None:
    """A rate limit that passes is not noticed; each try reaches the server."""
    server.says(Said("slow down", status=429), Said("busy", status=503), "Here I am.")
    limits = ChatLimits(timeout=5, retries=2)
    assert chat(server, limits).complete(HELLO).text == "Here I am."
    assert len(server.asked) == 3


def test_a_long_answer_that_is_cut_off_says_so(server: ModelServer) -> None:
    """Text without a schema is handed on with the mark."""
    server.says(Said("It goes on and", finish="length"))
    assert chat(server).complete(HELLO).truncated


def test_what_does_not_fit_is_not_sent(server: ModelServer) -> None:
    """The window is checked before anything leaves."""
    model = chat(server)
    with pytest.raises(PromptTooLong, match="larger `model_context`"):
        model.complete([Message(Role.USER, "x" * 6000)])
    with pytest.raises(PromptTooLong):
        model.stream([Message(Role.USER, "x" * 6000)])
    assert model.room == 2048 - 256
    assert server.asked == []


def test_only_the_key_for_this_server_goes_there(
    server: ModelServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A server of one's own never gets OpenAI's key, nor does tracing or a gateway get anything."""
    monkeypatch.setenv("OPENAI_API_KEY", "sk-for-openai-alone")
    monkeypatch.setenv("LANGSMITH_TRACING", "true")
    monkeypatch.setenv("LANGSMITH_GATEWAY", "http://127.0.0.1:9")
    server.says("Yes.")
    chat(server).complete(HELLO)
    monkeypatch.delenv(OWN_KEY)
    chat(server).complete(HELLO)
    assert server.keys == [f"Bearer {CANARY}", "Bearer none"]
    from langchain_core.tracers.context import _tracing_v2_is_enabled

    assert not _tracing_v2_is_enabled()


class Left(BaseException):
    """Somebody pressed a button."""


def at_a_word(text: str) -> None:
    if text:
        raise Left


def test_who_waits_hears_the_words_come_and_can_stop_them(server: ModelServer) -> None:
    """A whole reply is then streamed; when the one who waits leaves, the connection is closed."""
    server.says("one two three")
    address = read_address("openai:small", server.url)
    counted, heard = Counted(), []
    model = LangchainChat(address, LIMITS, meter=counted, watch=lambda: heard.append)
    reply = model.complete(HELLO)
    assert reply.text.strip() == "one two three"
    assert [text.strip() for text in heard if text][:2] == ["one", "one two"]
    assert reply.usage == counted.kept[0][1] == Usage(12, 3)

    server.says("word " * 5000)
    with pytest.raises(Left):
        LangchainChat(address, LIMITS, meter=counted, watch=lambda: at_a_word).complete(HELLO)
    time.sleep(0.3)
    stopped_at = server.sent_pieces
    time.sleep(0.2)
    assert server.sent_pieces == stopped_at < 5000


@pytest.mark.parametrize(
    "call",
    [
        lambda model: model.complete(HELLO),
        lambda model: model.complete(HELLO, schema=COLOUR),
        lambda model: list(model.stream(HELLO)),
    ],
    ids=["text", "object", "stream"],
)
def test_who_waits_can_leave_before_the_first_word(
    server: ModelServer, call: Callable[[LangchainChat], object]
) -> None:
    """The server finds the connection closed at once, long before its answer or a time-out.

    What it had read by then is counted.
    """
    patient = ChatLimits(timeout=60, retries=0)
    server.says(Said(BLUE, wait=30))
    asked: list[str] = []

    def leave(text: str) -> None:
        asked.append(text)
        if server.asked:
            raise Left

    address, start = read_address("openai:small", server.url), time.monotonic()
    counted = Counted()
    model = LangchainChat(address, patient, meter=counted, watch=lambda: leave)
    with pytest.raises(Left):
        call(model)
    assert time.monotonic() - start < 10
    deadline = time.monotonic() + 5
    while not server.hung_up and time.monotonic() < deadline:
        time.sleep(0.02)
    assert server.hung_up == 1
    assert set(asked) == {""}
    assert [usage.tokens_in > 0 for _, usage in counted.kept] == [True]


def test_a_watched_call_fails_and_succeeds_as_any_other(server: ModelServer) -> None:
    """An object, its repair, a stream, and errors with their cure; one model after the other."""
    heard: list[str] = []
    address = read_address("openai:small", server.url)
    for _ in range(2):
        model = LangchainChat(address, LIMITS, meter=Counted(), watch=lambda: heard.append)
        server.says("Sure!", BLUE)
        assert model.complete(HELLO, schema=COLOUR).data == {"colour": "blue"}
        server.says(Said("slow down", status=429))
        with pytest.raises(ModelUnavailable, match="Wait a minute"):
            model.complete(HELLO, schema=COLOUR)
        server.says(Said(drop=True))
        with pytest.raises(ModelUnavailable, match="can't be reached"):
            model.complete(HELLO, schema=COLOUR)
        server.says(Said("word " * 20, drop=True))
        with pytest.raises(ModelFailure, match="offline"):
            list(model.stream(HELLO))
        server.says("one two")
        assert "".join(model.stream(HELLO)).split() == ["one", "two"]
        assert heard[-1].split() == ["one", "two"]
