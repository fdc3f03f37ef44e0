"""Bringing a library up to date, with everything but the notes in memory."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from app.core.errors import BadInput, Busy, IndexMismatch, StorageFailure
from app.core.library import Contents, IngestReport, Manifest, Progress
from ingest.parts import Parts
from ingest.pipeline import ingest
from ingest.removal import remove
from tests.fakes import (
    MemoryCache,
    MemoryLibraries,
    MemoryVectors,
    ToldTokens,
    WordCounter,
    WordEmbedder,
)

LOCKS = """# Locks
## Concept
A lock keeps a thread waiting while another one works on what they share between them.
## Cost
A lock that nobody else wants costs next to nothing, and a contended one costs a switch.
"""
QUEUES = """# Queues
A queue hands items from one thread to another one, and a full queue makes the producer wait.
"""


@dataclass
class Workshop:
    """A folder of notes and the parts that ingest it."""

    folder: Path
    parts: Parts

    @property
    def embedder(self) -> WordEmbedder:
        assert isinstance(self.parts.embedder, WordEmbedder)
        return self.parts.embedder

    @property
    def libraries(self) -> MemoryLibraries:
        assert isinstance(self.parts.libraries, MemoryLibraries)
        return self.parts.libraries

    @property
    def vectors(self) -> MemoryVectors:
        assert isinstance(self.parts.vectors, MemoryVectors)
        return self.parts.vectors

    @property
    def cache(self) -> MemoryCache:
        assert isinstance(self.parts.cache, MemoryCache)
        return self.parts.cache

    @property
    def current(self) -> Manifest:
        manifest = self.libraries.manifest("notes")
        assert manifest is not None
        return manifest

    def write(self, name: str, text: str) -> None:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def ingest(
        self, *, rebuild: bool = False, progress: Callable[[Progress], None] | None = None
    ) -> IngestReport:
        self.embedder.seen.clear()
        return ingest(self.folder, "notes", parts=self.parts, rebuild=rebuild, progress=progress)


@pytest.fixture
def shop(tmp_path: Path) -> Workshop:
    parts = Parts(
        libraries=MemoryLibraries(),
        vectors=MemoryVectors(),
        cache=MemoryCache(),
        tokens=ToldTokens(),
        embedder=WordEmbedder(),
        counter=WordCounter(),
        lock_folder=tmp_path / "index",
    )
    made = Workshop(tmp_path / "notes", parts)
    made.write("06_Concurrency/locks.md", LOCKS)
    made.write("06_Concurrency/queues.md", QUEUES)
    return made


def test_the_first_ingest_embeds_everything(shop: Workshop) -> None:
    """The report and the manifest say what was made, of what, and by what."""
    report = shop.ingest()

    assert (report.notes, report.passages, report.embedded, report.reused) == (2, 3, 3, 0)
    assert report.changed
    assert report.problems == ()
    manifest = shop.current
    assert manifest.generation == report.generation
    assert manifest.folder == str(shop.folder)
    assert (manifest.embedder, manifest.dimension) == ("words 1", 7)
    assert set(manifest.note_digests) == {"06_Concurrency/locks.md", "06_Concurrency/queues.md"}
    passages = shop.libraries.contents(manifest).passages
    assert manifest.collection is not None
    assert set(shop.vectors.kept[manifest.collection]) == {p.id for p in passages}


def test_questions_can_be_asked_before_anything_is_embedded(shop: Workshop) -> None:
    """The first generation is published twice: without vectors, then with them."""
    seen: list[tuple[int, bool]] = []

    def watch(progress: Progress) -> None:
        if progress.phase == "embedding":
            seen.append((progress.done, shop.current.collection is None))

    shop.ingest(progress=watch)

    assert seen == [(0, True), (3, True)]
    first, second = shop.libraries.published
    assert first.generation == second.generation
    assert (first.collection, second.collection) == (None, shop.current.collection)


def test_nothing_changed_is_told_at_once(shop: Workshop) -> None:
    """No reading, no embedding, no new generation; the counts are those of the current one."""
    first = shop.ingest()
    phases: list[Progress] = []
    again = shop.ingest(progress=phases.append)

    assert not again.changed
    assert (again.generation, again.passages, again.notes) == (first.generation, 3, 2)
    assert (again.embedded, again.reused) == (0, 3)
    assert phases == []
    assert len(shop.libraries.published) == 2


def test_a_changed_note_embeds_its_new_passages_alone(shop: Workshop) -> None:
    """The others keep their vectors, bit by bit; the old generation stays for its readers."""
    shop.ingest()
    old = shop.current
    assert old.collection is not None
    before = dict(shop.vectors.kept[old.collection])
    shop.write("06_Concurrency/locks.md", LOCKS.replace("a switch", "a lot"))

    report = shop.ingest()

    assert (report.embedded, report.reused) == (1, 2)
    assert [text.splitlines()[0] for text in shop.embedder.seen] == ["Locks > Cost"]
    assert shop.current.collection is not None
    after = shop.vectors.kept[shop.current.collection]
    assert all(np.array_equal(after[name], before[name]) for name in before.keys() & after.keys())
    assert old.collection in shop.vectors.kept
    assert shop.libraries.contents(old)


@pytest.mark.parametrize(
    ("name", "text", "embedded", "passages"),
    [
        ("06_Concurrency/queues.md", None, 0, 2),
        ("07_Caches/new.md", "# Caches\nA cache keeps what was costly to come by.\n", 1, 4),
    ],
)
def test_notes_come_and_go(
    shop: Workshop, name: str, text: str | None, embedded: int, passages: int
) -> None:
    """A deleted note takes its passages along; a new one adds its own."""
    shop.ingest()
    if text is None:
        (shop.folder / name).unlink()
    else:
        shop.write(name, text)
    report = shop.ingest()
    assert (report.embedded, report.passages) == (embedded, passages)
    assert shop.current.collection is not None
    assert len(shop.vectors.kept[shop.current.collection]) == passages


def test_only_two_collections_are_kept(shop: Workshop) -> None:
    """The current one and the one before it, however often notes change."""
    for word in ("one", "two", "three", "four"):
        shop.write("06_Concurrency/locks.md", LOCKS.replace("a switch", word))
        shop.ingest()
    used = {m.collection for m in shop.libraries.published[-2:]}
    assert set(shop.vectors.kept) == used


def test_collections_of_no_library_are_dropped(shop: Workshop) -> None:
    """They are left over from a removal that was killed; those of another library stay."""
    ingest(shop.folder, "other", parts=shop.parts)
    (kept,) = shop.vectors.kept
    shop.vectors.add("gone.x.y", ["p"], np.ones((1, 7), dtype=np.float32))
    shop.ingest()
    assert "gone.x.y" not in shop.vectors.kept
    assert kept in shop.vectors.kept


def test_what_a_killed_ingest_left_is_dropped_though_nothing_changed(shop: Workshop) -> None:
    """The current collection stays, and one more: it may be the one before."""
    shop.ingest()
    current = shop.current.collection
    assert current is not None
    left = [current.rsplit(".", 1)[0] + f".2000010{n}T000000-aaaaaa" for n in (1, 2)]
    for name in left:
        shop.vectors.add(name, ["p"], np.ones((1, 7), dtype=np.float32))
    assert not shop.ingest().changed
    assert set(shop.vectors.kept) == {current, left[1]}


def test_a_library_is_removed(shop: Workshop) -> None:
    """With all its collections; its notes stay, and so do the other libraries."""
    ingest(shop.folder, "other", parts=shop.parts)
    shop.ingest()
    remove("notes", parts=shop.parts)
    assert shop.libraries.names() == ["other"]
    assert [name.split(".")[0] for name in shop.vectors.kept] == ["other"]
    assert (shop.folder / "06_Concurrency/locks.md").exists()
    with pytest.raises(BadInput, match=r"no library notes\. Choose from these: other"):
        remove("notes", parts=shop.parts)


def test_a_library_that_is_being_ingested_is_not_removed(shop: Workshop) -> None:
    """Who is at work is named."""
    told: list[str] = []

    def meanwhile(progress: Progress) -> None:
        if progress.phase == "embedding" and not told:
            with pytest.raises(Busy, match=f"process {os.getpid()}") as busy:
                remove("notes", parts=shop.parts)
            told.append(str(busy.value))

    assert shop.ingest(progress=meanwhile).embedded == 3
    assert told


def test_lost_contents_are_read_again(shop: Workshop) -> None:
    """A plain ingest notices, though no note has changed, and embeds nothing again."""
    shop.ingest()
    shop.libraries.kept["notes"].clear()
    report = shop.ingest()
    assert (report.changed, report.embedded) == (True, 0)
    assert shop.libraries.contents(shop.current).passages


def test_a_rebuild_embeds_everything_again(shop: Workshop) -> None:
    """Even when nothing has changed; the old generation serves until the new one is complete."""
    shop.ingest()
    report = shop.ingest(rebuild=True)
    assert (report.embedded, report.reused, report.changed) == (3, 0, True)
    assert [m.collection is None for m in shop.libraries.published] == [True, False, False]


class Killed(BaseException):
    """Stands for a kill: nothing catches it."""


class MortalLibraries(MemoryLibraries):
    """Dies when a generation with vectors is to be published, while `mortal`."""

    mortal = True

    def publish(self, manifest: Manifest, contents: Contents) -> None:
        if manifest.collection is not None and self.mortal:
            raise Killed
        super().publish(manifest, contents)


class MortalEmbedder(WordEmbedder):
    """Dies at the second call."""

    calls = 0

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        self.calls += 1
        if self.calls == 2:
            raise Killed
        return super().encode(texts)


def test_a_kill_before_publishing_leaves_the_old_generation(shop: Workshop) -> None:
    """It can be read and searched; the next ingest goes on where the killed one stopped."""
    libraries = MortalLibraries()
    libraries.mortal = False
    shop.parts = replace(shop.parts, libraries=libraries)
    shop.ingest()
    old = shop.current
    shop.write("06_Concurrency/queues.md", QUEUES + "## More\nA queue may have a priority.\n")
    libraries.mortal = True
    with pytest.raises(Killed):
        shop.ingest()

    assert shop.current == old
    assert old.collection in shop.vectors.kept
    libraries.mortal = False
    report = shop.ingest()
    assert (report.embedded, report.reused) == (0, 4)
    assert len(shop.vectors.kept) == 2


def test_a_kill_while_embedding_loses_no_finished_work(shop: Workshop) -> None:
    """Of 200 passages the first 64 were embedded; the next ingest embeds the other ones."""
    many = "\n".join(f"## Part {n}\nThe lock of part number {n} is held.\n" for n in range(200))
    shop.write("many.md", f"# Many\n{many}")
    (shop.folder / "06_Concurrency/locks.md").unlink()
    (shop.folder / "06_Concurrency/queues.md").unlink()
    healthy = shop.parts
    shop.parts = replace(healthy, embedder=MortalEmbedder())
    with pytest.raises(Killed):
        shop.ingest()
    assert shop.current.collection is None

    shop.parts = healthy
    report = shop.ingest()

    assert (report.embedded, report.reused) == (136, 64)
    assert shop.current.collection is not None


def test_a_passage_whose_tokens_are_not_known_is_embedded_again(shop: Workshop) -> None:
    """A vector alone isn't enough; what the notes don't hold any more is forgotten."""
    shop.ingest()
    tokens = shop.parts.tokens
    assert isinstance(tokens, ToldTokens)
    lost = next(name for name, read in tokens.kept["notes"].items() if "cost" in read.tokens)
    del tokens.kept["notes"][lost]
    shop.write("06_Concurrency/queues.md", QUEUES.replace("wait", "stop"))

    report = shop.ingest()

    assert (report.embedded, report.reused) == (2, 1)
    assert set(tokens.kept["notes"]) == set(shop.vectors.kept[shop.current.collection or ""])


def test_two_at_once(shop: Workshop) -> None:
    """The second one is told who is at work, and disturbs nothing."""
    told: list[str] = []

    def meanwhile(progress: Progress) -> None:
        if progress.phase == "embedding" and not told:
            with pytest.raises(Busy, match=f"process {os.getpid()}") as busy:
                ingest(shop.folder, "notes", parts=shop.parts)
            told.append(str(busy.value))

    assert shop.ingest(progress=meanwhile).embedded == 3
    assert told


def test_another_embedder_is_refused_until_a_rebuild(shop: Workshop) -> None:
    """Both embedders and the command are named; the rebuild uses none of the old vectors."""
    shop.ingest()
    shop.parts = replace(shop.parts, embedder=WordEmbedder("lock cache", name="words 2"))
    with pytest.raises(
        IndexMismatch, match=r"words 1 \(7 dim.*words 2 \(3 dim.*hotseat ingest --rebuild"
    ):
        shop.ingest()

    report = shop.ingest(rebuild=True)

    assert (report.embedded, report.reused) == (3, 0)
    assert (shop.current.embedder, shop.current.dimension) == ("words 2", 3)


def lose(vectors: MemoryVectors) -> None:
    """Lose all collections."""
    vectors.kept.clear()


def damage(vectors: MemoryVectors) -> None:
    """Lose one vector of a sealed collection."""
    (place,) = vectors.kept.values()
    place.popitem()


@pytest.mark.parametrize("happens", [lose, damage])
@pytest.mark.parametrize(("cached", "embedded"), [(True, 0), (False, 3)])
def test_lost_or_damaged_vectors_are_made_again(
    shop: Workshop, happens: Callable[[MemoryVectors], None], cached: bool, embedded: int
) -> None:
    """A plain ingest notices, and copies what it kept; words answer meanwhile."""
    shop.ingest()
    happens(shop.vectors)
    if not cached:
        shop.cache.kept.clear()
    report = shop.ingest()
    assert (report.changed, report.embedded) == (True, embedded)
    assert [m.collection is None for m in shop.libraries.published] == [True, False, True, False]
    assert shop.current.collection is not None
    assert len(shop.vectors.kept[shop.current.collection]) == 3


def test_vectors_of_passages_that_are_gone_are_not_kept(shop: Workshop) -> None:
    """Nor those of another embedder; those of other libraries are."""
    ingest(shop.folder, "other", parts=shop.parts)
    shop.ingest()
    shop.write("06_Concurrency/locks.md", LOCKS.replace("a switch", "a lot"))
    shop.ingest()
    assert sorted(library for library, _, _ in shop.cache.kept) == ["notes"] * 3 + ["other"] * 3


def test_a_damaged_manifest_is_mended_by_a_rebuild(shop: Workshop) -> None:
    """Without the rebuild its error passes through."""

    class Damaged(MemoryLibraries):
        def manifest(self, library: str) -> Manifest | None:
            raise IndexMismatch("damaged. Run `hotseat ingest --rebuild`.")

    shop.parts = replace(shop.parts, libraries=Damaged())
    with pytest.raises(IndexMismatch, match="damaged"):
        shop.ingest()
    assert shop.ingest(rebuild=True).embedded == 3


def test_a_full_disk_is_a_storage_failure(shop: Workshop) -> None:
    """Wherever it shows; the current generation stays what it was."""
    shop.ingest()
    old = shop.current
    shop.write("new.md", "# New\nA new note that has to be embedded.\n")

    class FullVectors(MemoryVectors):
        def add(self, collection: str, ids: Sequence[str], vectors: NDArray[np.float32]) -> None:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    full = FullVectors()
    full.kept = shop.vectors.kept
    shop.parts = replace(shop.parts, vectors=full)
    with pytest.raises(StorageFailure, match=r"is full\. Free some space.*nothing was lost"):
        shop.ingest()
    assert shop.current == old


def test_files_that_cannot_be_read_are_reported_once(shop: Workshop) -> None:
    """They don't count as notes, and don't make the next ingest read everything again."""
    (shop.folder / "broken.md").write_bytes(b"# \xff\xfe not UTF-8")
    report = shop.ingest()
    assert report.notes == 2
    assert [problem.path for problem in report.skipped] == ["broken.md"]
    again = shop.ingest()
    assert not again.changed
    assert again.skipped == report.skipped


def test_a_moved_folder_is_noticed(shop: Workshop) -> None:
    """The manifest names the new one; no passage is embedded again."""
    shop.ingest()
    shop.folder = shop.folder.rename(shop.folder.with_name("moved"))
    report = shop.ingest()
    assert (report.changed, report.embedded) == (True, 0)
    assert shop.current.folder == str(shop.folder)


@pytest.mark.parametrize(
    ("library", "folder", "message"),
    [
        ("../up", ".", "can't name a library"),
        ("notes", "nowhere", "nowhere is not there"),
        ("notes", "empty", "holds no notes"),
        ("notes", "unreadable", r"No note in .* can be read\. The first problem is bad\.md:1: "),
    ],
)
def test_bad_input(shop: Workshop, library: str, folder: str, message: str) -> None:
    """Nothing is published for a folder without notes."""
    (shop.folder / "empty").mkdir()
    (shop.folder / "unreadable").mkdir()
    (shop.folder / "unreadable" / "bad.md").write_bytes(b"\0")
    with pytest.raises(BadInput, match=message):
        ingest(shop.folder / folder, library, parts=shop.parts)
    assert shop.libraries.published == []


def test_a_folder_that_cannot_be_written_is_a_storage_failure(shop: Workshop) -> None:
    """Its name and the system's own words are in the message."""
    (shop.folder / "file").write_text("")
    shop.parts = replace(shop.parts, lock_folder=shop.folder / "file" / "below")
    with pytest.raises(StorageFailure, match=r"below can't be written: Not a dir"):
        shop.ingest()
