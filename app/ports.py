"""What the services ask of the outside, in domain words.

A port exists where a second implementation does (a fake in the tests counts). Arrays are numpy's,
float32.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Protocol

from app.core.chat import Message, ModelCall, Reply
from app.core.goal import GoalEvent
from app.core.library import Contents, Manifest
from app.core.recall import Memory, Review
from app.core.session import Event
from app.core.spelling import Correction
from app.core.verdict import Chances
from app.core.written import Written

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class TokenVectors:
    """The tokens of one text as the embedder reads them, without its special tokens.

    `tokens` are the n word pieces, `spans` their (start, end) offsets in the text, `vectors` has
    shape (n, d), rows of unit length. A text longer than the embedder's window is read in windows,
    one after the other.
    """

    tokens: tuple[str, ...]
    spans: tuple[tuple[int, int], ...]
    vectors: NDArray[np.float32]


class Embedder(Protocol):
    """Turns texts into vectors. Deterministic: the same text gives the same vectors."""

    @property
    def name(self) -> str:
        """Name and version of the model, as the manifest records it."""

    @property
    def dimension(self) -> int:
        """Length of a vector."""

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return one vector of unit length for each text, shape (len(texts), dimension)."""

    def encode_tokens(self, texts: Sequence[str]) -> list[TokenVectors]:
        """Return the contextual vectors of each text's tokens."""

    def encode_both(self, texts: Sequence[str]) -> tuple[NDArray[np.float32], list[TokenVectors]]:
        """Return what `encode` returns, and the token vectors whose mean that is, in one pass.

        These are of the model's last layer, those of `encode_tokens` of several.
        """


class Entailment(Protocol):
    """A model of natural-language inference: does one text say, or deny, another one?"""

    @property
    def name(self) -> str:
        """Name of the model, as a grade's provenance records it."""

    def judge(self, pairs: Sequence[tuple[str, str]]) -> list[Chances]:
        """Judge pairs of (what is said, statement)."""


class TokenCounter(Protocol):
    """Counts a text's tokens as the embedder would, without loading the embedder."""

    @property
    def window(self) -> int:
        """How many tokens the embedder reads of a text, its special tokens included."""

    def count(self, text: str) -> int:
        """Return the number of tokens of a text, special tokens included."""


class VectorIndex(Protocol):
    """Collections of vectors, found by nearness.

    A collection is filled, then sealed, then published, and never written to again. What it was
    when it was sealed is checked before it is first searched.
    """

    def add(self, collection: str, ids: Sequence[str], vectors: NDArray[np.float32]) -> None:
        """Store vectors of shape (len(ids), d) under their ids; make the collection if needed."""

    def extend(self, collection: str, base: str, ids: Collection[str]) -> set[str]:
        """Make a collection that holds what `base`, a complete one, has of these ids.

        Returns the ids that it so holds; none, and makes nothing, when too much has changed.
        """

    def nearest(
        self, collection: str, vector: NDArray[np.float32], k: int
    ) -> list[tuple[str, float]]:
        """Return up to k (id, cosine similarity), the most similar first."""

    def fetch(self, collection: str, ids: Sequence[str]) -> dict[str, NDArray[np.float32]]:
        """Return the stored vectors of those ids that the collection has."""

    def seal(self, collection: str) -> None:
        """Note that a collection is complete."""

    def check(self, collection: str | None = None) -> None:
        """Raise Damaged when a collection, or what holds all of them, is not what was written."""

    def start_anew(self) -> None:
        """Put all collections aside, damaged as they are, and begin without any."""

    def drop(self, collection: str) -> None:
        """Delete a collection; one that is not there is no error.

        It may stay until it is dropped again, when another one has been made by extending it.
        """

    def collections(self) -> list[str]:
        """Return the names of all collections, finished or not, sorted."""


class VectorCache(Protocol):
    """Vectors that were made once, by library and passage id; `made_by` names what made them.

    A passage's id follows from its text, so a vector is there or not, but never out of date.
    """

    def fetch(
        self, library: str, made_by: str, ids: Sequence[str]
    ) -> dict[str, NDArray[np.float32]]:
        """Return the vectors of those ids that are there."""

    def add(
        self, library: str, made_by: str, ids: Sequence[str], vectors: NDArray[np.float32]
    ) -> None:
        """Keep vectors of shape (len(ids), d), whatever happens to the process from then on."""

    def keep_only(self, library: str, made_by: str, ids: Sequence[str]) -> None:
        """Forget all other vectors of the library."""


class LexicalIndex(Protocol):
    """Texts found by the words they share with a query (BM25)."""

    def best(self, query: str, k: int) -> list[tuple[int, float]]:
        """Return up to k (position of the text, score above 0), the best first."""

    def scores(self, query: str, positions: Sequence[int]) -> list[float]:
        """Return the scores of the texts at these positions, 0 for one without a shared word."""

    def unknown(self, query: str) -> list[str]:
        """Return the words of a query that stand in none of the texts, each once."""


class Speller(Protocol):
    """Words that texts use, against which typing errors are found."""

    def correct(self, query: str) -> list[Correction]:
        """Return the words of a query that no text uses, and that are nearly a word of theirs."""


class TokenStore(Protocol):
    """Token vectors of passages, made small, by library and passage id.

    `made_by` names what made them; rows of different makers don't mix. `frame` is what the small
    vectors are relative to.
    """

    def frame(self, library: str, made_by: str) -> NDArray[np.float32] | None:
        """Return the frame of this maker's rows, None when there are none."""

    def add(
        self,
        library: str,
        made_by: str,
        frame: NDArray[np.float32],
        rows: Mapping[str, NDArray[np.int8]],
    ) -> None:
        """Store arrays of shape (tokens, d) by passage id, in place of earlier ones."""

    def fetch(self, library: str, made_by: str, ids: Sequence[str]) -> dict[str, NDArray[np.int8]]:
        """Return the arrays of those ids that are there."""

    def ids(self, library: str, made_by: str) -> set[str]:
        """Return the ids that have an array."""

    def keep_only(self, library: str, made_by: str, ids: Collection[str]) -> None:
        """Delete all other arrays of the library."""


class PassageTokens(Protocol):
    """What the ingest tells of the passages' tokens, so that a search need not read them again."""

    def missing(self, library: str, ids: Collection[str]) -> set[str]:
        """Return those of the passages whose tokens aren't known."""

    def learn(self, library: str, ids: Sequence[str], tokens: Sequence[TokenVectors]) -> None:
        """Keep the tokens of passages, as `Embedder.encode_both` reads them."""

    def keep_only(self, library: str, ids: Collection[str]) -> None:
        """Forget the library's other passages."""


class Libraries(Protocol):
    """The published generations of all libraries."""

    def names(self) -> list[str]:
        """Return the names of the libraries that have a generation, sorted."""

    def manifest(self, library: str) -> Manifest | None:
        """Return the manifest of the current generation, None when there is none."""

    def contents(self, manifest: Manifest) -> Contents:
        """Return notes, passages and questions of a generation."""

    def publish(self, manifest: Manifest, contents: Contents) -> None:
        """Make a generation the current one; readers see the old or the new one, whole."""

    def remove(self, library: str) -> None:
        """Delete a library; one that is not there is no error."""


class Ledger(Protocol):
    """The append-only log of session events."""

    def append(self, session_id: str, version: int, events: Sequence[Event]) -> None:
        """Add events after the first `version` ones; raise StaleSession if there are more."""

    def events(self, session_id: str) -> list[Event]:
        """Return a session's events in order, none when there is no such session."""

    def session_ids(self) -> list[str]:
        """Return the ids of all sessions, the one started last first."""

    def versions(self) -> dict[str, int]:
        """Return the number of events of each session, the one started last first."""


class Journal(Protocol):
    """The append-only log of what a candidate decided outside of sessions."""

    def note(self, event: GoalEvent) -> None:
        """Add an event."""

    def entries(self) -> list[GoalEvent]:
        """Return all events in order."""


class Scheduler(Protocol):
    """Says when something that was recalled so should be asked about again."""

    def schedule(self, reviews: Sequence[Review]) -> Memory:
        """Fold the reviews of one key point, at least one, in the order of time."""


class Drafts(Protocol):
    """What a candidate has typed and not yet submitted."""

    def save(self, session_id: str, turn_id: str, text: str) -> None:
        """Keep the draft of a turn, in place of an earlier one."""

    def load(self, session_id: str, turn_id: str) -> str:
        """Return the draft of a turn, the empty string when there is none."""


class Clock(Protocol):
    """Tells the time."""

    def now(self) -> datetime:
        """Return the time now, with its zone."""


class ChatModel(Protocol):
    """A language model that is told messages and answers.

    What goes wrong is a ModelFailure, whose text is fit to be shown: ModelUnavailable when it can't
    be reached after the library's retries, ModelRefused, BadReply, or PromptTooLong. Name and version
    of the prompt that made the messages go into the cache and the count of tokens.
    """

    @property
    def name(self) -> str:
        """The model as `provider:model`, which goes into every provenance."""

    @property
    def room(self) -> int:
        """How many tokens all messages together may have (see `app.core.chat.fitting`)."""

    def stream(self, messages: Sequence[Message], *, prompt: str = "") -> Iterator[str]:
        """Yield the answer piece by piece; to stop iterating cancels the call."""

    def complete(
        self,
        messages: Sequence[Message],
        *,
        schema: Mapping[str, object] | None = None,
        prompt: str = "",
    ) -> Reply:
        """Return the whole answer; with a JSON schema of an object, its `data` are checked by it."""


# The model to use now, asked anew before each use; None while it is off, the default.
CurrentModel = Callable[[], ChatModel | None]


class CallLog(Protocol):
    """The append-only log of what was sent to language models: never the texts, only the counts."""

    def note(self, call: ModelCall) -> None:
        """Add a call."""

    def calls(self) -> list[ModelCall]:
        """Return all calls in order."""


class Switch(Protocol):
    """Remembers for which model the candidate has switched language models on."""

    def chosen(self) -> str | None:
        """Return the address of that model, None while all are off."""

    def choose(self, address: str | None) -> None:
        """Switch on for this address alone, or off."""


class WrittenQuestions(Protocol):
    """The questions that language models wrote, by library."""

    def load(self, library: str) -> Written:
        """Return what was written for a library, nothing at first."""

    def holds(self, library: str) -> bool:
        """Say whether anything was saved for a library since it was last removed."""

    def save(self, library: str, written: Written) -> None:
        """Replace what was written for a library."""

    def remove(self, library: str) -> None:
        """Delete what was written for a library; where there is nothing that is no error."""
