"""The content words of an English text: what it is about, with grammar and endings taken off."""

from __future__ import annotations

import re

_NEGATING = """
no not never none neither nor nothing nobody without cannot cant dont doesnt didnt isnt arent
wasnt werent wont wouldnt shouldnt couldnt hasnt havent hadnt mustnt
"""
_GRAMMATICAL = """
a an the this that these those it its itself they them their theirs themselves he him his she her
hers we us our ours you your yours i me my mine one ones who whom whose which what when where why
how there here and or but if else then than because so as since while until unless although though
whereas whether both either of at by for with about against between into through during before
after above below to from up down in out on off over under onto upon within per via is are was
were be been being am do does did doing done has have had having can could will would shall should
may might must let lets get gets got getting give gives gave given giving take takes took taken
taking make makes made making go goes went gone going come comes came use uses used using need
needs needed want wants mean means meant say says said happen happens happened know knows known
keep keeps kept put puts thing things something anything everything way ways kind sort lot such
same other others another each every any all some many much more most few less least several own
only just also too very even still yet already again ever always often sometimes usually now once
first really quite rather well therefore thus hence however instead like e.g i.e eg ie etc
"""
NEGATORS = frozenset(_NEGATING.split())
_STOP_WORDS = NEGATORS | frozenset(_GRAMMATICAL.split())
# The few that say nothing anywhere. A search leaves out no others: it gives frequent words next to
# no weight by itself.
SAY_NOTHING = frozenset(
    """
a an and are as at be but by can do does for from how i in is it its of on or that the their there
they this to was we what when where which why will with you your
""".split()
)
_WORD = re.compile(r"\d+(?:\.\d+)+|[a-z0-9_]+(?:'[a-z]+)?")


def words(text: str) -> list[str]:
    """Split a text into words in lower case.

    `don't` becomes `dont`, `I/O` becomes `io`, `3.14` stays one word.
    """
    plain = text.lower().replace("’", "'").replace("i/o", "io")
    found = []
    for match in _WORD.findall(plain):
        word = match[:-2] if match.endswith("'s") else match
        found.append(word.replace("'", "").strip("_"))
    return [word for word in found if word]


def stem(word: str) -> str:
    """Take the commonest English endings off a word, so that `locks`, `locked`, `locking` meet."""
    word = _without_plural(word)
    for ending, shortest in (("ing", 6), ("ed", 5), ("ly", 6)):
        if word.endswith(ending) and len(word) >= shortest:
            word = word[: -len(ending)]
            if len(word) > 3 and word[-1] == word[-2] and word[-1] not in "lsz":
                word = word[:-1]
            break
    return word[:-1] if len(word) > 3 and word.endswith("e") else word


def _without_plural(word: str) -> str:
    if word.endswith(("ies", "ied")) and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "ches", "shes", "xes", "zes")):
        return word[:-2]
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


def content_words(text: str) -> frozenset[str]:
    """Return the stems of the words that carry the meaning of a text.

    Single letters are left out.
    """
    return frozenset(
        stem(word)
        for word in words(text)
        if word not in _STOP_WORDS and (len(word) > 1 or word.isdigit())
    )


def is_negated(text: str) -> bool:
    """Say whether a text holds an odd number of negating words."""
    return sum(word in NEGATORS for word in words(text)) % 2 == 1
