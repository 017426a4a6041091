"""The one settings object: environment (``BAOKU_*``), ``.env`` and ``baoku.toml``, in that order of precedence.

Read at the edges only (cli, tasks, watching); everything below gets plain values.
"""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Annotated, Any, Literal, Self
from urllib.parse import urlsplit

from pydantic import AliasChoices, Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic_settings import (
    BaseSettings,
    NoDecode,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

from worker.errors import ConfigurationError
from worker.messages import plain
from worker.queueing.redis_address import parse_redis_address

MIB = 1024 * 1024
TOML_FILE = "baoku.toml"

# A setting with one of these in its name may hold a secret: messages do not repeat its value.
_SECRET_WORDS = ("password", "key", "url")


Stage = Literal["keywords", "category", "summary", "dates", "similar"]


class Settings(BaseSettings):
    """Every setting, with its unit in its name or description."""

    model_config = SettingsConfigDict(
        env_prefix="BAOKU_",
        env_file=".env",
        env_ignore_empty=True,  # ``REDIS_URL=`` means none, as in a compose file
        toml_file=TOML_FILE,
        extra="ignore",  # .env may hold what is not ours
        frozen=True,
        populate_by_name=True,
    )

    home: Path = Field(default=Path("~/baoku"), description="Holds inbox/, archive/, failed/ and state/")
    inbox_id: str = Field(
        default="",
        pattern=r"^([a-z0-9][a-z0-9-]{0,31})?$",
        description="Tells inboxes that share a Redis and an index apart; the same for all who serve this home",
    )
    publication: str = Field(default="", description="Publication of files that do not name theirs")
    language: Literal["", "zh", "en"] = Field(
        default="", description="Language of messages at the terminal; that of the locale unless told"
    )

    # Engines. Both addresses absent: embedded engines.
    redis_url: SecretStr | None = Field(default=None, validation_alias=AliasChoices("BAOKU_REDIS_URL", "REDIS_URL"))
    elasticsearch_url: str | None = Field(
        default=None,
        validation_alias=AliasChoices("BAOKU_ELASTICSEARCH_URL", "ELASTICSEARCH_URL"),
        description="Several nodes of one cluster: comma separated",
    )
    elasticsearch_user: str = Field(
        default="", validation_alias=AliasChoices("BAOKU_ELASTICSEARCH_USER", "ELASTICSEARCH_USER")
    )
    elasticsearch_password: SecretStr = Field(
        default=SecretStr(""), validation_alias=AliasChoices("BAOKU_ELASTICSEARCH_PASSWORD", "ELASTICSEARCH_PASSWORD")
    )
    elasticsearch_api_key: SecretStr = Field(
        default=SecretStr(""), validation_alias=AliasChoices("BAOKU_ELASTICSEARCH_API_KEY", "ELASTICSEARCH_API_KEY")
    )
    elasticsearch_ca: Path | None = Field(
        default=None, validation_alias=AliasChoices("BAOKU_ELASTICSEARCH_CA", "ELASTICSEARCH_CA")
    )
    worker_password: SecretStr = Field(
        default=SecretStr(""), description="`baoku setup` makes the Elasticsearch user baoku_worker with it"
    )
    reader_password: SecretStr = Field(
        default=SecretStr(""), description="`baoku setup` makes the Elasticsearch user baoku_reader with it"
    )
    kibana_password: SecretStr = Field(
        default=SecretStr(""), description="`baoku setup` sets the password of kibana_system to it"
    )
    kibana_url: str = Field(default="", description="`baoku setup` gives the Kibana there data views and dashboards")
    es_home: Path | None = Field(default=None, description="An unpacked Elasticsearch to use instead of fetching one")
    es_heap_mb: int = Field(default=512, ge=128, le=31 * 1024)
    es_port: int = Field(default=9200, ge=1, le=65535, description="Tried first; a free one when taken")
    redis_port: int = Field(default=6379, ge=1, le=65535, description="Tried first; a free one when taken")
    engine_timeout_seconds: float = Field(
        default=30.0, ge=5, le=600, description="A worker takes an engine that has not answered for so long for away"
    )

    # Indices
    articles_alias: str = Field(default="articles", pattern=r"^[a-z0-9][a-z0-9_-]*$")
    issues_alias: str = Field(default="issues", pattern=r"^[a-z0-9][a-z0-9_-]*$")
    shards: int = Field(
        default=1, ge=1, le=128, description="Of the articles; an index keeps them until `baoku reindex`"
    )
    replicas: int = Field(default=0, ge=0, le=8, description="Copies of each shard on other nodes; changed at once")

    # Watching
    ignore: str = Field(
        default="",
        description="Files and folders never taken: patterns with * and ?, comma separated; with a /, of a whole path",
    )
    polling: bool = Field(default=False, description="Poll instead of file events (NFS, SMB)")
    settle_seconds: float = Field(default=0.3, ge=0, le=3600, description="Size and mtime unchanged for so long")
    rescan_seconds: float = Field(default=30.0, ge=1)
    batch_size: int = Field(default=20, ge=1, le=500, description="Most files in one order of single drops")
    backlog_batch_size: int = Field(default=100, ge=1, le=500, description="Most files in one order of a delivery")
    max_queued_files: int = Field(default=2000, ge=20, description="The inbox is the buffer beyond this")

    # Reading
    max_file_mb: float = Field(
        default=16.0, gt=0, le=1024, description="Larger files are refused: so much is read within the time limit"
    )

    max_page_file_mb: float = Field(
        default=256.0, gt=0, le=4096, description="The same for PDF files and images; held in memory while read"
    )

    # Enrichment
    user_dictionaries: Annotated[tuple[Path, ...], NoDecode] = Field(
        default=(), description="jieba format; comma separated"
    )
    body_forms: Path | None = Field(
        default=None, description="Forms of organisations: lines `SHORT = FULL` (docs/enrichment.md)"
    )
    enrich_off: Annotated[tuple[Stage, ...], NoDecode] = Field(
        default=(), description="Stages of enrichment that do not run; comma separated"
    )

    # Worker
    concurrency: int = Field(default=0, ge=0, le=256, description="Worker processes; 0: one a core")
    child_memory_mb: int = Field(
        default=2048, ge=64, le=1024 * 1024, description="A worker process may take so much for the files in its hands"
    )
    page_images: bool = Field(default=True, description="Keep images of PDF and scanned pages beside the archive")
    page_concurrency: int = Field(
        default=1, ge=0, le=64, description="Processes of their own for PDF files and images; 0: the workers do them"
    )
    page_time_limit_seconds: int = Field(
        default=1800, ge=10, description="For one PDF file or image: a page that is recognised takes some ten seconds"
    )
    soft_time_limit_seconds: int = Field(default=120, ge=5)
    hard_time_limit_seconds: int = Field(default=180, ge=10)

    # Health and metrics
    stall_seconds: float = Field(
        default=120.0, ge=1, description="`baoku health`: while jobs wait, one is worked on within so long"
    )
    min_free_mb: float = Field(default=256.0, ge=0, description="`baoku health`: less room on the home's disk is none")
    metrics_port: int = Field(default=0, ge=0, le=65535, description="Figures for Prometheus are served there; 0: not")
    metrics_address: str = Field(default="127.0.0.1", description="Interface that they are served on, to anybody there")

    # Reading room
    web_port: int = Field(
        default=8420, ge=0, le=65535, description="`baoku up` takes a free one when it is taken; 0: no reading room"
    )
    web_address: str = Field(
        default="127.0.0.1", description="Interface of the reading room; beyond loopback it needs a password"
    )
    web_password: SecretStr = Field(
        default=SecretStr(""), description="User operator of the reading room: may upload, retry and report as well"
    )
    web_reader_password: SecretStr = Field(
        default=SecretStr(""), description="User reader of the reading room: may search and read"
    )
    web_hosts: Annotated[tuple[str, ...], NoDecode] = Field(
        default=(), description="Names the reading room may be called by, besides loopback's; comma separated"
    )

    @field_validator("user_dictionaries", "enrich_off", "web_hosts", mode="before")
    @classmethod
    def _split_commas(cls, value: object) -> object:
        if not isinstance(value, str):
            return value
        return tuple(part.strip() for part in value.split(",") if part.strip())

    @field_validator("redis_url")
    @classmethod
    def _is_redis(cls, value: SecretStr | None) -> SecretStr | None:
        if value is not None:
            parse_redis_address(value.get_secret_value())
        return value

    @field_validator("elasticsearch_url")
    @classmethod
    def _without_credentials(cls, value: str | None) -> str | None:
        """Addresses are shown on screens and in logs, so nothing secret may be in one."""
        if value is None:
            return None
        nodes = [node.strip() for node in value.split(",")]
        for node in nodes:
            parts = urlsplit(node)
            if parts.scheme not in ("http", "https") or not parts.hostname or " " in node:
                raise ValueError("an address such as http://127.0.0.1:9200 is wanted; several are separated by commas")
            if parts.username is not None:
                raise ValueError("give user and password in ELASTICSEARCH_USER and ELASTICSEARCH_PASSWORD, not in it")
        return ",".join(nodes)

    @model_validator(mode="after")
    def _web_beyond_loopback(self) -> Self:
        loopback = self.web_address in {"localhost", "::1"} or self.web_address.startswith("127.")
        if self.web_port and not loopback and not self.web_password.get_secret_value():
            raise ValueError("BAOKU_WEB_ADDRESS is not loopback: set BAOKU_WEB_PASSWORD, or leave it at 127.0.0.1")
        return self

    @model_validator(mode="after")
    def _soft_before_hard(self) -> Self:
        if self.soft_time_limit_seconds >= self.hard_time_limit_seconds:
            raise ValueError("BAOKU_SOFT_TIME_LIMIT_SECONDS must be less than BAOKU_HARD_TIME_LIMIT_SECONDS")
        return self

    @property
    def home_path(self) -> Path:
        """``home`` with ``~`` resolved, absolute."""
        return self.home.expanduser().absolute()

    @property
    def inbox(self) -> Path:
        """Where files are dropped."""
        return self.home_path / "inbox"

    @property
    def archive(self) -> Path:
        """Where originals are kept for ever."""
        return self.home_path / "archive"

    @property
    def failed(self) -> Path:
        """Quarantine: NAME beside NAME.error.json."""
        return self.home_path / "failed"

    @property
    def state(self) -> Path:
        """Engines' data, logs and credentials, mode 0700."""
        return self.home_path / "state"

    @property
    def learned_words(self) -> Path:
        """Dictionary that ``baoku words`` writes out of what the archive teaches."""
        return self.home_path / "words" / "learned.txt"

    @property
    def dictionaries(self) -> tuple[Path, ...]:
        """The learned words, where there are any, then the user's own, which win."""
        learned = (self.learned_words,) if self.learned_words.is_file() else ()
        return (*learned, *self.user_dictionaries)

    @property
    def embedded(self) -> bool:
        """True when no engine address is given."""
        return self.redis_url is None and self.elasticsearch_url is None

    @property
    def secrets(self) -> frozenset[str]:
        """The value of every setting that is secret."""
        values = (getattr(self, name) for name in type(self).model_fields)
        return frozenset(value.get_secret_value() for value in values if isinstance(value, SecretStr)) - {""}

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003 - the signature is pydantic's
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Order the sources: arguments, environment, ``.env``, ``baoku.toml``."""
        toml = TomlConfigSettingsSource(settings_cls)
        for name in toml.toml_data:
            if name not in settings_cls.model_fields:
                raise ConfigurationError(f"{TOML_FILE}: there is no setting {name}")
        return init_settings, env_settings, dotenv_settings, toml


def load_settings(**overrides: Any) -> Settings:
    """Return the settings.

    Raises:
        ConfigurationError: One line that names the first wrong setting and what is wrong with it.
    """
    try:
        return Settings(**overrides)
    except ValidationError as error:
        raise _first_fault(error) from None
    except tomllib.TOMLDecodeError as error:
        raise ConfigurationError(f"{TOML_FILE}: {error}") from None
    except OSError as error:
        raise ConfigurationError(f"the settings cannot be read: {plain(error)}") from None
    except UnicodeDecodeError as error:
        raise ConfigurationError(
            f"the settings cannot be read: {plain(error)}: save {TOML_FILE} and .env as UTF-8"
        ) from None


def _first_fault(error: ValidationError) -> ConfigurationError:
    """Return what is said of the first fault, with the value that is wrong unless it may be a secret."""
    first = error.errors()[0]
    message = first["msg"].removeprefix("Value error, ")
    if not first["loc"]:
        return ConfigurationError(f"settings: {message}")
    name = str(first["loc"][0])
    shown = name if name.isupper() else f"BAOKU_{name.upper()}"
    if any(word in name.lower() for word in _SECRET_WORDS):
        return ConfigurationError(f"setting {shown}: {message}")
    return ConfigurationError(f"setting {shown}: {message} (got {first['input']!r})")
