"""What a question that leans on an earlier one asks.

"And why?" has no topic of its own: it is asked together with the last question that had one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from app.core.words import content_words, words

_GOES_ON = re.compile(r"\s*(?:and|but|so|or|then|what about|how about)\b", re.IGNORECASE)
_POINTS_BACK = frozenset("it its that this they them their these those".split())
_MOST_GOING_ON = 4
_MOST_POINTING_BACK = 2


def in_context(question: str, earlier: Sequence[str]) -> str:
    """Return what a question asks, given the `earlier` ones in their order.

    A question that leans on them comes back with the last one that has a topic of its own before
    it, or else with the first one that names anything; any other one comes back as it is.
    """
    if not leans(question):
        return question
    topics = [each for each in reversed(earlier) if not leans(each)]
    topics += [each for each in earlier if content_words(each)]
    return f"{topics[0].strip()} {question.strip()}" if topics else question


def leans(question: str) -> bool:
    """Say whether a question means little without another one before it.

    It has no content word, or few of them and begins like a second thought or points back.
    """
    said = len(content_words(question))
    if _GOES_ON.match(question):
        return said <= _MOST_GOING_ON
    points_back = not _POINTS_BACK.isdisjoint(words(question))
    return said == 0 or (points_back and said <= _MOST_POINTING_BACK)
