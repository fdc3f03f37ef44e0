"""Which language model is meant, where it is, and which key goes there."""

from __future__ import annotations

import pytest

from app.core.errors import BadInput
from app.core.model_address import OWN_KEY, read_address


@pytest.mark.parametrize(
    ("name", "url", "at", "key", "needs_key", "stays_here"),
    [
        ("openai:gpt-5", None, "https://api.openai.com/v1", "OPENAI_API_KEY", True, False),
        ("openai:small", "http://127.0.0.1:80/v1/", "http://127.0.0.1:80/v1", OWN_KEY, False, True),
        ("openai:big", "https://llm.example/v1", "https://llm.example/v1", OWN_KEY, False, False),
        ("ollama:qwen3:8b", None, "http://127.0.0.1:11434", None, False, True),
        ("ollama:qwen3", "http://gpu.example:1", "http://gpu.example:1", OWN_KEY, False, False),
    ],
)
def test_addresses(
    name: str, url: str | None, at: str, key: str | None, needs_key: bool, stays_here: bool
) -> None:
    """A server of one's own has a key of its own, and may do without."""
    address = read_address(name, url)
    assert (address.name, address.url, address.key) == (name, at, key)
    assert (address.needs_key, address.stays_here) == (needs_key, stays_here)
    assert str(address) == f"{name} at {at}"


@pytest.mark.parametrize(
    ("name", "url", "said"),
    [
        ("gpt-5", None, "Write `provider:name`"),
        ("openai:", None, "Write `provider:name`"),
        ("closedai:gpt", None, "one of the providers openai, anthropic"),
        ("anthropic:claude", "http://127.0.0.1/v1", "goes with openai or ollama"),
        ("openai:a", "127.0.0.1:8000", "is no address"),
        ("openai:a", "file:///etc", "is no address"),
        ("openai:a", "https://me:sk-secret@host/v1", OWN_KEY),
        ("openai:a", "https://host/v1?key=sk-secret", OWN_KEY),
    ],
)
def test_mistakes_are_named(name: str, url: str | None, said: str) -> None:
    """A key within an address is refused, and not repeated."""
    with pytest.raises(BadInput, match=said) as caught:
        read_address(name, url)
    assert "sk-secret" not in str(caught.value)
