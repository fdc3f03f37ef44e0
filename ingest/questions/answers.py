"""Finding the section of a note that answers a question asked without an answer."""

from __future__ import annotations

from dataclasses import replace

from app.core.words import content_words
from ingest.markdown import Document
from ingest.questions.found import FoundQuestion, trimmed
from ingest.questions.mined import is_interview

_LEAST_COVERED = 0.6


class Sections:
    """The sections of a note that may answer a question, with their words."""

    def __init__(self, document: Document) -> None:
        self._sections = []
        headings = document.headings
        ends = [*(heading.line - 1 for heading in headings[1:]), len(document.lines)]
        for heading, end in zip(headings, ends, strict=True):
            text, first = trimmed(list(document.lines[heading.body - 1 : end]), heading.body)
            if text and not is_interview(heading.path[1:]):
                title = content_words(" ".join(heading.path[1:]))
                self._sections.append((title, title | content_words(text), text, first))

    def answered(self, found: FoundQuestion) -> FoundQuestion | None:
        """Return the question with the best section as its answer, None when none is about it.

        A section must hold 60 % of the question's content words; those in headings count twice in
        the choice.
        """
        asked = content_words(found.text)
        best, answer = 0.0, None
        for title, words, text, first in self._sections:
            covered = len(asked & words)
            value = covered + len(asked & title)
            if asked and covered >= _LEAST_COVERED * len(asked) and asked & title and value > best:
                best, answer = value, replace(found, reference=text, reference_line=first)
        return answer
