"""Which words of a language model may reach a candidate: those that were there before.

A model's text is taken only when its content words (`app.core.words`) come from texts that it was
given for that use, or from a short list of words about asking and answering. So a text can't carry
what somebody wrote for the model to say, nor a point that must not be given away. Characters are
bound likewise: no other script, no markup, no address, nothing that isn't seen.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from app.core.words import content_words

_PLAIN = frozenset(
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 '’‘\"“”.,;:?!()-–—/%+=&"
)
_ADDRESS = re.compile(
    r"://|\bwww\.|\w@\w|\b\w+\.(?:com|org|net|io|dev|ai|example)\b|!\[|\]\(|<[a-z/!]",
    re.IGNORECASE,
)
# What stands around a subject when somebody asks about it.
ASKING = content_words(
    """
    actually add answer approach ask aspect briefly case choose compare concrete consider
    decide deeper describe detail differ difference different discuss earlier elaborate
    exactly example explain explanation further hear help idea imagine look matter mention
    mind picture place possible practice problem purpose question real reason relate result
    role see share situation start step suppose talk tell think touch understand
    understanding walk wonder word work
    """
)
_WRAPPED = re.compile(r"^(?:[\"“'‘](?P<quoted>[^\"“”]*)[\"”'’]|(?P<bare>.*))$", re.DOTALL)


def one_line(text: str) -> str:
    """Return a reply as one line, without the quotation marks that models like to put around it."""
    line = " ".join(text.split())
    found = _WRAPPED.match(line)
    return (found["quoted"] or found["bare"] or "").strip() if found else line


def foreign_words(text: str, *, sources: Iterable[str], among: frozenset[str]) -> frozenset[str]:
    """Return the content words of a text that are neither in the sources nor `among` others."""
    return content_words(text) - content_words(" ".join(sources)) - among


def leaked_words(text: str, *, secret: Iterable[str], known: Iterable[str]) -> frozenset[str]:
    """Return the content words of a text that belong to what is secret and aren't known anyway."""
    return content_words(text) & (content_words(" ".join(secret)) - content_words(" ".join(known)))


def is_plain(text: str, *, sources: Iterable[str]) -> bool:
    """Say whether a text has plain characters, or those of its sources, and no address."""
    allowed = _PLAIN.union(*sources)
    return not (set(text) - allowed) and not _ADDRESS.search(text)
