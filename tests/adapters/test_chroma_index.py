"""Vectors in Chroma: damage, a full disk, other processes, and what is left on disk."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest

from app.adapters.chroma_index import ChromaIndex
from app.core.errors import Damaged, StorageFailure

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
    return sum(path.is_dir() and path.name != "seals" for path in folder.iterdir())


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


def cut(path: Path, length: int) -> None:
    path.write_bytes(path.read_bytes()[:length])


def overwrite(path: Path, start: int) -> None:
    data = bytearray(path.read_bytes())
    data[start : start + 4000] = b"\xab" * len(data[start : start + 4000])
    path.write_bytes(data)


def forget(database: Path) -> None:
    """Overwrite the last vector that waits to be put into a graph."""
    last = "(SELECT max(seq_id) FROM embeddings_queue WHERE vector IS NOT NULL)"
    with closing(sqlite3.connect(database)) as opened, opened:
        opened.execute(f"UPDATE embeddings_queue SET vector = zeroblob(32) WHERE seq_id = {last}")


DAMAGE: dict[str, Callable[[Path, Path], None]] = {
    "database overwritten": lambda d, _: (d / "chroma.sqlite3").write_bytes(b"garbage " * 1000),
    "database cut off": lambda d, _: cut(d / "chroma.sqlite3", 50_000),
    "vectors in the database overwritten": lambda d, _: forget(d / "chroma.sqlite3"),
    "graph gone": lambda _, graph: shutil.rmtree(graph),
    "graph cut off": lambda _, graph: cut(graph / "data_level0.bin", 10_000),
    "graph overwritten": lambda _, graph: overwrite(graph / "data_level0.bin", 1000),
    "graph's head cut off": lambda _, graph: cut(graph / "header.bin", 10),
    "graph's names gone": lambda _, graph: (graph / "index_metadata.pickle").unlink(),
    "graph's links gone": lambda _, graph: (graph / "link_lists.bin").unlink(),
    "seal overwritten": lambda d, _: (d / "seals" / "lib.a.json").write_text("{"),
}


@pytest.mark.parametrize("damage", list(DAMAGE))
def test_damage_is_found_before_it_can_answer(tmp_path: Path, damage: str) -> None:
    """Chroma would answer from what is left, or end the process; after that all begins anew."""
    folder = tmp_path / "vectors"
    before = ChromaIndex(folder)
    before.add("lib.a", NAMES, VECTORS)
    before.seal("lib.a")
    before.check("lib.a")
    before.close()
    (graph,) = (path for path in folder.iterdir() if path.is_dir() and path.name != "seals")
    DAMAGE[damage](folder, graph)

    index = ChromaIndex(folder)
    with pytest.raises(Damaged, match=r"are damaged \(.*Run `hotseat ingest --all`"):
        index.check("lib.a")
    with pytest.raises((Damaged, StorageFailure), match=r"[Rr]un `hotseat ingest --all`"):
        index.nearest("lib.a", VECTORS[0], 1)
    index.start_anew()

    assert index.collections() == []
    index.add("lib.a", ["x"], VECTORS[:1])
    assert index.nearest("lib.a", VECTORS[0], 1)[0][0] == "x"
    assert (tmp_path / "vectors.damaged").is_dir()
    index.close()


def test_a_seal_holds_whatever_else_happens(tmp_path: Path, index: ChromaIndex) -> None:
    """Searching, opening anew and other collections change nothing of a complete one."""
    folder = tmp_path / "vectors"
    for name, count in (("lib.small", 300), ("lib.large", 1500)):
        index.add(name, NAMES[:count], VECTORS[:count])
        index.seal(name)
    for name in ("lib.small", "lib.large"):
        index.nearest(name, VECTORS[0], 5)
    index.add("lib.other", NAMES, VECTORS)
    index.drop("lib.other")
    index.close()
    again = ChromaIndex(folder)
    for name in ("lib.small", "lib.large"):
        again.nearest(name, VECTORS[0], 5)
        again.fetch(name, NAMES)
        again.check(name)
    again.close()
    for name in ("lib.small", "lib.large"):
        again.check(name)


def lose_base(database: Path) -> None:
    """Delete the first collection from Chroma's database."""
    with closing(sqlite3.connect(database)) as opened, opened:
        opened.execute("DELETE FROM collections WHERE name = 'lib.a'")


def revive(database: Path) -> None:
    """Forget which vectors of the base count no more."""
    with closing(sqlite3.connect(database)) as opened, opened:
        opened.execute("UPDATE collection_metadata SET str_value = '' WHERE key = 'without'")


@pytest.mark.parametrize("damage", [lose_base, revive])
def test_damage_to_what_is_extended_is_found(
    tmp_path: Path, damage: Callable[[Path], None]
) -> None:
    """A collection is as sound as its base."""
    folder = tmp_path / "vectors"
    before = ChromaIndex(folder)
    before.add("lib.a", NAMES, VECTORS)
    before.seal("lib.a")
    before.extend("lib.b", "lib.a", NAMES[1:])
    before.seal("lib.b")
    before.close()
    damage(folder / "chroma.sqlite3")

    index = ChromaIndex(folder)
    with pytest.raises(Damaged, match=r"are damaged \(.*Run `hotseat ingest --all`"):
        index.check("lib.b")
    with pytest.raises(Damaged, match=r"are damaged"):
        index.nearest("lib.b", VECTORS[0], 1)
    index.close()


def test_an_extension_makes_no_graph(tmp_path: Path, index: ChromaIndex) -> None:
    """That is what takes long; and it opens anew in another process."""
    index.add("lib.a", NAMES, VECTORS)
    index.seal("lib.a")
    assert len(index.extend("lib.b", "lib.a", NAMES[5:])) == 1495
    index.seal("lib.b")
    written = list((tmp_path / "vectors").glob("*/index_metadata.pickle"))
    assert len(written) == 1
    index.close()
    again = ChromaIndex(tmp_path / "vectors")
    assert again.nearest("lib.b", VECTORS[7], 1)[0][0] == "p7"
    assert again.nearest("lib.b", VECTORS[2], 1)[0][0] != "p2"
    again.close()


def test_a_folder_that_is_a_file_is_a_storage_failure(tmp_path: Path) -> None:
    """The folder's name is in the message."""
    (tmp_path / "vectors").write_text("not a folder")
    with pytest.raises(StorageFailure, match="vectors can't be read or written"):
        ChromaIndex(tmp_path / "vectors").add("lib.a", ["x"], VECTORS[:1])
