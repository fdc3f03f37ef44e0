"""Vectors in Chroma: damage, a full disk, other processes, and what is left on disk."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from app.adapters.chroma_index import ChromaIndex
from app.core.errors import NotIndexed, StorageFailure

pytestmark = pytest.mark.integration

VECTORS = np.random.default_rng(7).normal(size=(1500, 8)).astype(np.float32)
NAMES = [f"p{n}" for n in range(len(VECTORS))]


@pytest.fixture
def index(tmp_path: Path) -> Iterator[ChromaIndex]:
    chroma = ChromaIndex(tmp_path / "vectors")
    yield chroma
    chroma.close()


def segments(folder: Path) -> int:
    """Count the folders in which Chroma keeps the graphs of collections."""
    return sum(path.is_dir() for path in folder.iterdir())


def test_nothing_is_opened_before_it_is_needed(tmp_path: Path) -> None:
    """Making the index imports no Chroma and makes no folder."""
    program = (
        "import sys; from pathlib import Path; from app.adapters.chroma_index import ChromaIndex;"
        f"ChromaIndex(Path({str(tmp_path / 'vectors')!r})); print('chromadb' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert done.stdout.strip() == "False"
    assert not (tmp_path / "vectors").exists()


def test_collections_are_listed_without_chroma(tmp_path: Path, index: ChromaIndex) -> None:
    """An ingest that finds nothing to do stays quick."""
    index.add("lib.a", ["x"], VECTORS[:1])
    program = (
        "import sys; from pathlib import Path; from app.adapters.chroma_index import ChromaIndex;"
        f"print(ChromaIndex(Path({str(tmp_path / 'vectors')!r})).collections());"
        "print('chromadb' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert done.stdout.split() == ["['lib.a']", "False"]


def test_a_dropped_collection_leaves_no_folder(tmp_path: Path, index: ChromaIndex) -> None:
    """Chroma itself leaves the graph of a deleted collection on disk for good."""
    index.add("lib.a", NAMES, VECTORS)
    index.add("lib.b", NAMES, VECTORS)
    assert segments(tmp_path / "vectors") == 2

    index.drop("lib.a")

    assert segments(tmp_path / "vectors") == 1
    assert index.nearest("lib.b", VECTORS[3], 1)[0][0] == "p3"


def test_what_another_process_adds_is_seen(tmp_path: Path, index: ChromaIndex) -> None:
    """A new collection is found by a process that had searched another one before."""
    index.add("lib.a", ["x"], VECTORS[:1])
    index.nearest("lib.a", VECTORS[0], 1)
    program = (
        "import numpy as np; from pathlib import Path;"
        "from app.adapters.chroma_index import ChromaIndex;"
        f"ChromaIndex(Path({str(tmp_path / 'vectors')!r}))"
        ".add('lib.b', ['y'], np.eye(8, dtype=np.float32)[:1])"
    )
    subprocess.run([sys.executable, "-c", program], check=True)
    assert index.nearest("lib.b", VECTORS[0], 1)[0][0] == "y"


def test_searching_goes_on_while_another_collection_is_filled(index: ChromaIndex) -> None:
    """An ingest in a thread doesn't disturb the searches of the others."""
    index.add("lib.a", NAMES, VECTORS)

    def fill() -> None:
        for start in range(0, len(NAMES), 50):
            index.add("lib.b", NAMES[start : start + 50], VECTORS[start : start + 50])

    filling = threading.Thread(target=fill)
    filling.start()
    while filling.is_alive():
        assert index.nearest("lib.a", VECTORS[9], 1)[0][0] == "p9"
    filling.join()
    assert index.nearest("lib.b", VECTORS[9], 1)[0][0] == "p9"


def test_a_disk_without_room_is_named_before_anything_is_written(tmp_path: Path) -> None:
    """The error has the cure; what is stored can still be searched."""
    free = [10**9]
    index = ChromaIndex(tmp_path / "vectors", free=lambda _: free[0])
    index.add("lib.a", ["x"], VECTORS[:1])
    free[0] = 10**6
    with pytest.raises(StorageFailure, match=r"is full\. Free some space.*nothing was lost"):
        index.add("lib.b", ["y"], VECTORS[:1])
    assert index.collections() == ["lib.a"]
    assert index.nearest("lib.a", VECTORS[0], 1)[0][0] == "x"
    index.close()


def test_a_damaged_database_is_named_with_the_cure(tmp_path: Path, index: ChromaIndex) -> None:
    """When the folder was moved away, as the message says, a new one is begun."""
    index.add("lib.a", ["x"], VECTORS[:1])
    index.close()
    (tmp_path / "vectors" / "chroma.sqlite3").write_bytes(b"garbage " * 1000)

    with pytest.raises(StorageFailure, match="move it away and run `hotseat ingest --rebuild`"):
        index.nearest("lib.a", VECTORS[0], 1)
    (tmp_path / "vectors").rename(tmp_path / "damaged")

    assert index.collections() == []
    with pytest.raises(NotIndexed):
        index.nearest("lib.a", VECTORS[0], 1)


def test_a_folder_that_is_a_file_is_a_storage_failure(tmp_path: Path) -> None:
    """The folder's name is in the message."""
    (tmp_path / "vectors").write_text("not a folder")
    with pytest.raises(StorageFailure, match="vectors can't be read or written"):
        ChromaIndex(tmp_path / "vectors").add("lib.a", ["x"], VECTORS[:1])
