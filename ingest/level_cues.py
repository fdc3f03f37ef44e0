"""Words that name a level of seniority."""

from __future__ import annotations

import re

from app.core.level import Level

_NAMES = {
    Level.LEAD: "leads?|principal|staff|architects?|experts?",
    Level.SENIOR: "seniors?|sr|advanced",
    Level.MID: "mid|middle|juniors?|jr|intermediate|beginners?|basics?|freshers?|entry",
}
_CUES = {
    level: re.compile(rf"(?<![a-z])(?:{names})(?![a-z])", re.IGNORECASE)
    for level, names in _NAMES.items()
}
_ALL = "|".join(_NAMES.values())
_TAG = re.compile(
    rf"\s*[(\[]\s*(?P<inside>(?:{_ALL})(?:[\s-]*(?:level|engineer|developer))?)\s*[)\]]\s*$",
    re.IGNORECASE,
)


def level_named(text: str) -> Level | None:
    """Return the highest level that a text names, None when it names none."""
    return next((level for level, cue in _CUES.items() if cue.search(text)), None)


def split_level_tag(question: str) -> tuple[str, Level | None]:
    """Split a trailing `(Senior)` off a question."""
    match = _TAG.search(question)
    if match is None:
        return question, None
    return question[: match.start()], level_named(match["inside"])
