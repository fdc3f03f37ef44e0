"""One spelling for all answers that differ only in case, spaces, quote style or final punctuation.

Everything in the engine looks at the canonical text, so such edits can't move a score. Each of its
characters knows where it stands in the raw answer, so that quotes are verbatim.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from app.core.verdict import AnswerQuote

# Eight minutes of speech. What comes after it is not graded, and the grade says so.
MOST_WORDS = 1200
MOST_CHARACTERS = 10_000

_QUOTES = frozenset("\"“”„‟«»‹›〝〞＂'‘’‚‛`´′")
_DASHES = dict.fromkeys("‐‑‒–−", "-") | {"—": " - ", "―": " - "}
_FINAL = ".,;:!?… \t\n"

Placed = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Canonical:
    """A canonical text; `origins[i]` is where its character i stands in `raw`.

    `shortened` says that the end of the raw text was cut off.
    """

    text: str
    raw: str
    origins: tuple[int, ...]
    shortened: bool = False

    def quote(self, start: int, end: int) -> AnswerQuote:
        """Quote the raw answer where the canonical text has the span (start, end), not empty."""
        return AnswerQuote.cut(self.raw, self.origins[start], self.origins[end - 1] + 1)


def canonical(raw: str) -> Canonical:
    """Fold case, white space, quotes, dashes and repeated or final punctuation of a text."""
    limit = 4 * MOST_CHARACTERS
    placed = _trimmed(_calm(_folded(raw[:limit])))
    kept = _first_words(placed)
    shortened = len(kept) < len(placed) or len(raw.rstrip()) > limit
    text = "".join(character for character, _ in kept)
    return Canonical(text, raw, tuple(origin for _, origin in kept), shortened)


@lru_cache(maxsize=8192)
def canonical_text(raw: str) -> str:
    """Return the canonical text of what comes again and again: questions, points and notes."""
    return canonical(raw).text


def _folded(raw: str) -> list[Placed]:
    """Fold each character with its accents; what is no text (control, format) is dropped."""
    placed: list[Placed] = []
    for start, cluster in _clusters(raw):
        character = cluster[0]
        if character in _QUOTES:
            placed.append((_quote(raw, start), start))
        elif character in _DASHES:
            placed += [(c, start) for c in _DASHES[character]]
        elif character.isspace():
            placed.append(("\n" if character in "\n\r\x0b\x0c\x85\u2028\u2029" else " ", start))
        elif unicodedata.category(character) not in ("Cc", "Cf"):
            placed += [(c, start) for c in unicodedata.normalize("NFKC", cluster).casefold()]
    return placed


def _clusters(raw: str) -> Iterator[tuple[int, str]]:
    start = 0
    while start < len(raw):
        end = start + 1
        while end < len(raw) and unicodedata.combining(raw[end]):
            end += 1
        yield start, raw[start:end]
        start = end


def _quote(raw: str, at: int) -> str:
    """Tell an apostrophe from a quotation mark, and leave the backtick of code alone."""
    if raw[at] == "`":
        return "`"
    inside = 0 < at < len(raw) - 1 and raw[at - 1].isalnum() and raw[at + 1].isalnum()
    return "'" if inside else '"'


def _calm(placed: list[Placed]) -> list[Placed]:
    """Fold runs of white space to one space or line break, and `!`, `...`, `??` before it to one mark."""
    text = "".join(character for character, _ in placed)
    kept: list[Placed] = []
    for match in re.finditer(r"\s+|[.!?]+(?=\s|$)|,+|[^\s.!?,]+|[.!?]+", text):
        run = match.group()
        at = placed[match.start()][1]
        if run.isspace():
            kept.append(("\n" if "\n" in run else " ", at))
        elif run[0] == ",":
            kept.append((",", at))
        elif run[0] in ".!?" and (match.end() == len(text) or text[match.end()].isspace()):
            kept.append(("?" if "?" in run else ".", at))
        else:
            kept += placed[match.start() : match.end()]
    return kept


def _trimmed(placed: list[Placed]) -> list[Placed]:
    """Drop spaces and punctuation at the end of the text and of each line, spaces at the beginning."""
    kept: list[Placed] = []
    for item in placed:
        if item[0] == "\n":
            _drop_final(kept)
        if item[0] in " \n" and (not kept or kept[-1][0] == "\n"):
            continue
        kept.append(item)
    _drop_final(kept)
    return kept


def _drop_final(kept: list[Placed]) -> None:
    while kept and kept[-1][0] in _FINAL and kept[-1][0] != "\n":
        kept.pop()
    if kept and kept[-1][0] == "\n":
        kept.pop()
        _drop_final(kept)


def _first_words(placed: list[Placed]) -> list[Placed]:
    text = "".join(character for character, _ in placed[:MOST_CHARACTERS])
    ends = [match.end() for match in re.finditer(r"\S+", text)]
    whole = len(text) == len(placed)
    if whole and len(ends) <= MOST_WORDS:
        return placed
    if not whole and len(ends) > 1:
        ends = ends[:-1]
    return placed[: ends[min(len(ends), MOST_WORDS) - 1]]
