"""The usual pipeline cuts notes as it is usually done, and knows under which headings a chunk stands."""

from __future__ import annotations

from pathlib import Path

from app.evaluation.queries import Spot
from app.evaluation.usual_pipeline import UsualPipeline, chunks_of
from tests.fakes import WordEmbedder

NOTE = """# Locks

A lock is held. {padding}

## Cost {{#cost}}

A queue waits.

```text
# no heading
```
"""


def test_a_chunk_stands_under_all_headings_of_its_text(tmp_path: Path) -> None:
    """A short note is one chunk under both; a `#` in a fence is no heading."""
    (tmp_path / "01").mkdir()
    (tmp_path / "01" / "locks.md").write_text(NOTE.format(padding=""), "utf-8")
    (chunk,) = chunks_of(tmp_path)
    assert chunk.spots == {Spot("01/locks.md", "Locks"), Spot("01/locks.md", "Cost")}


def test_long_notes_are_cut(tmp_path: Path) -> None:
    """At most 1,000 characters each; the nearest chunk comes first, and the vectors are kept."""
    (tmp_path / "locks.md").write_text(NOTE.format(padding="lock thread " * 150), "utf-8")
    chunks = chunks_of(tmp_path)
    assert len(chunks) > 2
    assert all(len(chunk.text) <= 1000 for chunk in chunks)
    embedder = WordEmbedder()
    for seen in (len(chunks) + 1, 1):
        embedder.seen.clear()
        pipeline = UsualPipeline(chunks, embedder, tmp_path / "cache")
        (ranked,) = pipeline.find_many(["queue"], k=2)
        assert Spot("locks.md", "Cost") in ranked[0]
        assert len(ranked) == 2
        assert len(embedder.seen) == seen
