"""A word of a query that is read as another one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Correction:
    """The word as it was `typed`, `at` an offset in the query, and the word that it is `read` as."""

    at: int
    typed: str
    read: str


def corrected(query: str, corrections: Iterable[Correction]) -> str:
    """Return the query with its corrections made."""
    for each in sorted(corrections, key=lambda c: c.at, reverse=True):
        query = query[: each.at] + each.read + query[each.at + len(each.typed) :]
    return query
