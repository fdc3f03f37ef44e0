"""What the libraries of language models raise, as our own errors that name the cure.

A provider's message may quote the key, or the text that was sent. So it is told only where it says
what was wrong with a request, with every key taken out, and it is not kept as the cause.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from app.core.errors import BadReply, ModelFailure, ModelRefused, ModelUnavailable, PromptTooLong
from app.core.model_address import ModelAddress

# The root of what each library raises; a library that is not loaded has raised nothing.
_ROOTS = (
    ("langchain_core.exceptions", "LangChainException"),
    ("openai", "OpenAIError"),
    ("langchain_openai.chat_models.base", "OpenAIRefusalError"),
    ("anthropic", "AnthropicError"),
    ("langchain_google_genai.chat_models", "ChatGoogleGenerativeAIError"),
    ("google.genai.errors", "APIError"),
    ("ollama", "ResponseError"),
    ("httpx", "HTTPError"),
)
# What the libraries raise where the connection breaks, or a reply lacks what they look for.
_UNREADABLE = (OSError, ValueError, TypeError, LookupError)
_LONGEST_DETAIL = 200
_STATUS_NAMES = ("status_code", "code")
_FIRST_ERROR = 400
_FIRST_OF_SERVERS = 500

# By HTTP status: what happened, and the cure.
_CURES = {
    401: "does not accept the key. Put a valid one into {key}",
    402: "wants to be paid first. Add credit there",
    403: "does not allow this key to use the model. Put another one into {key}",
    404: "does not know the model. Correct `model`, or make the model available there",
    408: "took too long. Try again, or set a longer `model_timeout`",
    429: "has no room for more calls, or no credit is left. Wait a minute and try again",
}


class RejectedRequest(ModelRefused):
    """The provider found fault with the request itself, not with who asks or when."""


class CutOff(BadReply):
    """The reply ended at the limit of tokens, and the library gave no part of it."""

    def __init__(self, message: str, tokens: tuple[int, int]) -> None:
        """Keep the tokens that went in and out: they are paid for."""
        super().__init__(message)
        self.tokens = tokens


@contextmanager
def translated(address: ModelAddress, keys: Sequence[str]) -> Iterator[None]:
    """Turn what the libraries raise into a ModelFailure that holds none of the keys."""
    try:
        yield
    except ModelFailure:
        raise
    except _raised() as exc:
        raise _failure(exc, address, keys) from None


def _raised() -> tuple[type[Exception], ...]:
    roots = [getattr(sys.modules[name], root) for name, root in _ROOTS if name in sys.modules]
    return (*roots, *_UNREADABLE)


def _failure(exc: Exception, address: ModelAddress, keys: Sequence[str]) -> ModelFailure:
    kinds = {each.__name__ for each in type(exc).__mro__}
    status = _status(exc, kinds)
    offline = "or go on offline."
    if "ContextOverflowError" in kinds:
        return PromptTooLong(
            f"{address} can't read that much at once. Set a smaller `model_context`, {offline}"
        )
    if kinds & {"ModelTimeoutError", "TimeoutException", "TimeoutError"}:
        status = 408
    if status in _CURES:
        cure = _CURES[status].format(key=address.key or "the server's settings")
        return ModelUnavailable(f"{address} {cure}, {offline}")
    if status is not None and status >= _FIRST_OF_SERVERS:
        return ModelUnavailable(
            f"{address} has trouble of its own ({status}). Try later, {offline}"
        )
    if status is not None:
        detail = _without(keys, str(exc))
        return RejectedRequest(f"{address} declined ({detail}). Mend that, {offline}")
    return _unanswered(exc, kinds, address)


def _unanswered(exc: Exception, kinds: set[str], address: ModelAddress) -> ModelFailure:
    """Name a failure that came without an HTTP status."""
    if kinds & {"OpenAIRefusalError", "ContentFilterFinishReasonError"}:
        return ModelRefused(f"{address} declined to answer. Go on offline.")
    if kinds & {"ModelConnectionError", "TransportError", "OSError", "APIConnectionError"}:
        return ModelUnavailable(
            f"{address} can't be reached. Start it or mend the connection, or go on offline."
        )
    if "LengthFinishReasonError" in kinds:
        used = getattr(exc, "completion").usage  # noqa: B009 - the type is not known here
        tokens = (used.prompt_tokens, used.completion_tokens) if used else (0, 0)
        return CutOff(f"{address} was cut off at its limit of tokens. Go on offline.", tokens)
    return BadReply(f"{address} answered what can't be read ({type(exc).__name__}). Go on offline.")


def _status(exc: Exception, kinds: set[str]) -> int | None:
    """Return the HTTP status behind an error, None where there was no answer."""
    named = {
        "ModelAuthenticationError": 401,
        "ModelPermissionDeniedError": 403,
        "ModelNotFoundError": 404,
        "ModelRateLimitError": 429,
        "ModelInvalidRequestError": 400,
    }
    known = [status for kind, status in named.items() if kind in kinds]
    answer = getattr(exc, "response", None)
    for told in (*known, *(getattr(o, n, None) for o in (exc, answer) for n in _STATUS_NAMES)):
        if isinstance(told, int) and told >= _FIRST_ERROR:
            return told
    return None


def _without(keys: Sequence[str], text: str) -> str:
    for key in keys:
        text = text.replace(key, "***")
    return " ".join(text.split())[:_LONGEST_DETAIL]
