"""The services of the tests are real, and can be taken away and brought back."""

from pathlib import Path

import psycopg
import pytest
import redis
from playwright.sync_api import Page

from tests.outside import Postgres, Redis
from tests.outside.postgres import wheel_programs
from tests.outside.redis import wheel_program


def plain(url: str) -> str:
    """Take SQLAlchemy's driver out of an address, for psycopg itself."""
    return url.replace("+psycopg", "")


def test_each_test_has_a_fresh_database_on_a_real_postgresql(postgres_database: str) -> None:
    with psycopg.connect(plain(postgres_database)) as connection:
        found = connection.execute("SELECT version(), (SELECT count(*) FROM pg_stat_user_tables)").fetchone()
    assert found is not None
    assert found[0].startswith("PostgreSQL")
    assert found[1] == 0


def test_postgresql_can_be_taken_away_and_brought_back(postgres_server: Postgres, postgres_database: str) -> None:
    with postgres_server.down(), pytest.raises(psycopg.OperationalError):
        psycopg.connect(plain(postgres_database))
    psycopg.connect(plain(postgres_database)).close()


def test_postgresql_of_the_wheel_serves_where_the_machine_has_none() -> None:
    server = Postgres(wheel_programs)
    try:
        server.start()
        assert server.serves()
        assert server.directory in server.programs.parents
    finally:
        server.remove()


def test_redis_can_be_taken_away_and_brought_back(redis_server: Redis, redis_url: str) -> None:
    with redis_server.down(), pytest.raises(redis.ConnectionError):
        redis.Redis.from_url(redis_url).ping()
    assert redis.Redis.from_url(redis_url).ping()


def test_redis_of_the_wheel_serves_where_the_machine_has_none() -> None:
    server = Redis(wheel_program())
    try:
        server.start()
        assert server.serves()
    finally:
        server.remove()


def test_a_removed_service_leaves_neither_process_nor_folder() -> None:
    server = Redis()
    server.start()
    pid = server.process.pid
    server.remove()
    assert not server.directory.exists()
    assert not Path(f"/proc/{pid}").exists()


def test_the_browser_is_a_real_one(page: Page) -> None:
    page.set_content("<h1>Stapel op bestaande ideeën 👪</h1>")
    assert page.get_by_role("heading").inner_text() == "Stapel op bestaande ideeën 👪"
