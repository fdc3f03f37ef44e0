"""How a question was put, where a language model was asked to put it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Said:
    """The words in which a question was asked, and whose they are.

    `by` names the model and the prompt. An empty `text` says that the model gave none that could be
    used, so the question was asked in the words of the notes. The question itself stays what it is:
    answers are graded by the notes' own words.
    """

    text: str
    by: str
