"""What every test may ask for."""

import logging
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, expect

from facilitator.services.application import Application
from tests import looks
from tests.apps import writing
from tests.outside import Postgres, Redis, browser_executable
from tests.outside.browser import launch_arguments
from tests.outside.engines import ENGINES, MISSING, can_have
from tests.outside.engines.firefox import Firefox
from tests.patience import MILLISECONDS
from tests.quick import is_quick
from tests.servers import Server


def pytest_addoption(parser: pytest.Parser) -> None:
    """What may be asked of a run."""
    parser.addoption("--pictures", action="store_true", help=f"keep a picture of each page and state in {looks.ALBUM}")
    parser.addoption("--quick", action="store_true", help="only what needs no browser, second database or own server")
    parser.addoption("--seed", type=int, help="only this seed of the simulation (tests/simulation)")


def pytest_configure(config: pytest.Config) -> None:
    """Do what was asked; wait in the browser as long as everywhere."""
    expect.set_options(timeout=MILLISECONDS)
    config.addinivalue_line("markers", "engine(name): needs a browser beside Chromium")
    logging.getLogger("engineio.client").setLevel(logging.CRITICAL)  # it calls every end of a client of ours an error
    if config.getoption("--pictures"):
        looks.keep_pictures()


def pytest_sessionstart(session: pytest.Session) -> None:
    """Where tests run side by side, find or install the browser once, before they begin."""
    is_worker = hasattr(session.config, "workerinput")
    if session.config.getoption("numprocesses", None) and not is_worker and not session.config.getoption("--quick"):
        browser_executable()
        _ = [can_have(name) for name in ENGINES]


LONG = re.compile(r"tests/(journeys|live|faults)/|_(look|paper|journey)|whole_day|test_links|bad_input|test_python")
"""Files that take a minute or more: they begin first, so that none of them is left alone at the end."""


LOOKED_AT_IN_DUTCH = re.compile(r"tests/(steps/.*|web/maps)/test_look|test_board_pictures")
"""Files that look at a page state by state. Dutch has the longer words; the markup in English is the same, so that
axe has nothing else to find there. Front door, desk, phone and empty board are looked at in both."""


def leave_out(config: pytest.Config, items: list[pytest.Item], which: Callable[[pytest.Item], bool]) -> None:
    """Take tests out of a run, and let it say how many."""
    if without := [item for item in items if which(item)]:
        config.hook.pytest_deselected(items=without)
        items[:] = [item for item in items if not which(item)]


def is_seen_in_dutch(item: pytest.Item) -> bool:
    """Whether a test looks at English pages whose Dutch ones another looks at; `--pictures` asks for both."""
    callspec = getattr(item, "callspec", None)
    in_english = callspec is not None and callspec.params.get("language") == "en"
    return in_english and LOOKED_AT_IN_DUTCH.search(item.path.as_posix()) is not None


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what is not quick where that is asked; put the long files first; the rest keeps its order."""
    if config.getoption("--quick"):
        leave_out(config, items, lambda item: not is_quick(item))
    if not config.getoption("--pictures"):
        leave_out(config, items, is_seen_in_dutch)
    leave_out(config, items, lambda item: any(not can_have(it.args[0]) for it in item.iter_markers("engine")))
    items.sort(key=lambda item: LONG.search(item.path.as_posix()) is None)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say loudly which browsers this run did without."""
    for name in sorted(MISSING):
        terminalreporter.write_line(f"WITHOUT {name}: its tests were left out, since it can't be had here", red=True)


def pytest_collection_finish(session: pytest.Session) -> None:
    """Find or install the browser before the clock of the first test that needs it runs."""
    wants_browser = any("browser_type_launch_args" in getattr(item, "fixturenames", ()) for item in session.items)
    if wants_browser and not session.config.option.collectonly:
        browser_executable()


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, object]) -> dict[str, object]:
    """Tell pytest-playwright which browser to start, and how."""
    return browser_type_launch_args | {"executable_path": browser_executable(), "args": launch_arguments()}


@pytest.fixture(scope="session")
def browser(browser: Browser) -> Browser:
    """The browser, in which every page waits as long as everywhere."""
    made = browser.new_context

    def patient(**wanted: Any) -> BrowserContext:
        context = made(**wanted)
        context.set_default_timeout(MILLISECONDS)
        return context

    vars(browser)["new_context"] = patient
    return browser


@pytest.fixture(scope="session")
def firefox(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Firefox]:
    """A Firefox, for tests marked as needing one."""
    started = Firefox(tmp_path_factory.mktemp("firefox"))
    yield started
    started.close()


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[Postgres]:
    """A real PostgreSQL; `with postgres_server.down():` takes it away for a while."""
    server = Postgres()
    try:
        server.start()
        yield server
    finally:
        server.remove()


@pytest.fixture(scope="session")
def postgres_url(postgres_server: Postgres) -> str:
    """The address of the PostgreSQL's own database; for a test's data take postgres_database."""
    return postgres_server.url()


@pytest.fixture
def postgres_database(postgres_server: Postgres) -> Iterator[str]:
    """The address of a fresh, empty database."""
    url = postgres_server.create_database()
    yield url
    postgres_server.drop_database(url)


@pytest.fixture(scope="session")
def redis_server() -> Iterator[Redis]:
    """A real Redis; `with redis_server.down():` takes it away for a while."""
    server = Redis()
    try:
        server.start()
        yield server
    finally:
        server.remove()


@pytest.fixture(scope="session")
def redis_url(redis_server: Redis) -> str:
    """The address of the Redis."""
    return redis_server.url


@pytest.fixture
def writer(application: Application) -> Iterator[None]:
    """What writes, for the `application` of a test that asks for it."""
    with writing(application):
        yield


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    """A running server on a fresh SQLite database, with the default settings."""
    with Server(tmp_path) as running:
        yield running
