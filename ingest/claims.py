"""What the comments `# -> ...` of a code block claim, and building the claims into the code.

Standard library only: the interpreter that runs a block imports this too.
"""

from __future__ import annotations

import ast
import io
import re
import tokenize
from collections.abc import Iterable
from dataclasses import dataclass

VALUE_HOOK = "__claimed_value__"
PRINT_HOOK = "__claimed_print__"
_CLAIM = re.compile(r"#\s*->\s*(?P<text>.*)$")


@dataclass(frozen=True, slots=True)
class Claim:
    """A comment `# -> text` and its line."""

    line: int
    text: str


def find_claims(source: str) -> list[Claim]:
    """Find the claims of Python source that is known to parse.

    Strings that hold `# ->` are none.
    """
    return [
        Claim(token.start[0], match["text"].strip())
        for token in tokenize.generate_tokens(io.StringIO(source).readline)
        if token.type == tokenize.COMMENT and (match := _CLAIM.search(token.string))
    ]


def holds(claimed: str, actual: str) -> bool:
    """Compare a claim with what happened.

    White space is folded, and `...` in the claim stands for anything.
    """
    parts = [re.escape(part) for part in " ".join(claimed.split()).split("...")]
    return re.fullmatch(".*".join(parts), " ".join(actual.split()), re.DOTALL) is not None


def unattached(tree: ast.Module, claims: Iterable[Claim]) -> list[Claim]:
    """Return the claims that stand where nothing can be claimed.

    A claim stands at the end of a print, an expression, an assignment or a return.
    """
    lines = {getattr(node, "end_lineno", 0) for node in ast.walk(tree) if _can_carry(node)}
    return [claim for claim in claims if claim.line not in lines]


def instrument(tree: ast.Module, claims: Iterable[Claim]) -> ast.Module:
    """Wrap the claimed values in calls to the hooks, which the runner puts among the builtins.

    A claimed `print(x)` becomes `PRINT_HOOK(line, print, x)`, another claimed value v becomes
    `VALUE_HOOK(line, v)`. Line numbers stay.
    """
    wrapped = _Wrapper({claim.line for claim in claims}).visit(tree)
    assert isinstance(wrapped, ast.Module)
    return ast.fix_missing_locations(wrapped)


def _can_carry(node: ast.AST) -> bool:
    if isinstance(node, ast.Expr | ast.Assign | ast.AugAssign):
        return True
    return isinstance(node, ast.AnnAssign | ast.Return) and node.value is not None


class _Wrapper(ast.NodeTransformer):
    def __init__(self, lines: set[int]) -> None:
        self.lines = lines

    def generic_visit(self, node: ast.AST) -> ast.AST | list[ast.stmt]:  # type: ignore[override]
        super().generic_visit(node)
        if getattr(node, "end_lineno", None) not in self.lines or not _can_carry(node):
            return node
        if isinstance(node, ast.AugAssign):
            return [node, ast.copy_location(ast.Expr(self._wrapped(_loaded(node.target))), node)]
        assert isinstance(node, ast.Expr | ast.Assign | ast.AnnAssign | ast.Return)
        assert node.value is not None
        node.value = self._wrapped(node.value)
        return node

    @staticmethod
    def _wrapped(value: ast.expr) -> ast.expr:
        line = ast.Constant(value.end_lineno)
        if (
            isinstance(value, ast.Call)
            and isinstance(value.func, ast.Name)
            and value.func.id == "print"
        ):
            hook = ast.Name(PRINT_HOOK, ast.Load())
            call = ast.Call(hook, [line, value.func, *value.args], value.keywords)
        else:
            call = ast.Call(ast.Name(VALUE_HOOK, ast.Load()), [line, value], [])
        return ast.copy_location(call, value)


def _loaded(target: ast.expr) -> ast.expr:
    """Return a copy of an assignment's target that reads instead of writes."""
    return ast.copy_location(ast.parse(ast.unparse(target), mode="eval").body, target)
