"""The doctor names what is wrong and how to mend it."""

from __future__ import annotations

from app.core.errors import ModelUnavailable, NotIndexed, StorageFailure
from app.services.checkup import Check, Probe, Severity, examine


def fails(error: Exception) -> str:
    raise error


def test_each_finding_has_its_severity() -> None:
    """All is well, not built yet, broken: and a broken part doesn't hide the next."""
    checks = examine(
        [
            Probe("home", lambda: "writable", "Free space."),
            Probe("index", lambda: fails(NotIndexed("no index")), "Run `hotseat ingest`."),
            Probe("language model", lambda: fails(ModelUnavailable("down")), "Start it."),
            Probe("database", lambda: fails(StorageFailure("read-only")), "Mend permissions."),
            Probe("model", lambda: "MiniLM", "Reinstall."),
        ]
    )
    assert checks == [
        Check("home", Severity.OK, "writable"),
        Check("index", Severity.WARNING, "no index", "Run `hotseat ingest`."),
        Check("language model", Severity.WARNING, "down", "Start it."),
        Check("database", Severity.ERROR, "read-only", "Mend permissions."),
        Check("model", Severity.OK, "MiniLM"),
    ]
