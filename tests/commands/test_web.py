"""How the web app is started."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest

from app.commands.web import serve, streamlit_flags
from app.core.errors import BadInput
from app.settings import Settings


def test_streamlit_is_told_everything(tmp_path: Path) -> None:
    """Address, port, statistics and theme hold in any working folder."""
    flags = streamlit_flags(Settings(home=tmp_path, port=8600))
    assert "--server.address=127.0.0.1" in flags
    assert "--server.port=8600" in flags
    assert "--browser.gatherUsageStats=false" in flags
    assert "--runner.enforceSerializableSessionState=true" in flags
    assert any(flag.startswith("--theme.light.primaryColor=#") for flag in flags)


def test_a_port_in_use_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A second start says that Hotseat may be running, and how to choose another port."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        monkeypatch.setenv("HOTSEAT_HOME", str(tmp_path))
        monkeypatch.setenv("HOTSEAT_PORT", str(taken.getsockname()[1]))
        with pytest.raises(BadInput, match="HOTSEAT_PORT"):
            serve()
