"""A step is found from its package alone: the kernel and the other steps name it nowhere."""

import io
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from jinja2 import ChoiceLoader, DictLoader

from facilitator import create_app, exports, steps
from facilitator.config import Settings
from facilitator.services import assignments, removing
from facilitator.services.application import Application
from facilitator.services.assignments import Made, Wanted
from facilitator.services.scheduler import Scheduler
from facilitator.services.steps import Step, Steps
from tests.furnished import furnish
from tests.makers import NOON
from tests.owners import own_assignment
from tests.web.conftest import add_facilitator, browser_of

ADDED = Path(__file__).parent / "added"


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """The app as it is composed with one package more among the steps."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(steps, "__path__", [*steps.__path__, str(ADDED)])
        database = furnish(tmp_path_factory.mktemp("steps") / "test.sqlite")
        made = create_app(Settings(database=database, secret="only for tests"))
        made.extensions["facilitator"].now = lambda: NOON
        template = DictLoader({"guests/on_record.html": "<p>Came by: {{ guests|join(', ') }}</p>"})
        made.jinja_env.loader = ChoiceLoader([template, made.jinja_env.loader])  # type: ignore[list-item]
        yield made
        made.extensions["facilitator"].store.close()
        for name in [it for it in sys.modules if it.startswith("facilitator.steps.guests")]:
            del sys.modules[name]


@pytest.fixture
def application(app: Flask) -> Application:
    found: Application = app.extensions["facilitator"]
    return found


@pytest.fixture(scope="module")
def ada(app: Flask) -> FlaskClient:
    store = app.extensions["facilitator"].store
    return browser_of(app, store, add_facilitator(store, "ada"), int(NOON.timestamp()))


@pytest.fixture
def made(ada: FlaskClient, application: Application) -> Made:
    """An assignment of ada's, with two in the guest book."""
    made = assignments.create(application.store, "ada", Wanted(track="process", theme="schulden"))
    book()[made.track] = ["Ben", "Cas"]
    return made


def book() -> dict[str, list[str]]:
    found: dict[str, list[str]] = sys.modules["facilitator.steps.guests"].BOOK
    return found


def test_it_stands_in_the_step_bar_behind_the_step_that_it_follows(ada: FlaskClient, made: Made) -> None:
    page = ada.get(f"/desk/assignments/{made.assignment}").text

    assert f'href="/guests/{made.track}"' in page
    assert page.index(f"/desk/tracks/{made.track}/weighing") < page.index("Guest book") < page.index("Who came by?")


def test_the_method_explains_it(ada: FlaskClient) -> None:
    assert "Guest book" in ada.get("/desk/method").text


def test_the_record_tells_how_far_it_is_and_shows_its_part(ada: FlaskClient, made: Made) -> None:
    page = ada.get(f"/desk/assignments/{made.assignment}/record").text

    assert "2 guests" in page
    assert "Came by: Ben, Cas" in page


def test_its_pages_hang_under_the_app(ada: FlaskClient, made: Made) -> None:
    assert ada.get(f"/guests/{made.track}").text == f"The guests of {made.track}"


def test_removing_an_assignment_says_that_it_goes_too(ada: FlaskClient, made: Made) -> None:
    assert "the guest book" in ada.get(f"/desk/assignments/{made.assignment}/remove").text


def test_what_it_keeps_goes_with_the_assignment(application: Application, made: Made) -> None:
    removing.remove(application, own_assignment(application.store, made.assignment), title="Schulden")

    assert made.track not in book()


def test_what_falls_due_goes_by_the_clock(application: Application, made: Made) -> None:
    Scheduler(application, clock=lambda: 100.0).tick()

    assert book() == {}


def test_the_archive_of_a_track_holds_what_it_gives(ada: FlaskClient, application: Application, made: Made) -> None:
    files = ada.get(f"/desk/tracks/{made.track}/export/archive").data

    assert zipfile.ZipFile(io.BytesIO(files)).read("guests.txt") == b"Ben\nCas"
    assert exports.of_track(application.store, made.track, "archive", application.steps).content == files


def test_a_step_that_follows_none_that_is_there_is_refused() -> None:
    with pytest.raises(ValueError, match="lost"):
        Steps.of([Step("first"), Step("lost", after="gone")])
