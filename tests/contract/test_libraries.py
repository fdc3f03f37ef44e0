"""What every store of published libraries must do, the fake as well as the files."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from app.adapters.library_files import LibraryFiles
from app.core.errors import BadInput, NotIndexed
from app.core.library import Contents, Manifest, Problem
from app.ports import Libraries
from tests.examples import contents, manifest
from tests.fakes import MemoryLibraries


@pytest.fixture(params=["memory", "files"])
def libraries(request: pytest.FixtureRequest, tmp_path: Path) -> Libraries:
    return MemoryLibraries() if request.param == "memory" else LibraryFiles(tmp_path)


def published(libraries: Libraries, made: Manifest, held: Contents | None = None) -> Manifest:
    libraries.publish(made, held or contents())
    return made


def test_there_is_nothing_at_first(libraries: Libraries) -> None:
    """No names, and no manifest of a library that was never published."""
    assert libraries.names() == []
    assert libraries.manifest("notes") is None


def test_what_was_published_comes_back_whole(libraries: Libraries) -> None:
    """Manifest and contents are equal to what was published, Unicode and problems included."""
    problem = Problem("a/ü.md", 3, "Überschrift “x” fehlt", skipped=True)
    held = replace(contents("Ein Satz 🔒", "two"), problems=(problem,))
    made = published(libraries, manifest(problems=(problem,), note_digests={"a/ü.md": ""}), held)

    assert libraries.manifest("notes") == made
    assert libraries.contents(made) == held


def test_names_are_sorted(libraries: Libraries) -> None:
    """Each library is named once, however often it was published."""
    for library in ("notes", "django", "notes"):
        published(libraries, manifest(library=library))
    assert libraries.names() == ["django", "notes"]


def test_a_generation_is_published_twice(libraries: Libraries) -> None:
    """First without vectors, then with them: the contents stay, the manifest is the second one."""
    first = published(libraries, manifest(collection=None))
    second = published(libraries, replace(first, collection="notes.1"))

    assert libraries.manifest("notes") == second
    assert libraries.contents(first) == libraries.contents(second)


def test_the_generation_before_the_current_one_can_still_be_read(libraries: Libraries) -> None:
    """A reader that holds the last manifest is not cut off; older generations are gone."""
    made = [published(libraries, manifest(generation=f"g{n}"), contents(f"{n}")) for n in range(3)]

    assert libraries.contents(made[2]) == contents("2")
    assert libraries.contents(made[1]) == contents("1")
    with pytest.raises(NotIndexed, match="g0"):
        libraries.contents(made[0])


def test_publishing_twice_keeps_the_generation_before(libraries: Libraries) -> None:
    """The second publication of a generation doesn't push out the one before it."""
    old = published(libraries, manifest(generation="g0"), contents("old"))
    new = published(libraries, manifest(generation="g1", collection=None), contents("new"))
    published(libraries, replace(new, collection="c"), contents("new"))

    assert libraries.contents(old) == contents("old")


@pytest.mark.parametrize("name", ["", "../up", "a/b", ".hidden", "a b", "x" * 64, "a.b"])
def test_a_name_that_is_no_folder_name_is_refused(libraries: Libraries, name: str) -> None:
    """Nothing outside the folder can be read or written by way of a library's name."""
    with pytest.raises(BadInput, match="can't name a library"):
        libraries.manifest(name)
    with pytest.raises(BadInput, match="can't name a library"):
        libraries.publish(manifest(library=name), contents())


def test_a_removed_library_is_gone(libraries: Libraries) -> None:
    """The others stay; removing what isn't there is no error; it can be published again."""
    made = published(libraries, manifest())
    published(libraries, manifest(library="django"))
    libraries.remove(made.library)
    libraries.remove(made.library)

    assert libraries.names() == ["django"]
    assert libraries.manifest(made.library) is None
    with pytest.raises(NotIndexed):
        libraries.contents(made)
    assert published(libraries, made) == libraries.manifest(made.library)
