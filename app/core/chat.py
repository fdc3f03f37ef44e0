"""What is said to a language model and what comes back, and how much of a text fits its window."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

# Characters of English or code to a token, low enough that an estimate is rarely too small.
_CHARACTERS_A_TOKEN = 3

# The same words five times in a row at the end of a text, looked for in its last part alone.
_LOOP = re.compile(r"(.{12,240}?)\1{4}\s*\Z", re.DOTALL)
_LOOKED_BACK = 1500


class Role(StrEnum):
    """Who says a message: `system` is what we instruct, `user` what we hand over."""

    SYSTEM = "system"
    USER = "user"
    ASSISTANT = "assistant"


@dataclass(frozen=True, slots=True)
class Message:
    """One message of a conversation with a model."""

    role: Role
    text: str


@dataclass(frozen=True, slots=True)
class Usage:
    """What calls of a model took: tokens, and the cost in the currency of the prices set.

    `cost` is None where no prices are set. Calls answered from the cache take nothing.
    """

    tokens_in: int = 0
    tokens_out: int = 0
    cost: float | None = None

    def __add__(self, other: Usage) -> Usage:
        known = [cost for cost in (self.cost, other.cost) if cost is not None]
        return Usage(
            self.tokens_in + other.tokens_in,
            self.tokens_out + other.tokens_out,
            sum(known) if known else None,
        )


@dataclass(frozen=True, slots=True)
class ModelCall:
    """One call that was sent to a model: when, which, with what prompt, for which session, and its usage.

    `session` and `prompt` are empty where there is none.
    """

    at: datetime
    model: str
    prompt: str
    session: str
    usage: Usage


@dataclass(frozen=True, slots=True)
class Reply:
    """A whole reply: its text, and the object that it holds where a schema was asked for.

    `truncated` says that the model stopped at its limit of tokens. `cached` says that an identical
    call was answered before, so nothing was sent.
    """

    text: str
    data: Mapping[str, object] | None = None
    usage: Usage = field(default_factory=Usage)
    truncated: bool = False
    cached: bool = False


def estimated_tokens(text: str) -> int:
    """Return about how many tokens a model reads a text as, rather too many than too few."""
    return -(-len(text) // _CHARACTERS_A_TOKEN)


def fitting(texts: Iterable[str], room: int, *, beside: Sequence[str] = ()) -> list[str]:
    """Return the leading texts that fit `room` tokens beside the others, each whole or not at all.

    Give the most important text first. What stands in `beside` (the instructions, the question)
    is never cut, only counted.
    """
    left = room - sum(map(estimated_tokens, beside))
    fit: list[str] = []
    for text in texts:
        left -= estimated_tokens(text)
        if left < 0:
            break
        fit.append(text)
    return fit


def repeats_itself(text: str) -> bool:
    """Say whether a text ends in a loop, as small models' do until they are stopped."""
    return _LOOP.search(text[-_LOOKED_BACK:]) is not None


def schema_instruction(schema: Mapping[str, object]) -> str:
    """Return what asks for a JSON object in words, for servers that know no schemas."""
    return (
        "Reply with one JSON object and nothing else: no prose, no code fence. It must fit this "
        f"JSON schema: {json.dumps(schema)}"
    )
