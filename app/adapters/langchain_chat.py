"""Language models through langchain: streamed text, whole replies, objects by a schema."""

from __future__ import annotations

import threading
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, closing
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from app.adapters.chat_faults import CutOff, RejectedRequest, translated
from app.adapters.chat_models import ChatLimits, keys, open_model
from app.adapters.reply_checks import check_loops, check_said, is_cut_off, with_data
from app.adapters.watched_call import Heard, Listener, beside, once
from app.core.chat import Message, Reply, Role, Usage, estimated_tokens, schema_instruction
from app.core.errors import BadReply, PromptTooLong
from app.core.model_address import ModelAddress

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel
    from langchain_core.messages import AIMessage, AIMessageChunk

# Is told the prompt when a call begins; what it returns is told what the call took.
Meter = Callable[[str], Callable[[Usage], None]]

# Returns who is told all of an answer that has come so far, None when nobody waits for it.
Watch = Callable[[], Heard | None]

# How many characters of a stream are taken in before it is looked for loops again.
_LOOK_FOR_LOOPS = 200


class LangchainChat:
    """A ChatModel by langchain. Opens once, when first called; safe to share between threads."""

    def __init__(
        self,
        address: ModelAddress,
        limits: ChatLimits | None = None,
        *,
        meter: Meter,
        watch: Watch = lambda: None,
    ) -> None:
        """Name the model; `meter` counts what each call takes, `watch` hears texts as they come."""
        self._address = address
        self._limits = limits or ChatLimits()
        self._meter = meter
        self._watch = watch
        self._lock = threading.Lock()
        self._opened: BaseChatModel | None = None
        self._takes_schemas = True

    @property
    def name(self) -> str:
        """The model as `provider:model`."""
        return self._address.name

    @property
    def room(self) -> int:
        """How many tokens all messages together may have."""
        return self._limits.context - self._limits.answer

    def stream(self, messages: Sequence[Message], *, prompt: str = "") -> Iterator[str]:
        """Yield the answer piece by piece; to stop iterating closes the connection."""
        told = self._meter(prompt)
        self._check_room(messages)
        return self._pieces(messages, told)

    def complete(
        self,
        messages: Sequence[Message],
        *,
        schema: Mapping[str, object] | None = None,
        prompt: str = "",
    ) -> Reply:
        """Return the whole answer; a malformed object is asked for once more, then BadReply."""
        told = self._meter(prompt)
        self._check_room(messages)
        if schema is None:
            reply = self._reply(messages, None, told)
            check_said(reply.text)
            check_loops(reply.text)
            return reply
        first = self._reply(messages, schema, told)
        try:
            return with_data(first, schema)
        except BadReply as exc:
            again = self._reply([*messages, *_repair(first, str(exc))], schema, told)
        return replace(with_data(again, schema), usage=first.usage + again.usage)

    def _pieces(self, messages: Sequence[Message], told: Callable[[Usage], None]) -> Iterator[str]:
        text, looked, whole, listener = "", 0, None, self._listener()
        try:
            # Closed also when the caller stops: that ends the call at the provider.
            with self._translated(), closing(self._chunks(messages, listener)) as chunks:
                for chunk in chunks:
                    whole = chunk if whole is None else whole + chunk
                    text += chunk.text
                    if len(text) - looked > _LOOK_FOR_LOOPS:
                        looked = len(text)
                        check_loops(text)
                    if listener is not None:
                        listener.hear(text)
                    if chunk.text:
                        yield chunk.text
        finally:
            if whole is not None or (listener is not None and listener.left):
                told(self._usage(whole) or self._estimate(messages, text))
        if whole is not None:
            is_cut_off(whole, self.name)
        check_said(text)

    def _listener(self) -> Listener | None:
        heard = self._watch()
        return None if heard is None else Listener(heard)

    def _chunks(
        self, messages: Sequence[Message], listener: Listener | None
    ) -> Generator[AIMessageChunk, None, None]:
        sent, model = _for_langchain(messages), self._model()
        if listener is None:
            yield from model.stream(sent)
        else:
            yield from beside(lambda: model.astream(sent), listener)

    def _reply(
        self,
        messages: Sequence[Message],
        schema: Mapping[str, object] | None,
        told: Callable[[Usage], None],
    ) -> Reply:
        """Call once, by the provider's own means for schemas, or by words where it has none."""
        if schema is not None and not self._takes_schemas:
            return self._call(_asking_for(schema, messages), None, told)
        try:
            return self._call(messages, schema, told)
        except RejectedRequest:
            if schema is None:
                raise
            reply = self._call(_asking_for(schema, messages), None, told)
            self._takes_schemas = False
            return reply

    def _call(
        self,
        messages: Sequence[Message],
        schema: Mapping[str, object] | None,
        told: Callable[[Usage], None],
    ) -> Reply:
        listener = self._listener()
        try:
            with self._translated():
                answer, data = self._answer(messages, schema, listener)
        except CutOff as exc:
            usage = self._limits.usage(*exc.tokens)
            told(usage)
            return Reply("", usage=usage, truncated=True)
        finally:
            if listener is not None and listener.left:
                told(self._estimate(messages, listener.text))
        usage = self._usage(answer) or self._estimate(messages, answer.text)
        told(usage)
        # What a call of a tool holds is no text, so the library's reading is what there is.
        found = data if not answer.text and isinstance(data, dict) else None
        return Reply(answer.text, found, usage, truncated=is_cut_off(answer, self.name))

    def _answer(
        self,
        messages: Sequence[Message],
        schema: Mapping[str, object] | None,
        listener: Listener | None,
    ) -> tuple[AIMessage, object]:
        sent = _for_langchain(messages)
        if schema is None:
            if listener is None:
                return self._model().invoke(sent), None
            return self._heard(messages, listener), None
        titled = {"title": "reply", "description": "The reply.", **schema}
        asked: Any = self._model().with_structured_output(titled, include_raw=True)
        if listener is None:
            both = asked.invoke(sent)
        else:
            # It comes in one piece: half of an object is not to be read.
            (both,) = beside(lambda: once(asked.ainvoke(sent)), listener)
        return both["raw"], both["parsed"]

    def _heard(self, messages: Sequence[Message], listener: Listener) -> AIMessage:
        """Call once and tell each piece; when who hears it raises, the connection is closed."""
        whole: AIMessageChunk | None = None
        with closing(self._chunks(messages, listener)) as chunks:
            for chunk in chunks:
                whole = chunk if whole is None else whole + chunk
                listener.hear(whole.text)
        if whole is None:
            raise BadReply(f"{self._address} said nothing. Go on offline.")
        return whole

    def _translated(self) -> AbstractContextManager[None]:
        return translated(self._address, keys(self._address))

    def _check_room(self, messages: Sequence[Message]) -> None:
        needed = sum(estimated_tokens(message.text) for message in messages)
        if needed > self.room:
            raise PromptTooLong(
                f"About {needed} tokens are more than the {self.room} that {self.name} has room for. "
                "Set a larger `model_context`, or go on offline."
            )

    def _usage(self, answer: AIMessage | None) -> Usage | None:
        counted = answer.usage_metadata if answer is not None else None
        if not counted:
            return None
        return self._limits.usage(counted["input_tokens"], counted["output_tokens"])

    def _estimate(self, messages: Sequence[Message], text: str) -> Usage:
        """Return what a call took whose provider did not say, as when it was cancelled."""
        heard = sum(estimated_tokens(message.text) for message in messages)
        return self._limits.usage(heard, estimated_tokens(text))

    def _model(self) -> BaseChatModel:
        with self._lock:
            if self._opened is None:
                self._opened = open_model(self._address, self._limits)
            return self._opened


def _for_langchain(messages: Sequence[Message]) -> list[tuple[str, str]]:
    names = {Role.SYSTEM: "system", Role.USER: "human", Role.ASSISTANT: "ai"}
    return [(names[message.role], message.text) for message in messages]


def _asking_for(schema: Mapping[str, object], messages: Sequence[Message]) -> list[Message]:
    return [Message(Role.SYSTEM, schema_instruction(schema)), *messages]


def _repair(reply: Reply, fault: str) -> list[Message]:
    """Return what is said to a model whose reply was no proper object."""
    if reply.truncated:
        return [Message(Role.USER, "Your reply was cut off. Reply again, much shorter.")]
    return [
        Message(Role.ASSISTANT, reply.text or "{}"),
        Message(
            Role.USER, f"{fault} Reply again with one JSON object that fits, and nothing else."
        ),
    ]
