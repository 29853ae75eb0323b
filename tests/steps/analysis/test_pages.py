"""The analysis of a track, and the history of its sorting."""

import json
import re
from uuid import uuid4

import pytest
from flask.testing import FlaskClient

from facilitator.domain.events import Act
from facilitator.domain.submissions import Submission
from facilitator.services import assignments
from facilitator.services.application import Application
from facilitator.services.assignments import Made, Wanted
from facilitator.services.writing import Perform, Submit
from facilitator.steps.analysis import history
from facilitator.store import Store
from tests.owners import own_track

pytestmark = pytest.mark.usefixtures("writer")

TEXT = "Schaamte is de grootste wachtrij."


def act(application: Application, made: Made, type: str, **fields: object) -> None:
    job = Perform(track=made.track, consultation=made.consultation, act=Act(type, fields, str(uuid4())), by="ada")
    application.ask(job)


@pytest.fixture
def said(application: Application, made: Made) -> list[str]:
    """Two one-liners at the first question."""
    act(application, made, "open_question", question=made.questions[0].id)
    here, question = (made.track, made.consultation), made.questions[0].id
    return [say(application, *here, question=question, text=text) for text in (TEXT, "De brief.")]


def say(application: Application, track: str, consultation: str, *, question: str, text: str) -> str:
    job = Submit(track=track, consultation=consultation, submission=Submission(str(uuid4()), question, text))
    return str(application.ask(job))


def test_the_board_of_a_track_opens_as_an_analysis(ada: FlaskClient, made: Made) -> None:
    page = ada.get(f"/desk/tracks/{made.track}/analysis").text
    told = json.loads(re.findall(r'id="page">(.*?)</script>', page)[0])
    assert (told["analysis"], told["consultation"]) == (True, made.consultation)
    assert told["history"] == f"/desk/tracks/{made.track}/history"


def test_it_opens_after_everything_is_closed(
    ada: FlaskClient, application: Application, made: Made, said: list[str]
) -> None:
    act(application, made, "close")
    page = ada.get(f"/desk/tracks/{made.track}/analysis")
    assert page.status_code == 200
    act(application, made, "link", **{"from": said[0], "to": said[1]})
    snapshot = ada.get(f"/desk/consultations/{made.consultation}/snapshot").get_json()
    assert [(it["kind"], it["from"], it["to"]) for it in snapshot["relations"]] == [("cause", *said)]


@pytest.mark.parametrize("where", ["analysis", "history"])
def test_mallory_sees_nothing_of_it(mallory: FlaskClient, made: Made, where: str) -> None:
    assert mallory.get(f"/desk/tracks/{made.track}/{where}").status_code == 404


def test_an_empty_history_says_what_will_be_there(ada: FlaskClient, made: Made) -> None:
    assert "Er is nog niets ingedeeld" in ada.get(f"/desk/tracks/{made.track}/history?language=nl").text


def test_history_says_who_did_what_without_the_words(
    ada: FlaskClient, application: Application, made: Made, said: list[str]
) -> None:
    act(application, made, "add_category", name="Schaamte en vertrouwen")
    (category,) = application.track(made.track).board.categories
    act(application, made, "sort", oneliners=said, category=category)
    act(application, made, "rename_category", category=category, name="Schaamte")
    act(application, made, "set_kind", oneliners=said[:1], kind="cause")
    act(application, made, "mark_tension", oneliners=said)
    act(application, made, "undo")
    page = ada.get(f"/desk/tracks/{made.track}/history?language=nl").text
    told = re.findall(r'<span dir="auto">(.*?)</span>', page)
    assert told[1:] == [
        "ada markeerde een spanning tussen twee uitspraken",
        "ada zei van 1 uitspraak: oorzaak",
        "ada gaf de categorie “Schaamte en vertrouwen” een andere naam: “Schaamte”",
        "ada deelde 2 uitspraken in bij “Schaamte en vertrouwen”",
        "ada maakte de categorie “Schaamte en vertrouwen”",
    ]
    assert told[0].startswith("ada maakte ongedaan wat bij")
    assert TEXT not in page


def test_history_says_no_more_of_what_was_done_before_closing(
    ada: FlaskClient, application: Application, made: Made, said: list[str]
) -> None:
    act(application, made, "add_category", name="Schaamte")
    (category,) = application.track(made.track).board.categories
    act(application, made, "sort", oneliners=said, category=category)
    act(application, made, "set_kind", oneliners=said[:1], kind="cause")
    act(application, made, "undo")
    act(application, made, "close")
    page = ada.get(f"/desk/tracks/{made.track}/history?language=nl").text
    assert re.findall(r'<span dir="auto">(.*?)</span>', page) == [
        "ada maakte iets ongedaan",
        "ada zei van welke soort uitspraken zijn",
        "ada deelde uitspraken in",
        "ada maakte de categorie “Schaamte”",
    ]


def test_a_long_history_goes_by_pages(store: Store, application: Application, made: Made) -> None:
    for number in range(history.ON_A_PAGE + 5):
        act(application, made, "add_category", name=f"Categorie {number}")
    first = history.page(own_track(store, made.track))
    assert len(first.done) == history.ON_A_PAGE
    second = history.page(own_track(store, made.track), before=first.older)
    assert len(second.done) == 5
    assert second.older is None
    assert second.done[-1].category == "Categorie 0"


def test_a_track_without_consultations_says_so(ada: FlaskClient, store: Store, made: Made) -> None:
    from sqlalchemy import delete

    from facilitator.store.tables import Consultation

    goal = assignments.create(store, "ada", Wanted(track="goal", theme="geldpunten"))
    with store.work() as connection:
        connection.execute(delete(Consultation).where(Consultation.id == goal.consultation))
    page = ada.get(f"/desk/tracks/{goal.track}/analysis?language=nl").text
    assert "nog niets gezegd" in page
