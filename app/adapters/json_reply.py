"""Read the object that a language model was asked for: strictly JSON, and by its schema."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from app.core.errors import BadReply

# Models love to put JSON into a fenced block; that, and nothing else, is taken off.
_FENCED = re.compile(r"\A\s*```(?:json)?\s*\n(.*)\n```\s*\Z", re.DOTALL)


def read_object(text: str, schema: Mapping[str, object]) -> dict[str, object]:
    """Return the object that is all of `text`; raise BadReply when it isn't one that fits.

    Two values for one name, and numbers that JSON does not have, are mistakes too.
    """
    fenced = _FENCED.match(text)
    try:
        found = json.loads(
            fenced[1] if fenced else text, object_pairs_hook=_once, parse_constant=_no_constant
        )
    except (ValueError, RecursionError) as exc:
        raise BadReply(f"The reply is no JSON ({exc}). Go on offline.") from exc
    check_object(found, schema)
    return dict(found)


def check_object(found: object, schema: Mapping[str, object]) -> None:
    """Raise BadReply, which names the place, unless a value is an object that fits its schema."""
    from jsonschema import Draft202012Validator

    if not isinstance(found, dict):
        raise BadReply("The reply is JSON, but no object. Go on offline.")
    fault = next(iter(Draft202012Validator(dict(schema)).iter_errors(found)), None)
    if fault is not None:
        # The fault's own message would repeat the reply, of any length.
        raise BadReply(f"The reply breaks `{fault.validator}` at {fault.json_path}. Go on offline.")


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) < len(pairs):
        raise ValueError("a name stands twice in one object")
    return made


def _no_constant(constant: str) -> None:
    raise ValueError(f"{constant} is no number of JSON")
