"""The file of one assignment: its steps, settings, tracks, and its end."""

from uuid import uuid4

import pytest
from flask.testing import FlaskClient
from sqlalchemy import insert

from facilitator.domain.events import Act
from facilitator.services import assignments, desk
from facilitator.services.application import Application
from facilitator.services.assignments import Made, Wanted
from facilitator.services.desk import DeskAssignment
from facilitator.services.writing import Perform
from facilitator.steps.suspicion import service as beginnings
from facilitator.steps.weighing import rules as weighing
from facilitator.steps.weighing.rules import Diagnosis, Weighed
from facilitator.store import Store
from facilitator.store.tables import MapVersion, Weighing
from tests.owners import own_track
from tests.web.conftest import SETTLED, SUSPICION, etag_on, send

PAGES = ("", "/settings", "/start", "/remove", "/record", "/reflection", "/process", "/goal")


@pytest.fixture
def address(made: Made) -> str:
    return f"/desk/assignments/{made.assignment}"


def own(store: Store, made: Made) -> DeskAssignment:
    found = desk.assignment(store, "ada", made.assignment)
    assert found is not None
    return found


def details(**other: str) -> dict[str, str]:
    return {
        "title": "Eerder in beeld", "theme": "schulden", "organisation": "gemeente", "work_form": "commission",
        "parent_id": "",
    } | other  # fmt: skip


def test_the_file_leads_to_every_step(ada: FlaskClient, address: str, made: Made) -> None:
    page = ada.get(address).text

    assert SUSPICION in page
    for step in ("suspicion", "persons", "consult", "analysis", "weighing", "questions", "map/versions"):
        assert f"/desk/tracks/{made.track}/{step}" in page
    assert f"/desk/consultations/{made.consultation}" in page


@pytest.mark.parametrize("page", PAGES)
def test_somebody_elses_file_does_not_exist(mallory: FlaskClient, address: str, page: str) -> None:
    assert mallory.get(address + page).status_code == 404


@pytest.mark.parametrize("page", ["settings", "archive", "remove", "start", "reflection", "process", "goal"])
def test_somebody_else_changes_nothing(mallory: FlaskClient, store: Store, made: Made, address: str, page: str) -> None:
    answer = send(mallory, f"{address}/{page}", page="/desk/new", archived="1", **details())

    assert answer.status_code == 404
    assert own(store, made).archived is False


def test_an_assignment_gets_other_details(ada: FlaskClient, store: Store, made: Made, address: str) -> None:
    programme = assignments.create(store, "ada", Wanted(track="process", theme="armoede"))

    send(
        ada, f"{address}/settings", etag=etag_on(ada, f"{address}/settings"), **details(parent_id=programme.assignment)
    )

    found = own(store, made)
    assert (found.title, found.theme, found.work_form, found.parent_id) == (
        "Eerder in beeld",
        "schulden",
        "commission",
        programme.assignment,
    )
    assert "Armoede" in ada.get(address).text


@pytest.mark.parametrize(
    "wrong",
    [
        {"title": ""},
        {"title": "x" * 121},
        {"theme": " "},
        {"organisation": "x" * 61},
        {"work_form": "hobby"},
        {"parent_id": "0" * 16},
        {"parent_id": "'; drop table assignment"},
    ],
)
def test_wrong_details_are_told(
    ada: FlaskClient, store: Store, made: Made, address: str, wrong: dict[str, str]
) -> None:
    before = own(store, made)

    answer = send(ada, f"{address}/settings", etag=etag_on(ada, f"{address}/settings"), **details(**wrong))

    assert answer.status_code == 200
    assert 'role="alert"' in answer.text
    assert own(store, made) == before


def test_an_assignment_is_no_part_of_itself(ada: FlaskClient, store: Store, made: Made, address: str) -> None:
    wanted = details(parent_id=made.assignment)

    answer = send(ada, f"{address}/settings", etag=etag_on(ada, f"{address}/settings"), **wanted)

    assert 'role="alert"' in answer.text
    assert own(store, made).parent_id is None


def test_older_details_overwrite_nothing(ada: FlaskClient, store: Store, made: Made, address: str) -> None:
    answer = send(ada, f"{address}/settings", etag="older", **details())

    assert "in een ander venster veranderd" in answer.text
    assert "Eerder in beeld" in answer.text
    assert own(store, made).title != "Eerder in beeld"


def test_an_archived_assignment_is_folded_away_and_comes_back(ada: FlaskClient, address: str, made: Made) -> None:
    send(ada, f"{address}/archive", page=f"{address}/settings", archived="1")
    page = ada.get("/desk/").text
    assert "1 gearchiveerde opgave" in page
    assert made.consultation not in page

    send(ada, f"{address}/archive", page=f"{address}/settings", archived="0")
    assert made.consultation in ada.get("/desk/").text


def test_removing_asks_for_the_title(ada: FlaskClient, store: Store, made: Made, address: str) -> None:
    for typed in ("", "iets anders", "x" * 1000):
        answer = send(ada, f"{address}/remove", title=typed)
        assert 'role="alert"' in answer.text
        assert own(store, made).id == made.assignment

    answer = send(ada, f"{address}/remove", title=f" {own(store, made).title}  ")

    assert answer.status_code == 303
    assert ada.get(address).status_code == 404
    assert ada.get("/desk/?removed=1").status_code == 200


def test_a_running_consultation_is_not_removed(
    ada: FlaskClient, store: Store, application: Application, made: Made, address: str
) -> None:
    act = Act("open_question", {"question": made.questions[0].id}, str(uuid4()))
    application.write([Perform(track=made.track, consultation=made.consultation, act=act, by="ada")])

    answer = send(ada, f"{address}/remove", title=own(store, made).title)

    assert "Er loopt nog een consultatie" in answer.text
    assert own(store, made).id == made.assignment


def test_a_goal_track_is_begun(ada: FlaskClient, store: Store, made: Made, address: str) -> None:
    answer = send(ada, f"{address}/goal", **SETTLED)

    _, goal = desk.tracks_of(store, own(store, made))
    assert answer.location == f"/desk/tracks/{goal.id}/consult"
    assert beginnings.settled_of(goal).solution == SETTLED["solution"]
    assert goal.introduction == ""


def test_a_closed_weighing_fills_in_the_goal(ada: FlaskClient, store: Store, made: Made, address: str) -> None:
    told = Weighed(
        diagnosis=Diagnosis(diagnosis="Schaamte houdt tegen.", owners=("Ans", "Bo"), solution="Een Geldpunt.")
    )
    with store.work() as connection:
        connection.execute(
            insert(MapVersion).values(
                id="v", track_id=made.track, number=1, day="2026-04-02", by="Ada", fingerprint="", contents={}
            )
        )
        connection.execute(
            insert(Weighing).values(
                id="w", track_id=made.track, version_id="v", contents=weighing.written(told), revision=1,
                closed_on="2026-05-01", closed_by="Tom",
            )
        )  # fmt: skip

    page = ada.get(f"{address}/goal", follow_redirects=True).text

    for words in ("Schaamte houdt tegen.", "Een Geldpunt.", "Ans, Bo"):
        assert words in page
    assert "Schaamte houdt tegen." in ada.get(f"{address}/record").text


def test_an_assignment_has_one_process_track(ada: FlaskClient, made: Made, address: str) -> None:
    answer = ada.get(f"{address}/process")

    assert answer.location == f"/desk/tracks/{made.track}/suspicion"
    assert "Begin het processpoor" not in ada.get(address).text


def test_a_process_is_begun_beside_a_goal(ada: FlaskClient, store: Store) -> None:
    made = assignments.create(store, "ada", Wanted(track="goal", theme="geldpunt"))

    send(ada, f"/desk/assignments/{made.assignment}/process", text="er iets speelt.")

    process, _ = desk.tracks_of(store, own(store, made))
    assert (process.kind, process.suspicion) == ("process", "er iets speelt.")


def test_a_consultation_is_made_on_a_track(ada: FlaskClient, store: Store, made: Made, address: str) -> None:
    send(ada, f"{address}/goal", **SETTLED)
    _, goal = desk.tracks_of(store, own(store, made))

    send(ada, f"/desk/tracks/{goal.id}/consult", which="round", title="Avond", hold="0", dry_run="y")

    [consultation] = desk.consultations_on(own_track(store, goal.id))
    assert (consultation.round, consultation.dry_run, consultation.title) == (1, True, "Avond")
    again = send(ada, f"/desk/tracks/{goal.id}/consult", which="round", title="Nog een", hold="0")
    assert "Er is een proefsessie" in again.text


def test_only_the_first_consultation_can_be_a_dry_run(ada: FlaskClient, store: Store, made: Made) -> None:
    answer = send(ada, f"/desk/tracks/{made.track}/consult", which="round", title="Nog een", hold="0", dry_run="y")

    assert 'role="alert"' in answer.text
    assert len(desk.consultations_on(own_track(store, made.track))) == 1


def test_the_method_names_its_books(ada: FlaskClient) -> None:
    page = ada.get("/desk/method").text

    for book in ("Beleid begint bij de samenleving", "Verdraaide organisaties", "Essenties van verandermanagement"):
        assert book in page


def test_everybody_may_read_how_accessible_this_is(client: FlaskClient) -> None:
    answer = client.get("/accessibility")

    assert answer.status_code == 200
    assert "Nationale ombudsman" in answer.text
    assert "/accessibility" in client.get("/").text
    assert "/accessibility" not in client.get("/j/BCDFGH").text


def test_the_desk_groups_by_programme(ada: FlaskClient, store: Store, made: Made, address: str) -> None:
    programme = assignments.create(store, "ada", Wanted(track="process", theme="armoede"))
    send(
        ada, f"{address}/settings", etag=etag_on(ada, f"{address}/settings"), **details(parent_id=programme.assignment)
    )

    page = ada.get("/desk/").text

    assert page.index('class="programme"') < page.index(programme.assignment) < page.index(made.assignment)
