"""The page of a questionnaire, and of a dry run."""

import pytest
from flask.testing import FlaskClient

from facilitator.services import assignments
from facilitator.services.application import Application
from facilitator.services.assignments import Made, Wanted
from facilitator.store import Store
from tests.web.phones import TEXT, a_oneliner, act

pytestmark = pytest.mark.usefixtures("writer")


@pytest.fixture
def paced(ada: FlaskClient, application: Application, store: Store) -> Made:
    """A consultation whose questions are all open."""
    made = assignments.create(store, "ada", Wanted(track="process", theme="jeugd", self_paced=True))
    act(application, made, "open_question", question=made.questions[0].id)
    return made


def test_all_questions_are_listed(ben: FlaskClient, paced: Made) -> None:
    page = ben.get(f"/j/{paced.code}?joined=1").text
    assert 'data-step="questions">' in page
    for question in paced.questions:
        assert f"at={question.id}" in page


def test_a_question_is_chosen_by_its_address(ben: FlaskClient, paced: Made) -> None:
    page = ben.get(f"/j/{paced.code}?joined=1&at={paced.questions[2].id}").text
    assert 'data-step="questions" hidden' in page
    assert paced.questions[2].text in page
    assert f'name="question" value="{paced.questions[2].id}"' in page


def test_a_question_that_is_not_there_leads_to_the_list(ben: FlaskClient, paced: Made) -> None:
    assert 'data-step="questions">' in ben.get(f"/j/{paced.code}?joined=1&at={'0' * 16}").text


def test_after_sending_without_script_the_same_question_is_there(ben: FlaskClient, paced: Made) -> None:
    sent = a_oneliner(paced, question=paced.questions[3].id)
    page = ben.post(f"/j/{paced.code}/oneliners", data=sent)
    assert page.status_code == 200
    assert paced.questions[3].text in page.text
    assert TEXT in page.text


def test_a_refused_text_stays_under_its_question(ben: FlaskClient, paced: Made) -> None:
    sent = a_oneliner(paced, question=paced.questions[3].id, text="x" * 141)
    page = ben.post(f"/j/{paced.code}/oneliners", data=sent)
    assert page.status_code == 422
    assert f'name="question" value="{paced.questions[3].id}"' in page.text


def test_a_dry_run_is_said_to_be_one(ben: FlaskClient, ada: FlaskClient, store: Store) -> None:
    made = assignments.create(store, "ada", Wanted(track="process", theme="jeugd", dry_run=True))
    assert ben.get(f"/j/{made.code}/state").get_json()["consultation"]["dry_run"] is True
    assert "Proefsessie: alles hiervan wordt gewist." in ben.get(f"/j/{made.code}").text
