"""The phone's page and its JSON: what is told, what is taken down, and what is refused."""

import html
from uuid import uuid4

import pytest
from flask.testing import FlaskClient

from facilitator.services.application import Application
from facilitator.services.assignments import Made
from facilitator.services.documents import versions as maps
from facilitator.services.pace import Pace
from facilitator.store import Store
from tests.owners import own_track
from tests.web.phones import REFRESH, TEXT, a_oneliner, act, code_of, texts

pytestmark = pytest.mark.usefixtures("writer")


def test_the_page_asks_for_the_angle_first(ben: FlaskClient, made: Made) -> None:
    page = ben.get(f"/j/{made.code}")
    assert page.status_code == 200
    assert "Vanuit welke hoek kijkt u?" in page.text
    assert "Set-Cookie" not in page.headers


@pytest.mark.parametrize("form", ["{}{}", "{} {}", "{}-{}", " {}{} "])
def test_a_code_may_be_typed_in_many_ways(ben: FlaskClient, made: Made, form: str) -> None:
    typed = form.format(made.code[:3].lower(), made.code[3:])
    assert ben.get(f"/j/{typed}").status_code == 200


def test_an_unknown_code_gets_a_friendly_page(ben: FlaskClient) -> None:
    page = ben.get("/j/XXXXXX")
    assert page.status_code == 404
    assert "We kennen deze code niet" in page.text


def test_an_ended_consultation_says_thank_you(ben: FlaskClient, application: Application, made: Made) -> None:
    act(application, made, "close")
    page = ben.get(f"/j/{made.code}")
    assert page.status_code == 410
    assert "Uw uitspraken zijn nu losgekoppeld van uw toestel." in page.text


WAYS_IN = {
    "state": lambda client, made, code: client.get(f"/j/{code}/state"),
    "json": lambda client, made, code: client.post(f"/j/{code}/oneliners", json=a_oneliner(made)),
    "form": lambda client, made, code: client.post(f"/j/{code}/oneliners", data=a_oneliner(made)),
    "mine": lambda client, made, code: client.post(f"/j/{code}/mine", json={"keys": []}),
    "withdraw": lambda client, made, code: client.post(f"/j/{code}/withdraw", json={"key": str(uuid4())}),
}


@pytest.mark.parametrize("way", WAYS_IN)
def test_every_way_in_knows_an_unknown_code_from_an_ended_consultation(
    ben: FlaskClient, application: Application, opened: Made, store: Store, way: str
) -> None:
    act(application, opened, "close")
    unknown, ended = (WAYS_IN[way](ben, opened, code) for code in ("XXXXXX", opened.code))
    assert (unknown.status_code, ended.status_code) == (404, 410)
    if way == "form":
        assert ("We kennen deze code niet" in unknown.text, "losgekoppeld" in ended.text) == (True, True)
    else:
        assert (code_of(unknown), code_of(ended)) == ("unknown_code", "closed")
    assert texts(store) == []


def test_the_page_speaks_the_language_asked_for_and_sets_no_cookie(ben: FlaskClient, made: Made) -> None:
    page = ben.get(f"/j/{made.code}?language=en")
    assert "From which angle do you look?" in page.text
    assert "Set-Cookie" not in page.headers


def test_the_page_shows_nobodys_oneliners(ben: FlaskClient, opened: Made) -> None:
    ben.post(f"/j/{opened.code}/oneliners", json=a_oneliner(opened))
    assert TEXT not in ben.get(f"/j/{opened.code}?joined=1").text


def test_who_takes_part_sees_the_open_question(ben: FlaskClient, opened: Made) -> None:
    page = ben.get(f"/j/{opened.code}?environment=policy&joined=1").text
    assert opened.questions[0].text in page
    assert 'data-step="question" data-part="question" data-question="1">' in page


def test_a_waiting_page_loads_itself_again_whatever_the_browser_can(ben: FlaskClient, made: Made) -> None:
    page = ben.get(f"/j/{made.code}?joined=1&environment=policy&language=en").text
    assert [html.unescape(it) for it in REFRESH.findall(page)] == [
        f"/j/{made.code}?joined=1&language=en&environment=policy"
    ]
    assert "<noscript" not in page


def test_a_page_that_waits_after_sending_loads_the_page_and_not_what_was_sent(
    ben: FlaskClient, application: Application, opened: Made
) -> None:
    act(application, opened, "pause")
    page = ben.get(f"/j/{opened.code}?joined=1").text
    assert REFRESH.findall(page) == [f"/j/{opened.code}?joined=1&amp;language=nl"]


def test_a_page_to_write_on_never_loads_itself_again(ben: FlaskClient, opened: Made) -> None:
    assert 'http-equiv="refresh"' not in ben.get(f"/j/{opened.code}?joined=1").text


def test_the_state_is_what_the_live_connection_tells(ben: FlaskClient, opened: Made) -> None:
    state = ben.get(f"/j/{opened.code}/state").get_json()
    assert state["phase"] == "open"
    assert state["question"]["id"] == opened.questions[0].id
    assert state["limit"] == 140


def test_the_state_of_an_ended_consultation_is_refused(ben: FlaskClient, application: Application, made: Made) -> None:
    act(application, made, "close")
    answer = ben.get(f"/j/{made.code}/state")
    assert (answer.status_code, answer.get_json()["error"]["code"]) == (410, "closed")


def test_a_oneliner_is_taken_down(ben: FlaskClient, opened: Made, store: Store) -> None:
    answer = ben.post(f"/j/{opened.code}/oneliners", json=a_oneliner(opened, environment="policy"))
    assert answer.status_code == 200
    assert answer.get_json()["ok"] is True
    assert texts(store) == [TEXT]


def test_the_same_key_again_stores_nothing(ben: FlaskClient, opened: Made, store: Store) -> None:
    sent = a_oneliner(opened)
    answers = [ben.post(f"/j/{opened.code}/oneliners", json=sent).get_json() for _ in range(2)]
    assert answers[0] == answers[1]
    assert texts(store) == [TEXT]


def test_json_is_never_tidied(ben: FlaskClient, opened: Made, store: Store) -> None:
    answer = ben.post(f"/j/{opened.code}/oneliners", json=a_oneliner(opened, text=f" {TEXT}"))
    assert (answer.status_code, answer.get_json()["error"]["code"]) == (400, "outer_space")
    assert texts(store) == []


@pytest.mark.parametrize(
    ("other", "status", "code"),
    [
        ({"text": ""}, 400, "empty"),
        ({"text": "x" * 141}, 422, "too_long"),
        ({"text": "een\ntwee"}, 400, "not_one_line"),
        ({"text": "een\u202etwee"}, 400, "forbidden_characters"),
        ({"question": "0" * 16}, 404, "unknown_question"),
        ({"question": 7}, 400, "bad_request"),
        ({"key": "abc"}, 400, "bad_request"),
        ({"environment": "kingdom"}, 400, "bad_request"),
        ({"name": "ben"}, 400, "bad_request"),
    ],
)
def test_what_is_not_right_is_refused_with_its_code(
    ben: FlaskClient, opened: Made, other: dict[str, object], status: int, code: str
) -> None:
    answer = ben.post(f"/j/{opened.code}/oneliners", json=a_oneliner(opened, **other))
    assert (answer.status_code, answer.get_json()["error"]["code"]) == (status, code)


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"7", b'"text"'])
def test_what_is_not_an_object_is_a_bad_request(ben: FlaskClient, opened: Made, body: bytes) -> None:
    answer = ben.post(f"/j/{opened.code}/oneliners", data=body, content_type="application/json")
    assert (answer.status_code, answer.get_json()["error"]["code"]) == (400, "bad_request")


def test_another_text_under_the_same_key_is_refused(ben: FlaskClient, opened: Made) -> None:
    sent = a_oneliner(opened)
    ben.post(f"/j/{opened.code}/oneliners", json=sent)
    answer = ben.post(f"/j/{opened.code}/oneliners", json=sent | {"text": "Iets anders."})
    assert (answer.status_code, answer.get_json()["error"]["code"]) == (409, "key_taken")


def test_a_closed_question_takes_nothing(ben: FlaskClient, application: Application, opened: Made) -> None:
    act(application, opened, "close_question")
    answer = ben.post(f"/j/{opened.code}/oneliners", json=a_oneliner(opened))
    assert (answer.status_code, answer.get_json()["error"]["code"]) == (409, "question_closed")


def test_faster_than_the_consultation_may_go_says_when_to_try_again(
    ben: FlaskClient, application: Application, opened: Made
) -> None:
    application.pace = Pace(1.0)
    ben.post(f"/j/{opened.code}/oneliners", json=a_oneliner(opened))
    answer = ben.post(f"/j/{opened.code}/oneliners", json=a_oneliner(opened))
    assert (answer.status_code, answer.get_json()["error"]["code"]) == (429, "too_fast")
    assert answer.get_json()["error"]["retry_after"] > 0
    assert int(answer.headers["Retry-After"]) >= 1


def test_a_room_behind_one_address_is_not_held_back(ben: FlaskClient, opened: Made, store: Store) -> None:
    for _ in range(30):
        assert ben.post(f"/j/{opened.code}/oneliners", json=a_oneliner(opened)).status_code == 200
    assert len(texts(store)) == 30


# On a goal track


def test_after_the_end_the_page_leads_to_the_map_once_it_is_published(
    ben: FlaskClient, application: Application, made: Made
) -> None:
    act(application, made, "add_oneliner", question=made.questions[0].id, text=TEXT, source="paper")
    act(application, made, "close")
    assert "/map/" not in ben.get(f"/j/{made.code}").text
    maps.freeze(own_track(application.store, made.track), application.now())
    token = maps.publish(own_track(application.store, made.track), 1)

    over = ben.get(f"/j/{made.code}")

    assert over.status_code == 410
    assert f'href="/map/{token}"' in over.text
    maps.withdraw(own_track(application.store, made.track), 1)
    assert "/map/" not in ben.get(f"/j/{made.code}").text
