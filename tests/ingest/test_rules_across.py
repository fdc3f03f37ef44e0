"""Nothing is said twice and nothing is asked twice in a folder of notes."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from ingest.check import read_checked_note
from ingest.rules.across import same_questions, shared_runs
from ingest.rules.checked_note import CheckedNote

TWELVE = "a thread that waits for input gives the lock up before it"


def note(folder: Path, name: str, body: str) -> CheckedNote:
    file = folder / name
    file.write_text(f"---\nid: {name}\n---\n# Note\n\n{body}\n", "utf-8")
    return read_checked_note(file, name)


def test_twelve_words_in_two_notes(tmp_path: Path) -> None:
    """A run of twelve words is reported once, at the later note, with the place of the earlier."""
    notes = [
        note(tmp_path, "a.md", f"First, {TWELVE} waits."),
        note(tmp_path, "b.md", f"Second,\n{TWELVE.upper()} sleeps."),
    ]
    assert [str(p) for p in shared_runs(notes)] == [
        f"b.md:7: says the same as a.md:6 (“{TWELVE} …”): say it once"
    ]


def test_eleven_words_or_one_note(tmp_path: Path) -> None:
    """A shorter run, or a repetition inside one note, is no breach."""
    eleven = TWELVE.rsplit(" ", 1)[0]
    notes = [
        note(tmp_path, "a.md", f"First, {eleven} then. And {TWELVE} and {TWELVE}."),
        note(tmp_path, "b.md", f"Second, {eleven} later."),
    ]
    assert list(shared_runs(notes)) == []


def test_the_same_question_in_other_words(tmp_path: Path) -> None:
    """Two notes that ask the same, as the embedder sees it, are a breach; one note may."""
    heading = "## ❓ Interview Questions\n\n### {} {{#{} level=mid kind=concept}}\n\nBecause."
    notes = [
        note(tmp_path, "a.md", heading.format("Why is there a lock?", "a-lock")),
        note(tmp_path, "b.md", heading.format("What is the lock for?", "b-lock")),
        note(tmp_path, "c.md", heading.format("How are threads made?", "c-threads")),
    ]

    def embed(texts: Sequence[str]) -> NDArray[np.float32]:
        return np.array([[1, 0] if "lock" in t else [0, 1] for t in texts], dtype=np.float32)

    (problem,) = same_questions(notes, embed)
    assert problem.path == "b.md"
    assert problem.message == "asks the same as a.md:8: drop or sharpen one of them"
