"""`hotseat` without a command: the web app."""

from __future__ import annotations

import os
import socket
import sys
import tomllib
from importlib import resources
from pathlib import Path
from typing import Any

from app.core.errors import BadInput, MissingPart
from app.settings import Settings, load_settings


def serve() -> None:
    """Replace this process by Streamlit with the app on the configured address."""
    settings = load_settings()
    _require_free_port(settings)
    package = Path(str(resources.files("app")))
    command = [sys.executable, "-m", "streamlit", "run", str(package / "main.py")]
    os.execv(sys.executable, [*command, *streamlit_flags(settings)])  # noqa: S606 - our own words


def streamlit_flags(settings: Settings) -> list[str]:
    """Return Streamlit's options as flags, so that they hold whatever the working folder is."""
    options = tomllib.loads(_config_file().read_text("utf-8"))
    options["server"] |= {"address": settings.host, "port": settings.port}
    return [f"--{name}={value}" for name, value in _flat(options)]


def _config_file() -> Path:
    package = Path(str(resources.files("app")))
    candidates = (package / "ui" / "streamlit.toml", package.parent / ".streamlit" / "config.toml")
    for path in candidates:
        if path.is_file():
            return path
    raise MissingPart(
        "Streamlit's config.toml is missing from the installation. Reinstall Hotseat."
    )


def _flat(options: dict[str, Any], prefix: str = "") -> list[tuple[str, str]]:
    flat: list[tuple[str, str]] = []
    for name, value in options.items():
        if isinstance(value, dict):
            flat += _flat(value, f"{prefix}{name}.")
        elif isinstance(value, list):
            # Streamlit's flags know lists of plain values only, one flag for each.
            flat += [(prefix + name, str(item)) for item in value if not isinstance(item, dict)]
        else:
            flat.append(
                (prefix + name, str(value).lower() if isinstance(value, bool) else str(value))
            )
    return flat


def _require_free_port(settings: Settings) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((settings.host, settings.port))
        except OSError as exc:
            raise BadInput(
                f"Cannot listen on {settings.host}:{settings.port} ({exc.strerror}). "
                "Is Hotseat running already? Else set HOTSEAT_PORT to another port."
            ) from exc
