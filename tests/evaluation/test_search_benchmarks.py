"""The benchmarks of search, asking and search speed, on a library that one can look through."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.adapters.bm25_lexical import Bm25Index
from app.core.place import Place
from app.evaluation import ask_benchmark, retrieval_benchmark
from app.evaluation.ask_benchmark import measure_asking, said
from app.evaluation.queries import Asked, Query, Spot
from app.evaluation.retrieval_benchmark import SearchBench
from app.evaluation.search_speed import LIBRARY, Shop, measure_search_speed, source_of
from app.services.ask import AskResult, Citation
from app.services.shelf import Shelf
from app.services.token_memory import TokenMemory
from tests.examples import contents, manifest, passage
from tests.fakes import MemoryLibraries, MemoryTokens, MemoryVectors, WordEmbedder
from tests.searching import open_retriever

LOCKS, QUEUES = Place("locks.md", ("Locks",), (1, 1)), Place("queues.md", ("Queues",), (1, 1))
PASSAGES = (
    passage("A lock stops a thread", id="lock", place=LOCKS),
    passage("A queue of items", id="queue", place=QUEUES),
)


class Stored:
    """A published library with vectors and tokens."""

    def __init__(self) -> None:
        self.embedder = WordEmbedder()
        self.libraries, self.vectors, self.tokens = (
            MemoryLibraries(),
            MemoryVectors(),
            MemoryTokens(),
        )
        self.libraries.publish(manifest(), contents(*PASSAGES))
        encoded, read = self.embedder.encode_both([p.embedded_text for p in PASSAGES])
        self.vectors.add("notes.g1", ["lock", "queue"], encoded)
        self.memory = TokenMemory(self.embedder, self.tokens)
        self.memory.learn("notes", ["lock", "queue"], read)
        self.retriever = open_retriever(self.libraries, self.vectors, self.embedder, self.tokens)
        self.opened = Shelf(self.libraries).open("notes")


def test_all_systems_are_measured_on_the_same_queries(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All queries and each type; a typing error is found by the search alone."""
    (tmp_path / "locks.md").write_text("# Locks\n\nA lock stops a thread\n", "utf-8")
    (tmp_path / "queues.md").write_text("# Queues\n\nA queue of items\n", "utf-8")
    asked = [
        Query("a", "natural", "which thread has the lock", frozenset({Spot("locks.md", "Locks")})),
        Query("b", "typo", "itmes", frozenset({Spot("queues.md", "Queues")})),
    ]
    monkeypatch.setattr(retrieval_benchmark, "load_queries", lambda *_: asked)
    stored = Stored()
    bench = SearchBench(
        opened=stored.opened,
        folder=tmp_path,
        cache=tmp_path / "cache",
        retriever=stored.retriever,
        vectors=stored.vectors,
        embedder=stored.embedder,
        lexical=Bm25Index,
    )
    rows = {row.key: row for row in bench.measure("held_out")}
    assert len(rows) == 12
    ours = rows["held-out, all / Hotseat"]
    assert (ours.count, ours.measures["recall@1"].value) == (2, 1.0)
    assert rows["held-out, natural / usual pipeline"].measures["nDCG@10"].value == 1.0
    assert rows["held-out, typo / BM25 alone"].measures["recall@10"].value == 0.0


class Scripted:
    """Answers as the test says."""

    def __init__(self, answers: dict[str, AskResult]) -> None:
        self.answers = answers

    def ask(self, library: str, question: str) -> AskResult:
        return self.answers[question]


def test_asking_is_measured_by_hand(monkeypatch: pytest.MonkeyPatch) -> None:
    """One right and one wrong citation; half of the facts' words; one of two rightly silent."""
    gold = frozenset({Spot("locks.md", "Locks")})
    questions = [
        Asked("a", "a", gold, ("The lock stops threads.", "Zebras graze.")),
        Asked("b", "b", frozenset(), ()),
        Asked("c", "c", frozenset(), ()),
    ]
    right, wrong = Citation(LOCKS, "A lock stops a thread."), Citation(QUEUES, "A queue.")
    silent = AskResult("The notes do not say.", False, (), (LOCKS,))
    answers = {
        "a": AskResult("A lock stops a thread. A queue.", True, (right, wrong), ()),
        "b": AskResult("A queue.", True, (wrong,), ()),
        "c": silent,
    }
    monkeypatch.setattr("app.evaluation.ask_benchmark.load_questions", lambda *_: questions)
    row = measure_asking(Scripted(answers), "notes", "held_out", gold)
    values = {name: measure.value for name, measure in row.measures.items()}
    assert values == {
        "citations right": 0.5,
        "citations right, all": pytest.approx(1 / 3),
        "rightly cited": 1.0,
        "facts said": 0.5,
        "answered": 1.0,
        "abstained": 0.5,
        "rightly decided": pytest.approx(2 / 3),
    }


def test_a_fact_is_said_by_its_words() -> None:
    """In whatever form; grammar doesn't count."""
    assert said("The locks are held", "it holds a lock") == pytest.approx(0.5)
    assert said("A lock.", "LOCKS") == 1.0


def test_speed_is_measured_at_each_size() -> None:
    """Synthetic passages are published, and the searches find them; sizes grow one another."""
    stored = Stored()
    source = source_of(stored.opened, stored.vectors, stored.tokens, stored.memory.made_by)
    shop = Shop(stored.libraries, stored.vectors, stored.tokens, stored.retriever)
    timed = list(measure_search_speed(source, shop, [30, 12], ["lock", "queue thread"]))
    assert [each.passages for each in timed] == [12, 30]
    assert all(0 < each.median <= each.p95 for each in timed)
    assert len(Shelf(stored.libraries).open(LIBRARY).passages) == 30
    assert stored.retriever.find(LIBRARY, "lock").hits


def test_what_a_model_wrote_is_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of the answers given; a part of the questions is asked at even distances."""
    asked = [Asked(name, name, frozenset({Spot("locks.md", "Locks")}), ()) for name in "abcd"]
    monkeypatch.setattr(ask_benchmark, "load_questions", lambda *_: asked)
    cited = (Citation(LOCKS, "A lock stops a thread"),)
    written = AskResult("A lock.", True, cited, (), said=("A lock.",), by="m ask@1")
    offline = AskResult("A lock.", True, cited, (), by="m ask@1")
    row = measure_asking(
        Scripted({"a": written, "c": offline}), "notes", "held_out", set(), scorer="m", most=2
    )
    assert (row.scorer, row.count) == ("m", 2)
    assert row.measures["written by a model"].value == 0.5
