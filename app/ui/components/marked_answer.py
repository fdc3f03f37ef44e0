"""An answer as plain text, with the words that earned or lost a key point marked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from itertools import pairwise

import streamlit as st

from app.core.grade import Grade
from app.core.session import Turn
from app.core.verdict import Verdict
from app.services.review import VERDICT_WORDS

# Mixed with what lies below, each hue is legible on a light and on a dark page; words keep the
# page's own text colour.
_HUES = {Verdict.MET: "#1a7f37", Verdict.PARTIAL: "#c77700", Verdict.CONTRADICTED: "#d1242f"}
_WORST_FIRST = (Verdict.CONTRADICTED, Verdict.PARTIAL, Verdict.MET)
_BLOCK = "white-space:pre-wrap;overflow-wrap:anywhere;line-height:1.7"
_MARK = "color:inherit;border-radius:.2em;padding:.05em .1em"
_LABEL = (
    "white-space:nowrap;font-size:.75em;font-weight:600;margin:0 .3em;opacity:.85;user-select:none"
)


@dataclass(frozen=True, slots=True)
class Mark:
    """A marked span `answer[start:end]`, with the number of its key point on the card."""

    number: int
    verdict: Verdict
    start: int
    end: int


def draw_answer(turn: Turn, *, marked: bool = True) -> None:
    """Draw what the candidate gave; `marked` shows what its grade says of the words."""
    answer = turn.answer
    if answer is None:
        return
    if answer.dont_know:
        st.markdown("*I don't know.*")
    elif turn.grade is None or not marked:
        st.text(answer.text)
    else:
        st.html(as_html(answer.text, marks(turn.grade)))


def marks(grade: Grade) -> list[Mark]:
    """Return the quotes of a grade's verdicts, numbered in the order of the key points."""
    return [
        Mark(number, v.verdict, v.answer_quote.start, v.answer_quote.end)
        for number, v in enumerate(grade.verdicts, start=1)
        if v.answer_quote is not None and v.verdict in _HUES
    ]


def as_html(answer: str, marked: Sequence[Mark]) -> str:
    """Return the answer as HTML: every character of it escaped, the marked spans around them."""
    edges = sorted({0, len(answer), *(m.start for m in marked), *(m.end for m in marked)})
    pieces = []
    for start, end in pairwise(edges):
        over = [m for m in marked if m.start <= start and end <= m.end]
        pieces.append(_piece(answer[start:end], over))
        pieces += [_label(m) for m in over if m.end == end]
    return f'<div style="{_BLOCK}">{"".join(pieces)}</div>'


def _piece(text: str, over: Sequence[Mark]) -> str:
    if not over:
        return escape(text)
    hue = _HUES[min((m.verdict for m in over), key=_WORST_FIRST.index)]
    colour = f"background:color-mix(in srgb,{hue} 20%,transparent);border-bottom:2px solid {hue}"
    return f'<mark style="{_MARK};{colour}">{escape(text)}</mark>'


def _label(mark: Mark) -> str:
    return f'<span style="{_LABEL}">{mark.number} {escape(VERDICT_WORDS[mark.verdict])}</span>'
