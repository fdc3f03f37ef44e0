"""What `# ->` claims, and where it may stand."""

from __future__ import annotations

import ast

import pytest

from ingest.claims import Claim, find_claims, holds, instrument, unattached


@pytest.mark.parametrize(
    ("claimed", "actual", "held"),
    [
        ("6", "6\n", True),
        ("6", "7", False),
        ("[1, 2]", "[1, 2]", True),
        ("a b", "a\nb\n", True),
        ("<object at ...>", "<object at 0x7f>", True),
        ("...", "anything", True),
        ("a...z", "a to z", True),
        ("a...z", "b to z", False),
        ("1.5", "125", False),
    ],
)
def test_a_claim_holds(claimed: str, actual: str, *, held: bool) -> None:
    """White space is folded, `...` stands for anything, and nothing else is special."""
    assert holds(claimed, actual) is held


def test_claims_are_comments() -> None:
    """A claim is a comment; a string that looks like one is not."""
    source = 'x = "# -> 1"\ny = 2  # -> 2\n# nothing -> here\n'
    assert find_claims(source) == [Claim(2, "2")]


@pytest.mark.parametrize(
    ("source", "attached"),
    [
        ("print(1)  # -> 1", True),
        ("print(\n    1,\n)  # -> 1", True),
        ("x = 1  # -> 1", True),
        ("x: int = 1  # -> 1", True),
        ("x += 1  # -> 1", True),
        ("def f() -> int:\n    return 1  # -> 1", True),
        ("def f() -> None:\n    return  # -> None", False),
        ("x: int  # -> 1", False),
        ("for x in y:  # -> 1\n    pass", False),
        ("x = [\n    1,  # -> 1\n]", False),
        ("# -> 1", False),
    ],
)
def test_where_claims_stand(source: str, *, attached: bool) -> None:
    """Claims stand at the end of prints, expressions, assignments and returns."""
    claims = find_claims(source)
    assert len(claims) == 1
    assert unattached(ast.parse(source), claims) == ([] if attached else claims)


def test_claims_are_built_in() -> None:
    """Prints and values go through hooks; unclaimed lines stay, and so do line numbers."""
    source = "print(1, sep='')  # -> 1\nx += 2  # -> 3\nx = y"
    tree = instrument(ast.parse(source), find_claims(source))
    assert ast.unparse(tree).split("\n") == [
        "__claimed_print__(1, print, 1, sep='')",
        "x += 2",
        "__claimed_value__(2, x)",
        "x = y",
    ]
    assert [node.lineno for node in tree.body] == [1, 2, 2, 3]
