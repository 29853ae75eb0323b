"""What the page of a goal track asks beside the text."""

import re
from uuid import uuid4

import pytest
from flask.testing import FlaskClient

from facilitator.domain.board import Card
from facilitator.services import assignments
from facilitator.services.application import Application
from facilitator.services.assignments import Made, Wanted
from facilitator.store import Store
from tests.web.phones import TEXT, a_oneliner, act, code_of

pytestmark = pytest.mark.usefixtures("writer")


VARIANTS = [{"key": "A", "name": "vast punt"}, {"key": "B", "name": "bus"}]


@pytest.fixture
def goal(ada: FlaskClient, application: Application, store: Store) -> Made:
    """A goal track with two variants, at its first question."""
    made = assignments.create(store, "ada", Wanted(track="goal", theme="geldpunten", settled={"variants": VARIANTS}))
    act(application, made, "open_question", question=made.questions[0].id)
    return made


def cards(application: Application, made: Made) -> list[Card]:
    return list(application.track(made.track).board.cards.values())


def test_the_first_question_asks_whether_it_is_a_way_or_a_need(ben: FlaskClient, goal: Made) -> None:
    page = ben.get(f"/j/{goal.code}?joined=1").text
    assert f'data-extras="{goal.questions[0].id}">' in page
    assert f'data-extras="{goal.questions[2].id}" hidden disabled>' in page
    assert "wijze" in page
    assert "vast punt" in page


def test_the_state_says_what_else_is_asked(ben: FlaskClient, goal: Made) -> None:
    asked = ben.get(f"/j/{goal.code}/state").get_json()["question"]["extras"]
    assert asked == {"kind": [{"key": "way", "label": "wijze"}, {"key": "need", "label": "nodig"}]}


def test_a_process_track_asks_nothing_else(ben: FlaskClient, opened: Made) -> None:
    assert "extras" not in ben.get(f"/j/{opened.code}/state").get_json()["question"]
    assert "data-extras" not in ben.get(f"/j/{opened.code}?joined=1").text


def test_what_is_chosen_is_taken_down(ben: FlaskClient, application: Application, goal: Made) -> None:
    assert ben.post(f"/j/{goal.code}/oneliners", json=a_oneliner(goal, kind="need")).status_code == 200
    assert [it.kind for it in cards(application, goal)] == ["need"]


def test_a_form_says_for_and_against_which_variants(ben: FlaskClient, application: Application, goal: Made) -> None:
    act(application, goal, "open_question", question=goal.questions[2].id)
    form = {"key": str(uuid4()), "question": goal.questions[2].id, "text": TEXT, "variant:A": "for", "variant:B": ""}
    assert "Ontvangen" in ben.post(f"/j/{goal.code}/oneliners", data=form).text
    assert [it.variants for it in cards(application, goal)] == [[{"variant": "A", "stance": "for"}]]


@pytest.mark.parametrize(
    "extras",
    [
        {"kind": "interest"},
        {"kind": 7},
        {"cooperation": "maybe"},
        {"cooperation": "yes"},
        {"variants": "A"},
        {"variants": [{"variant": "A"}]},
        {"variants": [{"variant": "A", "stance": "for"}]},
        {"colour": "blue"},
    ],
)
def test_what_the_question_does_not_offer_is_refused(
    ben: FlaskClient, application: Application, goal: Made, extras: dict[str, object]
) -> None:
    answer = ben.post(f"/j/{goal.code}/oneliners", json=a_oneliner(goal, **extras))
    assert (answer.status_code, code_of(answer)) == (400, "bad_request")
    assert cards(application, goal) == []


def test_a_refused_form_keeps_what_was_chosen(ben: FlaskClient, goal: Made) -> None:
    form = {"key": str(uuid4()), "question": goal.questions[0].id, "text": " ", "kind": "need"}
    assert 'value="need" checked' in ben.post(f"/j/{goal.code}/oneliners", data=form).text


def test_without_variants_their_question_is_passed_over_at_ones_own_pace(
    ben: FlaskClient, ada: FlaskClient, application: Application, store: Store
) -> None:
    made = assignments.create(store, "ada", Wanted(track="goal", theme="geldpunten", self_paced=True))
    act(application, made, "open_question", question=made.questions[0].id)
    listed = ben.get(f"/j/{made.code}/state").get_json()["questions"]
    assert [it["number"] for it in listed] == [1, 2, 4, 5]


def test_what_was_settled_stands_where_it_is_asked_about(ben: FlaskClient, ada: FlaskClient, store: Store) -> None:
    settled = {"solution": "Een Geldpunt in elke wijk.", "term": "2027-04-01"}
    made = assignments.create(store, "ada", Wanted(track="goal", theme="geldpunten", settled=settled))
    page = ben.get(f"/j/{made.code}?joined=1").text
    assert "Een Geldpunt in elke wijk. (uiterlijk 1 april 2027)" in page


def test_a_term_that_is_still_to_be_filled_in_is_no_term(ben: FlaskClient, goal: Made) -> None:
    assert "nog in te vullen" not in ben.get(f"/j/{goal.code}?joined=1").text


def test_nothing_is_chosen_before_somebody_does(ben: FlaskClient, application: Application, goal: Made) -> None:
    page = ben.get(f"/j/{goal.code}?joined=1").text
    assert not re.search(r'name="(kind|cooperation)"[^>]* checked', page)
