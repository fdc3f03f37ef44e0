"""A server on this machine that speaks OpenAI's language, and does what a test tells it to."""

from __future__ import annotations

import json
import select
import socket
import threading
import time
from collections import deque
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass
class Said:
    """What the server answers to one call.

    `finish` is why the model stopped. `status` other than 200 sends `text` as the error's message.
    `wait` seconds pass before the answer, `pace` seconds after each piece of a stream. `drop` closes
    the connection without an answer, or after the first piece of a stream; `cut` in the middle of one.
    With `stops`, nobody listens from this call on.
    """

    text: str = ""
    finish: str = "stop"
    status: int = 200
    wait: float = 0.0
    drop: bool = False
    cut: bool = False
    stops: bool = False
    pace: float = 0.002


@dataclass
class ModelServer:
    """Answers from a queue, the last one again and again; keeps what it was asked.

    `hung_up` counts the callers that left before an answer was begun.
    """

    url: str = ""
    answers: deque[Said] = field(default_factory=deque)
    asked: list[dict[str, Any]] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)
    sent_pieces: int = 0
    hung_up: int = 0

    def says(self, *answers: Said | str) -> None:
        self.answers = deque(Said(a) if isinstance(a, str) else a for a in answers)

    def next(self) -> Said:
        return self.answers.popleft() if len(self.answers) > 1 else self.answers[0]


@contextmanager
def running_server() -> Iterator[ModelServer]:
    """Run a server for the time of a test."""
    state = ModelServer()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            state.asked.append(body)
            state.keys.append(self.headers.get("Authorization", ""))
            said = state.next()
            if said.stops:
                server.shutdown()
                server.socket.close()
                self.close_connection = True
                return
            if self._left_within(said.wait):
                state.hung_up += 1
                self.close_connection = True
                return
            if said.status != 200:
                self._send(said.status, {"error": {"message": said.text}})
            elif body.get("stream"):
                self._stream(said)
            elif said.drop:
                self.close_connection = True
            else:
                self._send(200, _completion(said), cut=said.cut)

        def _left_within(self, seconds: float) -> bool:
            """Wait, and say whether the caller closed the connection meanwhile."""
            deadline = time.monotonic() + seconds
            while (left := deadline - time.monotonic()) > 0:
                readable, _, _ = select.select([self.connection], [], [], left)
                if readable and not self.connection.recv(1, socket.MSG_PEEK):
                    return True
            return False

        def _send(self, status: int, body: Mapping[str, object], *, cut: bool = False) -> None:
            data = json.dumps(body).encode()
            self.close_connection = cut
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data[: len(data) // 2] if cut else data)

        def _stream(self, said: Said) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/event-stream")
            self.send_header("Transfer-Encoding", "chunked")
            self.end_headers()
            self.close_connection = True
            try:
                for sent, piece in enumerate(said.text.split(" "), start=1):
                    self._event(_chunk(f"{piece} ", None))
                    state.sent_pieces += 1
                    if said.drop or (said.cut and 2 * sent > said.text.count(" ")):
                        return
                    time.sleep(said.pace)
                self._event(_chunk("", said.finish))
                self._event({**_chunk("", None), "choices": [], "usage": USAGE})
                self._write(b"data: [DONE]\n\n")
                self._write(b"")
            except (BrokenPipeError, ConnectionResetError):
                return

        def _event(self, chunk: Mapping[str, object]) -> None:
            self._write(f"data: {json.dumps(chunk)}\n\n".encode())

        def _write(self, data: bytes) -> None:
            self.wfile.write(f"{len(data):x}\r\n".encode() + data + b"\r\n")
            self.wfile.flush()

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    Handler.protocol_version = "HTTP/1.1"
    state.url = f"http://127.0.0.1:{server.server_port}/v1"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield state
    finally:
        server.shutdown()
        server.server_close()


USAGE = {"prompt_tokens": 12, "completion_tokens": 3, "total_tokens": 15}


def _completion(said: Said) -> dict[str, object]:
    message = {"role": "assistant", "content": said.text}
    return {
        "id": "c1",
        "object": "chat.completion",
        "created": 1,
        "model": "small",
        "choices": [{"index": 0, "message": message, "finish_reason": said.finish}],
        "usage": USAGE,
    }


def _chunk(piece: str, finish: str | None) -> dict[str, object]:
    return {
        "id": "c1",
        "object": "chat.completion.chunk",
        "created": 1,
        "model": "small",
        "choices": [{"index": 0, "delta": {"content": piece}, "finish_reason": finish}],
    }
