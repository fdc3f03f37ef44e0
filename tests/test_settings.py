"""Settings come from the environment, then the file, then the defaults; mistakes are named."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.core.errors import BadInput
from app.settings import load_settings


@pytest.fixture(autouse=True)
def clean(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    monkeypatch.chdir(tmp_path)
    for name in ("HOTSEAT_HOME", "HOTSEAT_EVAL_DATA"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path


def test_the_environment_wins_over_the_file(clean: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A value of the file holds unless the environment has one."""
    (clean / "hotseat.yaml").write_text("port: 9000\nhome: /somewhere\n", "utf-8")
    monkeypatch.setenv("HOTSEAT_PORT", "9001")
    settings = load_settings()
    assert (settings.port, settings.home) == (9001, Path("/somewhere"))
    assert settings.database == "sqlite:////somewhere/hotseat.db"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("prot: 9000", "prot: Extra inputs"),
        ("port: many", "port: Input should be a valid integer"),
        ("port: 70000", "port: Input should be less than or equal to 65535"),
        ("port: [", "no valid YAML"),
        ("model: gpt", "Write `provider:name`"),
        ("model_url: http://127.0.0.1/v1", "needs a `model`"),
        ("model: openai:a\nmodel_url: https://u:sk-1@host/v1", "holds more than an address"),
        ("model: openai:a\nmodel_context: 1024", "over half of `model_context`"),
    ],
)
def test_mistakes_in_the_file(clean: Path, text: str, message: str) -> None:
    """An unknown name, a wrong type, a value out of range and broken YAML are errors at load."""
    (clean / "hotseat.yaml").write_text(text, "utf-8")
    with pytest.raises(BadInput, match=message):
        load_settings()


def test_an_unknown_name_in_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """A typing error in a variable's name is not silently ignored."""
    monkeypatch.setenv("HOTSEAT_HOEM", "/tmp")
    with pytest.raises(BadInput, match=r"Unknown setting HOTSEAT_HOEM. Known: .*HOTSEAT_HOME"):
        load_settings()


def test_a_config_file_that_is_not_there(monkeypatch: pytest.MonkeyPatch) -> None:
    """HOTSEAT_CONFIG must name a file."""
    monkeypatch.setenv("HOTSEAT_CONFIG", "nowhere.yaml")
    with pytest.raises(BadInput, match="which is no file"):
        load_settings()


def test_a_model_and_where_it_is(clean: Path) -> None:
    """Without a line in the file there is none."""
    assert load_settings().model_address is None
    (clean / "hotseat.yaml").write_text(
        "model: openai:small\nmodel_url: http://127.0.0.1:8000/v1\n", "utf-8"
    )
    assert str(load_settings().model_address) == "openai:small at http://127.0.0.1:8000/v1"
