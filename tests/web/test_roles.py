"""Who may do what: docs/security.md says it for every page and act, and each line is tried as everybody."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import insert, select
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from facilitator.domain.acts import ACT_TYPES
from facilitator.domain.events import Act
from facilitator.domain.refusals import Refusal
from facilitator.services.application import Application
from facilitator.services.assignments import Made
from facilitator.services.writing import Perform, Proposed
from facilitator.store import Store
from facilitator.store.tables import Base, Facilitator, Membership
from tests.makers import Room
from tests.web.conftest import Clock, add_facilitator, browser_of, send, token_in

pytestmark = pytest.mark.usefixtures("writer")

SECURITY = (Path(__file__).parents[2] / "docs" / "security.md").read_text("utf-8")
WHO = ("anybody", "who has the link", "who is signed in", "an account", "who leads", "the owner")
REFUSED = {
    "anybody": (),
    "who has the link": (),
    "who is signed in": ("nobody",),
    "an account": ("nobody", "guest"),
    "who leads": ("nobody", "mallory"),
    "the owner": ("nobody", "mallory", "guest", "helper"),
}
"""Who may not, by who may."""
HELPERS = {"the map": "map", "one's own acts": "map", "this consultation": "map", "own consultation": "own"}


@dataclass(frozen=True)
class Line:
    """A line of the table, of one page or act."""

    name: str
    who: str
    what: str
    undone: str


def lines() -> list[Line]:
    rows = re.findall(r"^\| (`[^|]*`) \| ([^|]*) \| ([^|]*) \| ([^|]*) \|$", SECURITY, re.M)
    return [Line(name, *rest) for names, *rest in rows for name in re.findall(r"`([\w.]+)`", names)]


TABLE = {it.name: it for it in lines()}
PAGES = [it for it in TABLE.values() if "." in it.name]
ACTS = [it for it in TABLE.values() if "." not in it.name]


def test_the_table_names_every_page_and_act_once(app: Flask) -> None:
    assert sorted(it.name for it in lines()) == sorted({it.endpoint for it in app.url_map.iter_rules()} | {*ACT_TYPES})


def test_the_table_uses_its_own_words() -> None:
    assert {it.who for it in TABLE.values()} == {*WHO}
    assert all(it.undone.startswith(("yes: ", "no", "nothing is lost")) for it in TABLE.values())


def test_what_can_not_be_undone_is_for_the_owner_or_for_who_wrote_it() -> None:
    lost = [it for it in TABLE.values() if it.undone.startswith("no") and not it.undone.startswith("nothing")]
    assert {it.undone for it in lost if it.who == "the owner"} == {"no"}
    assert {it.undone for it in lost if it.who != "the owner"} == {"no; for who wrote it"}


# Pages


@pytest.fixture
def browsers(app: Flask, store: Store, clock: Clock, made: Made, mallory: FlaskClient) -> dict[str, FlaskClient]:
    """Nobody, mallory with a desk of her own, and two who help with ada's consultation."""
    helper = browser_of(app, store, add_facilitator(store, "helper"), clock.seconds)
    with store.work() as connection:
        connection.execute(insert(Facilitator).values(id="guest", name="Tom", password_hash=None, guest=True))
        for it in ("helper", "guest"):
            connection.execute(insert(Membership), {"consultation_id": made.consultation, "facilitator_id": it})
    guest = browser_of(app, store, "guest", clock.seconds)
    return {"nobody": app.test_client(), "mallory": mallory, "helper": helper, "guest": guest}


def test_a_page_is_refused_to_who_may_not(
    app: Flask, store: Store, made: Made, browsers: dict[str, FlaskClient]
) -> None:
    tokens = {name: token_in(browser.get("/sign-in").text) for name, browser in browsers.items()}
    before, let_in = everything(store), []
    for line, rule, method in requests(app):
        for name in REFUSED[line.who]:
            data = {"csrf_token": tokens[name]} if method == "POST" else {}
            if not is_shut(browsers[name].open(address(rule, made), method=method, data=data)):
                let_in.append((line.name, method, name))

    assert let_in == []
    assert everything(store) == before


def test_a_page_is_shown_to_who_may(app: Flask, made: Made, ada: FlaskClient, browsers: dict[str, FlaskClient]) -> None:
    everybody = {**browsers, "ada": ada}
    shut = []
    for line, rule, method in requests(app):
        if method == "GET" and not rule.arguments - KNOWN and not ELSEWHERE.fullmatch(line.name):
            for name in everybody.keys() - set(REFUSED[line.who]):
                if is_shut(everybody[name].get(address(rule, made))):
                    shut.append((line.name, name))

    assert shut == []


def requests(app: Flask) -> Iterator[tuple[Line, Rule, str]]:
    """Every page by its line of the table, each way in which it is asked for."""
    for line in PAGES:
        for rule in app.url_map.iter_rules(line.name):
            yield from ((line, rule, method) for method in sorted((rule.methods or set()) & {"GET", "POST"}))


def is_shut(answer: TestResponse) -> bool:
    return answer.status_code in (403, 404) or "/sign-in" in answer.headers.get("Location", "")


KNOWN = {"consultation_id", "track_id", "assignment_id", "format"}
ELSEWHERE = re.compile(
    r"desk\.(interview|compare|approval|plan\w*|settled|weighing_\w+|export_weighing)|health\.metrics|beside\.fetched"
)
"""Pages of what this consultation is not, or does not have yet."""


def address(rule: Rule, made: Made) -> str:
    """Where a rule leads, for ada's consultation."""
    values = {"consultation_id": made.consultation, "track_id": made.track, "format": "csv", "path": "css/all.css"}
    values |= {"assignment_id": made.assignment, "moment": "start", "number": "1", "version": "1", "round": "1"}
    return re.sub(r"<(?:[^:<>]*:)?(\w+)>", lambda found: values.get(found[1], "0" * 16), rule.rule)


def everything(store: Store) -> dict[str, list[str]]:
    """All that lies in the tables, but for who was looking."""
    with store.read() as connection:
        tables = [it for it in Base.metadata.sorted_tables if it.name not in ("sign_in", "link")]
        return {it.name: sorted(map(repr, connection.execute(select(it)))) for it in tables}


# Acts


@pytest.mark.parametrize("line", ACTS, ids=lambda it: it.name)
def test_an_act_lets_do_who_may_on_what_may_be(line: Line) -> None:
    """How that is held, tests/services/writing/test_proposals.py tries."""
    act = ACT_TYPES[line.name]
    assert act.helpers == ("never" if line.who == "the owner" else HELPERS[line.what])
    assert act.undoable == line.undone.startswith("yes: `undo`")


@pytest.mark.parametrize("line", [it for it in ACTS if it.who == "the owner"], ids=lambda it: it.name)
def test_an_act_of_the_owner_is_refused_to_who_helps(
    application: Application, made: Made, browsers: dict[str, FlaskClient], line: Line
) -> None:
    for by, code in (("helper", "not_yours"), ("guest", "not_yours"), ("mallory", "forbidden")):
        act = Act(line.name, key=str(uuid4()))
        with pytest.raises(Refusal, match=code):
            application.ask(Perform(track=made.track, consultation=made.consultation, act=act, by=by))


# What waits for the owner


def test_the_owner_sees_a_proposal_and_carries_it_out(
    application: Application, store: Store, made: Made, ada: FlaskClient, browsers: dict[str, FlaskClient]
) -> None:
    said = proposed(application, made)
    where = f"/desk/tracks/{made.track}/proposals"
    assert where in ada.get(f"/desk/consultations/{made.consultation}").text
    assert where in ada.get(f"/desk/assignments/{made.assignment}").text
    page = ada.get(where).text
    assert "<mark>Truus</mark> hielp mij." in page
    (action,) = re.findall(rf'action="({where}/\w+)"', page)

    answer = send(ada, action, page=where, answer="accept")

    assert answer.status_code == 303
    assert application.track(made.track).board.cards[said].text == "▮▮▮▮ hielp mij."
    assert "Er wacht niets op u." in ada.get(where).text


def test_the_owner_turns_a_proposal_down(
    application: Application, made: Made, ada: FlaskClient, browsers: dict[str, FlaskClient]
) -> None:
    said = proposed(application, made)
    where = f"/desk/tracks/{made.track}/proposals"
    (action,) = re.findall(rf'action="({where}/\w+)"', ada.get(where).text)

    assert send(ada, action, page=where, answer="reject").status_code == 303

    assert application.track(made.track).board.cards[said].text == "Truus hielp mij."
    assert where not in ada.get(f"/desk/consultations/{made.consultation}").text


def proposed(application: Application, made: Made) -> str:
    """Something that was said and closed, with a name that a helper wants masked."""
    room = Room(application, made)
    room.act("open_question", question=room.question())
    said = room.say("Truus hielp mij.")
    room.act("close")
    assert isinstance(room.act("mask", by="helper", oneliner=said, start=0, end=5, what="person"), Proposed)
    return said
