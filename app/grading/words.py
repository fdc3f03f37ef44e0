"""The words of a canonical text with their offsets, as the polarity rules see them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from app.core.words import content_words, stem

_WORD = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+(?:'[^\W\d_]+)*|\w+")


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text: `text[start:end]` in lower case without a final 's, and its stem."""

    text: str
    stem: str
    start: int
    end: int

    @property
    def is_content(self) -> bool:
        """Whether the word carries meaning of its own."""
        return _is_content(self.text)


def words_of(text: str) -> list[Word]:
    """Split a canonical text into words; `don't` stays one word, `non-blocking` becomes two."""
    found = []
    for match in _WORD.finditer(text):
        bare = match.group().removesuffix("'s").replace("'", "")
        found.append(Word(bare, stem(bare), match.start(), match.end()))
    return found


@lru_cache(maxsize=20_000)
def _is_content(word: str) -> bool:
    return len(word) == 1 or bool(content_words(word))
