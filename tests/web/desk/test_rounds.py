"""Other people on the same map; dry runs, questionnaires, and who was there."""

from uuid import uuid4

import pytest
from flask.testing import FlaskClient
from sqlalchemy import insert

from facilitator.domain.events import Act
from facilitator.domain.submissions import Submission
from facilitator.services import assignments, desk
from facilitator.services.accounts import helpers
from facilitator.services.application import Application
from facilitator.services.assignments import Made, Wanted
from facilitator.services.doors import NoDoors
from facilitator.services.writing import Perform, Submit
from facilitator.store import Store
from facilitator.store.tables import Attendance
from tests.web.conftest import SUSPICION, hidden_in, send
from tests.web.desk.test_assignments import PROCESS

pytestmark = pytest.mark.usefixtures("writer")

KEY = "00000000-0000-4000-8000-00000000000"
AGAIN = {"which": "round", "title": "Avond in de wijk", "hold": "2"}


@pytest.fixture
def page(made: Made) -> str:
    return f"/desk/consultations/{made.consultation}"


@pytest.fixture
def dry(ada: FlaskClient, store: Store) -> Made:
    """A dry run of ada's."""
    return assignments.create(store, "ada", Wanted(track="process", theme="proef", dry_run=True))


def act(application: Application, made: Made, type: str, **fields: str) -> None:
    application.ask(
        Perform(track=made.track, consultation=made.consultation, act=Act(type, dict(fields), str(uuid4())), by="ada")
    )


def say(application: Application, made: Made, text: str, question: int = 0) -> None:
    asked = made.questions[question].id
    sent = Submission(KEY + "1", asked, text)
    application.ask(Submit(track=made.track, consultation=made.consultation, submission=sent))


# Making


def test_a_dry_run_and_a_questionnaire_are_made_by_ticking(ada: FlaskClient, store: Store) -> None:
    send(ada, "/desk/new", **PROCESS, dry_run="y", self_paced="y")

    [found] = desk.consultations(store, "ada")
    assert (found.dry_run, found.self_paced) == (True, True)
    assert "PROEFSESSIE" in ada.get("/desk/").text
    assert "VRAGENLIJST" in ada.get("/desk/").text


def test_without_ticks_it_is_neither(ada: FlaskClient, store: Store) -> None:
    send(ada, "/desk/new", **PROCESS)

    [found] = desk.consultations(store, "ada")
    assert (found.dry_run, found.self_paced) == (False, False)


# Another consultation


@pytest.mark.parametrize(("which", "number"), [("round", 2), ("room", 1)])
def test_another_consultation_is_on_the_same_map(
    ada: FlaskClient, store: Store, made: Made, page: str, which: str, number: int
) -> None:
    answer = send(ada, f"{page}/again", page=page, **AGAIN | {"which": which})

    other = desk.consultation(store, "ada", answer.location.rsplit("/", 1)[1])
    assert other is not None
    assert (other.track, other.round, other.title, other.hold) == (made.track, number, "Avond in de wijk", 2)
    assert other.code not in (None, made.code)
    assert other.screen_token != made.screen_token
    assert other.suspicion == SUSPICION


def test_rounds_are_counted_on(ada: FlaskClient, store: Store, page: str) -> None:
    for _ in range(2):
        send(ada, f"{page}/again", page=page, **AGAIN)
    assert sorted(found.round for found in desk.consultations(store, "ada")) == [1, 2, 3]


def test_a_new_room_is_open_at_once_in_a_running_house(
    ada: FlaskClient, application: Application, made: Made, page: str, client: FlaskClient
) -> None:
    act(application, made, "open_question", question=made.questions[0].id)
    answer = send(ada, f"{page}/again", page=page, **AGAIN)
    other = desk.consultation(application.store, "ada", answer.location.rsplit("/", 1)[1])
    assert other is not None
    assert client.get(f"/j/{other.code}").status_code == 200
    assert ada.get(f"{answer.location}/snapshot").status_code == 200


@pytest.mark.parametrize("wrong", [{"title": ""}, {"hold": "11"}, {"which": "elders"}, {"title": "x" * 121}])
def test_what_is_wrong_is_told_and_nothing_is_added(
    ada: FlaskClient, store: Store, page: str, wrong: dict[str, str]
) -> None:
    answer = send(ada, f"{page}/again", page=page, **AGAIN | wrong)
    assert answer.status_code == 200
    assert 'role="alert"' in answer.text
    assert len(desk.consultations(store, "ada")) == 1


def test_a_dry_run_is_wiped_before_others_are_consulted(ada: FlaskClient, dry: Made) -> None:
    page = f"/desk/consultations/{dry.consultation}"
    assert f"{page}/again" not in ada.get(page).text
    assert send(ada, f"{page}/again", page=page, **AGAIN).status_code == 403


# Dry runs


def test_a_dry_run_is_wiped_on_purpose(ada: FlaskClient, application: Application, dry: Made) -> None:
    page = f"/desk/consultations/{dry.consultation}"
    act(application, dry, "open_question", question=dry.questions[0].id)
    say(application, dry, "Een proef.")
    assert "1 uitspraak" in ada.get(page).text

    assert send(ada, f"{page}/wipe", page=page).status_code == 303

    told = ada.get(page).text
    assert "1 uitspraak" not in told
    assert "PROEFSESSIE" not in told
    assert f"/j/{dry.code}" in told
    assert f"{page}/wipe" not in told


def test_what_is_no_dry_run_is_not_wiped(ada: FlaskClient, application: Application, made: Made, page: str) -> None:
    act(application, made, "open_question", question=made.questions[0].id)
    say(application, made, "Echt.")
    assert send(ada, f"{page}/wipe", page=page).status_code == 403
    assert "1 uitspraak" in ada.get(page).text


@pytest.mark.parametrize("what", ["/wipe", "/again"])
def test_a_helper_neither_wipes_nor_adds(mallory: FlaskClient, store: Store, dry: Made, what: str) -> None:
    token = helpers.invite(store, facilitator="ada", consultation=dry.consultation, now=0)
    helpers.accept(store, token, facilitator="mallory", now=0)
    page = f"/desk/consultations/{dry.consultation}"
    assert mallory.get(page).status_code == 200
    assert send(mallory, page + what, page="/desk/").status_code == 403
    assert what not in mallory.get(page).text


@pytest.mark.parametrize("what", ["/wipe", "/again", "/questionnaire"])
def test_each_needs_the_token_of_its_form(ada: FlaskClient, dry: Made, what: str) -> None:
    assert ada.post(f"/desk/consultations/{dry.consultation}{what}").status_code == 400


# Questionnaires


def test_a_questionnaire_is_opened_and_stopped_from_the_desk(
    ada: FlaskClient, application: Application, store: Store
) -> None:
    made = assignments.create(store, "ada", Wanted(track="process", theme="jeugd", self_paced=True))
    page = f"/desk/consultations/{made.consultation}"
    send(ada, f"{page}/questionnaire", page=page, open="1")
    say(application, made, "Antwoord op vier.", question=3)
    send(ada, f"{page}/questionnaire", page=page)
    found = desk.consultation(store, "ada", made.consultation)
    assert found is not None
    assert found.phase == "lobby"
    assert "1 uitspraak" in ada.get(page).text


def test_another_consultation_is_no_questionnaire(ada: FlaskClient, page: str) -> None:
    assert send(ada, f"{page}/questionnaire", page=page, open="1").status_code == 400


# Who was there


def rows_of(page: str) -> list[str]:
    return [
        " ".join(row.split()) for row in page.split('<dl class="coverage">')[1].split("</dl>")[0].split("<div>")[1:]
    ]


def test_few_people_are_not_shown_after_the_end(
    ada: FlaskClient, application: Application, made: Made, page: str
) -> None:
    rows = [("policy", 6), ("regulation", 2)]
    with application.store.work() as connection:
        for environment, people in rows:
            values = {"consultation_id": made.consultation, "environment": environment, "people": people}
            connection.execute(insert(Attendance), values)
    act(application, made, "close")

    policy, regulation, enforcement, _ = rows_of(ada.get(page).text)
    assert "<dd>6</dd>" in policy
    assert "te weinig om te tonen" in regulation
    assert "te weinig om te tonen" in enforcement


class FivePhones(NoDoors):
    def presence(self, consultation: str) -> dict[str, object]:
        return {"phones": 5, "environments": {"policy": 4}}


def test_who_is_here_shows_what_the_room_may_know(
    ada: FlaskClient, application: Application, made: Made, page: str
) -> None:
    application.doors = FivePhones()
    policy, regulation, *_ = rows_of(ada.get(page).text)
    assert "<dd>4</dd>" in policy
    assert "te weinig om te tonen" in regulation


def test_a_form_that_is_sent_again_leads_to_the_consultation_that_it_made(
    ada: FlaskClient, store: Store, page: str
) -> None:
    sent = hidden_in(ada.get(page).text.split('id="again"')[1]) | AGAIN
    first, second = [ada.post(f"{page}/again", data=sent).location for _ in range(2)]

    assert first == second
    assert len(desk.consultations(store, "ada")) == 2
    assert "niets dubbel gemaakt" in ada.get(f"{second}?language=nl").text
