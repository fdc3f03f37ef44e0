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
    (
        "not",
        "no",
        "never",
        "none",
        "nobody",
        "nothing",
        "neither",
        "nor",
        "without",
        "non",
        "hardly",
    )
)
_IMPLICIT = frozenset(
    """
    avoid avoids avoided avoiding prevent prevents prevented preventing lack lacks lacking refuse
    refuses forbid forbids fail fails failed ignore ignores ignored ignoring skip skips skipped omit
    omits forget forgets forgot forgetting less fewer
    """.split()
)
_CONTRASTING = frozenset(("unlike", "except", "instead", "rather"))
_LEAVING = frozenset(("leave", "leaves", "leaving", "left"))
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
_REJECTED = re.compile(
    r"\b(?:is|are|was|were|sounds?)(?: (?:just|simply|plain|also))? (?:wrong|false|misleading|untrue"
    r"|incorrect|nonsense|mistaken|an? (?:\w+ )?(?:myth|misconception|fallacy|misunderstanding))\b"
)
_REACH = 14
_SHORT_REACH = 4


def signs(text: str, words: Sequence[Word]) -> list[int]:
    """Return +1, -1 or 0 for each word of a canonical text."""
    found = [1] * len(words)
    exempt = [m.span() for pattern in (_NOT_A_NEGATION, _DENIES) for m in pattern.finditer(text)]
    for number, word in enumerate(words):
        if any(start <= word.start < end for start, end in exempt):
            continue
        for other in _scope(text, words, number):
            found[other] = -found[other]
    _suspend_suppositions(text, words, found)
    _deny_sentences(text, words, found)
    _deny_clauses(text, words, found)
    return found


def is_negator(word: str) -> bool:
    """Say whether a word in lower case, without apostrophes, negates what follows it."""
    return word in _NEGATORS or _CONTRACTED.fullmatch(word) is not None


def _reach(words: Sequence[Word], number: int) -> int:
    """Return how many words a word negates at most."""
    word = words[number].text
    if word == "non":
        return 1
    if is_negator(word) or word in _CONTRASTING:
        return _REACH
    left_out = word == "out" and number and words[number - 1].text in _LEAVING
    return _SHORT_REACH if word in _IMPLICIT or left_out else 0


def _scope(text: str, words: Sequence[Word], negator: int) -> list[int]:
    """Return the numbers of the words that a word negates: up to the end of its clause.

    `You test nothing` negates the word before it.
    """
    scope: list[int] = []
    if words[negator].text in _AS_OBJECT and not _leads(text, words, negator):
        scope.append(negator - 1)
    last = negator + _reach(words, negator)
    for number in range(negator + 1, min(last + 1, len(words))):
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
        for number, word in enumerate(words):
            if match.end() <= word.start < last:
                found[number] = -(found[number] or 1)


def _deny_clauses(text: str, words: Sequence[Word], found: list[int]) -> None:
    """`... is misleading` denies its clause."""
    for match in _REJECTED.finditer(text):
        breaks = [b.end() for b in _BREAK.finditer(text, 0, match.start())]
        first = breaks[-1] if breaks else 0
        for number, word in enumerate(words):
            if first <= word.start < match.start():
                found[number] = -found[number]


def _suspend_suppositions(text: str, words: Sequence[Word], found: list[int]) -> None:
    """A condition that is negative makes the whole rest of its sentence a supposition."""
    for number, word in enumerate(words):
        if word.text not in _SUPPOSES:
            continue
        end = _SENTENCE_END.search(text, word.end)
        last = end.start() if end else len(text)
        inside = [i for i in range(number, len(words)) if words[i].start < last]
        if word.text == "without" and not _opens(text, words, number):
            continue
        if word.text in ("otherwise", "unless", "without") or _negative(text, words, inside, found):
            for i in inside:
                found[i] = 0


def _opens(text: str, words: Sequence[Word], number: int) -> bool:
    """Say whether a word opens a sentence, or what follows `because`, `so` and their like."""
    if number == 0 or words[number - 1].text in _STOPS:
        return True
    return _SENTENCE_END.search(text[words[number - 1].end : words[number].start]) is not None


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
