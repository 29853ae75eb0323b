"""The pages of a round: who is invited, and how many came."""

import re
from dataclasses import replace

import pytest
from flask.testing import FlaskClient

from facilitator.services.application import Application
from facilitator.services.assignments import Made
from facilitator.steps.persons import turnout
from facilitator.steps.persons.turnout import Headcount
from facilitator.store import Store
from tests.owners import own_track
from tests.seated import seated
from tests.steps.persons.seat_pages import JAN, close, kept
from tests.web.conftest import token_in


def test_a_round_without_execution_is_warned_of(ada: FlaskClient, base: str, store: Store, made: Made) -> None:
    seated(store, made.track, [replace(JAN, invited=("1",)), replace(JAN, environment="execution")])

    assert "Ronde 1: niemand uit de uitvoering is uitgenodigd" in ada.get(base).text


def test_who_is_invited_is_ticked_by_round(ada: FlaskClient, base: str, store: Store, made: Made, jan: str) -> None:
    address = f"{base}/rounds/2"
    page = ada.get(address).text
    assert "Jan de Vries" in page

    ada.post(f"{address}/invited", data={"csrf_token": token_in(page), "shown": [jan, "f" * 16], "invited": [jan, "x"]})
    assert [it.invited for it in kept(store, made)] == [("2",)]

    ada.post(f"{address}/invited", data={"csrf_token": token_in(page), "shown": [jan]})
    assert [it.invited for it in kept(store, made)] == [()]


@pytest.mark.parametrize("round", ["0", "9", "abc", "²"])
def test_a_round_that_is_not_there_is_not_found(ada: FlaskClient, base: str, round: str) -> None:
    assert ada.get(f"{base}/rounds/{round}").status_code == 404


def counts(**changed: str) -> dict[str, str]:
    keys = [
        f"{it}-{what}"
        for it in ("policy", "regulation", "enforcement", "execution")
        for what in vars(Headcount(0, 0, 0))
    ]
    return dict.fromkeys(keys, "2") | {name.replace("__", "-"): it for name, it in changed.items()}


def test_counts_come_after_closing_with_the_invited_filled_in(
    ada: FlaskClient, base: str, store: Store, application: Application, made: Made
) -> None:
    seated(store, made.track, [replace(JAN, invited=("1",))])
    close(application, made)

    page = ada.get(f"{base}/rounds/1").text
    assert re.search(r'id="policy-invited"[^>]*value="1"', page)
    answer = ada.post(f"{base}/rounds/1/turnout", data={"csrf_token": token_in(page), **counts(execution__came="0")})

    assert answer.status_code == 303
    assert turnout.counted(own_track(store, made.track))["1"] == {
        "policy": Headcount(2, 2, 2),
        "regulation": Headcount(2, 2, 2),
        "enforcement": Headcount(2, 2, 2),
        "execution": Headcount(2, 2, 0),
    }
    assert "er kwam niemand uit de uitvoering" in ada.get(base).text


def test_counts_before_closing_are_refused(ada: FlaskClient, base: str, store: Store, made: Made, jan: str) -> None:
    token = token_in(ada.get(f"{base}/rounds/1").text)

    answer = ada.post(f"{base}/rounds/1/turnout", data={"csrf_token": token, **counts()})

    assert "nog niet gesloten" in answer.text
    assert turnout.counted(own_track(store, made.track)) == {}


@pytest.mark.parametrize("wrong", ["", "-1", "10000", "veel", "9" * 5000, "1.5"])
def test_counts_that_are_none_are_refused(
    ada: FlaskClient, base: str, store: Store, application: Application, made: Made, wrong: str
) -> None:
    close(application, made)
    token = token_in(ada.get(f"{base}/rounds/1").text)

    answer = ada.post(f"{base}/rounds/1/turnout", data={"csrf_token": token, **counts(policy__came=wrong)})

    assert answer.status_code == 200
    assert 'id="policy-came-error"' in answer.text
    assert turnout.counted(own_track(store, made.track)) == {}
