"""Serve a file of weights in OpenAI's language on this machine, until the input ends."""

from __future__ import annotations

import os
import sys

import xllamacpp  # type: ignore[import-not-found]

CONTEXT = 4096


def main(weights: str) -> None:
    """Serve on a free port of 127.0.0.1, print the address, and wait."""
    params = xllamacpp.CommonParams()
    params.model.path = weights
    params.n_ctx = CONTEXT
    params.n_parallel = 1
    params.port = 0
    # One processor is left to the tests: llama.cpp's threads wait for each other by spinning.
    params.cpuparams.n_threads = max(1, (os.cpu_count() or 1) - 1)
    server = xllamacpp.Server(params)
    print(server.listening_address, flush=True)  # noqa: T201 - the parent reads it
    sys.stdin.read()


if __name__ == "__main__":
    main(sys.argv[1])
