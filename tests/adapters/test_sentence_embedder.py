"""The real embedder: loading, windows, threads, and no word to anyone."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import threading
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from app.adapters import model_files
from app.adapters.sentence_embedder import BulkEmbedder, SentenceEmbedder
from app.core.errors import BadInput, MissingPart

LONG = "The lock is held by one thread at a time, and the others wait. " * 40


@pytest.fixture(scope="module")
def minilm() -> SentenceEmbedder:
    return SentenceEmbedder()


def test_name_and_dimension_are_known_without_loading() -> None:
    """So that an ingest that finds nothing to do costs nothing."""
    program = (
        "import sys; from app.adapters.sentence_embedder import SentenceEmbedder as E;"
        "print(E().name, E().dimension, 'torch' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert done.stdout.strip() == "all-MiniLM-L6-v2 53aa51172d14 384 False"


def test_a_missing_model_names_what_lacks(tmp_path: Path) -> None:
    """The error comes when the model is first needed, not when the embedder is made."""
    embedder = SentenceEmbedder(tmp_path / "nowhere")
    with pytest.raises(MissingPart, match=r"nowhere lacks model\.safetensors"):
        embedder.warm_up()


@pytest.mark.integration
def test_a_model_that_cannot_be_loaded_is_named(tmp_path: Path) -> None:
    """The library's own words and what to do are in the message."""
    folder = shutil.copytree(model_files.default_folder(), tmp_path / "model")
    (folder / "model.safetensors").write_bytes(b"cut short")
    with pytest.raises(MissingPart, match=r"model can't be loaded \(.*Save it there anew"):
        SentenceEmbedder(folder).warm_up()


@pytest.mark.integration
def test_vectors_are_those_of_sentence_transformers(minilm: SentenceEmbedder) -> None:
    """For texts that fit the window, the library's own `encode` gives the same."""
    from sentence_transformers import SentenceTransformer

    texts = ["A lock.", "Threads take turns at running bytecode.", "select_related(author)"]
    model = SentenceTransformer(str(model_files.default_folder()), local_files_only=True)
    assert np.allclose(minilm.encode(texts), model.encode(texts), atol=1e-5)


@pytest.mark.integration
def test_related_texts_are_nearer(minilm: SentenceEmbedder) -> None:
    """A paraphrase is nearer than another topic."""
    question, same, other = minilm.encode(
        ["How do I lock a row?", "Locking a record in a database", "Boiling an egg"]
    )
    assert question @ same > question @ other + 0.3


@pytest.mark.integration
def test_a_long_text_is_read_to_its_end(minilm: SentenceEmbedder) -> None:
    """What stands behind the window counts for the vector, and its tokens are there."""
    last = "Pickle is unsafe."
    read = minilm.encode_tokens([LONG + last])[0]

    assert len(read.tokens) > 512
    assert [(LONG + last)[a:b] for a, b in read.spans[-3:]] == ["is", "unsafe", "."]
    assert read.tokens[-3:] == ("is", "unsafe", ".")
    assert not np.allclose(minilm.encode([LONG])[0], minilm.encode([LONG + last])[0], atol=1e-4)


@pytest.mark.integration
def test_spans_run_forward_without_gaps_between_windows(minilm: SentenceEmbedder) -> None:
    """Each token starts at or behind the end of the one before it; no word is read twice."""
    spans = minilm.encode_tokens([LONG])[0].spans
    assert all(a[1] <= b[0] for a, b in pairwise(spans))
    assert "".join(LONG[a:b] for a, b in spans) == LONG.replace(" ", "")


@pytest.mark.integration
def test_one_worker_and_many_give_the_same_bits(minilm: SentenceEmbedder) -> None:
    """How many passes run side by side doesn't show in the vectors."""
    texts = [LONG[: 7 * n] for n in range(1, 40)]
    alone, many = SentenceEmbedder(workers=1), SentenceEmbedder(workers=4)
    assert np.array_equal(alone.encode(texts), many.encode(texts))


@pytest.mark.integration
def test_threads_may_share_it(minilm: SentenceEmbedder) -> None:
    """Eight threads at once, long and short texts mixed, first use included: all the same."""
    shared = SentenceEmbedder()
    texts = ["A lock.", LONG, "Threads."]
    expected = minilm.encode(texts)
    found: list[bool] = []

    def work() -> None:
        same = np.array_equal(shared.encode(texts), expected)
        found.append(same and len(shared.encode_tokens(texts)) == 3)

    threads = [threading.Thread(target=work) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [True] * 8


@pytest.mark.integration
def test_other_layers_give_other_token_vectors(minilm: SentenceEmbedder) -> None:
    """The default is the mean of the upper half of the layers."""
    default = minilm.encode_tokens(["A lock."])[0].vectors
    same = SentenceEmbedder(layers=(3, 4, 5, 6)).encode_tokens(["A lock."])[0].vectors
    last = SentenceEmbedder(layers=(6,)).encode_tokens(["A lock."])[0].vectors
    assert np.array_equal(default, same)
    assert not np.allclose(default, last, atol=0.01)


@pytest.mark.integration
@pytest.mark.parametrize("layers", [(), (7,), (-1, 3)])
def test_layers_that_are_not_there_are_refused(layers: tuple[int, ...]) -> None:
    """The message says which there are."""
    with pytest.raises(BadInput, match="layers 0 to 6"):
        SentenceEmbedder(layers=layers).warm_up()


@pytest.mark.integration
def test_nothing_is_asked_of_the_network_or_printed(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """Loading and embedding open no connection and draw no progress bar."""

    def refuse(self: socket.socket, address: object) -> None:
        raise AssertionError(address)

    monkeypatch.setattr(socket.socket, "connect", refuse)
    SentenceEmbedder().encode(["A lock."])
    assert capfd.readouterr() == ("", "")


@pytest.mark.integration
def test_vectors_made_in_bulk_are_as_good(minilm: SentenceEmbedder) -> None:
    """Texts of any length, one over the window, and their tokens: the cosine is nearly 1."""
    bulk = BulkEmbedder(minilm)
    texts = [
        "A lock.",
        "Threads take turns at running bytecode. " * 7,
        LONG,
        "`select_related`",
        "",
    ]
    vectors, tokens = minilm.encode_both(texts)
    quick, quick_tokens = bulk.encode_both(texts)
    assert (bulk.name, bulk.dimension) == (minilm.name, minilm.dimension)
    assert np.sum(vectors * quick, axis=1).min() > 0.999
    for exact, rough in zip(tokens, quick_tokens, strict=True):
        assert exact.tokens == rough.tokens
        assert np.all(np.sum(exact.vectors * rough.vectors, axis=1) > 0.99)
