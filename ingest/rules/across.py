"""Rules over all notes together: nothing is said twice, nothing is asked twice."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

from app.core.library import Problem
from ingest.rules.checked_note import CheckedNote

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Embed = Callable[[Sequence[str]], "NDArray[np.float32]"]

LONGEST_SHARED_RUN = 11
# Cosine of two questions' sentence vectors from which they ask the same. Read off 133 questions of
# the built-in notes: the pair at .84 was one question twice, the next one, at .79, two questions.
SAME_QUESTION = 0.8
_WORD = re.compile(r"\w+(?:['’]\w+)?")

Place = tuple[str, int]


def shared_runs(notes: Sequence[CheckedNote]) -> Iterator[Problem]:
    """No note shares a run of 12 words or more with another one.

    Front matter and fences don't count: two programs may well begin with the same imports.
    """
    length = LONGEST_SHARED_RUN + 1
    seen: dict[tuple[str, ...], Place] = {}
    for note in notes:
        words = _words(note)
        reported = -length
        for start in range(len(words) - length + 1):
            run = tuple(word for word, _ in words[start : start + length])
            line = words[start][1]
            path, first_line = seen.setdefault(run, (note.path, line))
            if path != note.path and start >= reported + length:
                reported = start
                text = " ".join(run)
                message = f"says the same as {path}:{first_line} (“{text} …”): say it once"
                yield Problem(note.path, line, message)


def _words(note: CheckedNote) -> list[tuple[str, int]]:
    fenced = {n for fence in note.document.fences for n in range(fence.first, fence.last + 1)}
    return [
        (word.lower(), number)
        for number, line in enumerate(note.document.lines, start=1)
        if number > note.front.length and number not in fenced
        for word in _WORD.findall(line)
    ]


def same_questions(notes: Sequence[CheckedNote], embed: Embed) -> Iterator[Problem]:
    """No question of a note asks what one of another note asks, as the embedder sees it."""
    asked = [(note.path, q.heading.line, q.heading.title) for note in notes for q in note.questions]
    if not asked:
        return
    vectors = embed([title for _, _, title in asked])
    alike = vectors @ vectors.T
    for later, (path, line, _) in enumerate(asked):
        for earlier in range(later):
            other, other_line, _ = asked[earlier]
            if other != path and alike[later, earlier] >= SAME_QUESTION:
                message = f"asks the same as {other}:{other_line}: drop or sharpen one of them"
                yield Problem(path, line, message)
