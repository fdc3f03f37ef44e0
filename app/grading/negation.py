"""What is said, what is denied, and what is only supposed: a sign for each word of a text.

+1: asserted. -1: in the scope of a negation. 0: in a supposition (`if it is not ..., then ...`,
`otherwise ...`), from which nothing follows about what is asserted.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from app.grading.words import Word

# Half of typed answers leave the apostrophe out, some swap its neighbours.
_CONTRACTED = re.compile(
    r"(?:do|does|did|is|are|was|were|wo|would|should|could|ca|must|need|has|have|had|ai)nt"
    r"|dosent|dosnt|doesnot|isnot|cannot"
)
_NEGATORS = frozenset(
    ("not", "no", "never", "none", "nobody", "nothing", "neither", "nor", "without", "non", "hardly")
)
_IMPLICIT = frozenset(
    """
    avoid avoids avoided avoiding prevent prevents prevented preventing lack lacks lacking refuse
    refuses forbid forbids fail fails failed ignore ignores ignored ignoring skip skips skipped omit
    omits forget forgets forgot forgetting unlike except instead rather less fewer
    """.split()
)
_AS_OBJECT = frozenset(("nothing", "nobody", "none"))
_NOT_A_NEGATION = re.compile(
    r"\b(?:(?:not|\w+n't) (?:only|just|merely|simply|to mention|until)|no (?:matter|doubt|wonder"
    r"|more than|less than|later than)|nothing but|whether or not|why not|or not|if not"
    r"|rather (?!than)|instead(?! of))\b"
)
_STOPS = frozenset(
    """
    but because so if when while since unless although though whereas then and which yet until
    otherwise whenever
    """.split()
)
_SUPPOSES = frozenset(("if", "unless", "when", "whenever", "without", "otherwise"))
_BREAK = re.compile(r"[,;:.?()\"]|->|=>|\s-\s|\n")
_SENTENCE_END = re.compile(r"[.?;](?:\s|$)|\n")
_DENIES = re.compile(
    r"\b(?:(?:it|that)(?: i|')s (?:not (?:true|right|correct|the case)|false|wrong|untrue|incorrect"
    r"|a (?:myth|misconception|mistake|fallacy))|contrary to)\b(?: to (?:say|think|believe|claim"
    r"|assume))?(?: that)?"
)
_REACH = 14
_SHORT_REACH = 3


def signs(text: str, words: Sequence[Word]) -> list[int]:
    """Return +1, -1 or 0 for each word of a canonical text."""
    found = [1] * len(words)
    exempt = [match.span() for match in _NOT_A_NEGATION.finditer(text)]
    for number, word in enumerate(words):
        if any(start <= word.start < end for start, end in exempt):
            continue
        reach = _reach(word.text)
        for other in _scope(text, words, number, reach):
            found[other] = -found[other]
        if word.text in _AS_OBJECT and number and not _leads(text, words, number):
            found[number - 1] = -found[number - 1]
    _deny_sentences(text, words, found)
    _suspend_suppositions(text, words, found)
    return found


def is_negator(word: str) -> bool:
    """Say whether a word in lower case, without apostrophes, negates what follows it."""
    return word in _NEGATORS or _CONTRACTED.fullmatch(word) is not None


def _reach(word: str) -> int:
    if word == "non":
        return 1
    if is_negator(word):
        return _REACH
    return _SHORT_REACH if word in _IMPLICIT else 0


def _scope(text: str, words: Sequence[Word], negator: int, reach: int) -> list[int]:
    """Return the numbers of the words that a negator reaches: up to the end of its clause."""
    scope: list[int] = []
    for number in range(negator + 1, min(negator + 1 + reach, len(words))):
        gap = text[words[number - 1].end : words[number].start]
        if _BREAK.search(gap) or words[number].text in _STOPS:
            break
        scope.append(number)
    return scope


def _deny_sentences(text: str, words: Sequence[Word], found: list[int]) -> None:
    """`It is false that ...` denies the rest of its sentence."""
    for match in _DENIES.finditer(text):
        end = _SENTENCE_END.search(text, match.end())
        last = end.start() if end else len(text)
        own_not = " not " in match.group()
        for number, word in enumerate(words):
            if match.end() <= word.start < last:
                near = own_not and found[number] < 0
                found[number] = -1 if near else -found[number]


def _suspend_suppositions(text: str, words: Sequence[Word], found: list[int]) -> None:
    """A condition that is negative makes the whole rest of its sentence a supposition."""
    for number, word in enumerate(words):
        if word.text not in _SUPPOSES:
            continue
        end = _SENTENCE_END.search(text, word.end)
        last = end.start() if end else len(text)
        inside = [i for i in range(number, len(words)) if words[i].start < last]
        if word.text == "without" and not _leads(text, words, number):
            continue
        if word.text in ("otherwise", "unless", "without") or _negative(text, words, inside, found):
            for i in inside:
                found[i] = 0


def _leads(text: str, words: Sequence[Word], number: int) -> bool:
    """Say whether a word stands at the beginning of its clause."""
    return (
        number == 0 or _BREAK.search(text[words[number - 1].end : words[number].start]) is not None
    )


def _negative(
    text: str, words: Sequence[Word], inside: Sequence[int], found: Sequence[int]
) -> bool:
    """Say whether the clause that begins at `inside[0]` holds a negated word."""
    for place, number in enumerate(inside[1:], start=1):
        gap = text[words[inside[place - 1]].end : words[number].start]
        if _BREAK.search(gap) or words[number].text in ("then", "and", "but"):
            break
        if found[number] < 0:
            return True
    return False
