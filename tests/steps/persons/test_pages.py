"""The page of key persons: made in order, changed, invited, counted; for the owner alone."""

import re
from dataclasses import replace
from uuid import uuid4

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from facilitator.domain.events import Act
from facilitator.services import assignments
from facilitator.services.application import Application
from facilitator.services.assignments import Made, Wanted
from facilitator.services.writing import Perform
from facilitator.steps.persons import retention as contact_retention
from facilitator.steps.persons import service as key_persons
from facilitator.steps.persons import turnout
from facilitator.steps.persons.rules import Seat
from facilitator.steps.persons.turnout import Headcount
from facilitator.store import Store
from tests.owners import own_track
from tests.seated import seated
from tests.web.conftest import Clock, browser_of, send, token_in

WHERE = {"environment": "policy", "side": "internal", "function": "Inkomen"}
OPEN = Seat("policy", True, "Inkomen", "minimabeleid")
JAN = replace(OPEN, name="Jan de Vries", reason="schrijft het beleid", contact="06 12345678")
TYPED = {**WHERE, "sub_function": "minimabeleid", "network_type": "key_persons", "name": "Jan", "reason": "weet het"}
SETTLED = {"solution": "Een Geldpunt in elke wijk.", "owner": "wethouder"}


@pytest.fixture
def base(made: Made) -> str:
    return f"/desk/tracks/{made.track}/persons"


@pytest.fixture
def jan(store: Store, made: Made) -> str:
    return seated(store, made.track, [JAN])[0]


def kept(store: Store, made: Made) -> list[Seat]:
    return [it.seat for it in key_persons.seats(own_track(store, made.track))]


def close(application: Application, made: Made) -> None:
    act = Act("close", key=str(uuid4()))
    application.write([Perform(track=made.track, consultation=made.consultation, act=act, by="ada")])


def etag_in(page: str) -> str:
    found = re.search(r'name="etag" value="([^"]*)"', page)
    assert found is not None
    return found[1]


def save(browser: FlaskClient, address: str, **fields: str) -> TestResponse:
    page = browser.get(address).text
    return browser.post(address, data={"csrf_token": token_in(page), "etag": etag_in(page), **fields})


def test_an_empty_network_teaches(ada: FlaskClient, base: str) -> None:
    page = ada.get(base).text

    assert "witte vlek" in page
    assert page.count("Nog niemand") >= 8


def test_every_type_is_explained_in_the_documents_words(ada: FlaskClient, base: str) -> None:
    page = ada.get(base).text

    assert "informele, open netwerkverbanden" in page
    assert "van wier oordeel en medewerking we afhankelijk zijn" in page


def test_a_seat_is_made_from_function_to_sub_function_to_name(
    ada: FlaskClient, base: str, store: Store, made: Made
) -> None:
    first = send(ada, f"{base}/new", **WHERE)
    assert (first.status_code, kept(store, made)) == (200, [])
    assert 'name="sub_function"' in first.text
    assert 'name="name"' not in first.text

    second = ada.post(f"{base}/new", data={"csrf_token": token_in(first.text), **WHERE, "sub_function": "minimabeleid"})
    assert kept(store, made) == [OPEN]
    assert second.status_code == 303

    save(ada, second.location, **TYPED)
    assert kept(store, made) == [replace(OPEN, name="Jan", reason="weet het")]


@pytest.mark.parametrize(
    "wrong",
    [
        {**WHERE, "function": ""},
        {**WHERE, "function": "x" * 81},
        {**WHERE, "environment": "target_group"},
        {"side": "internal", "function": "Inkomen"},
        {**WHERE, "side": "boven"},
        {**WHERE, "sub_function": ""},
        {**WHERE, "sub_function": " \n "},
        {**WHERE, "sub_function": "x" * 81},
        {**WHERE, "function": "", "sub_function": "minimabeleid", "name": "Jan"},
    ],
)
def test_no_seat_without_function_and_sub_function(
    ada: FlaskClient, base: str, store: Store, made: Made, wrong: dict[str, str]
) -> None:
    answer = send(ada, f"{base}/new", **wrong)

    assert answer.status_code == 200
    assert 'role="alert"' in answer.text
    assert kept(store, made) == []


def test_a_name_given_too_early_is_not_kept(ada: FlaskClient, base: str, store: Store, made: Made) -> None:
    send(ada, f"{base}/new", **TYPED)

    assert kept(store, made) == [OPEN]


@pytest.mark.parametrize(
    "wrong",
    [
        {"reason": ""},
        {"function": ""},
        {"sub_function": ""},
        {"name": "x" * 121},
        {"network_type": "rhizome"},
        {"route": "via via"},
        {"environment": "target_group"},
        {"side": "boven"},
        {"network_type": "vriend"},
        {"network_type": ""},
        {"spoken": "vorige week"},
        {"invited": "0"},
        {"note": "x" * 501},
        {"name": "Jan\u202e"},
    ],
)
def test_what_is_wrong_is_told_and_nothing_is_kept(
    ada: FlaskClient, base: str, store: Store, made: Made, jan: str, wrong: dict[str, str]
) -> None:
    answer = save(ada, f"{base}/{jan}", **{**TYPED, **wrong})

    assert answer.status_code == 200
    assert 'role="alert"' in answer.text
    assert kept(store, made) == [JAN]


def test_of_a_rhizome_network_the_route_alone_is_kept(
    ada: FlaskClient, base: str, store: Store, made: Made, jan: str
) -> None:
    save(
        ada, f"{base}/{jan}", **{**TYPED, "network_type": "rhizome", "name": "", "reason": "", "route": "via de kapper"}
    )

    assert kept(store, made) == [replace(OPEN, network_type="rhizome", route="via de kapper")]


def test_what_somebody_else_changed_meanwhile_is_not_overwritten(
    ada: FlaskClient, base: str, store: Store, made: Made, jan: str
) -> None:
    page = ada.get(f"{base}/{jan}").text
    save(ada, f"{base}/{jan}", **{**TYPED, "name": "Els"})

    stale = {"csrf_token": token_in(page), "etag": etag_in(page)}
    answer = ada.post(f"{base}/{jan}", data={**stale, **TYPED, "name": "Mijn versie"})
    removal = ada.post(f"{base}/{jan}/remove", data=stale)

    assert "Mijn versie" in answer.text
    assert "veranderd sinds" in answer.text
    assert "veranderd sinds" in removal.text
    assert [it.name for it in kept(store, made)] == ["Els"]


def test_a_seat_is_taken_out(ada: FlaskClient, base: str, store: Store, made: Made, jan: str) -> None:
    page = ada.get(f"{base}/{jan}").text

    answer = ada.post(f"{base}/{jan}/remove", data={"csrf_token": token_in(page), "etag": etag_in(page)})

    assert (answer.status_code, kept(store, made)) == (303, [])
    assert ada.get(f"{base}/{jan}").status_code == 404


def test_a_goal_asks_what_somebody_brings(ada: FlaskClient, store: Store) -> None:
    goal = assignments.create(store, "ada", Wanted(track="goal", theme="geldpunt", settled=SETTLED))
    els = Seat("target_group", False, "Wonen", "huur")
    [made] = seated(store, goal.track, [els])
    address = f"/desk/tracks/{goal.track}/persons/{made}"
    typed = {**TYPED, "environment": "target_group", "side": "external", "function": "Wonen", "sub_function": "huur"}

    refused = save(ada, address, **typed)
    assert 'role="alert"' in refused.text

    save(ada, address, **typed, stake="experience")
    assert kept(store, goal) == [replace(els, name="Jan", reason="weet het", stake="experience")]
    assert "ervaring" in ada.get(f"/desk/tracks/{goal.track}/persons").text


def test_a_network_without_execution_is_warned_of(
    ada: FlaskClient, base: str, store: Store, made: Made, jan: str
) -> None:
    assert "Niemand uit de uitvoering" in ada.get(base).text

    seated(store, made.track, [replace(JAN, environment="execution")])

    assert "Niemand uit de uitvoering" not in ada.get(base).text


def test_a_round_without_execution_is_warned_of(ada: FlaskClient, base: str, store: Store, made: Made) -> None:
    seated(store, made.track, [replace(JAN, invited=("1",)), replace(JAN, environment="execution")])

    assert "Ronde 1: niemand uit de uitvoering is uitgenodigd" in ada.get(base).text


def test_coverage_is_green_from_inside_and_outside(ada: FlaskClient, base: str, store: Store, made: Made) -> None:
    corners = [(it, side) for it in ("policy", "regulation", "enforcement", "execution") for side in (True, False)]
    seated(store, made.track, [replace(JAN, environment=it, internal=side) for it, side in corners[1:]])
    assert "Nog niet gedekt" in ada.get(base).text

    seated(store, made.track, [JAN])

    page = ada.get(base).text
    assert "Nog niet gedekt" not in page
    assert "Elke omgeving is er, van binnen en van buiten." in page


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


def test_the_page_says_when_names_go(
    ada: FlaskClient, base: str, application: Application, made: Made, jan: str
) -> None:
    assert "de termijn loopt nog niet" in ada.get(base).text

    close(application, made)

    assert "Op 12 juni 2026 verdwijnen namen" in ada.get(base).text


def test_the_months_can_be_set(ada: FlaskClient, base: str, application: Application, made: Made, jan: str) -> None:
    close(application, made)

    send(ada, f"{base}/months", page=base, months="6")

    assert "Op 12 september 2026" in ada.get(base).text


@pytest.mark.parametrize("months", ["0", "25", "-3", "", "veel"])
def test_other_months_are_refused(ada: FlaskClient, base: str, store: Store, made: Made, months: str) -> None:
    answer = send(ada, f"{base}/months", page=base, months=months)

    assert 'role="alert"' in answer.text
    assert contact_retention.term(own_track(store, made.track)).months == 3


def test_months_that_would_empty_the_list_at_once_are_asked_twice(
    ada: FlaskClient, base: str, store: Store, application: Application, made: Made, jan: str, clock: Clock, app: Flask
) -> None:
    close(application, made)
    clock.pass_by(40 * 24 * 3600)
    ada = browser_of(app, store, "ada", clock.seconds)

    refused = send(ada, f"{base}/months", page=base, months="1")
    assert 'name="at_once"' in refused.text
    assert contact_retention.term(own_track(store, made.track)).months == 3

    send(ada, f"{base}/months", page=base, months="1", at_once="y")
    assert contact_retention.term(own_track(store, made.track)).months == 1


def test_no_name_is_kept_when_the_time_is_over(
    ada: FlaskClient, base: str, store: Store, application: Application, made: Made, clock: Clock, app: Flask
) -> None:
    [made_seat] = seated(store, made.track, [OPEN])
    close(application, made)
    clock.pass_by(100 * 24 * 3600)
    ada = browser_of(app, store, "ada", clock.seconds)
    assert "De termijn is voorbij" in ada.get(base).text

    answer = save(ada, f"{base}/{made_seat}", **TYPED)

    assert 'id="name-error"' in answer.text
    assert kept(store, made) == [OPEN]


ADDRESSES = ("", "/new", "/import", "/export", "/copy", "/rounds/1", "/{jan}")
POSTED = (
    "/new",
    "/import",
    "/export",
    "/copy",
    "/rounds/1/invited",
    "/rounds/1/turnout",
    "/{jan}",
    "/{jan}/remove",
    "/months",
)


def test_somebody_elses_key_persons_do_not_exist(
    mallory: FlaskClient, ada: FlaskClient, base: str, store: Store, made: Made, jan: str
) -> None:
    token = token_in(mallory.get("/desk/settings").text)

    for path in ADDRESSES:
        assert mallory.get(base + path.format(jan=jan)).status_code == 404, path
    for path in POSTED:
        answer = mallory.post(base + path.format(jan=jan), data={"csrf_token": token, **TYPED, "months": "1"})
        assert answer.status_code == 404, path
    assert kept(store, made) == [JAN]


def test_whoever_is_not_signed_in_sees_nothing(client: FlaskClient, base: str, jan: str) -> None:
    for path in ADDRESSES:
        assert client.get(base + path.format(jan=jan)).status_code == 302, path


def test_a_seat_of_another_track_is_not_found_here(ada: FlaskClient, base: str, store: Store) -> None:
    other = assignments.create(store, "ada", Wanted(track="process", theme="wonen"))
    [elsewhere] = seated(store, other.track, [JAN])

    assert ada.get(f"{base}/{elsewhere}").status_code == 404


def test_markup_in_a_name_is_only_text(ada: FlaskClient, base: str, store: Store, made: Made) -> None:
    seated(store, made.track, [replace(JAN, name="<script>alert(1)</script>")])

    page = ada.get(base).text

    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in page


def test_the_own_network_counts_over_all_assignments(
    ada: FlaskClient, mallory: FlaskClient, store: Store, made: Made
) -> None:
    other = assignments.create(store, "ada", Wanted(track="process", theme="wonen"))
    seated(store, made.track, [JAN, replace(OPEN, function="Rechtspraak", sub_function="Wsnp")])
    seated(store, other.track, [replace(JAN, sub_function="toeslagen", network_type="adaptive_group")])

    page = ada.get("/desk/network").text

    assert "2 sleutelpersonen" in page
    assert "Rechtspraak › Wsnp" in page
    assert "Rizoomnetwerk: nog niet bereikt" in page
    assert "Adaptieve groep: nog niet bereikt" not in page
    assert f"/desk/assignments/{made.assignment}/reflection" in page
    assert "Jan de Vries" not in page
    assert "Rechtspraak" not in mallory.get("/desk/network").text
