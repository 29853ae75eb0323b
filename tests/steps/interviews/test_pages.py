"""The pages of an interview: made by its owner, written on without JavaScript too, and nobody's name in it."""

import re
from datetime import date
from uuid import uuid4

import pytest
from flask.testing import FlaskClient
from sqlalchemy import insert, select
from werkzeug.test import TestResponse

from facilitator.services.application import Application
from facilitator.services.assignments import Made
from facilitator.steps.interviews import service as interviews
from facilitator.steps.interviews.service import NewInterview
from facilitator.store import Store
from facilitator.store.tables import Attendance, Consultation, KeyPerson, Oneliner, Probe
from tests.owners import own_track
from tests.web.conftest import send

pytestmark = pytest.mark.usefixtures("writer")

QUOTE = "De brief is te lang en te moeilijk."


@pytest.fixture
def interview(application: Application, store: Store, made: Made) -> str:
    """An interview of ada's, with somebody from policy."""
    found = interviews.make(own_track(store, made.track), NewInterview(1, "policy", date(2026, 3, 24)))
    application.refresh(made.track)
    return found


def address(interview: str, *more: str) -> str:
    return "/".join([f"/desk/consultations/{interview}/interview", *more])


def texts(store: Store) -> list[str]:
    with store.read() as connection:
        return list(connection.scalars(select(Oneliner.text).order_by(Oneliner.text)))


def a_line(made: Made, **more: object) -> dict[str, object]:
    return {"key": str(uuid4()), "question": made.questions[0].id, "text": QUOTE} | more


def write(browser: FlaskClient, interview: str, line: dict[str, object]) -> TestResponse:
    """Fill in the form on the page, as without a script."""
    return send(browser, address(interview), **{name: str(it) for name, it in line.items()})


def test_an_interview_is_made_with_angle_week_and_round(ada: FlaskClient, store: Store, made: Made) -> None:
    there = f"/desk/tracks/{made.track}/interviews/new"
    assert "Vanuit welke hoek" in ada.get(f"{there}?language=nl", follow_redirects=True).text
    answer = send(ada, there, environment="policy", day="2026-03-24", round="2")
    assert answer.status_code == 303
    with store.read() as connection:
        row = connection.execute(select(Consultation).where(Consultation.kind == "interview")).one()
        people = connection.execute(select(Attendance.environment, Attendance.people)).all()
    assert (row.round, row.day, row.code) == (2, "2026-03-23", None)
    assert people == [("policy", 1)]
    assert answer.location == address(row.id)


@pytest.mark.parametrize(
    "wrong",
    [{"environment": "moon"}, {"environment": ""}, {"day": "gisteren"}, {"day": ""}, {"round": "0"}, {"round": "100"}],
)
def test_what_is_wrong_is_said_and_makes_nothing(
    ada: FlaskClient, store: Store, made: Made, wrong: dict[str, str]
) -> None:
    form = {"environment": "policy", "day": "2026-03-24", "round": "1"} | wrong
    answer = send(ada, f"/desk/tracks/{made.track}/interviews/new", **form)
    assert (answer.status_code, 'role="alert"' in answer.text) == (200, True)
    with store.read() as connection:
        assert connection.execute(select(Consultation).where(Consultation.kind == "interview")).all() == []


def test_somebody_elses_track_takes_no_interview(mallory: FlaskClient, made: Made) -> None:
    assert mallory.get(f"/desk/tracks/{made.track}/interviews/new").status_code == 404


def test_all_questions_are_there_without_a_script(ada: FlaskClient, made: Made, interview: str) -> None:
    page = ada.get(address(interview)).text
    for question in made.questions:
        assert question.text in page
    assert 'name="name"' not in page


def test_a_form_takes_a_line_down(ada: FlaskClient, store: Store, made: Made, interview: str) -> None:
    answer = write(ada, interview, a_line(made, text=f" {QUOTE}\n", parent="", asked=""))
    assert answer.status_code == 303
    assert texts(store) == [QUOTE]
    assert QUOTE in ada.get(address(interview)).text


def test_a_form_answers_a_line(ada: FlaskClient, application: Application, made: Made, interview: str) -> None:
    write(ada, interview, a_line(made))
    (above,) = application.track(made.track).board.cards
    write(ada, interview, a_line(made, text="Ja.", parent=above, asked="Waardoor komt dat?"))
    page = ada.get(address(interview)).text
    assert 'data-depth="1"' in page
    assert "Waardoor komt dat?" in page


def test_a_refused_line_is_still_in_its_field(ada: FlaskClient, store: Store, made: Made, interview: str) -> None:
    answer = write(ada, interview, a_line(made, text="a" * 141))
    assert answer.status_code == 200
    assert "a" * 141 in answer.text
    assert 'role="alert"' in answer.text
    assert texts(store) == []


def test_the_script_sends_json(ada: FlaskClient, store: Store, made: Made, interview: str) -> None:
    sent = a_line(made)
    first = ada.post(address(interview, "lines"), json=sent).get_json()
    assert ada.post(address(interview, "lines"), json=sent).get_json() == first
    below = a_line(made, text="Ja.", parent=sent["key"], asked="Waardoor komt dat?")
    assert ada.post(address(interview, "lines"), json=below).get_json()["ok"]
    assert texts(store) == [QUOTE, "Ja."]


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"text": " x"}, "outer_space"),
        ({"question": "0" * 16}, "unknown_question"),
        ({"parent": 7}, "bad_request"),
        ({"parent": "0" * 16}, "unknown_oneliner"),
        ({"asked": ["x"]}, "bad_request"),
        ({"parent": None, "name": "Tom"}, "bad_request"),
        ({"key": "x"}, "bad_request"),
        ({"kind": "need"}, "bad_request"),
    ],
)
def test_what_is_not_right_is_refused(
    ada: FlaskClient, store: Store, made: Made, interview: str, wrong: dict[str, object], code: str
) -> None:
    answer = ada.post(address(interview, "lines"), json=a_line(made, **wrong))
    assert answer.get_json()["error"]["code"] == code
    assert texts(store) == []


def test_a_probe_is_held_to_its_length(ada: FlaskClient, made: Made, interview: str) -> None:
    above = a_line(made)
    ada.post(address(interview, "lines"), json=above)
    answer = ada.post(address(interview, "lines"), json=a_line(made, parent=above["key"], asked="x" * 101))
    assert answer.get_json()["error"]["code"] == "bad_request"


def test_a_line_is_struck_by_its_key(ada: FlaskClient, store: Store, made: Made, interview: str) -> None:
    sent = a_line(made)
    ada.post(address(interview, "lines"), json=sent)
    assert ada.post(address(interview, "strike"), json={"key": sent["key"]}).get_json() == {"ok": True}
    assert texts(store) == []


def test_a_form_strikes_a_line(
    ada: FlaskClient, application: Application, store: Store, made: Made, interview: str
) -> None:
    write(ada, interview, a_line(made))
    (said,) = application.track(made.track).board.cards
    assert send(ada, address(interview, "strike"), page=address(interview), oneliner=said).status_code == 303
    assert texts(store) == []


@pytest.mark.parametrize("where", [("lines",), ("strike",)])
def test_mallory_finds_no_interview_here(
    mallory: FlaskClient, store: Store, made: Made, interview: str, where: tuple[str, ...]
) -> None:
    assert mallory.get(address(interview)).status_code == 404
    assert mallory.post(address(interview, *where), json=a_line(made)).status_code == 404
    assert texts(store) == []


def test_nobody_writes_without_signing_in(client: FlaskClient, made: Made, interview: str) -> None:
    assert client.post(address(interview, "lines"), json=a_line(made)).status_code == 403


def test_another_site_can_not_write_here(ada: FlaskClient, store: Store, made: Made, interview: str) -> None:
    headers = {"Sec-Fetch-Site": "cross-site"}
    assert ada.post(address(interview, "lines"), json=a_line(made), headers=headers).status_code == 403
    assert texts(store) == []


def test_a_group_has_no_such_page(ada: FlaskClient, made: Made) -> None:
    assert ada.get(address(made.consultation)).status_code == 404


def test_once_closed_what_one_person_said_is_not_seen_together(
    ada: FlaskClient, store: Store, made: Made, interview: str
) -> None:
    write(ada, interview, a_line(made))
    send(ada, f"/desk/consultations/{interview}/close", page=f"{address(interview)}?read=1")
    page = ada.get(address(interview)).text
    assert "1 uitspraak" in page
    assert QUOTE not in page
    assert "Beleid" not in page
    assert "<textarea" not in page
    assert ada.post(address(interview, "lines"), json=a_line(made)).get_json()["error"]["code"] == "closed"


def test_the_page_of_an_interview_is_where_it_is_written(ada: FlaskClient, interview: str) -> None:
    answer = ada.get(f"/desk/consultations/{interview}")
    assert (answer.status_code, answer.location) == (302, address(interview))


def test_the_desk_lists_an_interview_among_the_consultations(ada: FlaskClient, made: Made, interview: str) -> None:
    for page in ("/desk/", f"/desk/assignments/{made.assignment}"):
        told = ada.get(page)
        assert told.status_code == 200
        assert "Gesprek 1" in told.text, page


def test_from_a_key_person_the_angle_is_chosen_already(ada: FlaskClient, store: Store, made: Made) -> None:
    seat = dict.fromkeys(
        ("function", "sub_function", "organisation", "contact", "route", "reason", "stake", "note"), ""
    ) | {"id": "a" * 16, "track_id": made.track, "environment": "policy", "network_type": "key_persons"}
    with store.work() as connection:
        connection.execute(insert(KeyPerson), seat | {"internal": True, "name": "Tom", "invited": []})
    there = f"/desk/tracks/{made.track}/interviews/new?person={'a' * 16}"
    page = ada.get(there, follow_redirects=True).text
    assert re.search(r'checked[^>]*value="policy"', page)
    assert "Tom" not in page
    send(ada, there, environment="policy", day="2026-03-24", round="1", person="a" * 16)
    with store.read() as connection:
        assert connection.scalar(select(KeyPerson.spoken)) == "2026-W13"
        told = connection.execute(select(Consultation).where(Consultation.kind == "interview")).mappings().one()
    assert "a" * 16 not in map(str, told.values())


@pytest.mark.parametrize("parent", ["\ud800", "\x00" * 16, "x" * 3000, "nobody"])
def test_what_can_not_be_a_line_is_no_line_to_answer(
    ada: FlaskClient, store: Store, made: Made, interview: str, parent: str
) -> None:
    answered = ada.post(address(interview, "lines"), json=a_line(made, parent=parent))

    assert answered.status_code == 400
    assert texts(store) == []


def test_an_answer_that_is_refused_leaves_no_probe_behind(
    ada: FlaskClient, store: Store, made: Made, interview: str
) -> None:
    first = ada.post(address(interview, "lines"), json=a_line(made)).get_json()["id"]

    answered = ada.post(
        address(interview, "lines"), json=a_line(made, parent=first, asked="Waardoor komt dat?", text="x" * 200)
    )

    assert answered.get_json()["error"]["code"] == "too_long"
    with store.read() as connection:
        assert connection.scalars(select(Probe.id)).all() == []
