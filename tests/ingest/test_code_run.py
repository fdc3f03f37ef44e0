"""Code blocks run as programs of their own; claims are checked at their line in the note."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from ingest.code_blocks import code_blocks, programs
from ingest.code_run import run_notes
from ingest.markdown import parse, split_lines


def findings(*blocks: str) -> list[tuple[int, str]]:
    """Run the blocks of a note, each given with its info string; the first begins at line 3."""
    text = "# Note\n" + "".join(f"```{block}\n```\n" for block in blocks)
    found, info = code_blocks(parse(split_lines(text)))
    joined, syntax = programs(found)
    return info + syntax + run_notes([joined])[0]


PASSING = {
    "print and values": "python\nprint(1, 2)  # -> 1 2\nx = [1]  # -> [1]\nx[0] += 1  # -> 2",
    "claim in a loop": "python\nfor x in (2, 2):\n    print(x)  # -> 2",
    "a module": (
        "python\nimport dataclasses, inspect, pickle\n@dataclasses.dataclass\nclass P:\n"
        "    x: int\n"
        "pickle.loads(pickle.dumps(P(1)))  # -> P(x=1)\n"
        "print(inspect.getsource(P))  # -> @dataclasses.dataclass class P: x: int"
    ),
    "processes": (
        "python\nimport multiprocessing as mp\ndef twice(n):\n    return 2 * n\n"
        "if __name__ == '__main__':\n    with mp.get_context('spawn').Pool(1) as pool:\n"
        "        print(pool.map(twice, [1]))  # -> [2]"
    ),
    "loopback": (
        "python\nimport socket\nwith socket.create_server(('127.0.0.1', 0)) as server:\n"
        "    socket.create_connection(server.getsockname()).close()"
    ),
    "a patched standard library": (
        "python\nimport json, os\njson.dumps = lambda value: 'patched'\nos.write = None\n"
        "json.dumps(1)  # -> 'patched'"
    ),
    "not run": 'python no-run="needs a server"\nraise SystemExit(3)',
    "exit 0": "python\nimport sys\nsys.exit(0)",
}

FAILING = [
    ("python\nprint(1)  # -> 2", 3, "claims '2', but it is '1'"),
    ("python\nfor x in (1, 2):\n    print(x)  # -> 1", 4, "claims '1', but it is '2'"),
    ("python\ndef f():\n    return 1  # -> 1", 4, "this claim is never reached"),
    ("python\n\nint('x')", 4, "raises ValueError: invalid literal for int()"),
    ("python\nimport sys\nsys.exit(3)", 3, "ends its interpreter with status 3"),
    ("python\nimport os\nos.abort()", 3, "ends its interpreter with status -6"),
    ("python\nimport time\ntime.sleep(0.2)", 3, "sleeps for 0.20 s in all"),
    ('python needs="no-such-thing"\nprint(1)', 2, "needs no-such-thing, which is not installed"),
    (
        "python\nimport socket\nsocket.create_connection(('192.0.2.1', 80))",
        4,
        "raises PermissionError: a code block opens no network connection (to '192.0.2.1')",
    ),
]


@pytest.mark.parametrize("block", PASSING.values(), ids=PASSING.keys())
def test_good_blocks(block: str) -> None:
    """A block may do what a program may do."""
    assert findings(block) == []


@pytest.mark.parametrize(("block", "line", "message"), FAILING)
def test_bad_blocks(block: str, line: int, message: str) -> None:
    """What goes wrong is reported at its line of the note."""
    ((at, said),) = findings(block)
    assert at == line
    assert message in said


def test_blocks_are_programs_of_their_own() -> None:
    """A block doesn't see the one before it, unless it continues it."""
    first = "python\nx = 1"
    assert findings(first, "python continues\nprint(x)  # -> 1") == []
    assert findings(first, "python\nprint(x)") == [
        (
            6,
            "raises NameError: name 'x' is not defined: show an error as code does it, "
            "with try and except",
        )
    ]


def test_a_block_that_never_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    """A block that hangs is ended and named; the blocks before it are judged all the same."""
    monkeypatch.setattr("ingest.code_run.TIMEOUT_SECONDS", 1.0)
    found = findings("python\nprint(1)  # -> 2", "python\nwhile True:\n    pass")
    assert [line for line, _ in found] == [3, 6]
    assert "this one was running then" in found[1][1]


def test_django_blocks_start_configured() -> None:
    """A Django block has its tables and the empty application `shop`; blocks don't share models."""
    pytest.importorskip("django")
    block = """python needs="django"
from django.contrib.auth.models import User
from django.db import connection, models
from django.http import HttpResponse
from django.test import Client
from django.urls import path
class Order(models.Model):
    class Meta:
        app_label = "shop"
with connection.schema_editor() as editor:
    editor.create_model(Order)
urlpatterns = [path("", lambda request: HttpResponse("hi"))]
Client().get("/").content  # -> b'hi'
print(Order.objects.count(), User.objects.count())  # -> 0 0"""
    assert findings(block, block) == []


def test_a_claim_that_holds_by_luck() -> None:
    """What depends on the order of a set is found, although one order is the one claimed."""
    ask = "print(list(set('abcdefgh')))"
    command = [sys.executable, "-c", ask]
    order = subprocess.run(  # our own interpreter
        command,
        env=os.environ | {"PYTHONHASHSEED": "1"},
        capture_output=True,
        check=True,
        text=True,
    ).stdout.strip()
    ((line, message),) = findings(f"python\n{ask}  # -> {order}")
    assert line == 3
    assert message.startswith(f"claims {order!r}, but it is")
