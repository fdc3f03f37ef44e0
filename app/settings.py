"""The settings: one frozen value from `hotseat.yaml` and HOTSEAT_* environment variables.

The environment wins over the file, the file over the defaults. The file is `hotseat.yaml` in the
working folder, or the one that HOTSEAT_CONFIG names. An unknown name or a value out of range is an
error at load.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import ClassVar, Self

import platformdirs
import yaml
from pydantic import Field, ValidationError, model_validator
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    YamlConfigSettingsSource,
)

from app.core.errors import BadInput
from app.core.model_address import ModelAddress, read_address

_PREFIX = "HOTSEAT_"
_CONFIG = "HOTSEAT_CONFIG"


def _default_home() -> Path:
    return Path(platformdirs.user_data_dir("hotseat", appauthor=False))


class Settings(BaseSettings):
    """What can be set.

    `home` holds the session database and the index. `embedder` is a folder with a
    sentence-transformers model, None for the built-in MiniLM. `database_url` is an SQLAlchemy URL,
    None for SQLite in `home`. `eval_data` is the folder of the human-graded data sets. `verifier`
    is a sentence-transformers CrossEncoder for natural-language inference, a folder or the name of one in
    the hub's local cache, that judges answers beside the built-in verifier; None for that one alone.

    `model` is a language model as `provider:name`, None for none; `model_url` a server that speaks
    OpenAI's (or Ollama's) language instead of the provider's own. It is off until it is switched on.
    Keys come from the environment alone. `model_context` and `model_answer` are tokens,
    `model_timeout` seconds, the prices for a million tokens.
    """

    model_config: ClassVar[SettingsConfigDict] = SettingsConfigDict(
        env_prefix=_PREFIX, frozen=True, extra="forbid"
    )

    home: Path = Field(default_factory=_default_home)
    host: str = "127.0.0.1"
    port: int = Field(default=8501, ge=1, le=65535)
    embedder: Path | None = None
    database_url: str | None = None
    verifier: str | None = None
    eval_data: Path = Path("../shared/data")
    model: str | None = None
    model_url: str | None = None
    model_context: int = Field(default=8192, ge=1024)
    model_answer: int = Field(default=1024, ge=64)
    model_timeout: float = Field(default=60.0, gt=0, le=3600)
    model_price_in: float | None = Field(default=None, ge=0)
    model_price_out: float | None = Field(default=None, ge=0)

    @model_validator(mode="after")
    def _check_model(self) -> Self:
        if self.model_url is not None and self.model is None:
            raise BadInput("`model_url` needs a `model`. Set `model: openai:NAME` beside it.")
        if self.model_answer > self.model_context // 2:
            raise BadInput("`model_answer` takes over half of `model_context`. Make it smaller.")
        if self.model is not None:
            read_address(self.model, self.model_url)
        return self

    @property
    def model_address(self) -> ModelAddress | None:
        """The language model that is set, None when there is none."""
        return read_address(self.model, self.model_url) if self.model else None

    @property
    def database(self) -> str:
        """The URL of the session database."""
        return self.database_url or f"sqlite:///{self.home / 'hotseat.db'}"

    @property
    def index_folder(self) -> Path:
        """The folder of manifests, generations and vectors."""
        return self.home / "index"

    @property
    def model_folder(self) -> Path:
        """The folder of what is kept about language models: switch, calls and answers."""
        return self.home / "model"

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003 - the library's signature
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Read the environment, then the file."""
        path = Path(os.environ.get(_CONFIG, "hotseat.yaml"))
        return init_settings, env_settings, YamlConfigSettingsSource(settings_cls, path)


def load_settings() -> Settings:
    """Load the settings; raise BadInput that names every wrong one."""
    known = {_PREFIX + name.upper() for name in Settings.model_fields} | {_CONFIG}
    unknown = sorted(n for n in os.environ if n.startswith(_PREFIX) and n not in known)
    if unknown:
        raise BadInput(f"Unknown setting {', '.join(unknown)}. Known: {', '.join(sorted(known))}.")
    named = os.environ.get(_CONFIG)
    if named and not Path(named).is_file():
        raise BadInput(f"{_CONFIG} names {named}, which is no file. Correct or unset it.")
    try:
        return Settings()
    except ValidationError as exc:
        faults = "; ".join(f"{'.'.join(map(str, e['loc']))}: {e['msg']}" for e in exc.errors())
        raise BadInput(f"Wrong settings ({faults}). Correct hotseat.yaml or HOTSEAT_*.") from exc
    except yaml.YAMLError as exc:
        raise BadInput(f"hotseat.yaml is no valid YAML: {exc}. Correct it.") from exc
