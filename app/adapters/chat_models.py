"""Open a provider's model by langchain's `init_chat_model`, with the key of the environment.

Everything is imported when a model is opened, so that a Hotseat that is offline never is. Address and
key are always given to the library, so that no variable of the environment can lead what is sent
elsewhere; its tracing is off. Retries with backoff and time-outs are the libraries' own.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from app.core.chat import Usage
from app.core.errors import ModelUnavailable
from app.core.model_address import ModelAddress

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel


@dataclass(frozen=True, slots=True)
class ChatLimits:
    """What a model may take.

    `context` tokens hold messages and answer, `answer` tokens of them the answer. `timeout` seconds
    may pass without a sign of life; a failed call is tried `retries` times more. Prices are for a
    million tokens, None where unknown.
    """

    context: int = 8192
    answer: int = 1024
    timeout: float = 60.0
    retries: int = 2
    price_in: float | None = None
    price_out: float | None = None

    def usage(self, tokens_in: int, tokens_out: int) -> Usage:
        """Return the usage of a call with these tokens, without a cost where there are no prices."""
        if self.price_in is None or self.price_out is None:
            return Usage(tokens_in, tokens_out)
        cost = (tokens_in * self.price_in + tokens_out * self.price_out) / 1_000_000
        return Usage(tokens_in, tokens_out, cost)


def open_model(address: ModelAddress, limits: ChatLimits) -> BaseChatModel:
    """Open a model; raise ModelUnavailable without its package or its key."""
    key = _key(address)
    extra = address.provider.name
    try:
        import langsmith
        from langchain.chat_models import init_chat_model

        # Or a LANGSMITH_TRACING of somebody's other project would send everything there as well.
        langsmith.configure(enabled=False)
        opened: BaseChatModel = init_chat_model(address.name, **_options(address, limits, key))
    except ImportError as exc:
        raise ModelUnavailable(
            f"{address.provider.title}'s package is missing. Run `pip install 'hotseat[{extra}]'`, "
            "or go on offline."
        ) from exc
    return opened


def _options(address: ModelAddress, limits: ChatLimits, key: str | None) -> dict[str, Any]:
    """Return what `init_chat_model` wants to know, in the words of each provider's package."""
    common = {"base_url": address.url, "temperature": 0.0}
    if address.provider.name == "ollama":
        waits = {"client_kwargs": {"timeout": limits.timeout}}
        return {**common, **waits, "num_predict": limits.answer, "num_ctx": limits.context}
    common |= {
        "api_key": key,
        "timeout": limits.timeout,
        "max_retries": limits.retries,
        "max_tokens": limits.answer,
    }
    if address.provider.name == "openai":
        # The usage of streams comes by itself from OpenAI's own address alone.
        return {**common, "stream_usage": True, "use_responses_api": False}
    return common


def _key(address: ModelAddress) -> str | None:
    """Return the key of the environment; raise ModelUnavailable where one is missing."""
    found = os.environ.get(address.key) if address.key else None
    if not found and address.needs_key:
        raise ModelUnavailable(
            f"{address.provider.title} needs a key. Put it into the environment variable "
            f"{address.key}, or go on offline."
        )
    # OpenAI's package insists on a key where the server needs none.
    return found or "none"


def keys(address: ModelAddress) -> list[str]:
    """Return the keys that no text may show."""
    return [os.environ[address.key]] if address.key and os.environ.get(address.key) else []
