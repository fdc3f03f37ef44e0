"""Does a claim assert what a key point asserts, or its opposite?

Two statements are compared at the words they share: the same stem, or two words of one pair of
opposites. A shared word is opposed when one statement asserts it and the other denies it, be it by a
negation (`is not idempotent`), by an opposite (`slower`, `faster`), by a prefix (`unsafe`), or by two
sides of a comparison that changed places (`a before b`, `b before a`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from app.grading.negation import signs
from app.grading.opposites import axis_of, without_negative_prefix
from app.grading.words import Word, words_of

Key = str | int


@dataclass(frozen=True, slots=True)
class Statement:
    """A text with the signs under which it says each of its concepts.

    `concepts` maps a stem, or the number of a pair of opposites, to (sign, number of the word).
    """

    text: str
    words: tuple[Word, ...]
    concepts: dict[Key, tuple[tuple[int, int], ...]]

    def within(self, span: tuple[int, int]) -> Statement:
        """Return what the statement says in a span of its text."""
        inside = {
            number
            for number, word in enumerate(self.words)
            if span[0] <= word.start and word.end <= span[1]
        }
        kept = {
            key: tuple((sign, number) for sign, number in said if number in inside)
            for key, said in self.concepts.items()
        }
        return Statement(self.text, self.words, {key: said for key, said in kept.items() if said})


@dataclass(frozen=True, slots=True)
class Comparison:
    """What two statements share, as weights: asserted alike, opposed by negation, by direction."""

    agreed: float
    denied: float
    reversed: float

    @property
    def shared(self) -> float:
        """The weight of all that is shared."""
        return self.agreed + self.denied + self.reversed


@lru_cache(maxsize=4096)
def statement(text: str, refuted: tuple[tuple[int, int], ...] = ()) -> Statement:
    """Read a canonical text; what stands in a refuted span counts as denied."""
    words = tuple(words_of(text))
    concepts: defaultdict[Key, list[tuple[int, int]]] = defaultdict(list)
    for number, (word, sign) in enumerate(zip(words, signs(text, words), strict=True)):
        if not sign:
            continue
        turned = -sign if any(start <= word.start < end for start, end in refuted) else sign
        axis = axis_of(word.text)
        if axis:
            concepts[axis[0]].append((turned * axis[1], number))
        if word.is_content:
            concepts[word.stem].append((turned, number))
            root = without_negative_prefix(word.stem)
            if root:
                concepts[root].append((-turned, number))
    return Statement(text, words, {key: tuple(said) for key, said in concepts.items()})


def compare(point: Statement, claim: Statement, weights: Sequence[float]) -> Comparison:
    """Compare two statements; `weights` has the weight of each word of the point."""
    agreed = denied = reverse = 0.0
    for key, said in point.concepts.items():
        heard = claim.concepts.get(key)
        if not heard or (isinstance(key, str) and _is_prefixed(point, claim, key)):
            continue
        weight = max(weights[number] for _, number in said)
        if {sign for sign, _ in said} & {sign for sign, _ in heard}:
            agreed += weight
        elif isinstance(key, int):
            reverse += weight
        else:
            denied += weight
    return Comparison(agreed, denied, reverse)


def _is_prefixed(point: Statement, claim: Statement, key: str) -> bool:
    """Say whether both sides reach a root only by a prefix: `unsafe` and `unsafe` share it once."""
    return all(
        side.words[number].stem != key
        for side in (point, claim)
        for _, number in side.concepts[key]
    )
