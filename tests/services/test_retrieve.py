"""Hybrid search: what words and what vectors find, fused; filters; and what it can't do yet."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from app.core.errors import BadInput, IndexMismatch, NotIndexed
from app.core.level import Level
from app.core.passage import Passage, PassageKind
from app.core.place import Place
from app.core.spelling import Correction
from app.services.retrieve import EVERYTHING, Scope
from tests.examples import contents, manifest, passage
from tests.fakes import MemoryLibraries, MemoryTokens, MemoryVectors, WordEmbedder
from tests.searching import open_retriever

PASSAGES = (
    passage("A lock is held by a thread"),
    passage("Mutual exclusion, lock lock lock"),
    passage("A queue hands items on", section="07_Queues", levels=(Level.SENIOR,)),
    passage("A cache forgets the oldest entry", section="07_Caches"),
)


class Library:
    """A published library and what it takes to search it."""

    def __init__(self, *passages: Passage, collection: str | None = "notes.g1") -> None:
        self.embedder = WordEmbedder()
        self.libraries, self.vectors = MemoryLibraries(), MemoryVectors()
        self.publish(*passages, collection=collection)
        self.tokens = MemoryTokens()
        self.retriever = open_retriever(self.libraries, self.vectors, self.embedder, self.tokens)

    def publish(
        self, *passages: Passage, generation: str = "g1", collection: str | None = None
    ) -> None:
        self.libraries.publish(
            manifest(generation=generation, collection=collection), contents(*passages)
        )
        if collection:
            texts = [p.embedded_text for p in passages]
            self.vectors.add(collection, [p.id for p in passages], self.embedder.encode(texts))

    def texts(self, query: str, *, k: int = 10, scope: Scope = EVERYTHING) -> list[str]:
        found = self.retriever.find("notes", query, k=k, scope=scope)
        return [hit.passage.text for hit in found.hits]


@pytest.fixture
def library() -> Library:
    return Library(*PASSAGES)


def test_a_passage_found_both_ways_comes_first(library: Library) -> None:
    """Words and vectors agree on the lock; the others follow by their vectors."""
    found = library.retriever.find("notes", "which thread held the lock?")
    assert found.hits[0].passage.text == "A lock is held by a thread"
    assert not found.lexical_only
    assert all(0 < hit.score <= 1 for hit in found.hits)


def test_words_find_what_the_vectors_do_not_know(library: Library) -> None:
    """No dimension of the embedder stands for `oldest`."""
    assert library.texts("oldest entry", k=1) == ["A cache forgets the oldest entry"]


def test_vectors_find_what_shares_no_other_word() -> None:
    """Here nothing but the vector says that the passage is about a queue."""
    library = Library(passage("queue"), passage("other"))
    library.libraries.publish(
        manifest(generation="g2", collection="notes.g1"),
        contents(passage("unsaid", id="queue"), passage("other")),
    )
    assert library.texts("queue", k=1) == ["unsaid"]


@pytest.mark.parametrize(
    ("scope", "texts"),
    [
        (Scope(section="07_Queues"), {"A queue hands items on"}),
        (Scope(section="07_Caches", level=Level.MID), {"A cache forgets the oldest entry"}),
        (Scope(section="07_Queues", level=Level.MID), set()),
        (Scope(kinds=frozenset({PassageKind.CODE})), set()),
        (Scope(level=Level.SENIOR), {p.text for p in PASSAGES}),
        (Scope(level=Level.LEAD), {p.text for p in PASSAGES} - {"A queue hands items on"}),
    ],
)
def test_filters_leave_out_what_does_not_fit(
    library: Library, scope: Scope, texts: set[str]
) -> None:
    """However far down it stands, everything that fits is found."""
    assert set(library.texts("lock thread queue cache", scope=scope)) == texts


def test_a_filter_finds_what_lies_below_the_usual_depth() -> None:
    """The one passage of a small section is found behind two hundred better ones."""
    library = Library(
        *(passage(f"lock {n}") for n in range(200)), passage("rare thread", section="99_Last")
    )
    assert library.texts("lock", scope=Scope(section="99_Last")) == ["rare thread"]


@pytest.mark.parametrize("k", [1, 2, 4, 50])
def test_at_most_k_hits(library: Library, k: int) -> None:
    """The first k of a longer list."""
    assert library.texts("lock", k=k) == library.texts("lock")[:k]


def test_without_vectors_words_must_do_and_the_result_says_so() -> None:
    """While the index is built the search works, visibly without meaning."""
    library = Library(*PASSAGES, collection=None)
    found = library.retriever.find("notes", "locks")
    assert found.lexical_only
    assert {hit.passage.text for hit in found.hits} == {p.text for p in PASSAGES[:2]}
    assert library.embedder.seen == []


def test_a_new_generation_is_searched_at_once(library: Library) -> None:
    """Both halves change over: neither the old words nor the old vectors answer."""
    assert library.texts("lock", k=1) == ["Mutual exclusion, lock lock lock"]
    library.publish(passage("A lock, as it is now"), generation="g2", collection="notes.g2")
    assert library.texts("lock") == ["A lock, as it is now"]


def test_many_queries_are_embedded_in_one_go(library: Library) -> None:
    """Each gets what it would get alone."""
    library.retriever.find("notes", "warm up")
    library.embedder.seen.clear()
    found = library.retriever.find_many("notes", ["lock", "queue"], k=2)
    assert library.embedder.seen == ["lock", "queue"]
    assert found == [library.retriever.find("notes", q, k=2) for q in ("lock", "queue")]


@pytest.mark.parametrize(
    ("query", "k", "scope", "message"),
    [
        ("  ", 10, Scope(), "query is empty"),
        ("lock", 0, Scope(), "0 results can't be found"),
        (
            "lock",
            10,
            Scope(section="07"),
            r"no section 07\. Choose from these: 06_",
        ),
    ],
)
def test_bad_input_is_named(
    library: Library, query: str, k: int, scope: Scope, message: str
) -> None:
    """A section that isn't there is no empty result."""
    with pytest.raises(BadInput, match=message):
        library.retriever.find("notes", query, k=k, scope=scope)


def test_another_embedder_is_refused(library: Library) -> None:
    """Both are named, with the command that mends it."""
    other = WordEmbedder("lock", name="words 2")
    retriever = open_retriever(library.libraries, library.vectors, other)
    with pytest.raises(IndexMismatch, match=r"words 1 \(7 dim.*words 2 \(2 dim.*--rebuild"):
        retriever.find("notes", "lock")


def test_a_library_that_is_not_there(library: Library) -> None:
    """The shelf's error passes through."""
    with pytest.raises(NotIndexed, match="no library django"):
        library.retriever.find("django", "lock")


def test_a_typing_error_is_corrected_and_the_result_says_so(library: Library) -> None:
    """Words and vectors both search for what was meant."""
    found = library.retriever.find("notes", "the oldset entry", k=1)
    assert found.hits[0].passage.text == "A cache forgets the oldest entry"
    assert found.corrections == (Correction(4, "oldset", "oldest"),)


def test_each_heading_comes_once_before_any_comes_twice() -> None:
    """The better one of two passages under a heading stands for it."""
    other = Place("06_Concurrency/locks.md", ("Locks",), (1, 2))
    library = Library(
        passage("lock lock"), passage("lock lock thread"), passage("thread", place=other)
    )
    assert library.texts("lock") == ["lock lock", "thread", "lock lock thread"]


def test_a_passage_that_the_ingest_did_not_tell_of_is_read_once(library: Library) -> None:
    """The search remembers its tokens, and writes nothing."""
    library.texts("lock")
    library.embedder.seen.clear()
    library.texts("queue")
    assert library.embedder.seen == ["queue"]
    assert library.tokens.kept == {}


def test_vectors_that_are_dropped_during_a_search() -> None:
    """Two generations were published since the library was opened: the newest one answers."""
    library = Library(passage("The old lock"))

    class Hasty(MemoryVectors):
        def nearest(
            self, collection: str, vector: NDArray[np.float32], k: int
        ) -> list[tuple[str, float]]:
            if collection == "notes.g1":
                library.publish(passage("The new lock"), generation="g3", collection="notes.g3")
                self.drop("notes.g1")
            return super().nearest(collection, vector, k)

    hasty = Hasty()
    hasty.kept = library.vectors.kept
    library.vectors = hasty
    library.retriever = open_retriever(library.libraries, hasty, library.embedder, library.tokens)
    assert library.texts("lock") == ["The new lock"]
