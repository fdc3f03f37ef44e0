"""The curriculum of the built-in notes, from `sections.yaml` and `paths.yaml` beside them."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import yaml

from app.core.curriculum import Curriculum, Outcome, Phase
from app.core.curriculum import Path as LearningPath
from app.core.errors import MissingPart
from app.core.level import Level


@cache
def load_curriculum(folder: Path) -> Curriculum:
    """Read the curriculum from a folder; raise MissingPart when its files are not there."""
    listed = _read(folder / "sections.yaml")["sections"]
    paths = _read(folder / "paths.yaml")
    return Curriculum(
        titles={section["folder"]: section["title"] for section in listed},
        paths=tuple(
            LearningPath(Level(p["level"]), p["title"], p["aim"], tuple(p["sections"]))
            for p in paths["paths"]
        ),
        phases=tuple(
            Phase(
                title=phase["title"],
                weeks=len(phase["weeks"]),
                sections=tuple(phase["sections"]),
                choice=phase.get("choose_one", False),
                mocks=phase.get("mocks", False),
            )
            for phase in paths["plan"]
        ),
        outcomes=tuple(_outcome(one, listed) for one in paths["outcomes"]),
    )


def _outcome(written: dict[str, str], listed: list[dict[str, Any]]) -> Outcome:
    leading = (s["folder"] for s in listed if written["id"] in s["outcomes"])
    return Outcome(written["id"], written["title"], tuple(leading))


def _read(path: Path) -> Any:
    try:
        return yaml.safe_load(path.read_text("utf-8"))
    except FileNotFoundError as exc:
        raise MissingPart(f"{path} is missing from the installation. Reinstall Hotseat.") from exc
