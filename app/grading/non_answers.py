"""Answers that are none: `I don't know`, the question said back, keywords without a statement."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from app.core.words import content_words, is_negated
from app.grading.words import Word, words_of

Span = tuple[int, int]

_WHOLE = re.compile(
    r"\W*(?:pass|skip|next(?: question)?|n/?a|none|nope|no|idk|dunno|no (?:idea|clue|answer|comment)"
    r"|not sure|beats me|sorry|nothing|unknown|tbd|\?+)\W*"
)
_LEAVES_OPEN = re.compile(
    r"\b(?:i|we)(?:'m| am|'ve| have|'d| would)? ?(?:really |honestly |just |actually |still |sorry |"
    r"simply |frankly )*(?:(?:do not|don't|dont|did not|didn't|can't|cant|cannot|could not|couldn't"
    r"|wouldn't|would not) (?:really |actually |even |quite |honestly )*(?:know|remember|recall|answer|say"
    r"|have (?:a|any|the|an) (?:\w+ )?(?:clue|idea|answer|experience)|understand the question)"
    r"|have no (?:idea|clue|answer|experience)|haven't (?:\w+ )?(?:used|learned|learnt|heard|worked|dealt"
    r"|seen|touched|read|come|got|a clue)|never (?:\w+ )?(?:used|learned|learnt|heard|worked|dealt|seen"
    r"|touched|read|came|come|had to)|forg[eo]t (?:it|this|that|what|how|the|about)|not sure (?:about|what|how"
    r"|at all)|no idea)\b|^\W*(?:idk|dunno|no idea|no clue|not sure)\b|\bno (?:idea|clue)(?: what| how"
    r"| about|$)|\bbeats me\b|\byou got me\b|\b(?:don't|dont|do not) know(?: (?:it|this|that|sorry|yet))?$"
    r"|\bidk$"
)
_MOST_SAID_BESIDE = 3
_SEPARATORS = re.compile(r"\s*(?:[,;|/•]|\n|\s-\s)\s*")
_FEWEST_ITEMS = 6
_LONGEST_ITEM = 3
_FEWEST_KEYWORDS = 10
_FEWEST_ECHOED = 3
_TELLING_EVERY = 12
_STRUCTURE = re.compile(r"->|=>|[.,:;()=]|\s-\s|\n")
_ARTICLES = {"a", "an", "the"}
_FEWEST_SALAD = 8
_YES_NO = re.compile(r"(?:yes|no|correct|true|false|right)\b")


def open_claims(text: str, claims: Sequence[Span], question: str) -> list[Span]:
    """Return the claims that say that the candidate doesn't know, and next to nothing else."""
    asked = content_words(question)
    found = []
    for start, end in claims:
        claim = text[start:end]
        if _WHOLE.fullmatch(claim) and len(claims) == 1:
            found.append((start, end))
        elif match := _LEAVES_OPEN.search(claim):
            beside = content_words(claim[: match.start()] + " " + claim[match.end() :]) - asked
            if len(beside) <= _MOST_SAID_BESIDE:
                found.append((start, end))
    return found


def admits_ignorance(text: str) -> bool:
    """Say whether an answer says anywhere that the candidate doesn't know."""
    return _WHOLE.fullmatch(text) is not None or _LEAVES_OPEN.search(text) is not None


def is_echo(text: str, question: str, points: Sequence[str]) -> bool:
    """Say whether an answer only says the question back.

    It says at least half of the question's content words and next to nothing else: no new word if
    it is short, as one may be the answer; else under a third, and of a key point's words one in
    twelve at most. `Yes, put is idempotent` and `put is not idempotent` are answers, although all
    of their words are the question's.
    """
    asked = content_words(question)
    words = words_of(text)
    said = [word.stem for word in words if word.is_content and len(word.text) > 1]
    if len(said) < _FEWEST_ECHOED or _YES_NO.match(text):
        return False
    repeats = 2 * len(asked & set(said)) >= len(asked)
    new = [stem for stem in said if stem not in asked]
    if len(said) < _TELLING_EVERY:
        return repeats and not new and is_negated(text) == is_negated(question)
    telling = frozenset().union(*(content_words(point) for point in points)) - asked
    told = len(telling & set(new))
    return repeats and 3 * len(new) < len(said) and _TELLING_EVERY * told <= len(said)


def keyword_spans(text: str) -> list[Span]:
    """Return the stretches of a canonical text that list keywords and say nothing of them.

    Six or more items in a row of one or two words, or up to four without a function word; or ten or
    more words in a row without a function word and without punctuation.
    """
    return _item_runs(text) + _bare_runs(text)


def is_stuffed(text: str, spans: Sequence[Span]) -> bool:
    """Say whether keyword lists make up most of an answer: two thirds of its words."""
    words = words_of(text)
    listed = sum(any(start <= word.start < end for start, end in spans) for word in words)
    return bool(words) and 3 * listed >= 2 * len(words)


def is_salad(text: str, sources: Sequence[str]) -> bool:
    """Say whether an answer has the words of the notes, but in no order.

    At least 85 % of its words occur in `sources`, and few of its pairs of neighbours do: at most
    30 % in what has the function words of prose, 15 % in terse notes, where order tells less. Where
    the articles stand before words that can follow one, the words are in order, if in another than
    the notes'.
    """
    said = words_of(text)
    if len(said) < _FEWEST_SALAD:
        return False
    read = [[word.text for word in words_of(source)] for source in sources]
    known = {word for source in read for word in source}
    pairs = Counter(pair for source in read for pair in pairwise(source))
    familiar = sum(word.text in known for word in said) / len(said)
    in_order = sum((a.text, b.text) in pairs for a, b in pairwise(said)) / (len(said) - 1)
    is_prose = 3 * sum(not word.is_content for word in said) >= len(said)
    unlike = familiar >= 0.85 and in_order <= (0.3 if is_prose else 0.15)
    return unlike and _articles_are_lost(said)


def _articles_are_lost(said: Sequence[Word]) -> bool:
    """Say whether one article in five, or more, stands before a function word (`the of`).

    Also when there are not three of them to tell by.
    """
    after = [b for a, b in pairwise(said) if a.text in _ARTICLES]
    return len(after) < 3 or 5 * sum(not word.is_content for word in after) >= len(after)


def _item_runs(text: str) -> list[Span]:
    """Find runs of short items between commas; the words before a colon belong to no item.

    A number or a formula neither counts as an item nor ends a run.
    """
    runs: list[Span] = []
    run: list[Span] = []
    for start, end in _items(text):
        words = words_of(text[start:end])
        if _is_formula(words):
            continue
        if _is_keyword_item(words):
            run.append((start, end))
            continue
        runs += _run_span(run)
        run = []
    return runs + _run_span(run)


def _run_span(run: Sequence[Span]) -> list[Span]:
    return [(run[0][0], run[-1][1])] if len(run) >= _FEWEST_ITEMS else []


def _items(text: str) -> list[Span]:
    cuts = [match.span() for match in _SEPARATORS.finditer(text)]
    starts = [0, *(end for _, end in cuts)]
    ends = [*(start for start, _ in cuts), len(text)]
    return [_behind_colon(text, start, end) for start, end in zip(starts, ends, strict=True)]


def _behind_colon(text: str, start: int, end: int) -> Span:
    label = text.rfind(": ", start, end)
    return (label + 2, end) if label >= 0 else (start, end)


def _is_formula(words: Sequence[Word]) -> bool:
    """Say whether an item has no word of two letters or more."""
    return not any(sum(map(str.isalpha, word.text)) > 1 for word in words)


def _is_keyword_item(words: Sequence[Word]) -> bool:
    if len(words) <= 2:
        return True
    return len(words) <= _LONGEST_ITEM + 1 and all(word.is_content for word in words)


def _bare_runs(text: str) -> list[Span]:
    runs: list[Span] = []
    run: list[Word] = []
    for word in words_of(text):
        gap = text[run[-1].end : word.start] if run else ""
        if run and (not word.is_content or _STRUCTURE.search(gap)):
            runs += [(run[0].start, run[-1].end)] if len(run) >= _FEWEST_KEYWORDS else []
            run = []
        if word.is_content:
            run.append(word)
    return runs + ([(run[0].start, run[-1].end)] if len(run) >= _FEWEST_KEYWORDS else [])
