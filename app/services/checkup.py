"""Run the checks of `hotseat doctor`: what was found, how bad it is, how to mend it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum

from app.core.errors import HotseatError, ModelFailure, NotIndexed


class Severity(StrEnum):
    """How bad a finding is. A warning doesn't keep Hotseat from working."""

    OK = "ok"
    WARNING = "warning"
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class Probe:
    """A check to run: `run` returns what it found, or raises a HotseatError; `cure` mends that."""

    name: str
    run: Callable[[], str]
    cure: str


@dataclass(frozen=True, slots=True)
class Check:
    """The outcome of a probe; `cure` is empty when all is well."""

    name: str
    severity: Severity
    finding: str
    cure: str = ""


def examine(probes: Iterable[Probe]) -> list[Check]:
    """Run all probes; one that fails doesn't stop the next."""
    return [_examine(probe) for probe in probes]


def _examine(probe: Probe) -> Check:
    try:
        return Check(probe.name, Severity.OK, probe.run())
    except (NotIndexed, ModelFailure) as exc:
        return Check(probe.name, Severity.WARNING, str(exc), probe.cure)
    except HotseatError as exc:
        return Check(probe.name, Severity.ERROR, str(exc), probe.cure)
