"""A real language model on this machine, or the reason why there is none."""

from __future__ import annotations

import os
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.model.weights import NotToBeHad, server_packages, weights

SERVE = Path(__file__).with_name("serve.py")
LOADING_S = 300


class RealServer:
    """llama.cpp's server in a process of its own."""

    def __init__(self, log: Path) -> None:
        self.log = log
        with log.open("wb") as file:
            self._process = subprocess.Popen(
                [sys.executable, str(SERVE), str(weights())],
                env={**os.environ, "PYTHONPATH": str(server_packages())},
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=file,
                text=True,
            )
        assert self._process.stdout is not None
        self.address = self._process.stdout.readline().strip()
        assert self.address.startswith("http"), log.read_text("utf-8")[-2000:]
        self._wait()

    @property
    def url(self) -> str:
        """Where a client of OpenAI's language sends to."""
        return f"{self.address}/v1"

    def kill(self) -> None:
        """End it as a power cut would."""
        self._process.kill()
        self._process.wait(30)

    def _wait(self) -> None:
        deadline = time.monotonic() + LOADING_S
        while time.monotonic() < deadline:
            try:
                with urllib.request.urlopen(f"{self.address}/health", timeout=5):
                    return
            except (urllib.error.URLError, TimeoutError):
                assert self._process.poll() is None, self.log.read_text("utf-8")[-2000:]
                time.sleep(0.2)
        raise AssertionError(f"The model was not loaded within {LOADING_S} s.")


@pytest.fixture(scope="session")
def start_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[], RealServer]]:
    """Start servers of the model; skip where its packages can't be had."""
    started: list[RealServer] = []

    def start() -> RealServer:
        log = tmp_path_factory.mktemp("model") / "server.log"
        try:
            started.append(RealServer(log))
        except NotToBeHad as exc:
            pytest.skip(f"no real language model here: {exc}")
        return started[-1]

    yield start
    for server in started:
        server.kill()


@pytest.fixture(scope="session")
def real_server(start_server: Callable[[], RealServer]) -> RealServer:
    """The one server that the tests share."""
    return start_server()
