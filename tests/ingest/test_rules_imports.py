"""A program names in `needs` what must be installed for its imports."""

from __future__ import annotations

import pytest

from ingest.code_blocks import code_blocks, programs
from ingest.markdown import parse, split_lines
from ingest.rules.imports import judge_imports

DECLARED = {
    "the standard library": "python\nimport os.path, sqlite3\nfrom collections.abc import Sized",
    "what is needed": 'python needs="PyYAML"\nimport yaml',
    "what that requires": 'python needs="fastapi"\nfrom starlette.requests import Request',
    "what is not run": 'python no-run="needs a server"\nimport yaml',
}


def judged(block: str) -> list[tuple[int, str]]:
    found, _ = code_blocks(parse(split_lines(f"# Note\n```{block}\n```\n")))
    return judge_imports([programs(found)[0]])[0]


@pytest.mark.parametrize("block", DECLARED.values(), ids=DECLARED.keys())
def test_imports_that_are_declared(block: str) -> None:
    """Python's own modules, those of a need and those that a need requires are all right."""
    assert judged(block) == []


@pytest.mark.parametrize("name", ["yaml", "no_such_module"])
def test_imports_that_are_not(name: str) -> None:
    """A module that happens to be installed, or isn't, is reported at its line of the note."""
    block = f"python\nimport os\nimport {name}.part"
    expected = f'imports {name}, which is neither Python\'s nor named by needs="..."'
    assert judged(block) == [(4, expected)]
