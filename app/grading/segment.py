"""Cut an answer into claims: sentences, list items, clauses of long sentences, stretches of speech.

Works on canonical text, where case says nothing and the last full stop is gone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

Span = tuple[int, int]

_LONG = 26
_STRETCH = 18
_CODE = re.compile(r"```.*?(?:```|$)|`[^`\n]+`", re.DOTALL)
_MARKER = re.compile(r"(?:^|(?<=\n))[ \t]*(?:[-*+•·]|\(?\d{1,2}[.)]|\(?[a-z]\))[ \t]+")
_SHORT_FORM = re.compile(r"\b(?:e\.g|i\.e|cf|vs|approx|resp|incl|fig|no|mr|mrs|dr)\.(?=\s)")
_END = re.compile(r"[.?\u3002\u0964][\"')\]]*\s+|;\s+|\n+|\s+\*\s+(?=\w)")
_CLAUSE = re.compile(
    r"(?:,|\s-|:)\s+(?=(?:and|but|so|because|which|while|whereas|however|then|or|since|hence"
    r"|otherwise|therefore|though|although|if|when|unless|not)\b)|:\s+|\s-\s+"
)
_PAUSE = re.compile(
    r"(?:[,:)\]]|\s-)\s*|\s+(?=[(\[]|(?:and|but|so|because|then|which|while|also|hence)\b)"
)
_JOINT = re.compile(r"\b(?:and|but|so|because|then|which|while|or|uh|um|er|also|like|well)\b")
_WORD = re.compile(r"\w+")


def claims(text: str) -> list[Span]:
    """Return the spans of the claims of a canonical text, in order, without overlap.

    Code is never cut. White space and list markers belong to no claim.
    """
    blanked = _blank_code(text)
    marked = _MARKER.sub(lambda match: "\n" * len(match.group()), blanked)
    pieces: list[Span] = []
    for sentence in _cut(marked, (0, len(marked)), _END):
        pieces += _shorter(marked, sentence)
    return _joined(marked, pieces)


def sentences(text: str) -> list[Span]:
    """Return the spans of the sentences and list items of a canonical text, in order."""
    marked = _MARKER.sub(lambda match: "\n" * len(match.group()), _blank_code(text))
    return _joined(marked, _cut(marked, (0, len(marked)), _END))


def clauses(text: str, claim: Span) -> list[Span]:
    """Return the spans of the clauses of a claim of a canonical text, cut wherever a speaker pauses."""
    return _joined(text, _cut(_blank_code(text), claim, _PAUSE), fewest=3)


def _blank_code(text: str) -> str:
    """Replace what could be taken for punctuation inside code and short forms, lengths kept."""

    def blank(match: re.Match[str]) -> str:
        return re.sub(r"[^\w]", "_", match.group())

    return _SHORT_FORM.sub(blank, _CODE.sub(blank, text))


def _cut(text: str, span: Span, ends: re.Pattern[str]) -> list[Span]:
    found: list[Span] = []
    start = span[0]
    for match in ends.finditer(text, *span):
        found.append((start, match.end()))
        start = match.end()
    found.append((start, span[1]))
    return [trimmed for piece in found if (trimmed := _trim(text, piece))]


def _trim(text: str, span: Span) -> Span | None:
    piece = text[span[0] : span[1]]
    start = span[0] + len(piece) - len(piece.lstrip())
    end = span[0] + len(piece.rstrip())
    return (start, end) if start < end else None


def _length(text: str, span: Span) -> int:
    return len(_WORD.findall(text, *span))


def _shorter(text: str, sentence: Span) -> Iterator[Span]:
    """Cut a long sentence at its clauses, and what is still long as speech is: every few words."""
    if _length(text, sentence) <= _LONG:
        yield sentence
        return
    for clause in _joined(text, _cut(text, sentence, _CLAUSE), fewest=5):
        if _length(text, clause) <= _LONG:
            yield clause
        else:
            yield from _stretches(text, clause)


def _stretches(text: str, clause: Span) -> Iterator[Span]:
    """Cut before a joining word where there is one among the last words of a stretch."""
    words = list(_WORD.finditer(text, *clause))
    first = 0
    while len(words) - first > _LONG:
        cut = first + _STRETCH
        joints = [i for i in range(first + 8, cut + 1) if _JOINT.fullmatch(words[i].group())]
        cut = joints[-1] if joints else cut
        yield words[first].start(), words[cut - 1].end()
        first = cut
    start = words[first].start() if first else clause[0]
    yield start, clause[1]


def _joined(text: str, pieces: list[Span], fewest: int = 2) -> list[Span]:
    """Join pieces of too few words to the one before, or to the next one at the beginning."""
    joined: list[Span] = []
    for piece in pieces:
        on_one_line = joined and "\n" not in text[joined[-1][1] : piece[0]]
        short = min(_length(text, piece), _length(text, joined[-1]) if joined else 0) < fewest
        if on_one_line and short:
            joined[-1] = (joined[-1][0], piece[1])
        else:
            joined.append(piece)
    return joined
