"""The desk lists one's own consultations, and makes new ones from a template."""

import pytest
from flask.testing import FlaskClient

from facilitator.services import desk
from facilitator.services.assignments import Made
from facilitator.store import Store
from tests.web.conftest import SUSPICION, send

PROCESS = {"track": "process", "theme": "schulden en armoede", "suspicion": SUSPICION, "language": "nl", "hold": "4"}
GOAL = {
    "track": "goal",
    "theme": "geldpunt",
    "issue": "Hulp komt te laat.",
    "solution": "Binnen een jaar een Geldpunt in elke wijk.",
    "owner": "wethouder Sociaal Domein",
    "term": "2027-04-01",
    "settled_by": "het college",
    "language": "nl",
    "hold": "0",
}


def test_an_empty_desk_teaches(ada: FlaskClient) -> None:
    page = ada.get("/desk/").text

    assert "Maak uw eerste consultatie" in page
    assert "Vermoeden" in page


def test_the_desk_lists_the_own_consultations(ada: FlaskClient, made: Made) -> None:
    page = ada.get("/desk/").text

    assert f"/desk/consultations/{made.consultation}" in page
    assert f"{made.code[:3]} {made.code[3:]}" in page


def test_the_desk_does_not_list_somebody_elses(mallory: FlaskClient, made: Made) -> None:
    assert made.consultation not in mallory.get("/desk/").text


def test_a_process_is_made_from_a_theme_and_a_suspicion(ada: FlaskClient, store: Store) -> None:
    answer = send(ada, "/desk/new", **PROCESS)

    [found] = desk.consultations(store, "ada")
    assert (answer.status_code, answer.location) == (303, f"/desk/consultations/{found.id}")
    assert (found.track_kind, found.title, found.suspicion, found.hold) == (
        "process",
        "Schulden en armoede",
        SUSPICION,
        4,
    )
    questions = desk.questions(store, found)
    assert [question.number for question in questions] == [1, 2, 3, 4, 5]
    assert "schulden en armoede" in questions[0].text
    assert "gemeente" in questions[2].text


def test_a_goal_is_made_from_what_was_settled(ada: FlaskClient, store: Store) -> None:
    send(ada, "/desk/new", **GOAL, suspicion="blijft achter")

    [found] = desk.consultations(store, "ada")
    assert found.track_kind == "goal"
    assert found.suspicion == ""
    assert found.settled == {name: GOAL[name] for name in ("issue", "solution", "owner", "term", "settled_by")}


def test_an_own_word_for_the_organisation_stands_in_the_questions(ada: FlaskClient, store: Store) -> None:
    send(ada, "/desk/new", **PROCESS | {"organisation": "provincie", "title": "Avond in de wijk"})

    [found] = desk.consultations(store, "ada")
    assert found.title == "Avond in de wijk"
    assert "provincie" in desk.questions(store, found)[2].text


@pytest.mark.parametrize(
    "wrong",
    [
        PROCESS | {"theme": ""},
        PROCESS | {"theme": "  "},
        PROCESS | {"theme": "x" * 121},
        PROCESS | {"suspicion": ""},
        PROCESS | {"suspicion": "x" * 281},
        PROCESS | {"hold": "11"},
        PROCESS | {"hold": "-1"},
        PROCESS | {"hold": "veel"},
        PROCESS | {"language": "fr"},
        PROCESS | {"track": "anders"},
        GOAL | {"solution": ""},
        GOAL | {"owner": ""},
    ],
)
def test_what_is_wrong_is_told_and_nothing_is_made(ada: FlaskClient, store: Store, wrong: dict[str, str]) -> None:
    answer = send(ada, "/desk/new", **wrong)

    assert answer.status_code == 200
    assert 'role="alert"' in answer.text
    assert desk.consultations(store, "ada") == []


def test_the_questions_can_be_seen_first(ada: FlaskClient, store: Store) -> None:
    answer = send(ada, "/desk/new", preview="1", track="process", theme="jeugd en <b>wonen</b>", language="nl")

    assert "op het gebied van jeugd en &lt;b&gt;wonen&lt;/b&gt; volgens u" in answer.text
    assert desk.consultations(store, "ada") == []


def test_a_preview_of_nonsense_is_harmless(ada: FlaskClient) -> None:
    answer = send(ada, "/desk/new", preview="1", track="anders", language="fr")

    assert answer.status_code == 200
