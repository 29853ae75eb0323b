"""The organisation scan, on phones and at the desk."""

import re

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from facilitator.services.assignments import Made
from facilitator.steps.scan import service as scan
from facilitator.steps.scan.rules import AXES, MOST_ANSWERS
from facilitator.store import Store
from facilitator.store.tables import ScanAnswer
from tests.owners import own_assignment
from tests.web.conftest import send


def all_at(place: int) -> dict[str, str]:
    return dict.fromkeys(AXES, str(place))


def desk_of(made: Made) -> str:
    return f"/desk/assignments/{made.assignment}/scan"


@pytest.fixture
def link(ada: FlaskClient, made: Made) -> str:
    """The address of the scan at the start, open to phones."""
    send(ada, f"{desk_of(made)}/start/phones", page=desk_of(made))
    found = re.search(r'href="http[^"]*(/scan/[^"/]+)"', ada.get(desk_of(made)).text)
    assert found is not None
    return found[1]


def test_three_phones_make_a_profile_that_two_do_not(
    client: FlaskClient, ada: FlaskClient, made: Made, link: str
) -> None:
    for place in (10, 20):
        assert client.post(link, data=all_at(place)).status_code == 303
    assert "2 antwoorden, te zien vanaf drie" in ada.get(desk_of(made)).text

    client.post(link, data=all_at(60))

    page = ada.get(f"{desk_of(made)}/screen").text
    assert page.count("begin: 30") == len(AXES)
    assert "begin: 10" not in page


def test_an_answer_keeps_nothing_of_who_gave_it(client: FlaskClient, store: Store, link: str) -> None:
    answered = client.post(link, data=all_at(10), headers={"User-Agent": "canary", "X-Forwarded-For": "203.0.113.9"})

    assert "Set-Cookie" not in answered.headers
    with store.read() as connection:
        (row,) = connection.execute(select(ScanAnswer.__table__)).mappings()
    assert row["values"] == dict.fromkeys(AXES, 10)


@pytest.mark.parametrize("wrong", ["", "101", "-1", "middle", "9" * 400, "50.5"])
def test_a_wrong_place_is_refused_and_the_others_stay(client: FlaskClient, store: Store, link: str, wrong: str) -> None:
    answered = client.post(link, data=all_at(35) | {"view": wrong})

    assert answered.status_code == 400
    assert 'id="view-error"' in answered.text
    assert answered.text.count('value="35"') == len(AXES) - 1
    with store.read() as connection:
        assert connection.execute(select(ScanAnswer.id)).all() == []


def test_a_closed_scan_takes_no_answer(client: FlaskClient, ada: FlaskClient, made: Made, link: str) -> None:
    send(ada, f"{desk_of(made)}/start/phones", page=desk_of(made), close="1")

    assert client.get(link).status_code == 410
    late = client.post(link, data=all_at(35))
    assert late.status_code == 409
    assert "niet bewaard" in late.text
    assert late.text.count('value="35"') == len(AXES)


def test_a_scan_holds_no_more_than_it_may(client: FlaskClient, store: Store, made: Made, link: str) -> None:
    for _ in range(MOST_ANSWERS):
        scan.answer(store, link.rsplit("/", 1)[1], dict.fromkeys(AXES, 50))

    assert client.post(link, data=all_at(50)).status_code == 409


def test_a_team_fills_it_in_together_and_again(ada: FlaskClient, store: Store, made: Made) -> None:
    for place in (20, 80):
        fields = {f"end-{axis}": str(place) for axis in AXES}
        assert send(ada, f"{desk_of(made)}/end/together", page=desk_of(made), **fields).status_code == 303

    assert scan.taken(own_assignment(store, made.assignment))["end"].profile.values == dict.fromkeys(AXES, 80)
    assert ada.get(desk_of(made)).text.count('value="80"') == len(AXES)


def test_a_team_that_forgot_a_slider_keeps_what_it_put(ada: FlaskClient, made: Made) -> None:
    answered = send(ada, f"{desk_of(made)}/end/together", page=desk_of(made), **{"end-view": "15"})

    assert "Niet elke schuif heeft een plaats" in answered.text
    assert 'value="15"' in answered.text


def test_the_link_stays_the_same_when_it_opens_again(ada: FlaskClient, store: Store, made: Made, link: str) -> None:
    send(ada, f"{desk_of(made)}/start/phones", page=desk_of(made), close="1")

    assert link.endswith(scan.begin(own_assignment(store, made.assignment), "start"))


def test_somebody_elses_scan_does_not_exist(mallory: FlaskClient, client: FlaskClient, made: Made, link: str) -> None:
    for path in ("", "/screen"):
        assert mallory.get(desk_of(made) + path).status_code == 404
    token = {"page": "/desk/new"}
    for path in ("/start/phones", "/start/together"):
        assert (
            send(mallory, desk_of(made) + path, **token, **{f"start-{axis}": "1" for axis in AXES}).status_code == 404
        )
    assert client.get(desk_of(made)).status_code == 302


def test_there_is_no_third_moment(ada: FlaskClient, made: Made) -> None:
    assert send(ada, f"{desk_of(made)}/middle/phones", page=desk_of(made)).status_code == 404


def test_an_unknown_link_leads_nowhere(client: FlaskClient) -> None:
    for path in ("/scan/x", "/scan/x/thanks"):
        assert client.get(path).status_code == 404
    assert client.post("/scan/x", data=all_at(5)).status_code == 404
