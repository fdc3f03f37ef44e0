"""Let a language model write the answer to a question from sentences of the notes.

The offline search decides whether the notes answer and which sentences may; those that speak to a
model are left out. Of what the model writes a sentence is kept only when it cites a passage that says
it by the offline checker, in plain characters and without an address. Each kept sentence carries the
verbatim sentence of the notes that it shares most words with.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from app.core.bounds import is_plain
from app.core.chat import fitting
from app.core.sentences import Sentence
from app.core.steering import speaks_to_model
from app.core.words import content_words
from app.ports import ChatModel
from app.prompts import prompt

# Says whether a text of the notes makes a statement.
States = Callable[[str, str], bool]

_PROMPT = "ask"
_CITED = re.compile(r"^[-*\s]*(?P<text>.+?)\s*(?P<numbers>(?:\[\d{1,2}\][\s,]*)+)[.\s]*$")
_NUMBER = re.compile(r"\d+")
_MOST = 6
_MOST_LINES = 20


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence of a model, and the verbatim sentence of the notes that says it."""

    text: str
    source: Sentence


class ModelAnswerer:
    """Writes answers with a model, under the offline checker `states`."""

    def __init__(self, model: ChatModel, states: States) -> None:
        self._model = model
        self._states = states

    @property
    def name(self) -> str:
        """The model and the prompt, for the provenance of an answer."""
        return f"{self._model.name} {prompt(_PROMPT).id}"

    def write(self, question: str, passages: Sequence[Sequence[Sentence]]) -> Iterator[Statement]:
        """Yield the sentences of an answer as they come and hold; to stop iterating cancels.

        `passages` are the sentences to answer from, by passage, the best first; what doesn't fit the
        model's window is left out. Raises ModelFailure in the middle, too.
        """
        told = [own for each in passages if (own := [s for s in each if not _steers(s)])]
        asked = prompt(_PROMPT)
        texts = [f"[{n}] {_text(each)}" for n, each in enumerate(told, start=1)]
        texts = fitting(texts, self._model.room, beside=(asked.system, asked.user, question))
        if not texts:
            return
        messages = asked.messages(question=question, passages="\n\n".join(texts))
        written: set[frozenset[str]] = set()
        for line in _lines(self._model.stream(messages, prompt=asked.id)):
            statement = self._checked(line, told[: len(texts)])
            if statement is None or content_words(statement.text) in written:
                continue
            written.add(content_words(statement.text))
            yield statement
            if len(written) == _MOST:
                return

    def _checked(self, line: str, passages: Sequence[Sequence[Sentence]]) -> Statement | None:
        found = _CITED.match(line)
        if found is None:
            return None
        text = found["text"].strip()
        for number in map(int, _NUMBER.findall(found["numbers"])):
            if 1 <= number <= len(passages):
                source = passages[number - 1]
                if is_plain(text, sources=[_text(source)]) and self._states(_text(source), text):
                    return Statement(text, _nearest(text, source))
        return None


def _lines(pieces: Iterable[str]) -> Iterator[str]:
    """Join the pieces of a stream to lines; a model that goes on and on is cut off."""
    left, count = "", 0
    for piece in pieces:
        *whole, left = (left + piece).split("\n")
        for line in whole:
            yield line
            count += 1
        if count >= _MOST_LINES:
            return
    yield left


def _steers(sentence: Sentence) -> bool:
    return speaks_to_model(sentence.plain)


def _text(sentences: Sequence[Sentence]) -> str:
    return " ".join(sentence.plain for sentence in sentences)


def _nearest(text: str, sentences: Sequence[Sentence]) -> Sentence:
    said = content_words(text)
    return max(sentences, key=lambda sentence: len(said & content_words(sentence.plain)))
