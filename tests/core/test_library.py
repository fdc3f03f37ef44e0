"""What a library may be called, and whose vectors it has."""

from __future__ import annotations

import pytest

from app.core.errors import BadInput, IndexMismatch
from app.core.library import IngestReport, Problem, check_name
from tests.examples import manifest


@pytest.mark.parametrize("name", ["notes", "python-backend", "My_Notes2", "x", "a" * 63])
def test_a_good_name(name: str) -> None:
    """Letters, digits, hyphens and underscores."""
    check_name(name)


@pytest.mark.parametrize("name", ["", "-x", "_x", "a b", "a/b", "a.b", "..", "é", "a" * 64, "x\n"])
def test_a_name_that_cannot_be_a_folder_is_refused(name: str) -> None:
    """The message says what may be used."""
    with pytest.raises(BadInput, match="letters, digits, `-` and `_`"):
        check_name(name)


def test_vectors_of_another_embedder_are_refused() -> None:
    """Name and dimension must both be the same; both are named."""
    made = manifest(embedder="words 1", dimension=7)
    made.check_embedder("words 1", 7)
    for name, dimension in (("words 2", 7), ("words 1", 8)):
        with pytest.raises(
            IndexMismatch, match=rf"words 1 \(7 dimensions\).*{name} \({dimension}.*--rebuild"
        ):
            made.check_embedder(name, dimension)


def test_without_vectors_any_embedder_will_do() -> None:
    """There is nothing yet that could not fit."""
    manifest(collection=None).check_embedder("words 2", 8)


def test_skipped_files_are_among_the_problems() -> None:
    """A problem that cost no file is no skipped one."""
    lost, kept = Problem("a.md", 1, "is empty", skipped=True), Problem("b.md", 2, "odd level")
    report = IngestReport("notes", "g1", 1, 1, 1, 1, 0, 0.1, True, (lost, kept))
    assert report.skipped == (lost,)
    assert str(kept) == "b.md:2: odd level"
