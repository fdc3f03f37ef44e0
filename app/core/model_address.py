"""Which language model is meant, where it runs, and what it needs: `provider:model` and maybe a URL."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

from app.core.errors import BadInput

# The variable that holds the key for a server of one's own choice: a provider's key goes to that provider alone.
OWN_KEY = "MODEL_API_KEY"

_LOOPBACK = ("localhost", "127.0.0.1", "::1")


@dataclass(frozen=True, slots=True)
class Provider:
    """A provider that langchain knows: its extra is `hotseat[name]`, its key stands in `key`."""

    name: str
    title: str
    url: str
    key: str | None


PROVIDERS = {
    provider.name: provider
    for provider in (
        Provider("openai", "OpenAI", "https://api.openai.com/v1", "OPENAI_API_KEY"),
        Provider("anthropic", "Anthropic", "https://api.anthropic.com", "ANTHROPIC_API_KEY"),
        Provider(
            "google_genai", "Google", "https://generativelanguage.googleapis.com", "GOOGLE_API_KEY"
        ),
        Provider("mistralai", "Mistral", "https://api.mistral.ai/v1", "MISTRAL_API_KEY"),
        Provider("ollama", "Ollama", "http://127.0.0.1:11434", None),
    )
}


@dataclass(frozen=True, slots=True)
class ModelAddress:
    """A model of a provider, at the provider's own URL or at a server that speaks its language."""

    provider: Provider
    model: str
    own_url: str | None = None

    @property
    def name(self) -> str:
        """The model as the settings name it."""
        return f"{self.provider.name}:{self.model}"

    @property
    def url(self) -> str:
        """Where everything is sent, and nowhere else."""
        return self.own_url or self.provider.url

    @property
    def key(self) -> str | None:
        """The environment variable with the key; None where no key is needed."""
        return OWN_KEY if self.own_url else self.provider.key

    @property
    def needs_key(self) -> bool:
        """Whether it can't work without a key: a server of one's own may do without."""
        return self.own_url is None and self.provider.key is not None

    @property
    def stays_here(self) -> bool:
        """Whether the server is on this machine, so that nothing leaves it."""
        return urlsplit(self.url).hostname in _LOOPBACK

    def __str__(self) -> str:
        return f"{self.name} at {self.url}"


def read_address(name: str, url: str | None = None) -> ModelAddress:
    """Read `provider:model` and the URL of a server; raise BadInput that says what is wrong."""
    provider, colon, model = name.partition(":")
    if not colon or not model.strip() or provider not in PROVIDERS:
        raise BadInput(
            f"{name!r} is no model. Write `provider:name`, with one of the providers "
            f"{', '.join(PROVIDERS)}."
        )
    if url is not None:
        _check_url(url, provider)
    return ModelAddress(PROVIDERS[provider], model.strip(), url.rstrip("/") if url else None)


def _check_url(url: str, provider: str) -> None:
    if provider not in {"openai", "ollama"}:
        raise BadInput(
            f"`model_url` goes with openai or ollama, not with {provider}. Leave it out."
        )
    parts = urlsplit(url)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise BadInput("`model_url` is no address. Write it as http://127.0.0.1:8000/v1.")
    if parts.username or parts.password or parts.query or parts.fragment:
        # Not quoted here: what stands there may be a key, and this text is shown.
        raise BadInput(f"`model_url` holds more than an address. Put a key into {OWN_KEY} instead.")
