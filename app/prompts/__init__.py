"""What language models are told: one file a role, versioned, with its variables declared.

A file has `name`, `version`, `variables`, `system` and `user`; `{{name}}` stands for a variable. Each
variable is declared as `text` (our own words, put in as they are) or as `data` (what candidates and
notes say). Data stands between marks that it can't contain itself, without the characters that
nobody sees, and every system text says that nothing between the marks is an instruction.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib import resources
from typing import Any

import yaml

from app.core.chat import Message, Role
from app.core.seen import seen

_KEYS = {"name", "version", "variables", "system", "user"}
_VARIABLE = re.compile(r"\{\{(\w+)\}\}")
_MARKS = ("⟦", "⟧")


class Kind(StrEnum):
    """Who wrote what a variable holds."""

    TEXT = "text"
    DATA = "data"


@dataclass(frozen=True, slots=True)
class Prompt:
    """What a model is told in one role."""

    name: str
    version: int
    variables: dict[str, Kind]
    system: str
    user: str

    @property
    def id(self) -> str:
        """Name and version, which go into the provenance of all that follows from it."""
        return f"{self.name}@{self.version}"

    def messages(self, **values: str) -> list[Message]:
        """Fill in the variables; raise ValueError unless there is a value for each and no other."""
        if values.keys() != self.variables.keys():
            odd = ", ".join(sorted(values.keys() ^ self.variables.keys()))
            raise ValueError(f"{self.id} has other variables: {odd}")
        filled = {
            name: fenced(name, value) if self.variables[name] is Kind.DATA else value
            for name, value in values.items()
        }
        return [
            Message(Role.SYSTEM, self.system),
            # In one pass, so that no value is searched for variables.
            Message(Role.USER, _VARIABLE.sub(lambda found: filled[found.group(1)], self.user)),
        ]


def fenced(name: str, text: str) -> str:
    """Put data between marks, without hidden characters and without the marks themselves."""
    opened, closed = _MARKS
    shown = "".join(c for c in seen(text) if c not in _MARKS)
    return f"{opened}{name}\n{shown}\n{name}{closed}"


@cache
def prompt(name: str) -> Prompt:
    """Read the prompt of a role; raise ValueError where its file breaks the form above."""
    text = resources.files(__package__).joinpath(f"{name}.yaml").read_text(encoding="utf-8")
    return parsed(yaml.safe_load(text))


def parsed(fields: Any) -> Prompt:
    """Return the prompt that a file's fields make; raise ValueError where they break the form."""
    if not isinstance(fields, dict) or fields.keys() != _KEYS:
        raise ValueError(f"a prompt has these keys and no others: {', '.join(sorted(_KEYS))}")
    made = Prompt(
        name=str(fields["name"]),
        version=int(fields["version"]),
        variables={name: Kind(kind) for name, kind in (fields["variables"] or {}).items()},
        system=str(fields["system"]).strip(),
        user=str(fields["user"]).strip(),
    )
    used = set(_VARIABLE.findall(made.user))
    if used != made.variables.keys():
        odd = ", ".join(sorted(used ^ made.variables.keys()))
        raise ValueError(f"{made.id} uses and declares other variables: {odd}")
    if _VARIABLE.search(made.system):
        raise ValueError(f"{made.id} has a variable among its instructions")
    if Kind.DATA in made.variables.values() and not all(mark in made.system for mark in _MARKS):
        raise ValueError(f"{made.id} does not say what stands between {' and '.join(_MARKS)}")
    return made
