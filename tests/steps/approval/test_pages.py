"""Asking those consulted whether the goal map renders them: links, answers, remarks, a next version, totals."""

import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import insert, select, update

from facilitator.domain.refusals import Refusal
from facilitator.services.application import Application
from facilitator.services.documents import versions as maps
from facilitator.serving.workers import Workers
from facilitator.steps.approval import invitations
from facilitator.steps.approval import service as approvals
from facilitator.steps.approval.rules import LONGEST_REMARK, MOST_REMARKS, Totals
from facilitator.store import Store
from facilitator.store.tables import Approval, ApprovalRound, KeyPerson, Remark
from facilitator.web import beside
from tests.apps import workers_of
from tests.makers import Room, room_on
from tests.owners import own_track
from tests.web.conftest import Clock, send

SETTLED = {
    "issue": "Inwoners met schulden komen te laat.",
    "solution": "Een Geldpunt in elke wijk.",
    "term": "2027-04-01",
    "owner": "de wethouder",
    "settled_by": "college",
}


@pytest.fixture
def room(application: Application, ada: FlaskClient) -> Room:
    """A goal track of ada's with two versions of a map, and three key persons."""
    made = room_on(application, track="goal", theme="schulden en armoede", settled=SETTLED)
    made.open()
    made.say("Met een bus langs de wijken.")
    made.act("close")
    for number in range(2):
        maps.freeze(
            own_track(application.store, made.made.track), application.now() + timedelta(days=number), anew=True
        )
    with application.store.work() as connection:
        connection.execute(insert(KeyPerson), [person(made.made.track, name) for name in ("Ben", "Fatma", None)])
    return made


def person(track: str, name: str | None) -> dict[str, object]:
    blank = dict.fromkeys(("organisation", "contact", "route", "reason", "note"), "")
    return {
        **blank,
        "id": name or "seat",
        "track_id": track,
        "environment": "execution",
        "internal": False,
        "network_type": "key_persons",
        "function": "zorg",
        "sub_function": "wijkteam",
        "name": name,
        "stake": "experience",
        "invited": ["1"],
        "spoken": None,
    }


def desk_of(room: Room) -> str:
    return f"/desk/tracks/{room.made.track}/approval"


@pytest.fixture
def links(ada: FlaskClient, room: Room) -> Iterator[list[str]]:
    """The paths of the links of Ben and Fatma and of a code on paper, asked about version 1 until 2 April."""
    begun = send(ada, f"{desk_of(room)}/begin", page=desk_of(room), version="1", deadline="2026-04-02")
    assert begun.status_code == 303
    made = ada.post(
        f"{desk_of(room)}/people",
        data={"csrf_token": token(ada, room), "people": ["Ben", "Fatma"], "paper": "1"},
    ).text
    paper = re.search(r'class="code">([A-Z ]+)<', made)
    assert paper is not None
    yield [*re.findall(r"(/approve/[\w-]+)", made), f"/approve/{paper[1].replace(' ', '')}"]


def token(browser: FlaskClient, room: Room) -> str:
    found = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', browser.get(desk_of(room)).text)
    assert found is not None
    return found[1]


def totals(store: Store, room: Room, version: int = 1) -> Totals | None:
    return approvals.totals(store, room.made.track, version)


def test_everybody_sees_the_whole_map_and_answers(
    client: FlaskClient, store: Store, room: Room, links: list[str]
) -> None:
    assert len(links) == 3
    for link, said in zip(links, ("agreed", "agreed_with_remark", "not_agreed"), strict=True):
        assert "Met een bus langs de wijken." in client.get(link).text
        assert client.post(link, data={"answer": said, "remarks-0-text": "Er mist iets."}).status_code == 303

    assert totals(store, room) == Totals(1, 1, 1, 0)
    assert [it.text for it in approvals.remarks(room.own)] == ["Er mist iets."] * 3


def test_no_answer_is_no_answer(store: Store, room: Room, links: list[str]) -> None:
    assert totals(store, room) == Totals(no_answer=3)
    approvals.close(room.own, 1)
    assert totals(store, room) == Totals(no_answer=3)


def test_nothing_ties_an_answer_or_a_remark_to_what_was_said(
    client: FlaskClient, store: Store, room: Room, links: list[str]
) -> None:
    answered = client.post(links[0], data={"answer": "agreed", "remarks-0-text": "Van Ben."})

    assert "Set-Cookie" not in answered.headers
    with store.read() as connection:
        kept = connection.execute(select(Approval.__table__)).mappings().all()
        (remark,) = connection.execute(select(Remark.__table__)).mappings()
    assert all(links[0].rsplit("/", 1)[1] not in str(dict(it)) for it in kept)
    assert set(remark) == {"id", "track_id", "version", "kind", "text", "handling", "reply"}


def test_only_who_must_is_asked_about_the_next_version(
    client: FlaskClient, ada: FlaskClient, store: Store, room: Room, links: list[str]
) -> None:
    for link, said in zip(links[:2], ("agreed", "not_agreed"), strict=True):
        client.post(link, data={"answer": said})
    send(ada, f"{desk_of(room)}/1/close", page=desk_of(room))
    send(ada, f"{desk_of(room)}/begin", page=desk_of(room), version="2", deadline="2026-04-20")

    assert "U hoeft niets te doen" in client.get(links[0]).text
    assert "U hoeft niets te doen" not in client.get(links[1]).text
    assert {it.name for it in invitations.to_answer(room.own)} == {"Fatma", None}
    assert (totals(store, room, 1), totals(store, room, 2)) == (Totals(1, 0, 1, 1), Totals(1, 0, 0, 2))
    client.post(links[1], data={"answer": "agreed"})
    assert (totals(store, room, 1), totals(store, room, 2)) == (Totals(1, 0, 1, 1), Totals(2, 0, 0, 1))


def test_a_new_answer_takes_the_place_of_the_old(
    client: FlaskClient, store: Store, room: Room, links: list[str]
) -> None:
    client.post(links[0], data={"answer": "not_agreed"})
    assert "U hebt al geantwoord" in client.get(links[0]).text
    client.post(links[0], data={"answer": "agreed"})

    assert totals(store, room) == Totals(agreed=1, no_answer=2)


@pytest.mark.parametrize("over", ["the day", "the round"])
def test_too_late_keeps_what_was_typed_and_nothing_else(
    client: FlaskClient, clock: Clock, store: Store, room: Room, links: list[str], over: str
) -> None:
    if over == "the day":
        clock.pass_by(30 * 24 * 3600)
    else:
        approvals.close(room.own, 1)

    late = client.post(links[0], data={"answer": "agreed", "remarks-0-text": "Toch nog iets."})

    assert late.status_code == 409
    assert "Toch nog iets." in late.text
    assert "niet bewaard" in late.text
    assert totals(store, room) == Totals(no_answer=3)
    assert approvals.remarks(room.own) == []
    assert client.get(links[0]).status_code == 410


def test_the_last_day_still_counts(client: FlaskClient, clock: Clock, links: list[str]) -> None:
    clock.time = clock.time.replace(month=4, day=2, hour=23)

    assert client.post(links[0], data={"answer": "agreed"}).status_code == 303


@pytest.mark.parametrize(
    "wrong",
    [
        {},
        {"answer": "perhaps"},
        {"answer": "agreed_with_remark", "remarks-0-text": "   "},
        {"answer": "agreed", "remarks-0-text": "x" * (LONGEST_REMARK + 1)},
    ],
)
def test_half_an_answer_is_sent_back_with_what_was_typed(
    client: FlaskClient, store: Store, room: Room, links: list[str], wrong: dict[str, str]
) -> None:
    answered = client.post(links[0], data=wrong)

    assert answered.status_code == 400
    assert wrong.get("remarks-0-text", "").strip() in answered.text
    assert totals(store, room) == Totals(no_answer=3)


def test_more_remarks_than_fit_are_not_read(client: FlaskClient, store: Store, room: Room, links: list[str]) -> None:
    many = {f"remarks-{at}-text": f"Nummer {at}." for at in range(MOST_REMARKS + 20)}

    client.post(links[0], data={"answer": "agreed", **many})

    assert len(approvals.remarks(room.own)) <= MOST_REMARKS


def test_a_remark_is_handled_with_a_reason_where_it_is_not_taken_over(
    ada: FlaskClient, client: FlaskClient, store: Store, room: Room, links: list[str]
) -> None:
    client.post(links[0], data={"answer": "agreed_with_remark", "remarks-0-text": "<b>Verkeerde rij</b>"})
    (said,) = approvals.remarks(room.own)
    address, page = f"{desk_of(room)}/remarks/{said.id}", desk_of(room)
    assert "&lt;b&gt;Verkeerde rij" in ada.get(page).text

    without = send(ada, address, page=page, **{f"{said.id}-handling": "not_taken", f"{said.id}-reply": " "})
    assert "Zeg waarom" in without.text
    assert approvals.remarks(room.own) == [said]

    assert send(ada, address, page=page, **{f"{said.id}-handling": "taken", f"{said.id}-reply": ""}).status_code == 303
    assert approvals.remarks(room.own)[0].handling == "taken"


def test_a_code_on_paper_is_typed_over(client: FlaskClient, links: list[str]) -> None:
    code = links[2].rsplit("/", 1)[1]

    went = client.get("/approve", query_string={"code": f"{code[:4].lower()} {code[4:]}"})

    assert went.headers["Location"].endswith(links[2])
    assert client.get("/approve?code=BCDFGHJKLMNP").status_code == 404
    assert client.get("/approve").status_code == 200


def test_guessing_codes_is_slowed_down(client: FlaskClient, links: list[str]) -> None:
    answers = [
        client.get("/approve", query_string={"code": f"BCDFGHJKLM{a}{b}"}).status_code for a in "BCDF" for b in "BCD"
    ]

    assert answers[:10] == [404] * 10
    assert 429 in answers
    assert client.get(links[0]).status_code == 200


def test_a_lost_link_is_replaced_and_stops_working(
    ada: FlaskClient, client: FlaskClient, store: Store, room: Room, links: list[str]
) -> None:
    ben = next(it for it in invitations.to_answer(room.own) if it.name == "Ben")

    made = send(ada, f"{desk_of(room)}/renew/{ben.id}", page=desk_of(room)).text

    (new,) = re.findall(r"(/approve/[\w-]+)", made)
    assert client.get(new).status_code == 200
    assert client.get(links[0]).status_code == 404


def test_a_link_outlives_the_name_it_was_made_for(
    client: FlaskClient, store: Store, room: Room, links: list[str]
) -> None:
    with store.work() as connection:
        connection.execute(update(Approval).values(key_person_id=None))

    assert client.post(links[0], data={"answer": "agreed"}).status_code == 303


@pytest.mark.parametrize(
    "wrong",
    [{"version": "9"}, {"version": "x"}, {"deadline": "2026-01-01"}, {"deadline": ""}, {"deadline": "9999-99-99"}],
)
def test_asking_wrongly_asks_nobody(ada: FlaskClient, store: Store, room: Room, wrong: dict[str, str]) -> None:
    fields = {"version": "1", "deadline": "2026-04-02"} | wrong

    answered = send(ada, f"{desk_of(room)}/begin", page=desk_of(room), **fields)

    assert answered.status_code == 200
    assert "-error" in answered.text
    assert approvals.rounds(room.own) == []


def test_two_rounds_are_never_open_at_once(ada: FlaskClient, store: Store, room: Room, links: list[str]) -> None:
    today = room.application.now().date()
    with pytest.raises(Refusal, match="not_now"):
        approvals.begin(room.own, version=2, deadline=today, today=today)
    approvals.close(room.own, 1)
    with pytest.raises(Refusal, match="not_now"):
        approvals.begin(room.own, version=1, deadline=today, today=today)


@pytest.mark.parametrize("paper", ["61", "-1", "9" * 400, "x"])
def test_no_links_are_made_where_the_number_is_wrong(
    ada: FlaskClient, store: Store, room: Room, links: list[str], paper: str
) -> None:
    before = totals(store, room)

    assert "-error" in send(ada, f"{desk_of(room)}/people", page=desk_of(room), paper=paper).text
    assert totals(store, room) == before


def test_a_seat_without_a_name_and_a_stranger_get_no_link(
    ada: FlaskClient, store: Store, room: Room, links: list[str]
) -> None:
    assert invitations.can_be_invited(room.own) == []
    assert invitations.invite(room.own, people=["seat", "nobody"], paper=0) == []


def test_somebody_elses_approval_does_not_exist(
    mallory: FlaskClient, store: Store, room: Room, links: list[str]
) -> None:
    assert mallory.get(desk_of(room)).status_code == 404
    for path in ("/begin", "/people", "/1/close", "/1/keep", "/renew/x", "/remarks/x"):
        assert send(mallory, desk_of(room) + path, page="/desk/new").status_code == 404
    assert totals(store, room) == Totals(no_answer=3)


def test_a_process_map_is_not_approved(ada: FlaskClient, made: object, application: Application) -> None:
    process = room_on(application, track="process", theme="jeugd", suspicion="er iets is.")

    assert ada.get(desk_of(process)).status_code == 404


# A large map


@pytest.fixture
def beside_it(application: Application, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Have even the smallest map drawn beside the server."""
    monkeypatch.setattr(beside, "SMALL", 0)
    with workers_of(application):
        yield


def test_a_large_map_is_drawn_beside_and_answered_all_the_same(
    client: FlaskClient, store: Store, room: Room, links: list[str], beside_it: None
) -> None:
    with store.work() as connection:
        connection.execute(update(ApprovalRound).values(deadline="2099-12-31"))  # its clock is the real one

    page, again, kept = client.get(links[0]), client.post(links[0]), client.post(links[0], data={"answer": "agreed"})

    assert [page.status_code, again.status_code, kept.status_code] == [200, 400, 303]
    assert all("Met een bus langs de wijken." in it.text for it in (page, again))
    assert totals(store, room) == Totals(1, 0, 0, 2)


def test_a_link_that_is_nobodys_gives_nobody_work(
    client: FlaskClient, application: Application, room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(beside, "SMALL", 0)
    application.workers = Workers(["/nowhere"], dict, environment={})
    assert client.get("/approve/AAAABBBBCCCC").status_code == 404
