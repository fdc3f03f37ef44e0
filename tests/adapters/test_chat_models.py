"""Opening a provider's model: what each package is told, and what is missing."""

from __future__ import annotations

import sys
from typing import Any

import pytest

from app.adapters.chat_models import ChatLimits, keys, open_model
from app.core.errors import ModelUnavailable
from app.core.model_address import OWN_KEY, PROVIDERS, read_address

CANARY = "canary-key-4242"
KEYS = [p.key for p in PROVIDERS.values() if p.key]


@pytest.fixture(autouse=True)
def no_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in (*KEYS, OWN_KEY, "GEMINI_API_KEY"):
        monkeypatch.delenv(name, raising=False)


@pytest.mark.integration
@pytest.mark.parametrize("provider", PROVIDERS)
def test_every_provider_opens(monkeypatch: pytest.MonkeyPatch, provider: str) -> None:
    """Its package takes the address, the time-out and the limit of tokens; no key is shown."""
    for name in KEYS:
        monkeypatch.setenv(name, CANARY)
    address = read_address(f"{provider}:some-model")
    opened = open_model(address, ChatLimits(answer=77, timeout=9))
    told = str(opened.model_dump())
    assert "77" in told
    assert CANARY not in f"{opened!r} {opened} {told}"


@pytest.mark.integration
@pytest.mark.parametrize("provider", PROVIDERS)
def test_what_is_sent_goes_to_the_provider_alone(
    monkeypatch: pytest.MonkeyPatch, provider: str
) -> None:
    """Variables that lead the libraries elsewhere don't."""
    for name in KEYS:
        monkeypatch.setenv(name, CANARY)
    for name in ("OPENAI_BASE_URL", "OPENAI_API_BASE", "ANTHROPIC_BASE_URL", "OLLAMA_HOST"):
        monkeypatch.setenv(name, "http://elsewhere.example")
    monkeypatch.setenv("LANGSMITH_GATEWAY", "http://elsewhere.example")
    address = read_address(f"{provider}:some-model")
    assert "elsewhere" not in str(_urls(open_model(address, ChatLimits())))


def _urls(opened: Any) -> list[str]:
    """Return where the clients inside a model send to."""
    names = ("openai_api_base", "anthropic_api_url", "endpoint", "base_url")
    found = [str(getattr(opened, name)) for name in names if getattr(opened, name, None)]
    for client in ("root_client", "_client", "client"):
        inner = getattr(opened, client, None)
        for each in (inner, getattr(inner, "_client", None)):
            found += [str(each.base_url)] if getattr(each, "base_url", None) else []
    assert found
    return found


@pytest.mark.parametrize("provider", [p for p, each in PROVIDERS.items() if each.key])
def test_a_missing_key_names_its_variable(provider: str) -> None:
    """The variable is what the user sets; nothing is sent without it."""
    with pytest.raises(ModelUnavailable, match=f"environment variable {PROVIDERS[provider].key}"):
        open_model(read_address(f"{provider}:some-model"), ChatLimits())


@pytest.mark.parametrize("provider", PROVIDERS)
def test_a_missing_package_names_its_extra(monkeypatch: pytest.MonkeyPatch, provider: str) -> None:
    """The extra is called as the provider is."""
    for name in KEYS:
        monkeypatch.setenv(name, CANARY)
    from langchain.chat_models import base

    base._get_chat_model_creator.cache_clear()
    monkeypatch.setitem(sys.modules, f"langchain_{provider}".replace("ai_", "_"), None)
    with pytest.raises(ModelUnavailable, match=rf"pip install 'hotseat\[{provider}\]'"):
        open_model(read_address(f"{provider}:some-model"), ChatLimits())


def test_a_server_of_ones_own_needs_no_key(monkeypatch: pytest.MonkeyPatch) -> None:
    """The provider's key is not its key."""
    monkeypatch.setenv("OPENAI_API_KEY", CANARY)
    address = read_address("openai:small", "http://127.0.0.1:8000/v1")
    assert keys(address) == []
    monkeypatch.setenv(OWN_KEY, "mine")
    assert keys(address) == ["mine"]
