"""Stand-ins with memory for the ports: they behave, and can be looked at."""

from __future__ import annotations

import json
import re
from collections import deque
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta

import numpy as np
from numpy.typing import NDArray

from app.core.chat import Message, ModelCall, Reply, Usage
from app.core.errors import (
    BadReply,
    Damaged,
    IndexMismatch,
    ModelFailure,
    ModelUnavailable,
    NotIndexed,
    StaleSession,
)
from app.core.goal import GoalEvent
from app.core.library import Contents, Manifest, check_name
from app.core.model_address import ModelAddress, read_address
from app.core.question import Question
from app.core.recall import Memory, Recall, Review
from app.core.session import Event
from app.core.verdict import AnswerQuote
from app.core.written import Written
from app.ports import ChatModel, TokenVectors
from app.services.model_choice import ModelChoice
from app.services.spending import Spending

_WORD = re.compile(r"\w+")


class FixedClock:
    """Stands still until a test moves it."""

    def __init__(self, at: datetime) -> None:
        self.at = at

    def now(self) -> datetime:
        return self.at


class MemoryLedger:
    """A ledger in a dict."""

    def __init__(self) -> None:
        self.kept: dict[str, list[Event]] = {}

    def append(self, session_id: str, version: int, new: Sequence[Event]) -> None:
        if len(self.kept.get(session_id, [])) != version:
            raise StaleSession(f"Session {session_id} has moved on. Reload the page.")
        self.kept.setdefault(session_id, []).extend(new)

    def events(self, session_id: str) -> list[Event]:
        return list(self.kept.get(session_id, []))

    def session_ids(self) -> list[str]:
        return list(reversed(self.kept))

    def versions(self) -> dict[str, int]:
        return {session_id: len(self.kept[session_id]) for session_id in self.session_ids()}


class MemoryJournal:
    """A journal in a list."""

    def __init__(self) -> None:
        self.kept: list[GoalEvent] = []

    def note(self, event: GoalEvent) -> None:
        self.kept.append(event)

    def entries(self) -> list[GoalEvent]:
        return list(self.kept)


class DoublingScheduler:
    """Asks again after a day; each good or hard review in a row doubles that."""

    def __init__(self) -> None:
        self.calls = 0

    def schedule(self, reviews: Sequence[Review]) -> Memory:
        self.calls += 1
        days = 1
        for review in reviews:
            days = 1 if review.recall is Recall.AGAIN else 2 * days
        last = reviews[-1]
        return Memory(last.at + timedelta(days=days), float(days), last.recall)


class MemoryDrafts:
    """Drafts in a dict."""

    def __init__(self) -> None:
        self.kept: dict[tuple[str, str], str] = {}

    def save(self, session_id: str, turn_id: str, text: str) -> None:
        self.kept[session_id, turn_id] = text

    def load(self, session_id: str, turn_id: str) -> str:
        return self.kept.get((session_id, turn_id), "")


class WordEmbedder:
    """Embeds by counting the words it knows, one dimension each.

    So the vector of "a lock, a lock, a thread" points two parts to `lock` and one to `thread`. A
    text with no known word points to the last dimension; so does an unknown word as a token. `seen`
    keeps every text that went through `encode`.
    """

    def __init__(
        self, words: str = "lock thread queue cache query token", name: str = "words 1"
    ) -> None:
        self.known = words.split()
        self.name = name
        self.seen: list[str] = []

    @property
    def dimension(self) -> int:
        return len(self.known) + 1

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        self.seen += texts
        counts = np.zeros((len(texts), self.dimension), dtype=np.float32)
        for row, text in zip(counts, texts, strict=True):
            known = [word for word in _WORD.findall(text) if word.lower() in self.known]
            for word in known or [""]:
                row += self._token(word)
        return counts / np.linalg.norm(counts, axis=1, keepdims=True)

    def encode_tokens(self, texts: Sequence[str]) -> list[TokenVectors]:
        return [self._tokens(text) for text in texts]

    def encode_both(self, texts: Sequence[str]) -> tuple[NDArray[np.float32], list[TokenVectors]]:
        return self.encode(texts), self.encode_tokens(texts)

    def _tokens(self, text: str) -> TokenVectors:
        found = list(_WORD.finditer(text))
        rows = np.array([self._token(word.group()) for word in found], dtype=np.float32)
        return TokenVectors(
            tuple(word.group().lower() for word in found),
            tuple(word.span() for word in found),
            rows.reshape(len(found), self.dimension),
        )

    def _token(self, word: str) -> NDArray[np.float32]:
        known = word.lower() in self.known
        position = self.known.index(word.lower()) if known else len(self.known)
        return np.eye(self.dimension, dtype=np.float32)[position]


class WordCounter:
    """Counts words as tokens; its embedder reads 60 of them."""

    window = 60

    def count(self, text: str) -> int:
        return len(text.split()) + 2


class MemoryVectors:
    """Collections of vectors in a dict; searching compares with all of them."""

    def __init__(self) -> None:
        self.kept: dict[str, dict[str, NDArray[np.float32]]] = {}
        self.sealed: dict[str, int] = {}

    def add(self, collection: str, ids: Sequence[str], vectors: NDArray[np.float32]) -> None:
        place = self.kept.setdefault(collection, {})
        for name, vector in zip(ids, vectors, strict=True):
            place.setdefault(name, vector)

    def extend(self, collection: str, base: str, ids: Collection[str]) -> set[str]:
        there = self._open(base)
        if len(there.keys() ^ set(ids)) > len(there) / 10:
            return set()
        self.kept[collection] = {name: there[name] for name in ids if name in there}
        return set(self.kept[collection])

    def nearest(
        self, collection: str, vector: NDArray[np.float32], k: int
    ) -> list[tuple[str, float]]:
        place = self._open(collection)
        if any(len(row) != len(vector) for row in place.values()):
            raise IndexMismatch("The vectors have another length. Run `hotseat ingest --rebuild`.")
        pairs = [(name, _cosine(row, vector)) for name, row in place.items()]
        return sorted(pairs, key=lambda pair: pair[1], reverse=True)[:k]

    def fetch(self, collection: str, ids: Sequence[str]) -> dict[str, NDArray[np.float32]]:
        place = self._open(collection)
        return {name: place[name] for name in ids if name in place}

    def seal(self, collection: str) -> None:
        self.sealed[collection] = len(self._open(collection))

    def check(self, collection: str | None = None) -> None:
        if collection is None:
            return
        if self.sealed.get(collection, -1) not in {-1, len(self._open(collection))}:
            raise Damaged(f"The vectors {collection} are damaged. Run `hotseat ingest --all`.")

    def start_anew(self) -> None:
        self.kept.clear()

    def drop(self, collection: str) -> None:
        self.kept.pop(collection, None)

    def collections(self) -> list[str]:
        return sorted(self.kept)

    def _open(self, collection: str) -> dict[str, NDArray[np.float32]]:
        if collection not in self.kept:
            raise NotIndexed(f"The vectors {collection} are not here. Run `hotseat ingest`.")
        return self.kept[collection]


class MemoryCache:
    """Vectors that were made once, in a dict."""

    def __init__(self) -> None:
        self.kept: dict[tuple[str, str, str], NDArray[np.float32]] = {}

    def fetch(
        self, library: str, made_by: str, ids: Sequence[str]
    ) -> dict[str, NDArray[np.float32]]:
        keys = {name: (library, made_by, name) for name in ids}
        return {name: self.kept[key] for name, key in keys.items() if key in self.kept}

    def add(
        self, library: str, made_by: str, ids: Sequence[str], vectors: NDArray[np.float32]
    ) -> None:
        self.kept |= {(library, made_by, n): v for n, v in zip(ids, vectors, strict=True)}

    def keep_only(self, library: str, made_by: str, ids: Sequence[str]) -> None:
        wanted = {(library, made_by, name) for name in ids}
        self.kept = {k: v for k, v in self.kept.items() if k[0] != library or k in wanted}


class MemoryTokens:
    """Token arrays in a dict, by library, maker and passage; `frames` by library and maker."""

    def __init__(self) -> None:
        self.kept: dict[tuple[str, str], dict[str, NDArray[np.int8]]] = {}
        self.frames: dict[tuple[str, str], NDArray[np.float32]] = {}

    def frame(self, library: str, made_by: str) -> NDArray[np.float32] | None:
        return self.frames.get((library, made_by))

    def add(
        self,
        library: str,
        made_by: str,
        frame: NDArray[np.float32],
        rows: Mapping[str, NDArray[np.int8]],
    ) -> None:
        self.frames.setdefault((library, made_by), frame)
        self.kept.setdefault((library, made_by), {}).update(rows)

    def fetch(self, library: str, made_by: str, ids: Sequence[str]) -> dict[str, NDArray[np.int8]]:
        place = self.kept.get((library, made_by), {})
        return {name: place[name] for name in ids if name in place}

    def ids(self, library: str, made_by: str) -> set[str]:
        return set(self.kept.get((library, made_by), {}))

    def keep_only(self, library: str, made_by: str, ids: Collection[str]) -> None:
        place = self.fetch(library, made_by, list(ids))
        for key in [key for key in self.kept if key[0] == library]:
            del self.kept[key]
        self.kept[library, made_by] = place


class ToldTokens:
    """Remembers of which passages it was told, by library."""

    def __init__(self) -> None:
        self.kept: dict[str, dict[str, TokenVectors]] = {}

    def missing(self, library: str, ids: Collection[str]) -> set[str]:
        return set(ids) - set(self.kept.get(library, {}))

    def learn(self, library: str, ids: Sequence[str], tokens: Sequence[TokenVectors]) -> None:
        self.kept.setdefault(library, {}).update(zip(ids, tokens, strict=True))

    def keep_only(self, library: str, ids: Collection[str]) -> None:
        place = self.kept.get(library, {})
        self.kept[library] = {name: place[name] for name in ids if name in place}


class MemoryLibraries:
    """Published libraries in a dict; `published` keeps all manifests in their order."""

    def __init__(self) -> None:
        self.published: list[Manifest] = []
        self.kept: dict[str, dict[str, Contents]] = {}

    def names(self) -> list[str]:
        return sorted(self.kept)

    def manifest(self, library: str) -> Manifest | None:
        check_name(library)
        return next((m for m in reversed(self.published) if m.library == library), None)

    def contents(self, manifest: Manifest) -> Contents:
        generations = self.kept.get(manifest.library, {})
        if manifest.generation not in generations:
            raise NotIndexed(f"Generation {manifest.generation} is gone. Try again.")
        return generations[manifest.generation]

    def publish(self, manifest: Manifest, contents: Contents) -> None:
        check_name(manifest.library)
        generations = self.kept.setdefault(manifest.library, {})
        generations[manifest.generation] = contents
        for old in list(generations)[:-2]:
            del generations[old]
        self.published.append(manifest)

    def remove(self, library: str) -> None:
        check_name(library)
        self.kept.pop(library, None)
        self.published = [m for m in self.published if m.library != library]


# What a scripted model answers: text, an object, or the failure that it raises.
Answer = str | Mapping[str, object] | ModelFailure


def everything(question: Question, answer: str) -> list[list[AnswerQuote]]:
    """Let a whole answer bear on each key point."""
    return [[AnswerQuote.cut(answer, 0, len(answer))] for _ in question.key_points]


class ScriptedChat:
    """A language model that gives the answers of a queue; `heard` keeps what it was told.

    An answer that is text is parsed where an object was asked for. Streams come in pieces of a word.
    An empty queue fails as a model that is down.
    """

    name = "fake:scripted"

    def __init__(self, *answers: Answer, room: int = 4000) -> None:
        self.answers = deque(answers)
        self.room = room
        self.heard: list[Sequence[Message]] = []
        self.prompts: list[str] = []

    def stream(self, messages: Sequence[Message], *, prompt: str = "") -> Iterator[str]:
        text = self.complete(messages, prompt=prompt).text
        yield from re.findall(r"\S+\s*", text)

    def complete(
        self,
        messages: Sequence[Message],
        *,
        schema: Mapping[str, object] | None = None,
        prompt: str = "",
    ) -> Reply:
        self.heard.append(tuple(messages))
        self.prompts.append(prompt)
        answer = self.answer(messages)
        if isinstance(answer, ModelFailure):
            raise answer
        text = answer if isinstance(answer, str) else json.dumps(answer)
        usage = Usage(sum(len(m.text.split()) for m in messages), len(text.split()))
        return Reply(text, None if schema is None else _object_in(text), usage)

    def answer(self, messages: Sequence[Message]) -> Answer:
        if not self.answers:
            return ModelUnavailable("The model does not answer. Go on offline.")
        return self.answers.popleft()


class ObedientChat(ScriptedChat):
    """A language model that obeys whatever it reads, wherever it stands.

    `obey` gets all that it was told and returns what the text orders, None where nothing is ordered.
    Without an order it gives the answers of its queue, the last one again and again.
    """

    name = "fake:obedient"

    def __init__(
        self, obey: Callable[[str], Answer | None], *answers: Answer, room: int = 4000
    ) -> None:
        super().__init__(*answers, room=room)
        self.obey = obey

    def answer(self, messages: Sequence[Message]) -> Answer:
        ordered = self.obey("\n".join(m.text for m in messages))
        if ordered is not None:
            return ordered
        return self.answers.popleft() if len(self.answers) > 1 else self.answers[0]


class FailingChat(ScriptedChat):
    """A language model that breaks off: after `pieces` pieces of a stream, and in every other call."""

    name = "fake:failing"

    def __init__(self, failure: ModelFailure, text: str = "", *, pieces: int = 0) -> None:
        super().__init__()
        self.failure, self.text, self.pieces = failure, text, pieces

    def stream(self, messages: Sequence[Message], *, prompt: str = "") -> Iterator[str]:
        self.heard.append(tuple(messages))
        yield from re.findall(r"\S+\s*", self.text)[: self.pieces]
        raise self.failure

    def answer(self, messages: Sequence[Message]) -> Answer:
        return self.failure


class MemoryCallLog:
    """A log of calls in a list."""

    def __init__(self) -> None:
        self.kept: list[ModelCall] = []

    def note(self, call: ModelCall) -> None:
        self.kept.append(call)

    def calls(self) -> list[ModelCall]:
        return list(self.kept)


class MemoryWritten:
    """What language models wrote, in a dict."""

    def __init__(self) -> None:
        self.kept: dict[str, Written] = {}

    def load(self, library: str) -> Written:
        return self.kept.get(library, Written())

    def holds(self, library: str) -> bool:
        return library in self.kept

    def save(self, library: str, written: Written) -> None:
        self.kept[library] = written

    def remove(self, library: str) -> None:
        self.kept.pop(library, None)


class MemorySwitch:
    """A switch in memory, off at first."""

    def __init__(self) -> None:
        self.kept: str | None = None

    def chosen(self) -> str | None:
        return self.kept

    def choose(self, address: str | None) -> None:
        self.kept = address


def model_choice(chat: ChatModel | None, name: str = "openai:small") -> ModelChoice:
    """Return the choice of a model on this machine, off at first; of none without a model."""

    def opened(_: ModelAddress) -> ChatModel:
        assert chat is not None
        return chat

    address = None if chat is None else read_address(name, "http://127.0.0.1:8000/v1")
    clock = FixedClock(datetime(2026, 11, 23, 12, tzinfo=UTC))
    return ModelChoice(
        address, MemorySwitch(), open_model=opened, spending=Spending(MemoryCallLog(), clock)
    )


def _object_in(text: str) -> Mapping[str, object]:
    try:
        found = json.loads(text)
    except json.JSONDecodeError as exc:
        raise BadReply("The model's reply is no JSON. Go on offline.") from exc
    if not isinstance(found, dict):
        raise BadReply("The model's reply is no JSON object. Go on offline.")
    return found


def _cosine(a: NDArray[np.float32], b: NDArray[np.float32]) -> float:
    return float(a @ b / (np.linalg.norm(a) * np.linalg.norm(b)))
