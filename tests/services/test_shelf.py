"""Opening libraries: each generation is read once, and the current one is always the one opened."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.core.errors import NotIndexed
from app.core.library import Contents, Manifest
from app.services.shelf import Shelf
from tests.examples import contents, manifest, passage, question
from tests.fakes import MemoryLibraries


class CountedLibraries(MemoryLibraries):
    """Counts how often contents were read."""

    reads = 0

    def contents(self, manifest: Manifest) -> Contents:
        self.reads += 1
        return super().contents(manifest)


@pytest.fixture
def libraries() -> CountedLibraries:
    return CountedLibraries()


def test_what_is_in_a_library_is_found_by_id(libraries: CountedLibraries) -> None:
    """Passages and questions by id, sections sorted and named once."""
    asked = question("gil-lock", section="02_Advanced")
    held = contents("one", passage("two", section="01_First"), questions=(asked,))
    libraries.publish(manifest(), held)

    opened = Shelf(libraries).open("notes")

    assert opened.passages["two"].text == "two"
    assert opened.questions["gil-lock"] == asked
    assert opened.sections == ("01_First", "02_Advanced", "06_Concurrency")
    assert opened.name == "notes"


def test_a_generation_is_read_once(libraries: CountedLibraries) -> None:
    """Opening again costs a look at the manifest."""
    libraries.publish(manifest(), contents("one"))
    shelf = Shelf(libraries)
    assert shelf.open("notes") is shelf.open("notes")
    assert libraries.reads == 1


def test_vectors_that_arrive_later_show_without_reading_again(libraries: CountedLibraries) -> None:
    """The second publication of a generation changes its manifest alone."""
    first = manifest(collection=None)
    libraries.publish(first, contents("one"))
    shelf = Shelf(libraries)
    assert shelf.open("notes").manifest.collection is None

    libraries.publish(replace(first, collection="notes.g1"), contents("one"))

    assert shelf.open("notes").manifest.collection == "notes.g1"
    assert libraries.reads == 1


def test_a_new_generation_is_noticed(libraries: CountedLibraries) -> None:
    """No restart: the next opening has the new passages."""
    libraries.publish(manifest(), contents("old"))
    shelf = Shelf(libraries)
    shelf.open("notes")
    libraries.publish(manifest(generation="g2"), contents("new"))
    assert list(shelf.open("notes").passages) == ["new"]


def test_a_library_that_is_not_there_names_the_ingest(libraries: CountedLibraries) -> None:
    """The message says what there is instead."""
    libraries.publish(manifest(library="django"), contents())
    with pytest.raises(
        NotIndexed, match=r"no library notes \(there is: django\).*hotseat ingest DIR --library"
    ):
        Shelf(libraries).open("notes")


def test_two_generations_at_once_are_no_error(libraries: CountedLibraries) -> None:
    """Contents that are gone before they are read make way for the newest ones."""

    class Hasty(CountedLibraries):
        def contents(self, manifest: Manifest) -> Contents:
            if manifest.generation == "g1":
                for generation in ("g2", "g3"):
                    self.publish(replace(manifest, generation=generation), contents(generation))
            return super().contents(manifest)

    hasty = Hasty()
    hasty.publish(manifest(generation="g1"), contents("g1"))
    assert list(Shelf(hasty).open("notes").passages) == ["g3"]
