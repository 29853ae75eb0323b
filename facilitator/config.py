"""The settings: from the environment or the flags, each with one name, checked at the start."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import get_args
from urllib.parse import urlsplit

from facilitator.languages import LANGUAGES
from facilitator.serving.protocol import Mode

ROOT = Path(__file__).resolve().parent.parent
INSTANCE = ROOT / "instance"
MOST_PROXIES = 9
LONGEST_LINE = 200
LOG_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR")
DATABASES = ("sqlite", "postgresql", "postgresql+psycopg", "postgres")


class WrongSetting(Exception):
    """A setting can't be used; the message names it and says why, in one line."""

    def __init__(self, name: str, why: str) -> None:
        super().__init__(f"{name}: {why}")


@dataclass(frozen=True)
class Settings:
    """What may differ between one place and the next. Rates are a second; 0 means no limit."""

    database: str
    queue: str | None = None
    public_url: str | None = None
    secret: str = ""
    async_mode: Mode = "eventlet"
    language: str = "nl"
    log: str = "WARNING"
    metrics: bool = False
    phone_rate: float = 1.0
    phone_burst: int = 5
    consultation_rate: float = 200.0
    most_connections: int = 5000
    organisation: str = ""  # who serves this, and where to say that something does not work: on /accessibility
    contact: str = ""
    trusted_proxies: int = 0  # in front of us, each of which says whom it speaks for
    host: str = "0.0.0.0"
    port: int = 8000

    @property
    def is_https(self) -> bool:
        """Whether people come in over https, so that cookies may ask for it."""
        return (self.public_url or "").startswith("https:")


def from_environment(env: Mapping[str, str], flags: Mapping[str, object]) -> Settings:
    """The settings of this start; a flag that is given goes before the environment.

    Raises: WrongSetting
    """
    given = {name: value for name, value in flags.items() if value is not None}
    database = str(given.get("database") or env.get("FACILITATOR_DATABASE") or _default_database())
    queue = given.get("queue") or env.get("FACILITATOR_QUEUE")
    return Settings(
        database=_database(database),
        queue=_queue(None if queue is None else str(queue)),
        public_url=_public_url(env.get("FACILITATOR_PUBLIC_URL")),
        secret=env.get("FACILITATOR_SECRET") or _kept_secret(),
        async_mode=_one_of(env, "FACILITATOR_ASYNC", get_args(Mode)),  # type: ignore[arg-type]
        language=_one_of(env, "FACILITATOR_LANGUAGE", tuple(LANGUAGES)),
        log=_one_of(env, "FACILITATOR_LOG", ("WARNING", *LOG_LEVELS)),
        metrics=env.get("FACILITATOR_METRICS", "") not in ("", "0"),
        phone_rate=_number(env, "FACILITATOR_PHONE_RATE", 1.0),
        consultation_rate=_number(env, "FACILITATOR_CONSULTATION_RATE", 200.0),
        most_connections=int(_number(env, "FACILITATOR_CONNECTIONS", 5000)),
        organisation=env.get("FACILITATOR_ORGANISATION", "").strip()[:LONGEST_LINE],
        contact=env.get("FACILITATOR_CONTACT", "").strip()[:LONGEST_LINE],
        trusted_proxies=_proxies(env.get("FACILITATOR_TRUSTED_PROXIES") or "0"),
        host=str(given.get("host", "0.0.0.0")),
        port=_port(given.get("port", 8000)),
    )


def _default_database() -> str:
    return f"sqlite:///{INSTANCE / 'facilitator.sqlite'}"


def _database(url: str) -> str:
    scheme, mark, rest = url.partition("://")
    if not mark or scheme not in DATABASES or not rest:
        raise WrongSetting("FACILITATOR_DATABASE", "must look like sqlite:///file or postgresql://user@host/name")
    return "postgresql+psycopg://" + rest if scheme.startswith("postgres") else url


def _queue(url: str | None) -> str | None:
    if url and not url.startswith(("redis://", "rediss://", "unix://")):
        raise WrongSetting("FACILITATOR_QUEUE", "must look like redis://host:port/0")
    return url or None


def _public_url(url: str | None) -> str | None:
    if not url:
        return None
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.netloc or parts.path not in ("", "/"):
        raise WrongSetting("FACILITATOR_PUBLIC_URL", "must look like https://consult.example.org")
    return f"{parts.scheme}://{parts.netloc}"


def _one_of(env: Mapping[str, str], name: str, allowed: tuple[str, ...]) -> str:
    """The value of `name`, by default the first that is allowed."""
    value = env.get(name) or allowed[0]
    if value not in allowed:
        raise WrongSetting(name, f"must be one of {', '.join(dict.fromkeys(allowed))}")
    return value


def _number(env: Mapping[str, str], name: str, default: float) -> float:
    try:
        value = float(env.get(name) or default)
    except ValueError:
        raise WrongSetting(name, "must be a number") from None
    if not 0 <= value < 1e9:
        raise WrongSetting(name, "must be 0 or more")
    return value


def _proxies(value: str) -> int:
    if not (value.isascii() and value.isdigit()) or int(value) > MOST_PROXIES:
        raise WrongSetting("FACILITATOR_TRUSTED_PROXIES", f"must be a whole number from 0 to {MOST_PROXIES}")
    return int(value)


def _port(value: object) -> int:
    try:
        port = int(str(value))
    except ValueError:
        raise WrongSetting("--port", "must be a number") from None
    if not 0 <= port <= 65535:
        raise WrongSetting("--port", "must be between 0 and 65535")
    return port


def _kept_secret() -> str:
    """The secret of this installation, made at the first start and readable by its owner alone."""
    file = INSTANCE / "secret"
    try:
        return file.read_text().strip()
    except FileNotFoundError:
        pass
    except OSError as error:
        raise WrongSetting("FACILITATOR_SECRET", f"can't read {file}: {error.strerror}") from None
    try:
        INSTANCE.mkdir(parents=True, exist_ok=True)
        file.touch(mode=0o600)
        file.write_text(secrets.token_hex(32))
    except OSError as error:
        raise WrongSetting("FACILITATOR_SECRET", f"can't write {file}: {error.strerror}") from None
    return file.read_text().strip()
