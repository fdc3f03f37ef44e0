"""What the providers' own libraries raise becomes an error that names the cure."""

from __future__ import annotations

import httpx
import pytest
from langchain_core.exceptions import ContextOverflowError, ModelRateLimitError, ModelTimeoutError

from app.adapters.chat_faults import translated
from app.core.errors import (
    BadInput,
    BadReply,
    ModelFailure,
    ModelRefused,
    ModelUnavailable,
    PromptTooLong,
)
from app.core.model_address import read_address

ADDRESS = read_address("mistralai:mistral-small")
REQUEST = httpx.Request("POST", "https://api.mistral.ai/v1/chat/completions")


def answered(status: int) -> httpx.HTTPStatusError:
    """Return what httpx raises for an answer with this status."""
    return httpx.HTTPStatusError("secret-1", request=REQUEST, response=httpx.Response(status))


class Odd(Exception):
    """Stands for an error of no library of models."""


@pytest.mark.parametrize(
    ("raised", "failure", "said"),
    [
        (answered(401), ModelUnavailable, "MISTRAL_API_KEY"),
        (answered(402), ModelUnavailable, "Add credit"),
        (answered(404), ModelUnavailable, "Correct `model`"),
        (answered(400), ModelRefused, "declined"),
        (answered(502), ModelUnavailable, "502"),
        (httpx.ReadTimeout("slow", request=REQUEST), ModelUnavailable, "took too long"),
        (httpx.ConnectError("no", request=REQUEST), ModelUnavailable, "can't be reached"),
        (ConnectionError("refused"), ModelUnavailable, "can't be reached"),
        (ModelTimeoutError(), ModelUnavailable, "took too long"),
        (ModelRateLimitError(), ModelUnavailable, "Wait a minute"),
        (ContextOverflowError(), PromptTooLong, "smaller `model_context`"),
        (ValueError("no choices"), BadReply, "ValueError"),
        (KeyError("choices"), BadReply, "KeyError"),
        (BadReply("Ours already. Go on offline."), BadReply, "Ours already"),
    ],
    ids=lambda value: type(value).__name__ if isinstance(value, Exception) else None,
)
def test_every_error_names_its_cure(
    raised: Exception, failure: type[ModelFailure], said: str
) -> None:
    """The status decides where there is one; keys are taken out, and the cause is not kept."""
    with pytest.raises(failure, match=said) as caught, translated(ADDRESS, ["secret-1"]):
        raise raised
    assert "secret-1" not in str(caught.value)
    assert caught.value.__cause__ is None


@pytest.mark.parametrize("other", [Odd("ours"), BadInput("Mend the file.")])
def test_other_errors_pass(other: Exception) -> None:
    """A mistake in our own code is not taken for the provider's."""
    with pytest.raises(type(other)), translated(ADDRESS, []):
        raise other
