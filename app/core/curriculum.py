"""A curriculum: the sections of a library, the paths through them, and what they lead to."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from app.core.level import Level


@dataclass(frozen=True, slots=True)
class Outcome:
    """Something that one is ready for; `sections` lead to it."""

    id: str
    title: str
    sections: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Path:
    """What a level should know, section by section."""

    level: Level
    title: str
    aim: str
    sections: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Phase:
    """A part of the plan: `weeks` of the whole go to its sections.

    Of a phase that is a choice, the candidate takes one section. A phase of mocks practises the
    whole path in mock interviews.
    """

    title: str
    weeks: int
    sections: tuple[str, ...]
    choice: bool = False
    mocks: bool = False


@dataclass(frozen=True, slots=True)
class Curriculum:
    """All of a library's paths, phases and outcomes; `titles` are those of its sections."""

    titles: dict[str, str]
    paths: tuple[Path, ...]
    phases: tuple[Phase, ...]
    outcomes: tuple[Outcome, ...] = ()

    @property
    def choices(self) -> tuple[str, ...]:
        """The sections of which the candidate takes one, none when there is nothing to choose."""
        return tuple(s for phase in self.phases if phase.choice for s in phase.sections)

    def title(self, section: str) -> str:
        """Write a section's folder name, such as `06_Concurrency`, as a title."""
        plain = re.sub(r"^\d+[_-]", "", section).replace("_", " ")
        return self.titles.get(section) or plain or section

    def path(self, level: Level) -> tuple[str, ...]:
        """Return the sections of a level's path, in their order."""
        return next((path.sections for path in self.paths if path.level is level), ())


def plain_curriculum(sections: Iterable[str]) -> Curriculum:
    """Make the curriculum of a library that has none: all its sections, then mock interviews."""
    names = tuple(sorted(sections))
    return Curriculum(
        titles={},
        paths=tuple(
            Path(level, "All sections", "Know every section of these notes.", names)
            for level in Level
        ),
        phases=(
            Phase("All sections", 5, names),
            Phase("Mock interviews", 1, (), mocks=True),
        ),
    )
