"""Whom a failure is counted for: the address behind the proxies that we trust, and no header of a visitor's own."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import requests

from tests.live.clients import Refused
from tests.live.test_phone import Anyone
from tests.patience import PATIENCE
from tests.servers import Server

WRONG = {"code": "BCDFGX"}
FREE_PAGES = 10
FREE_CONNECTIONS = 20


@pytest.fixture(scope="module")
def bare(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with Server(tmp_path_factory.mktemp("bare")) as server:
        server.new()
        yield server


@pytest.fixture(scope="module")
def behind_one(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with Server(tmp_path_factory.mktemp("behind"), TRUSTED_PROXIES="1") as server:
        server.new()
        yield server


def page(server: Server, said: str) -> int:
    """The status of a page with a wrong code, from whom a header says."""
    return requests.get(f"{server.url}/j/BCDFGX", headers={"X-Forwarded-For": said}, timeout=PATIENCE).status_code


def connection(server: Server, said: str, transport: str) -> object:
    """Why a connection with a wrong code is refused, from whom a header says."""
    with pytest.raises(Refused) as refused:
        Anyone(server.url, WRONG, headers={"X-Forwarded-For": said}, transport=transport)
    return refused.value.code


def test_without_a_proxy_a_visitor_s_own_header_is_ignored_on_pages(bare: Server) -> None:
    seen = [page(bare, f"192.0.2.{at}") for at in range(FREE_PAGES + 1)]
    assert seen == [404] * FREE_PAGES + [429]


def test_behind_a_proxy_pages_are_counted_for_whom_it_names(behind_one: Server) -> None:
    seen = [page(behind_one, "192.0.2.1") for _ in range(FREE_PAGES + 1)]
    assert seen == [404] * FREE_PAGES + [429]
    assert page(behind_one, "192.0.2.2") == 404


def test_behind_a_proxy_what_a_visitor_put_before_it_is_ignored(behind_one: Server) -> None:
    seen = [page(behind_one, f"203.0.113.{at}, 192.0.2.3") for at in range(FREE_PAGES + 1)]
    assert seen == [404] * FREE_PAGES + [429]


def test_without_a_proxy_a_visitor_s_own_header_is_ignored_on_connections(bare: Server, each_transport: str) -> None:
    seen = [connection(bare, f"192.0.2.{at}", each_transport) for at in range(FREE_CONNECTIONS + 1)]
    assert seen[-1] == "try_later"


def test_behind_a_proxy_connections_are_counted_for_whom_it_names(behind_one: Server, each_transport: str) -> None:
    here, elsewhere = ("192.0.2.4", "192.0.2.5") if each_transport == "polling" else ("192.0.2.6", "192.0.2.7")
    seen = [connection(behind_one, here, each_transport) for _ in range(FREE_CONNECTIONS + 1)]
    assert seen == ["unknown_code"] * FREE_CONNECTIONS + ["try_later"]
    assert connection(behind_one, elsewhere, each_transport) == "unknown_code"


def test_a_number_of_proxies_that_cannot_be_stops_the_start(tmp_path: Path) -> None:
    for value in ("-1", "10", "one", "1.5"):
        done = Server(tmp_path, TRUSTED_PROXIES=value).command("serve")
        assert done.returncode == 2
        assert "FACILITATOR_TRUSTED_PROXIES: must be a whole number from 0 to 9" in done.stderr
