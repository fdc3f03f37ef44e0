"""The retrieval benchmark: the search through its front door beside simpler ones, type by type."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from app.core.passage import Passage
from app.evaluation import ranking
from app.evaluation.queries import Query, Spot, load_queries, spot_of
from app.evaluation.rows import Row, measured
from app.evaluation.usual_pipeline import UsualPipeline, chunks_of
from app.ports import Embedder, LexicalIndex, VectorIndex
from app.services.retrieve import Retriever
from app.services.shelf import OpenLibrary

ALL = "all"
_ROUNDS = 1000

# Takes queries, returns for each the headings of its results, the best first.
System = Callable[[Sequence[str]], list[list[frozenset[Spot]]]]


@dataclass(frozen=True, slots=True)
class SearchBench:
    """What a run needs: an opened library, its folder of notes, and the parts that search it.

    `cache` is a folder in which the usual pipeline's vectors are kept for the next run.
    """

    opened: OpenLibrary
    folder: Path
    cache: Path
    retriever: Retriever
    vectors: VectorIndex
    embedder: Embedder
    lexical: Callable[[Sequence[str]], LexicalIndex]

    @property
    def spots(self) -> frozenset[Spot]:
        """All headings under which a passage of the notes stands."""
        return frozenset(spot_of(passage.place) for passage in self.opened.contents.passages)

    def measure(self, split: str) -> list[Row]:
        """Measure all systems on the queries of a split, all together and by type."""
        queries = load_queries(split, self.spots)
        texts = [query.text for query in queries]
        ranked = {name: system(texts) for name, system in self.systems().items()}
        types = [ALL, *sorted({query.type for query in queries})]
        return [
            _row(f"{split.replace('_', '-')}, {kind}", name, kind, queries, lists)
            for kind in types
            for name, lists in ranked.items()
        ]

    def systems(self) -> dict[str, System]:
        """Return the systems by the name that the table shows, ours first."""
        passages = self.opened.contents.passages
        index = self.lexical([passage.embedded_text for passage in passages])
        usual = UsualPipeline(chunks_of(self.folder), self.embedder, self.cache)
        return {
            "Hotseat": self._ours,
            "usual pipeline": partial(usual.find_many, k=ranking.DEPTH),
            "BM25 alone": lambda queries: [
                _spots(passages[i] for i, _ in index.best(query, ranking.DEPTH))
                for query in queries
            ],
            "dense alone": self._dense,
        }

    def _ours(self, queries: Sequence[str]) -> list[list[frozenset[Spot]]]:
        found = self.retriever.find_many(self.opened.name, queries, k=ranking.DEPTH)
        return [_spots(hit.passage for hit in one.hits) for one in found]

    def _dense(self, queries: Sequence[str]) -> list[list[frozenset[Spot]]]:
        collection = self.opened.manifest.collection or ""
        nearest = (
            self.vectors.nearest(collection, vector, ranking.DEPTH)
            for vector in self.embedder.encode(queries)
        )
        return [_spots(self.opened.passages[name] for name, _ in one) for one in nearest]


def _spots(passages: Iterable[Passage]) -> list[frozenset[Spot]]:
    return [frozenset({spot_of(passage.place)}) for passage in passages]


def _row(
    title: str,
    scorer: str,
    kind: str,
    queries: Sequence[Query],
    lists: Sequence[Sequence[frozenset[Spot]]],
) -> Row:
    chosen = [
        (query, ranking.newly_found(ranked, query.gold))
        for query, ranked in zip(queries, lists, strict=True)
        if kind in {ALL, query.type}
    ]

    def mean(measure: Callable[[Query, list[int]], float]) -> Callable[[Sequence[int]], float]:
        values = [measure(query, found) for query, found in chosen]
        return lambda rows: sum(values[i] for i in rows) / len(rows)

    measures = {
        **{f"recall@{k}": mean(partial(_recall, k=k)) for k in (1, 5, 10)},
        "MRR": mean(lambda _, found: ranking.reciprocal_rank(found)),
        "nDCG@10": mean(lambda query, found: ranking.ndcg(found, len(query.gold))),
    }
    clusters = [query.id for query, _ in chosen]
    return Row(title, scorer, len(chosen), measured(measures, clusters, rounds=_ROUNDS))


def _recall(_: Query, found: list[int], *, k: int) -> float:
    return ranking.recall_at(found, k)
