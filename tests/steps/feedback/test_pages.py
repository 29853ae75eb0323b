"""Feedback to those consulted: what stands is told, a few words are added, and the link can be withdrawn."""

import re

import pytest
from flask.testing import FlaskClient

from facilitator.services import desk
from facilitator.services.application import Application
from facilitator.services.assignments import Made
from facilitator.services.documents import versions as maps
from facilitator.services.own import OwnAssignment
from facilitator.serving.workers import Workers
from facilitator.steps.feedback import service as feedback
from facilitator.steps.weighing import service as weighing
from facilitator.steps.weighing.rules import read
from facilitator.store import Store
from facilitator.web import beside
from tests.makers import Room
from tests.owners import own_track
from tests.web.conftest import send


@pytest.fixture
def page(made: Made) -> str:
    return f"/desk/assignments/{made.assignment}/feedback"


@pytest.fixture
def room(application: Application, made: Made) -> Room:
    """A fixed map of ada's with one category."""
    room = Room(application, made)
    room.open()
    said = room.say("De brief is te lang.")
    category = room.add_category("Brieven")
    room.act("sort", oneliners=[said], category=category, before=None)
    room.act("close")
    maps.freeze(own_track(application.store, made.track), application.now())
    return room


def written(browser: FlaskClient, page: str, **fields: str) -> dict[str, str]:
    """What the form would send: with the print of what it showed."""
    seen = re.search(r'name="etag"[^>]*value="(\w+)"', browser.get(page).text)
    assert seen is not None
    return {"etag": seen[1], **fields}


def link_on(browser: FlaskClient, page: str) -> str | None:
    found = re.search(r"(/feedback/[\w-]{20,})", browser.get(page).text)
    return found[1] if found else None


def decide(store: Store, room: Room) -> None:
    """Close a weighing that takes one category over and says what is going on."""
    track = room.made.track
    weighing.begin(own_track(store, track), 1)
    kept = weighing.latest(own_track(store, track))
    assert kept is not None
    (category,) = kept.contents["categories"]
    contents = {
        "verdicts": {category["id"]: {"decision": "partly", "reason": "Geen <geld>.", "finding": "Te lang."}},
        "diagnosis": {"diagnosis": "De eerste stap vraagt moed.", "owners": ["de wethouder"]},
    }
    weighing.save(own_track(store, kept.track), kept, revision=1, weighed=read(contents))
    saved = weighing.latest(own_track(store, track))
    assert saved is not None
    weighing.close(own_track(store, saved.track), saved, revision=2, by="ada", day="2026-03-20")


def test_everything_that_stands_is_told(
    ada: FlaskClient, client: FlaskClient, store: Store, room: Room, page: str
) -> None:
    decide(store, room)
    token = maps.publish(room.own, 1)
    send(ada, page, publish="1", **written(ada, page, thanks="Dank voor uw tijd.", next="In mei\nhoort u meer."))
    link = link_on(ada, page)
    assert link is not None

    told = client.get(link)

    for text in (
        "Dank voor uw tijd.",
        "ons pas bereiken als het te laat is",
        "1 ontvangen = 1 in de map",
        f"/map/{token}",
        "De eerste stap vraagt moed.",
        "de wethouder",
        "Brieven",
        "Dit nemen we deels over",
        "Geen &lt;geld&gt;.",
        "20 maart 2026",
    ):
        assert text in told.text, text
    assert "Set-Cookie" not in told.headers
    assert "noindex" in told.headers["X-Robots-Tag"]


def test_before_anything_stands_it_says_so(ada: FlaskClient, page: str) -> None:
    told = ada.get(f"{page}/preview").text

    assert "De map is nog niet vastgesteld." in told
    assert "Er is nog niets besloten." in told


def test_an_open_weighing_is_not_told(ada: FlaskClient, store: Store, room: Room, page: str) -> None:
    weighing.begin(room.own, 1)

    assert "Er is nog niets besloten." in ada.get(f"{page}/preview").text


def test_a_withdrawn_link_leads_nowhere_and_a_new_one_is_another(
    ada: FlaskClient, client: FlaskClient, page: str
) -> None:
    send(ada, page, publish="1", **written(ada, page, thanks="Dank."))
    first = link_on(ada, page)
    assert first is not None
    assert client.get(first).status_code == 200

    send(ada, page, withdraw="1")
    assert client.get(first).status_code == 404
    send(ada, page, publish="1", **written(ada, page, thanks="Dank."))

    assert link_on(ada, page) not in (first, None)


def test_what_was_changed_elsewhere_is_not_overwritten(ada: FlaskClient, store: Store, made: Made, page: str) -> None:
    old = written(ada, page, thanks="Van de oude pagina.")
    send(ada, page, **written(ada, page, thanks="Van de nieuwe."))

    answered = send(ada, page, **old)

    assert "intussen ergens anders veranderd" in answered.text
    assert "Van de oude pagina." in answered.text
    found = desk.assignment(store, "ada", made.assignment)
    assert found is not None
    assert feedback.read(found.feedback).thanks == "Van de nieuwe."


@pytest.mark.parametrize("field", ["thanks", "next", "contact"])
def test_what_is_too_long_is_kept_on_the_page_alone(
    ada: FlaskClient, store: Store, made: Made, page: str, field: str
) -> None:
    answered = send(ada, page, publish="1", **written(ada, page, **{field: "x" * 2001}))

    assert f'id="{field}-error"' in answered.text
    assert "x" * 2001 in answered.text
    found = desk.assignment(store, "ada", made.assignment)
    assert found is not None
    assert (found.feedback, found.feedback_token) == ({}, None)


def test_somebody_elses_feedback_does_not_exist(mallory: FlaskClient, client: FlaskClient, page: str) -> None:
    assert mallory.get(page).status_code == 404
    assert mallory.get(f"{page}/preview").status_code == 404
    assert send(mallory, page, page="/desk/new", thanks="x", publish="1").status_code == 404
    assert client.get("/feedback/x").status_code == 404


def test_what_a_large_map_has_to_tell_is_drawn_beside(
    client: FlaskClient, application: Application, room: Room, made: Made, monkeypatch: pytest.MonkeyPatch
) -> None:
    feedback.publish(OwnAssignment(application.store, "ada", made.assignment))
    assignment = desk.assignment(application.store, "ada", made.assignment)
    assert assignment is not None
    monkeypatch.setattr(beside, "SMALL", 0)
    application.workers = Workers(["/nowhere"], dict, environment={})
    assert client.get(f"/feedback/{assignment.feedback_token}").status_code == 500
    assert client.get("/feedback/nowhere").status_code == 404
