"""What the user can set: flag > environment (``LITREVIEW_*``) > ``litreview.toml`` in the working folder > default."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Literal

import platformdirs
from pydantic import Field, SecretStr, ValidationError
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

from assistant.errors import BadRequest

Origin = Literal["flag", "environment", "file", "default"]


class Settings(BaseSettings):
    """Settings of one run. Unknown names in ``litreview.toml`` are refused, never ignored."""

    model_config = SettingsConfigDict(env_prefix="LITREVIEW_", toml_file="litreview.toml", extra="forbid", frozen=True)

    library: str = Field("default", description="Name or folder of the library.")
    embedder: str = Field("auto", description="auto, minilm, builtin, or provider:name.")
    model: str | None = Field(None, description="The language model, provider:name; without one, answers are quotes.")
    base_url: str | None = Field(None, description="Address of the model's server, such as http://localhost:8000/v1.")
    check: Literal["rules", "model"] = Field("rules", description="model: one more call judges each written sentence.")
    cache: bool = Field(True, description="Give a model's answer again as long as nothing has changed.")
    timeout: float = Field(60.0, gt=0, description="How long the model may be silent, in seconds.")
    retries: int = Field(2, ge=0, le=10, description="How often a request that failed is tried again.")
    requests_per_minute: int | None = Field(None, ge=1, description="At most so many requests to the model a minute.")
    prompt_price: float | None = Field(None, ge=0, description="What a million tokens sent cost, in your currency.")
    completion_price: float | None = Field(None, ge=0, description="What a million tokens received cost.")
    prompts: Path | None = Field(None, description="Folder of your own prompt templates, used before the package's.")
    auth: SecretStr | None = Field(
        None, description="Who may use the chat, USER:PASSWORD, with commas between users; without it nobody signs in."
    )
    file_limit: int = Field(200, ge=1, description="Megabytes that one uploaded file may have.")
    upload_limit: int = Field(1000, ge=1, description="Megabytes that the files of one upload may have together.")
    rate_limit: int | None = Field(
        None, ge=1, description="Requests a minute from one user of the chat; 600 where others can come in, else any."
    )
    data_dir: Path = Field(
        default_factory=lambda: Path(platformdirs.user_data_dir("litreview")),
        description="Where libraries opened by name live.",
    )
    cache_dir: Path = Field(
        default_factory=lambda: Path(platformdirs.user_cache_dir("litreview")),
        description="Where the weights' graph and the sample library's index are kept.",
    )

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Flags, then the environment, then the file."""
        return init_settings, env_settings, TomlConfigSettingsSource(settings_cls)


def load(**flags: object) -> Settings:
    """Read the settings; flags that are None were not given.

    Raises:
        BadRequest: a name or value in the environment or in ``litreview.toml`` that can't be used.
    """
    try:
        return Settings(**{name: value for name, value in flags.items() if value is not None})  # type: ignore[arg-type]
    except ValidationError as error:
        first = error.errors()[0]
        name = ".".join(str(part) for part in first["loc"])
        raise BadRequest(
            f"the setting {name!r} can't be used: {first['msg']}; see litreview --help for the settings"
        ) from None
    except ValueError as error:
        raise BadRequest(f"litreview.toml can't be read: {error}; mend or remove it") from None


def origins(settings: Settings) -> Mapping[str, Origin]:
    """Where each setting comes from; a flag that says what environment or file say too counts as theirs."""
    environment = {name.upper() for name in os.environ}
    written = TomlConfigSettingsSource(Settings)()
    without_flags = load()

    def origin(name: str) -> Origin:
        if name not in settings.model_fields_set:
            return "default"
        if getattr(without_flags, name) == getattr(settings, name):
            if f"LITREVIEW_{name}".upper() in environment:
                return "environment"
            if name in written:
                return "file"
        return "flag"

    return {name: origin(name) for name in Settings.model_fields}
