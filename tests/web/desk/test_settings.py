"""A facilitator owns the list of words that hold a one-liner back."""

from typing import Any

import pytest
from flask.testing import FlaskClient

from facilitator.domain.events import Act
from facilitator.domain.submissions import Submission
from facilitator.services.accounts import facilitators
from facilitator.services.application import Application
from facilitator.services.assignments import Made
from facilitator.services.documents.verifying import database
from facilitator.services.writing import Perform, Submit
from facilitator.store import Store
from tests.web.conftest import send

pytestmark = pytest.mark.usefixtures("writer")


def key(number: int) -> str:
    return f"{number:08x}-0000-4000-8000-000000000000"


def open_first(application: Application, made: Made) -> None:
    act = Act("open_question", {"question": made.questions[0].id}, key(0))
    application.ask(Perform(track=made.track, consultation=made.consultation, act=act, by="ada"))


def say(application: Application, made: Made, text: str, number: int) -> Any:
    """Take a one-liner down; what the board knows of it."""
    question = made.questions[0].id
    sent = Submission(key(number), question, text)
    job = Submit(track=made.track, consultation=made.consultation, submission=sent)
    oneliner = str(application.ask(job))
    return application.track(made.track).board.cards[oneliner]


def test_the_list_we_begin_with_is_shown(ada: FlaskClient) -> None:
    page = ada.get("/desk/settings").text
    assert "zakkenvuller*" in page
    assert "liar*" in page
    assert 'name="reset"' not in page


def test_an_own_list_counts_at_once_in_a_running_consultation(
    ada: FlaskClient, application: Application, made: Made
) -> None:
    open_first(application, made)
    assert say(application, made, "Een pannenkoek is het.", 1).gate == "held"
    assert say(application, made, "Een zakkenvuller is het.", 2).gate == "flagged"

    assert send(ada, "/desk/settings", insults="pannenkoek*\r\n\r\n  Pannenkoek* \r\n*\r\n").status_code == 303

    card = say(application, made, "Wat een pannenkoeken!", 3)
    assert (card.gate, card.flags) == ("flagged", ["insult"])
    assert say(application, made, "Weer een zakkenvuller.", 4).gate == "held"
    assert facilitators.insults_of(application.store, "ada") == ["Pannenkoek*"]
    assert database(application.store).acts == 1


def test_the_list_we_begin_with_comes_back(ada: FlaskClient, application: Application, made: Made) -> None:
    open_first(application, made)
    send(ada, "/desk/settings", insults="pannenkoek*")
    send(ada, "/desk/settings", reset="1", insults="pannenkoek*")
    assert say(application, made, "Een zakkenvuller is het.", 1).gate == "flagged"
    assert facilitators.insults_of(application.store, "ada") is None


def test_an_empty_list_holds_nothing_back(ada: FlaskClient, application: Application, made: Made) -> None:
    open_first(application, made)
    send(ada, "/desk/settings", insults="")
    assert say(application, made, "Een zakkenvuller is het.", 1).gate == "held"
    assert ">zakkenvuller*" not in ada.get("/desk/settings").text


@pytest.mark.parametrize("wrong", ["x" * 61, "\n".join(f"woord{n}" for n in range(501))])
def test_a_list_that_is_too_long_is_not_kept(ada: FlaskClient, store: Store, wrong: str) -> None:
    answer = send(ada, "/desk/settings", insults=wrong)
    assert answer.status_code == 200
    assert 'role="alert"' in answer.text
    assert facilitators.insults_of(store, "ada") is None


def test_the_list_of_somebody_else_stays(
    ada: FlaskClient, mallory: FlaskClient, application: Application, made: Made
) -> None:
    open_first(application, made)
    send(mallory, "/desk/settings", insults="schaamte")
    assert say(application, made, "Schaamte.", 1).gate == "held"
    assert say(application, made, "Een zakkenvuller is het.", 2).gate == "flagged"


def test_nobody_sees_the_list_without_signing_in(client: FlaskClient) -> None:
    assert client.get("/desk/settings").status_code == 302
    assert client.post("/desk/settings").status_code in (400, 403)


def test_a_list_needs_the_token_of_its_form(ada: FlaskClient, store: Store) -> None:
    assert ada.post("/desk/settings", data={"insults": "x"}).status_code == 400
    assert facilitators.insults_of(store, "ada") is None
