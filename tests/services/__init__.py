"""The outside services of the tests: private ones, on loopback, started when first asked for."""

from tests.services.browser import browser_executable
from tests.services.postgres import Postgres
from tests.services.redis import Redis

__all__ = ["Postgres", "Redis", "browser_executable"]
