"""The outside services of the tests: private ones, on loopback, started when first asked for."""

from tests.outside.browser import browser_executable
from tests.outside.postgres import Postgres
from tests.outside.redis import Redis

__all__ = ["Postgres", "Redis", "browser_executable"]
