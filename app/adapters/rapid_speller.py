"""Typing errors in queries, found by rapidfuzz against the words that the texts use.

A search is spoilt by a word that no text uses, so only such a word is corrected, and only when it
is hardly anything else: a word of English (one token of the embedder's vocabulary), another form of
a known word, an abbreviation in capitals and a word of fewer than four letters stay as they are.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable

from app.core.spelling import Correction
from app.core.words import stem

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_EMPHASIS = re.compile(r"\*+")
_SHORTEST = 4
# From this length on two letters may be wrong.
_LONG = 8


class RapidSpeller:
    """Knows the words of some texts. Never changes once it is built."""

    def __init__(self, texts: Iterable[str], *, is_english: Callable[[str], bool]) -> None:
        """Learn the words; `is_english` says whether a word in lower case is one in any text."""
        self._is_english = is_english
        written: Counter[str] = Counter()
        for text in texts:
            written.update(set(_WORD.findall(_EMPHASIS.sub("", text))))
        self._texts: Counter[str] = Counter()
        self._spelling: dict[str, str] = {}
        for word, count in written.most_common():
            self._texts[word.lower()] += count
            # As it is written most, but not in capitals only because it begins a heading.
            self._spelling.setdefault(
                word.lower(), word.lower() if word.lower() in written else word
            )
        self._stems = {stem(word) for word in self._texts}
        self._choices = [word for word in self._texts if len(word) >= _SHORTEST]

    def correct(self, query: str) -> list[Correction]:
        """Return the words of a query that no text uses, and that are nearly a word of theirs.

        The nearest word is taken: one letter left out, added, changed or swapped with the next one,
        two of them in long words. Of equally near words it's the one that most texts use.
        """
        found = []
        for match in _WORD.finditer(query):
            nearest = self._nearest(match.group())
            if nearest is not None:
                found.append(Correction(match.start(), match.group(), self._spelling[nearest]))
        return found

    def _nearest(self, typed: str) -> str | None:
        from rapidfuzz.distance import OSA
        from rapidfuzz.process import extract

        word = typed.lower()
        if self._is_known(typed):
            return None
        most = 2 if len(word) >= _LONG else 1
        near = extract(word, self._choices, scorer=OSA.distance, score_cutoff=most, limit=20)
        fitting = [(far, name) for name, far, _ in near if _is_slip(word, name)]
        if not fitting:
            return None
        return min(fitting, key=lambda pair: (pair[0], -self._texts[pair[1]], pair[1]))[1]

    def _is_known(self, typed: str) -> bool:
        word = typed.lower()
        return (
            len(word) < _SHORTEST
            or typed.isupper()
            or word in self._texts
            or stem(word) in self._stems
            or self._is_english(word)
        )


def _is_slip(typed: str, meant: str) -> bool:
    """Say whether the first letter is right, or swapped; in a short word all letters must be."""
    if len(typed) == _SHORTEST:
        return sorted(typed) == sorted(meant)
    return typed[0] == meant[0] or typed[:2] == meant[1::-1]
