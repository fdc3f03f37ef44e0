"""Rules on how key points, other wordings, misconceptions and questions are worded."""

from __future__ import annotations

from collections.abc import Iterator

from app.core.words import content_words, is_negated, stem, words
from ingest.rules.checked_note import CheckedNote
from ingest.written import Finding, WrittenLine, WrittenPoint

MOST_SHARED = 0.5
MOST_NEGATIONS = 1 / 3
_SAME = 0.75


def also_lines_differ(note: CheckedNote) -> Iterator[Finding]:
    """An `also:` line shares at most half of its content words with its point."""
    for question in note.questions:
        for point in question.points:
            for line in point.also:
                said = content_words(line.text)
                shared = said & content_words(point.text)
                if said and len(shared) / len(said) > MOST_SHARED:
                    yield (
                        line.line,
                        (
                            f"{len(shared)} of {len(said)} content words are the key point's "
                            f"({_spelled(line.text, shared)}): say it in other words"
                        ),
                    )


def wrong_lines_are_no_negations(note: CheckedNote) -> Iterator[Finding]:
    """At most a third of a note's `wrong:` lines are plain negations of their point."""
    pairs = [(p, w) for question in note.questions for p in question.points for w in p.wrong]
    plain = [line.line for point, line in pairs if is_plain_negation(point, line)]
    if len(plain) > MOST_NEGATIONS * len(pairs):
        numbers = ", ".join(str(line) for line in plain)
        yield (
            plain[0],
            (
                f"{len(plain)} of {len(pairs)} `wrong:` lines are plain negations of their "
                f"point (lines {numbers}): "
                "at most a third may be; mistake a cause, a direction, an actor, a number, an "
                "order or a boundary instead"
            ),
        )


def is_plain_negation(point: WrittenPoint, wrong: WrittenLine) -> bool:
    """Say whether a misconception is its point or a wording of it, but for a `not`."""
    said = content_words(wrong.text)
    for text in (point.text, *(line.text for line in point.also)):
        if (
            said
            and len(said & content_words(text)) / len(said) >= _SAME
            and is_negated(wrong.text) != is_negated(text)
        ):
            return True
    return False


def follow_ups_give_nothing_away(note: CheckedNote) -> Iterator[Finding]:
    """A follow-up shares no content words with its point beyond those of the question."""
    for question in note.questions:
        shown = [note.document.text(block.first, block.last) for block in question.exhibit]
        asked = content_words(" ".join([question.heading.title, *shown]))
        points = {point.slug: point for point in question.points}
        for follow_up in question.follow_ups:
            point = points.get(follow_up.slug)
            told = (
                (content_words(follow_up.text) & content_words(point.text)) - asked
                if point
                else frozenset()
            )
            if told:
                yield (
                    follow_up.line,
                    f"the follow-up gives its key point away "
                    f"({_spelled(follow_up.text, told)}): reword it",
                )


def other_wordings_ask_the_same(note: CheckedNote) -> Iterator[Finding]:
    """An `Also asked` item is worded otherwise than its question and its other wordings.

    It gives no key point away: it shares no content words with one beyond those of the question, of
    the code that it shows and of the note's title.
    """
    title = note.front.text("title") or ""
    for question in note.questions:
        shown = [note.document.text(block.first, block.last) for block in question.exhibit]
        known = content_words(" ".join([title, question.heading.title, *shown]))
        told = content_words(" ".join(point.text for point in question.points)) - known
        seen = [sorted(content_words(question.heading.title))]
        for line in question.also_asked:
            said = content_words(line.text)
            if sorted(said) in seen:
                yield line.line, "this wording asks in the same words: word it anew"
            seen.append(sorted(said))
            if given := said & told:
                spelled = _spelled(line.text, given)
                yield line.line, f"the wording gives a key point away ({spelled}): reword it"


def _spelled(text: str, stems: frozenset[str]) -> str:
    """List the words of a text that have these stems, as they are spelled there."""
    return ", ".join(dict.fromkeys(word for word in words(text) if stem(word) in stems))


RULES = (
    also_lines_differ,
    wrong_lines_are_no_negations,
    follow_ups_give_nothing_away,
    other_wordings_ask_the_same,
)
