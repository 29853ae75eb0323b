"""Key persons read in from a file, taken over from an earlier assignment, handed over as a file."""

import io
import re
from dataclasses import replace
from html import unescape
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from facilitator.services import assignments
from facilitator.services.assignments import Made, Wanted
from facilitator.steps.persons import service as key_persons
from facilitator.steps.persons.rules import MOST_SEATS, Seat
from facilitator.store import Store
from tests.owners import own_track
from tests.seated import seated
from tests.web.conftest import hidden_in, token_in

HEADER = "omgeving;intern_extern;functie;subfunctie;naam;reden"
LINE = "beleid;intern;Inkomen;minimabeleid;Renée;weet het"
OPEN = Seat("policy", True, "Inkomen", "minimabeleid")
JAN = replace(OPEN, name="Jan de Vries", organisation="Waterveen", contact="06 1", reason="oude reden", note="oud")
KAPPER = replace(OPEN, network_type="rhizome", route="via de kapper")


@pytest.fixture
def base(made: Made) -> str:
    return f"/desk/tracks/{made.track}/persons"


def kept(store: Store, track: str) -> list[Seat]:
    return [it.seat for it in key_persons.seats(own_track(store, track))]


def upload(browser: FlaskClient, base: str, content: bytes) -> TestResponse:
    token = token_in(browser.get(f"{base}/import", follow_redirects=True).text)
    data = {"csrf_token": token, "file": (io.BytesIO(content), "lijst.csv"), "text": ""}
    return browser.post(f"{base}/import", data=data, content_type="multipart/form-data")


def confirm(browser: FlaskClient, base: str, page: str, **changed: str) -> TestResponse:
    """Press the button that the preview has."""
    held = re.search(r'<textarea name="text" hidden[^>]*>\n(.*?)</textarea>', page, re.DOTALL)
    assert held is not None
    data = {"csrf_token": token_in(page), "confirm": "1", "text": unescape(held[1]), **changed}
    return browser.post(f"{base}/import", data=data, content_type="multipart/form-data")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_a_file_is_shown_first_and_taken_over_after(
    ada: FlaskClient, base: str, store: Store, made: Made, encoding: str
) -> None:
    shown = upload(ada, base, f"{HEADER}\r\n{LINE}\r\n".encode(encoding))
    assert "Renée" in shown.text
    assert kept(store, made.track) == []

    answer = confirm(ada, base, shown.text)

    assert answer.status_code == 303
    assert kept(store, made.track) == [replace(OPEN, name="Renée", reason="weet het")]


def test_pressing_twice_takes_nothing_over_twice(ada: FlaskClient, base: str, store: Store, made: Made) -> None:
    shown = upload(ada, base, f"{HEADER}\n{LINE}\nbeleid;extern;Wonen;huur;;\n".encode())

    confirm(ada, base, shown.text)
    again = confirm(ada, base, shown.text)

    assert "staat al op de lijst" in again.text
    assert len(kept(store, made.track)) == 2


def test_a_list_sent_twice_is_taken_over_once_with_its_white_spots(
    ada: FlaskClient, base: str, store: Store, made: Made
) -> None:
    own = ada.get(f"{base}/import").location
    sent = {**hidden_in(ada.get(own).text), "confirm": "1"}
    ours = f"{HEADER}\n{LINE}\nbeleid;extern;Wonen;huur;;\n"
    theirs = f"{HEADER}\nbeleid;extern;Wonen;koop;;\n"

    for text in (ours, ours, theirs):  # another list from the same page is another list
        ada.post(f"{base}/import", data={**sent, "text": text})

    assert sorted(it.name for it in kept(store, made.track)) == ["", "", "Renée"]
    assert "was al verstuurd" in ada.get(base).text


def test_every_bad_line_is_told_and_nothing_is_taken_over(
    ada: FlaskClient, base: str, store: Store, made: Made
) -> None:
    content = f"{HEADER}\n{LINE}\nbeleidd;intern;a;b;;\nbeleid;intern;a;b;Els;\n".encode()

    answer = upload(ada, base, content)

    assert "Regel 3: omgeving:" in answer.text
    assert "Regel 4: reden:" in answer.text
    assert 'name="confirm"' not in answer.text
    assert kept(store, made.track) == []


def test_a_confirmation_is_read_anew(ada: FlaskClient, base: str, store: Store, made: Made) -> None:
    shown = upload(ada, base, f"{HEADER}\n{LINE}\n".encode())

    forged = confirm(ada, base, shown.text, text=f"{HEADER}\nbeleid;intern;;;Mallory;\n")

    assert "Regel 2" in forged.text
    assert kept(store, made.track) == []


def test_lines_can_be_pasted_and_put_right(ada: FlaskClient, base: str, store: Store, made: Made) -> None:
    token = token_in(ada.get(f"{base}/import", follow_redirects=True).text)
    wrong = ada.post(f"{base}/import", data={"csrf_token": token, "text": f"{HEADER}\n{LINE.replace('beleid', 'x')}"})
    assert "Renée" in wrong.text

    right = ada.post(f"{base}/import", data={"csrf_token": token, "text": f"{HEADER}\n{LINE}"})

    assert 'name="confirm"' in right.text
    assert kept(store, made.track) == []


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "Kies eerst een bestand"),
        (b"PK\x03\x04", "geen CSV-bestand"),
        (b"\xff\xfea\0", "geen CSV-bestand"),
        (b"a;b\n1;2", "ontbreekt"),
        (f"{HEADER}\n{LINE}\n".encode() + b"x" * 200_000, "groter dan 200 kB"),
        (f"{HEADER}\n".encode() + f"{LINE}\n".encode() * 501, "meer dan 500 regels"),
        (f'{HEADER}\nbeleid;intern;"a;b;c;d\n'.encode(), "aanhalingstekens"),
    ],
)
def test_what_is_no_list_is_told(
    ada: FlaskClient, base: str, store: Store, made: Made, content: bytes, said: str
) -> None:
    answer = upload(ada, base, content) if content else upload_nothing(ada, base)

    assert answer.status_code == 200
    assert said in answer.text
    assert kept(store, made.track) == []


def upload_nothing(browser: FlaskClient, base: str) -> TestResponse:
    page = browser.get(f"{base}/import", follow_redirects=True)
    return browser.post(f"{base}/import", data={"csrf_token": token_in(page.text)})


def test_what_is_far_too_large_is_not_taken_in(ada: FlaskClient, base: str) -> None:
    assert upload(ada, base, b"x" * 2_000_000).status_code == 413


def test_no_more_than_the_seats_there_are(ada: FlaskClient, base: str, store: Store, made: Made) -> None:
    seated(store, made.track, [replace(OPEN, sub_function=str(it)) for it in range(MOST_SEATS)])

    answer = confirm(ada, base, upload(ada, base, f"{HEADER}\n{LINE}\n".encode()).text)

    assert "hoogstens 500 plaatsen" in answer.text
    assert len(kept(store, made.track)) == MOST_SEATS


def test_a_person_on_two_lines_is_told(ada: FlaskClient, base: str) -> None:
    twice = upload(ada, base, f"{HEADER}\n{LINE}\n{LINE}\n".encode())
    elsewhere = upload(ada, base, f"{HEADER}\n{LINE}\n{LINE.replace('minimabeleid', 'toeslagen')}\n".encode())

    assert "Regel 3: Dezelfde persoon staat op regel 2" in twice.text
    assert 'name="confirm"' not in twice.text
    assert "Regel 3: Dezelfde persoon staat op regel 2" in elsewhere.text
    assert 'name="confirm"' in elsewhere.text


def test_the_export_is_behind_a_warning(ada: FlaskClient, base: str, store: Store, made: Made) -> None:
    seated(store, made.track, [replace(JAN, name="=1+1"), KAPPER])
    page = ada.get(f"{base}/export")
    assert "persoonsgegevens" in page.text
    assert "=1+1" not in page.text

    answer = ada.post(f"{base}/export", data={"csrf_token": token_in(page.text)})

    assert answer.headers["Content-Disposition"].startswith("attachment; filename=sleutelpersonen_schulden-en-armoede_")
    assert answer.headers["Cache-Control"] == "no-store"
    text = answer.data.decode("utf-8-sig")
    assert ";'=1+1;" in text
    assert "kapper" not in text


def test_people_are_taken_over_with_a_new_reason_each(ada: FlaskClient, base: str, store: Store, made: Made) -> None:
    earlier = assignments.create(store, "ada", Wanted(track="process", theme="wonen"))
    old, other = seated(store, earlier.track, [replace(JAN, invited=("1",)), replace(JAN, name="Els")])
    assert "Wonen" in ada.get(f"{base}/copy").text
    page = ada.get(f"{base}/copy?from={earlier.track}").text
    assert "oude reden" not in page
    sent = {"csrf_token": token_in(page), "from": earlier.track, "pick": [old], f"{old}-environment": "execution"}

    refused = ada.post(f"{base}/copy", data=sent)
    assert f'id="{old}-reason-error"' in refused.text
    assert f'id="{other}-reason-error"' not in refused.text
    assert kept(store, made.track) == []

    ada.post(f"{base}/copy", data={**sent, f"{old}-reason": "nieuwe reden"})
    taken = Seat("execution", True, "Inkomen", "minimabeleid", name="Jan de Vries", organisation="Waterveen")
    assert kept(store, made.track) == [replace(taken, contact="06 1", reason="nieuwe reden")]


def test_nobody_is_taken_over_unticked(ada: FlaskClient, base: str, store: Store, made: Made) -> None:
    earlier = assignments.create(store, "ada", Wanted(track="process", theme="wonen"))
    [old] = seated(store, earlier.track, [JAN])
    page = ada.get(f"{base}/copy?from={earlier.track}").text

    answer = ada.post(f"{base}/copy", data={"csrf_token": token_in(page), "from": earlier.track, f"{old}-reason": "x"})

    assert "Vink aan" in answer.text
    assert kept(store, made.track) == []


def test_nothing_is_taken_over_from_somebody_else(
    ada: FlaskClient, mallory: FlaskClient, base: str, store: Store, made: Made
) -> None:
    theirs = assignments.create(store, "mallory", Wanted(track="process", theme="wonen"))
    [old] = seated(store, theirs.track, [JAN])
    token = token_in(ada.get(f"{base}/import", follow_redirects=True).text)

    sent = {
        "csrf_token": token,
        "from": theirs.track,
        "pick": [old],
        f"{old}-reason": "x",
        f"{old}-environment": "policy",
    }

    assert "Jan" not in ada.get(f"{base}/copy").text
    assert ada.get(f"{base}/copy?from={theirs.track}").status_code == 404
    assert ada.post(f"{base}/copy", data=sent).status_code == 404
    assert kept(store, made.track) == []


def test_the_example_list_is_read(ada: FlaskClient, base: str, store: Store, made: Made) -> None:
    example = Path(__file__).with_name("key_persons_nl.csv")

    confirm(ada, base, upload(ada, base, example.read_bytes()).text)

    assert len(kept(store, made.track)) == 28
