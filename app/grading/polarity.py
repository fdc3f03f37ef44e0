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

from app.grading.negation import is_negator, signs
from app.grading.opposites import axis_of, without_negative_prefix
from app.grading.words import Word, words_of

_FEWEST_REPEATED = 3

Key = str | int
Occurrences = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Statement:
    """A text with the signs under which it says each of its concepts.

    `concepts` maps a stem, or the number of a pair of opposites, to (sign, number of the word).
    """

    text: str
    words: tuple[Word, ...]
    concepts: dict[Key, Occurrences]

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
    """What two statements share, as weights.

    `agreed` is asserted alike, `denied` only the claim denies, `dropped` only the point denies,
    `reversed` has opposite directions. `words` is the number of shared words of more than one
    letter.
    """

    agreed: float = 0.0
    denied: float = 0.0
    dropped: float = 0.0
    reversed: float = 0.0
    words: int = 0

    @property
    def shared(self) -> float:
        """The weight of all that is shared."""
        return self.agreed + self.denied + self.dropped + self.reversed


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
    sums = dict.fromkeys(("agreed", "denied", "dropped", "reversed"), 0.0)
    shared = 0
    for key, said in point.concepts.items():
        heard = claim.concepts.get(key)
        if heard is None or not _is_apart(key, point, claim):
            continue
        sums[_relation(key, said, heard)] += max(weights[number] for _, number in said)
        shared += isinstance(key, int) or len(key) > 1
    return Comparison(**sums, words=shared)


def repeats(claim: Statement, span: tuple[int, int], point: Statement) -> bool:
    """Say whether what a claim says in a span is the point, word for word, with some left out.

    All of its content words, three at least, are the point's, in the same order and under the same
    signs, and it negates as often. Such a claim may say too little, but it can't contradict.
    """
    inside = [w for w in claim.words if span[0] <= w.start and w.end <= span[1]]
    if _negators(inside) != _negators(point.words):
        return False
    content = [word.stem for word in inside if word.is_content]
    theirs = iter([word.stem for word in point.words if word.is_content])
    if len(content) < _FEWEST_REPEATED or not all(stem in theirs for stem in content):
        return False
    said = claim.within(span).concepts
    return all(
        {sign for sign, _ in heard} <= {sign for sign, _ in point.concepts.get(key, ())}
        for key, heard in said.items()
    )


def _negators(words: Sequence[Word]) -> int:
    return sum(is_negator(word.text) for word in words)


def _relation(key: Key, said: Occurrences, heard: Occurrences) -> str:
    here, there = {sign for sign, _ in said}, {sign for sign, _ in heard}
    if here & there:
        return "agreed"
    if isinstance(key, int):
        return "reversed"
    return "denied" if -1 in there else "dropped"


def _is_apart(key: Key, point: Statement, claim: Statement) -> bool:
    """Say whether a shared concept tells something that the shared stems don't tell already.

    Two sides of one pair of opposites do when the words differ; a root under a prefix (`safe` in
    `unsafe`) does when one side has it bare.
    """
    stems = [
        {side.words[number].stem for _, number in side.concepts[key]} for side in (point, claim)
    ]
    if isinstance(key, int):
        return not stems[0] & stems[1]
    return key in stems[0] | stems[1]
