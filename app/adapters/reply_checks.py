"""Judge what came back from a language model: refused, cut off, empty, in a loop, or an object."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from app.adapters.json_reply import check_object, read_object
from app.core.chat import Reply, repeats_itself
from app.core.errors import BadReply, ModelRefused

if TYPE_CHECKING:
    from langchain_core.messages import AIMessage

_CUT_OFF = {"length", "max_tokens", "MAX_TOKENS", "model_length"}
_DECLINED = {"content_filter", "refusal", "SAFETY", "PROHIBITED_CONTENT", "BLOCKLIST"}


def with_data(reply: Reply, schema: Mapping[str, object]) -> Reply:
    """Return a reply with the object it holds; raise BadReply when it holds none that fits."""
    if reply.truncated:
        raise BadReply("The reply was cut off at the limit of its tokens. Go on offline.")
    if reply.data is None:
        return replace(reply, data=read_object(reply.text, schema))
    check_object(dict(reply.data), schema)
    return reply


def check_said(text: str) -> None:
    """Raise BadReply when there is no text."""
    if not text.strip():
        raise BadReply("The model said nothing. Go on offline.")


def check_loops(text: str) -> None:
    """Raise BadReply when a text ends in a loop."""
    if repeats_itself(text):
        raise BadReply("The model only repeats itself. Go on offline.")


def is_cut_off(answer: AIMessage, name: str) -> bool:
    """Say whether a model stopped at its limit of tokens; raise ModelRefused when it declined."""
    told = answer.response_metadata
    reasons = {str(told.get(field)) for field in ("finish_reason", "stop_reason", "done_reason")}
    if reasons & _DECLINED or answer.additional_kwargs.get("refusal"):
        raise ModelRefused(f"{name} declined to answer. Go on offline.")
    return bool(reasons & _CUT_OFF)
