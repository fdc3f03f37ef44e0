"""A reply is the object that was asked for, all of it, or an error that says where it isn't."""

from __future__ import annotations

import pytest

from app.adapters.json_reply import read_object
from app.core.errors import BadReply

SCHEMA = {
    "type": "object",
    "properties": {"a": {"type": "integer"}, "b": {"type": "array", "items": {"enum": ["x"]}}},
    "required": ["a"],
    "additionalProperties": False,
}


@pytest.mark.parametrize(
    "text",
    ['{"a": 1}', ' {"a": 1}\n', '```json\n{"a": 1}\n```', '```\n{"a": 1}\n```\n'],
    ids=["bare", "spaces", "json fence", "fence"],
)
def test_an_object_and_nothing_else(text: str) -> None:
    """A fence around all of it is taken off."""
    assert read_object(text, SCHEMA) == {"a": 1}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "no JSON"),
        ("Here you are:\n```json\n{}\n```", "no JSON"),
        ('{"a": 1} and more', "no JSON"),
        ('{"a": 1', "no JSON"),
        ('{"a": 1, "a": 2}', "twice"),
        ('{"a": NaN}', "NaN"),
        ("[" * 100_000, "no JSON"),
        ("[1]", "no object"),
        ('{"a": "1"}', r"breaks `type` at \$.a"),
        ('{"a": 1, "b": ["y"]}', r"breaks `enum` at \$.b\[0\]"),
        ('{"a": 1, "c": 1}', "breaks `additionalProperties`"),
        ("{}", "breaks `required`"),
    ],
)
def test_anything_else_is_no_reply(text: str, said: str) -> None:
    """The message names what is broken, never what the model said."""
    with pytest.raises(BadReply, match=said) as caught:
        read_object(text, SCHEMA)
    assert len(str(caught.value)) < 200
