"""The phone's page, and the way in for one-liners without a live connection."""

import html
import re
from uuid import uuid4

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from facilitator.domain.board import Card
from facilitator.domain.events import Act
from facilitator.services import assignments
from facilitator.services.application import Application
from facilitator.services.assignments import Made, Wanted
from facilitator.services.documents import versions as maps
from facilitator.services.pace import Pace
from facilitator.services.writing import Perform
from facilitator.store import Store, tables
from tests.owners import own_track

pytestmark = pytest.mark.usefixtures("writer")

TEXT = "De brief is te lang en te moeilijk."


@pytest.fixture
def ben(app: Flask) -> FlaskClient:
    """The phone of ben, who takes part."""
    return app.test_client()


def act(application: Application, made: Made, kind: str, **fields: object) -> None:
    """Let ada do something on her board."""
    job = Perform(track=made.track, consultation=made.consultation, act=Act(kind, fields, str(uuid4())), by="ada")
    application.ask(job)


@pytest.fixture
def opened(application: Application, made: Made) -> Made:
    """A consultation whose first question is open."""
    act(application, made, "open_question", question=made.questions[0].id)
    return made


def a_oneliner(made: Made, **other: object) -> dict[str, object]:
    return {"key": str(uuid4()), "question": made.questions[0].id, "text": TEXT} | other


def code_of(answer: TestResponse) -> str:
    return str(answer.get_json()["error"]["code"])


def texts(store: Store) -> list[str]:
    with store.read() as connection:
        return list(connection.execute(select(tables.Oneliner.text)).scalars())


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


REFRESH = re.compile(r'<meta http-equiv="refresh" content="10; url=([^"]+)">')


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


def test_a_form_is_tidied_and_answered_with_the_page(ben: FlaskClient, opened: Made, store: Store) -> None:
    page = ben.post(f"/j/{opened.code}/oneliners", data=a_oneliner(opened, text=f"  {TEXT}\r\n", environment="-"))
    assert page.status_code == 200
    assert "Ontvangen" in page.text
    assert texts(store) == [TEXT]


def test_a_form_without_an_angle_is_taken_down_too(ben: FlaskClient, opened: Made, store: Store) -> None:
    page = ben.get(f"/j/{opened.code}?joined=1").text
    assert 'name="environment" value=""' in page
    ben.post(f"/j/{opened.code}/oneliners", data=a_oneliner(opened, environment=""))
    assert texts(store) == [TEXT]


def test_a_form_that_is_refused_keeps_its_text(ben: FlaskClient, opened: Made, store: Store) -> None:
    long = "lang " * 40
    page = ben.post(f"/j/{opened.code}/oneliners", data=a_oneliner(opened, text=long))
    assert page.status_code == 422
    assert f">{long.strip()}</textarea>" in page.text
    assert texts(store) == []


def test_a_refused_form_whose_question_closed_still_shows_its_text(
    ben: FlaskClient, application: Application, opened: Made
) -> None:
    act(application, opened, "close_question")
    page = ben.post(f"/j/{opened.code}/oneliners", data=a_oneliner(opened))
    assert page.status_code == 409
    assert f'<q dir="auto" translate="no">{TEXT}</q>' in page.text


def test_a_refused_text_never_stands_in_the_field_of_another_question(
    ben: FlaskClient, application: Application, opened: Made
) -> None:
    sent = a_oneliner(opened)
    act(application, opened, "open_question", question=opened.questions[1].id)
    page = ben.post(f"/j/{opened.code}/oneliners", data=sent)
    assert page.status_code == 409
    assert f'name="question" value="{opened.questions[1].id}"' in page.text
    assert re.findall(r"<textarea[^>]*>([^<]*)</textarea>", page.text) == ["", ""]
    assert not re.search(r"<textarea[^>]*aria-invalid", page.text)
    assert f"U schreef dit bij vraag 1 ({opened.questions[0].title})" in page.text
    assert page.text.count(TEXT) == 1
    assert str(sent["key"]) not in page.text


def test_a_text_that_came_back_is_not_wiped_by_the_page_that_reloads(
    ben: FlaskClient, application: Application, opened: Made
) -> None:
    act(application, opened, "close_question")
    page = ben.post(f"/j/{opened.code}/oneliners", data=a_oneliner(opened)).text
    assert REFRESH.findall(page) == []
    assert "Kijk opnieuw" in page


def test_a_text_that_came_after_the_end_is_given_back(ben: FlaskClient, application: Application, opened: Made) -> None:
    act(application, opened, "close")
    page = ben.post(f"/j/{opened.code}/oneliners", data=a_oneliner(opened))
    assert page.status_code == 410
    assert f'<q dir="auto" translate="no">{TEXT}</q>' in page.text


def test_a_form_gets_a_new_key_with_each_page(ben: FlaskClient, opened: Made) -> None:
    sent = a_oneliner(opened)
    page = ben.post(f"/j/{opened.code}/oneliners", data=sent).text
    assert str(sent["key"]) not in page


def test_what_is_typed_is_only_ever_text(ben: FlaskClient, opened: Made) -> None:
    page = ben.post(f"/j/{opened.code}/oneliners", data=a_oneliner(opened, text="<script>alert(1)</script>"))
    assert "<script>alert(1)" not in page.text


def test_more_than_a_oneliner_can_hold_is_not_read(ben: FlaskClient, opened: Made) -> None:
    answer = ben.post(f"/j/{opened.code}/oneliners", json=a_oneliner(opened, text="x" * 100_000))
    assert answer.status_code in (400, 413)
    assert answer.get_json()["ok"] is False


# Without a socket


def test_a_phone_asks_what_became_of_its_own_lines(ben: FlaskClient, application: Application, opened: Made) -> None:
    sent = a_oneliner(opened)
    oneliner = ben.post(f"/j/{opened.code}/oneliners", json=sent).get_json()["id"]
    act(application, opened, "hide", oneliners=[oneliner], reason="dubbel")

    answer = ben.post(f"/j/{opened.code}/mine", json={"keys": [sent["key"], str(uuid4())]})

    known = [{"key": sent["key"], "id": oneliner, "status": "hidden", "reason": "dubbel"}]
    assert (answer.status_code, answer.json) == (200, {"ok": True, "oneliners": known})


def test_a_line_is_withdrawn_by_its_key(ben: FlaskClient, opened: Made, store: Store) -> None:
    sent = a_oneliner(opened)
    ben.post(f"/j/{opened.code}/oneliners", json=sent)
    answer = ben.post(f"/j/{opened.code}/withdraw", json={"key": sent["key"]})
    assert (answer.status_code, answer.json) == (200, {"ok": True})
    assert texts(store) == []
    assert ben.post(f"/j/{opened.code}/withdraw", json={"key": sent["key"]}).json == {"ok": True}


def test_two_hundred_keys_fit(ben: FlaskClient, opened: Made) -> None:
    keys = [str(uuid4()) for _ in range(200)]
    assert ben.post(f"/j/{opened.code}/mine", json={"keys": keys}).json == {"ok": True, "oneliners": []}


@pytest.mark.parametrize(
    ("where", "sent", "status", "code"),
    [
        ("mine", {"keys": "x"}, 400, "bad_request"),
        ("mine", {"keys": [], "code": "x"}, 400, "bad_request"),
        ("mine", {"keys": [str(uuid4())] * 201}, 400, "bad_request"),
        ("mine", ["x"], 400, "bad_request"),
        ("withdraw", {}, 400, "bad_request"),
        ("withdraw", {"key": "x"}, 400, "bad_request"),
        ("withdraw", {"key": str(uuid4())}, 403, "not_yours"),
    ],
)
def test_what_is_asked_wrongly_is_refused(
    ben: FlaskClient, opened: Made, where: str, sent: object, status: int, code: str
) -> None:
    answer = ben.post(f"/j/{opened.code}/{where}", json=sent)
    assert (answer.status_code, code_of(answer)) == (status, code)


@pytest.mark.parametrize("where", ["mine", "withdraw"])
def test_a_form_asks_nothing(ben: FlaskClient, opened: Made, where: str) -> None:
    assert ben.post(f"/j/{opened.code}/{where}", data={"key": str(uuid4())}).status_code == 400


@pytest.mark.parametrize(("where", "sent"), [("mine", {"keys": []}), ("withdraw", {"key": str(uuid4())})])
def test_after_the_end_nothing_is_told(
    ben: FlaskClient, application: Application, opened: Made, where: str, sent: object
) -> None:
    act(application, opened, "close")
    answer = ben.post(f"/j/{opened.code}/{where}", json=sent)
    assert (answer.status_code, code_of(answer)) == (410, "closed")


def test_withdrawing_after_the_question_closed_is_refused(
    ben: FlaskClient, application: Application, opened: Made
) -> None:
    sent = a_oneliner(opened)
    ben.post(f"/j/{opened.code}/oneliners", json=sent)
    act(application, opened, "close_question")
    answer = ben.post(f"/j/{opened.code}/withdraw", json={"key": sent["key"]})
    assert (answer.status_code, code_of(answer)) == (409, "question_closed")


# At one's own pace


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


# On a goal track


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
