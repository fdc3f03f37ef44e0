"""Token arrays are learnt at ingest, and read at search where they were not."""

from __future__ import annotations

import pytest

from app.services.token_memory import TokenMemory
from tests.examples import passage
from tests.fakes import MemoryTokens, WordEmbedder

LOCK, QUEUE = passage("lock thread", id="lock"), passage("queue", id="queue")


@pytest.fixture
def embedder() -> WordEmbedder:
    return WordEmbedder()


def learnt(embedder: WordEmbedder, store: MemoryTokens) -> TokenMemory:
    memory = TokenMemory(embedder, store)
    texts = [p.embedded_text for p in (LOCK, QUEUE)]
    memory.learn("notes", ["lock", "queue"], embedder.encode_tokens(texts))
    return memory


def test_what_was_learnt_is_not_read_again(embedder: WordEmbedder) -> None:
    """The passage with the words of the query covers most of it."""
    memory = learnt(embedder, MemoryTokens())
    embedder.seen.clear()
    (query,) = embedder.encode_tokens(["a thread's lock"])
    lock, queue = memory.alike("notes", query, [LOCK, QUEUE])
    assert lock > queue
    assert embedder.seen == []


def test_learnt_or_read_makes_no_difference(embedder: WordEmbedder) -> None:
    """The same passage gets the same share."""
    (query,) = embedder.encode_tokens(["lock queue"])
    told = learnt(embedder, MemoryTokens()).alike("notes", query, [LOCK, QUEUE])
    assert TokenMemory(embedder, MemoryTokens()).alike("notes", query, [LOCK, QUEUE]) == told


def test_another_embedder_knows_nothing_of_them(embedder: WordEmbedder) -> None:
    """Its own are kept apart."""
    store = MemoryTokens()
    memory = learnt(embedder, store)
    assert memory.missing("notes", ["lock", "new"]) == {"new"}
    other = TokenMemory(WordEmbedder("lock", name="words 2"), store)
    assert other.missing("notes", ["lock"]) == {"lock"}
    memory.keep_only("notes", ["queue"])
    assert memory.missing("notes", ["lock", "queue"]) == {"lock"}


def test_nothing_to_align(embedder: WordEmbedder) -> None:
    """A query without tokens is covered by nothing, and no passages have no shares."""
    memory = TokenMemory(embedder, MemoryTokens())
    (empty, lock) = embedder.encode_tokens(["?!", "lock"])
    assert memory.alike("notes", empty, [LOCK]) == [0.0]
    assert memory.alike("notes", lock, []) == []
