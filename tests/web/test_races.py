"""A form that is sent twice at once, from two windows: what may be there once is there once, and both go on to it."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import delete, func, select
from werkzeug.test import TestResponse

from facilitator.services.application import Application
from facilitator.services.assignments import Made
from facilitator.store import Store
from facilitator.store.tables import Consultation, MapVersion, Track
from tests.racing import at_once
from tests.web.conftest import Clock, browser_of, token_in
from tests.weighed import FixedMap, fixed_map, keep, weighed_process


@pytest.fixture
def windows(app: Flask, ada: FlaskClient, store: Store, clock: Clock) -> list[FlaskClient]:
    """Two browsers of ada's."""
    return [ada, browser_of(app, store, "ada", clock.seconds)]


def sent_at_once(
    store: Store, windows: list[FlaskClient], address: str, *, page: str | None = None, **fields: str
) -> list[TestResponse]:
    """Open a page in both windows, and send its form from both at once."""
    tokens = [token_in(it.get(page or address, follow_redirects=True).text) for it in windows]

    def send(browser: FlaskClient, token: str) -> TestResponse:
        return browser.post(address, data={"csrf_token": token, **fields})

    pairs = zip(windows, tokens, strict=True)
    return at_once(store, *(lambda pair=pair: send(*pair) for pair in pairs))


def how_many(store: Store, table: type[Track | Consultation | MapVersion], *which: object) -> int:
    with store.read() as connection:
        return connection.scalar(select(func.count()).select_from(table).where(*which)) or 0  # type: ignore[arg-type]


@pytest.fixture
def map(ada: FlaskClient, application: Application) -> FixedMap:
    return fixed_map(application)


def test_one_goal_track_is_begun_from_a_weighing(store: Store, windows: list[FlaskClient], map: FixedMap) -> None:
    keep(map, weighed_process(map), closed=True)
    page = f"/desk/tracks/{map.track}/weighing"

    first, second = sent_at_once(store, windows, f"{page}/goal-track", page=page)

    assert how_many(store, Track, Track.kind == "goal") == 1
    assert first.location == second.location


def test_a_track_has_one_dry_run(store: Store, windows: list[FlaskClient], made: Made) -> None:
    with store.work() as connection:
        connection.execute(delete(Consultation))
    address = f"/desk/tracks/{made.track}/consult"

    answers = sent_at_once(store, windows, address, which="round", title="Proef", hold="4", dry_run="y")

    assert how_many(store, Consultation) == 1
    assert sorted(it.status_code for it in answers) == [200, 303]
    assert any("Er is een proefsessie. Wis die eerst" in it.text for it in answers)


def test_an_assignment_has_one_process_track(store: Store, windows: list[FlaskClient], made: Made) -> None:
    with store.work() as connection:
        connection.execute(Track.__table__.update().values(kind="goal"))  # type: ignore[attr-defined]
    address = f"/desk/assignments/{made.assignment}/process"

    first, second = sent_at_once(store, windows, address, text="er iets speelt.")

    assert how_many(store, Track, Track.kind == "process") == 1
    assert first.location == second.location


def test_a_map_that_was_not_touched_is_fixed_once(store: Store, windows: list[FlaskClient], map: FixedMap) -> None:
    map.room.act("star", oneliners=[list(map.said.values())[1]])
    page = f"/desk/tracks/{map.track}/map/versions"

    sent_at_once(store, windows, page)

    assert how_many(store, MapVersion) == 2
