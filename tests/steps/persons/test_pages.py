"""The pages of key persons: the network, its seats, and nobody else's."""

from dataclasses import replace

import pytest
from flask.testing import FlaskClient

from facilitator.services import assignments
from facilitator.services.assignments import Made, Wanted
from facilitator.steps.persons.rules import Seat
from facilitator.store import Store
from tests.seated import seated
from tests.steps.persons.seat_pages import JAN, OPEN, TYPED, WHERE, etag_in, kept, save
from tests.web.conftest import send, token_in

SETTLED = {"solution": "Een Geldpunt in elke wijk.", "owner": "wethouder"}


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


def test_coverage_is_green_from_inside_and_outside(ada: FlaskClient, base: str, store: Store, made: Made) -> None:
    corners = [(it, side) for it in ("policy", "regulation", "enforcement", "execution") for side in (True, False)]
    seated(store, made.track, [replace(JAN, environment=it, internal=side) for it, side in corners[1:]])
    assert "Nog niet gedekt" in ada.get(base).text

    seated(store, made.track, [JAN])

    page = ada.get(base).text
    assert "Nog niet gedekt" not in page
    assert "Elke omgeving is er, van binnen en van buiten." in page


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
