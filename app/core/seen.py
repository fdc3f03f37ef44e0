"""What a reader sees of a text: a model must not be told more, and a filter not be shown less."""

from __future__ import annotations

import unicodedata


def seen(text: str) -> str:
    """Return a text without the characters that nobody sees; white space of all kinds stays.

    Unicode's categories Cc, Cf, Co, Cs and Cn go: zero-width and direction marks, tags, private use.
    """
    return "".join(c for c in text if c.isspace() or unicodedata.category(c)[0] != "C")
