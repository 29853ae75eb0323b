"""A form that makes something makes it once, however often it is sent."""

import pytest
from flask.testing import FlaskClient

from facilitator.services import desk
from facilitator.services.assignments import Made
from facilitator.store import Store
from tests.web.conftest import SETTLED, hidden_in
from tests.web.desk.test_assignments import PROCESS

CONSULTATION = {"which": "round", "title": "Avond", "hold": "0"}
INTERVIEW = {"environment": "policy", "day": "2026-03-24", "round": "1"}
WHITE_SPOT = {"environment": "policy", "side": "internal", "function": "Inkomen", "sub_function": "minimabeleid"}
LIST = {"confirm": "1", "text": "omgeving;intern_extern;functie;subfunctie;naam;reden\nbeleid;extern;Wonen;huur;;\n"}
MAKING = {
    "/desk/new": PROCESS,
    "/desk/assignments/{0.assignment}/goal": SETTLED,
    "/desk/tracks/{0.track}/consult": CONSULTATION,
    "/desk/tracks/{0.track}/interviews/new": INTERVIEW,
    "/desk/tracks/{0.track}/persons/new": WHITE_SPOT,
    "/desk/tracks/{0.track}/persons/import": LIST,
}


@pytest.fixture(params=list(MAKING))
def address(request: pytest.FixtureRequest, made: Made) -> str:
    return str(request.param).format(made)


@pytest.fixture
def fields(request: pytest.FixtureRequest, address: str, made: Made) -> dict[str, str]:
    """What is filled in on the page."""
    return next(it for path, it in MAKING.items() if path.format(made) == address)


def test_going_back_and_sending_again_leads_to_what_was_made(
    ada: FlaskClient, address: str, fields: dict[str, str]
) -> None:
    own = ada.get(address).location
    assert own is not None
    first = ada.post(own, data=hidden_in(ada.get(own).text) | fields)
    back = ada.get(own).text  # anew: nothing of the desk is in a browser's cache

    second = ada.post(own, data=hidden_in(back) | fields)

    assert (first.status_code, second.status_code) == (303, 303)
    assert second.location == first.location


def test_sending_twice_at_once_makes_one(ada: FlaskClient, store: Store, address: str, fields: dict[str, str]) -> None:
    page = ada.get(address, follow_redirects=True).text

    first, second = [ada.post(address, data=hidden_in(page) | fields).location for _ in range(2)]

    assert first == second


def test_the_page_asked_for_anew_makes_another(ada: FlaskClient, store: Store) -> None:
    for _ in range(2):
        page = ada.get("/desk/new", follow_redirects=True).text
        ada.post("/desk/new", data=hidden_in(page) | PROCESS)

    assert len(desk.assignments(store, "ada")) == 2


@pytest.mark.parametrize("once", ["", "x", "\0" * 20, "é" * 20, "a" * 65])
def test_what_is_no_key_of_ours_makes_one_all_the_same(ada: FlaskClient, store: Store, once: str) -> None:
    page = ada.get("/desk/new", follow_redirects=True).text

    answer = ada.post("/desk/new", data=hidden_in(page) | PROCESS | {"once": once})

    assert answer.status_code == 303
    assert len(desk.assignments(store, "ada")) == 1


def test_a_form_that_was_refused_makes_it_when_it_is_right(ada: FlaskClient, store: Store) -> None:
    page = ada.get("/desk/new", follow_redirects=True).text
    refused = ada.post("/desk/new", data=hidden_in(page) | PROCESS | {"theme": ""})

    answer = ada.post("/desk/new", data=hidden_in(refused.text) | PROCESS)

    assert answer.status_code == 303
    assert hidden_in(refused.text) == hidden_in(page)
