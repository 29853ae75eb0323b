"""A helper comes in by a link that works once, sees one consultation, and is let go."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from facilitator.domain.events import Act
from facilitator.services import assignments
from facilitator.services.accounts import facilitators, helpers
from facilitator.services.application import Application
from facilitator.services.assignments import Made, Wanted
from facilitator.services.doors import NoDoors
from facilitator.services.writing import Perform
from facilitator.store import Store
from tests.web.conftest import Clock, send, token_in

pytestmark = pytest.mark.usefixtures("writer")

DAY = 24 * 3600


@pytest.fixture
def desk(made: Made) -> str:
    """The page of ada's consultation."""
    return f"/desk/consultations/{made.consultation}"


@pytest.fixture
def other(made: Made, store: Store) -> str:
    """The page of another consultation of ada's."""
    wanted = Wanted(track="process", theme="jeugd")
    return f"/desk/consultations/{assignments.create(store, 'ada', wanted).consultation}"


@pytest.fixture
def link(ada: FlaskClient, desk: str) -> str:
    """The path of an invitation that ada just made."""
    return link_in(send(ada, f"{desk}/invite", page=desk).text)


def link_in(page: str) -> str:
    found = re.search(r"(/invite/[\w-]+)</code>", page)
    assert found is not None, "no invitation on this page"
    return found[1]


@pytest.fixture
def tom(app: Flask, link: str) -> FlaskClient:
    """The browser of tom, a guest of this one consultation."""
    browser = app.test_client()
    assert send(browser, link, name="Tom").status_code == 303
    return browser


def helper_id(store: Store, made: Made) -> str:
    [found] = helpers.helpers(store, made.consultation)
    return found.id


# Coming in


def test_an_invitation_is_shown_once(ada: FlaskClient, desk: str, link: str) -> None:
    assert link not in ada.get(desk).text
    assert "1 ongebruikte link" in ada.get(desk).text


def test_looking_at_an_invitation_changes_nothing(app: Flask, link: str, store: Store, made: Made) -> None:
    for _ in range(3):
        answer = app.test_client().get(link)
        assert answer.status_code == 200
        assert "Schulden en armoede" in answer.text
    assert helpers.helpers(store, made.consultation) == []


def test_a_guest_gives_a_name_and_is_on_the_board(app: Flask, link: str, desk: str, ada: FlaskClient) -> None:
    tom = app.test_client()
    answer = send(tom, link, name="Tom")
    assert (answer.status_code, answer.location) == (303, f"{desk}/board")
    assert tom.get(f"{desk}/board").status_code == 200
    assert tom.get(f"{desk}/snapshot").status_code == 200
    assert "Tom" in ada.get(desk).text


def test_a_guest_without_a_name_is_asked_again(app: Flask, link: str, store: Store, made: Made) -> None:
    answer = send(app.test_client(), link, name=" ")
    assert answer.status_code == 200
    assert 'role="alert"' in answer.text
    assert helpers.helpers(store, made.consultation) == []


def test_an_own_account_helps_under_its_own_name(mallory: FlaskClient, link: str, desk: str) -> None:
    assert "U bent aangemeld als mallory" in mallory.get(link).text
    answer = send(mallory, link)
    assert (answer.status_code, answer.location) == (303, f"{desk}/board")
    assert mallory.get(desk).status_code == 200


def test_its_owner_does_not_use_an_invitation_up(ada: FlaskClient, app: Flask, link: str, desk: str) -> None:
    assert send(ada, link).location == f"{desk}/board"
    assert app.test_client().get(link).status_code == 200


def test_an_invitation_works_once(app: Flask, tom: FlaskClient, link: str) -> None:
    answer = app.test_client().get(link)
    assert answer.status_code == 410
    assert "voorbij" in answer.text.lower()


def test_a_form_that_was_open_already_comes_too_late(app: Flask, link: str) -> None:
    late = app.test_client()
    token = token_in(late.get(link).text)
    send(app.test_client(), link, name="Tom")
    answer = late.post(link, data={"csrf_token": token, "name": "Mallory"})
    assert answer.status_code == 410
    assert facilitators.COOKIE not in answer.headers.get("Set-Cookie", "")


def test_an_invitation_ends_after_a_day(app: Flask, link: str, clock: Clock) -> None:
    clock.pass_by(DAY + 1)
    assert app.test_client().get(link).status_code == 410


def test_an_unused_invitation_is_withdrawn(ada: FlaskClient, app: Flask, link: str, desk: str) -> None:
    send(ada, f"{desk}/invitations/withdraw", page=desk)
    assert app.test_client().get(link).status_code == 410


def test_an_unknown_invitation_is_over_too(client: FlaskClient) -> None:
    assert client.get("/invite/nonsense").status_code == 410


def test_accepting_needs_the_token_of_its_form(app: Flask, link: str, store: Store, made: Made) -> None:
    assert app.test_client().post(link, data={"name": "Mallory"}).status_code == 400
    assert helpers.helpers(store, made.consultation) == []


def test_a_link_to_a_board_is_no_invitation(app: Flask, store: Store, made: Made, clock: Clock) -> None:
    token = facilitators.make_board_link(store, facilitator="ada", consultation=made.consultation, now=clock.seconds)
    assert app.test_client().get(f"/invite/{token}").status_code == 410


# What a helper may


def test_a_helper_sees_one_consultation_on_the_desk(tom: FlaskClient, made: Made, other: str) -> None:
    page = tom.get("/desk/").text
    assert made.consultation in page
    assert other not in page


@pytest.mark.parametrize("what", ["", "/board", "/snapshot", "/export/csv"])
def test_another_consultation_does_not_exist_for_a_helper(tom: FlaskClient, other: str, what: str) -> None:
    assert tom.get(other + what).status_code == 404


@pytest.mark.parametrize("what", ["/close", "/invite", "/invitations/withdraw", "/helpers/x/let-go"])
def test_a_helper_does_nothing_to_another_consultation(tom: FlaskClient, other: str, what: str) -> None:
    assert send(tom, other + what, page="/desk/").status_code == 404


@pytest.mark.parametrize("what", ["/close", "/invite", "/invitations/withdraw", "/helpers/x/let-go"])
def test_a_helper_does_not_do_what_its_owner_may(tom: FlaskClient, desk: str, what: str) -> None:
    assert send(tom, desk + what, page="/desk/").status_code == 403
    assert what not in tom.get(desk).text


def test_a_helper_is_told_whose_it_is_to_close(ada: FlaskClient, tom: FlaskClient, desk: str) -> None:
    send(tom, f"{desk}/close", page="/desk/")
    assert "Alleen de eigenaar van de opgave kan dit doen" in tom.get(desk).text
    assert "Alleen de eigenaar" not in ada.get(desk).text
    assert f'action="{desk}/close"' in ada.get(desk).text, "it goes on"


def test_a_board_is_told_whether_it_is_its_owner_s(ada: FlaskClient, tom: FlaskClient, desk: str) -> None:
    owns = [browser.get(f"{desk}/snapshot").get_json()["you"]["owner"] for browser in (ada, tom)]
    assert owns == [True, False]


def test_a_guest_makes_nothing(tom: FlaskClient) -> None:
    assert tom.get("/desk/new").status_code == 403
    assert tom.get("/desk/settings").status_code == 403
    assert "/desk/new" not in tom.get("/desk/").text


def test_a_helper_with_an_account_keeps_an_own_desk(mallory: FlaskClient, link: str) -> None:
    send(mallory, link)
    assert mallory.get("/desk/settings").status_code == 200


# Being let go


def test_who_is_let_go_is_out(ada: FlaskClient, tom: FlaskClient, store: Store, made: Made, desk: str) -> None:
    answer = send(ada, f"{desk}/helpers/{helper_id(store, made)}/let-go", page=desk)
    assert answer.status_code == 303
    assert tom.get(desk).status_code == 302  # to signing in: the guest is nobody now
    assert tom.get(f"{desk}/snapshot", headers={"Accept": "application/json"}).status_code == 403
    assert "Tom" not in ada.get(desk).text


class Closing(NoDoors):
    """Doors that remember for whom they were closed: (consultation, facilitator)."""

    def __init__(self) -> None:
        self.closed: list[tuple[str, str]] = []

    def close_helper(self, consultation: str, facilitator: str) -> None:
        self.closed.append((consultation, facilitator))


def test_who_is_let_go_keeps_an_own_account(
    ada: FlaskClient, mallory: FlaskClient, link: str, desk: str, application: Application
) -> None:
    send(mallory, link)
    doors = application.doors = Closing()
    send(ada, f"{desk}/helpers/mallory/let-go", page=desk)
    assert mallory.get("/desk/").status_code == 200
    assert mallory.get(desk).status_code == 404
    assert doors.closed == [(desk.rsplit("/", 1)[1], "mallory")]


def test_letting_go_needs_the_token_of_its_form(ada: FlaskClient, tom: FlaskClient, store: Store, made: Made) -> None:
    address = f"/desk/consultations/{made.consultation}/helpers/{helper_id(store, made)}/let-go"
    assert ada.post(address).status_code == 400
    assert helpers.helpers(store, made.consultation)


def test_nobody_is_let_go_who_helps_elsewhere(ada: FlaskClient, mallory: FlaskClient, desk: str) -> None:
    send(ada, f"{desk}/helpers/mallory/let-go", page=desk)
    assert mallory.get("/desk/").status_code == 200


def test_closing_lets_guests_go_and_ends_unused_links(
    ada: FlaskClient, tom: FlaskClient, app: Flask, application: Application, made: Made, desk: str
) -> None:
    unused = link_in(send(ada, f"{desk}/invite", page=desk).text)
    act = Act("close", key="00000000-0000-4000-8000-000000000000")
    application.ask(Perform(track=made.track, consultation=made.consultation, act=act, by="ada"))
    assert tom.get(f"{desk}/snapshot", headers={"Accept": "application/json"}).status_code == 403
    assert app.test_client().get(unused).status_code == 410


def test_closing_keeps_a_helper_with_an_account(
    mallory: FlaskClient, link: str, application: Application, made: Made, desk: str
) -> None:
    send(mallory, link)
    act = Act("close", key="00000000-0000-4000-8000-000000000000")
    application.ask(Perform(track=made.track, consultation=made.consultation, act=act, by="ada"))
    assert mallory.get(desk).status_code == 200
