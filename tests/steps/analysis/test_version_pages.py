"""Versions of a map on the desk: fixed, published, compared, taken home and read in again; by the owner alone."""

import hashlib
import io
import json
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from facilitator import exports
from facilitator.services.application import Application
from facilitator.services.assignments import Made
from facilitator.services.documents import importing
from facilitator.services.documents import versions as maps
from facilitator.store import Store
from tests.makers import Room, add_facilitators, application_on, room_on
from tests.web.conftest import send, token_in

PAGE = "/desk/tracks/{track}/map/versions"


@pytest.fixture
def said(application: Application, made: Made) -> Room:
    """What was said in ada's consultation, which still runs."""
    room = Room(application, made)
    room.open()
    first, _ = room.say("Schaamte is de drempel."), room.say("De brief is te lang.")
    room.act("sort", oneliners=[first], category=room.add_category("Schaamte"))
    return room


@pytest.fixture
def closed(said: Room) -> Room:
    said.act("close")
    return said


@pytest.fixture
def page(made: Made) -> str:
    return PAGE.format(track=made.track)


def read(client: FlaskClient, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, (address, answer.status)
    return answer.text


def test_a_version_is_fixed_when_everything_is_closed(ada: FlaskClient, closed: Room, page: str) -> None:
    assert "Er is nog geen versie" in read(ada, page)
    assert send(ada, page).status_code == 303
    shown = read(ada, page)
    (version,) = maps.versions(closed.store, closed.made.track)
    assert (version.number, version.by) == (1, "ada")
    assert version.fingerprint[:16] in shown


def test_a_running_consultation_is_named_and_nothing_is_fixed(ada: FlaskClient, said: Room, page: str) -> None:
    answer = send(ada, page)
    assert answer.status_code == 200
    assert 'role="alert"' in answer.text
    assert "Schulden en armoede" in answer.text.partition('role="alert"')[2].partition("</div>")[0]
    assert maps.versions(said.store, said.made.track) == []


def test_what_did_not_change_is_not_fixed_again(ada: FlaskClient, closed: Room, page: str) -> None:
    for _ in range(2):
        assert send(ada, page).status_code == 303
    assert len(maps.versions(closed.store, closed.made.track)) == 1


def test_a_version_is_published_and_withdrawn(ada: FlaskClient, closed: Room, page: str) -> None:
    send(ada, page)
    assert send(ada, f"{page}/1/publish", page=page).status_code == 303
    token = maps.last_published(closed.store, closed.made.track)
    assert token is not None
    assert len(token) >= 22
    assert f"/map/{token}" in read(ada, page)
    assert send(ada, f"{page}/1/withdraw", page=page).status_code == 303
    assert maps.published(closed.store, token) is None
    assert "/map/" + token not in read(ada, page)


def test_a_version_that_is_not_there_is_not_published(ada: FlaskClient, closed: Room, page: str) -> None:
    assert send(ada, f"{page}/7/publish", page=page).status_code == 404
    assert ada.get(f"{page}/7/export/csv").status_code == 404


def test_versions_are_compared(ada: FlaskClient, closed: Room, page: str) -> None:
    send(ada, page)
    closed.act("rename_category", category=next(iter(closed.board.categories)), name="Schaamte en trots")
    now = read(ada, f"{page}/compare?older=1&newer=live")
    assert "Schaamte en trots" in now
    assert "Er is geen verschil" in read(ada, f"{page}/compare?older=1&newer=1")


@pytest.mark.parametrize("query", ["", "older=x", "older=1&newer=9", "older=9", "older=1&newer=x", "older=" + "9" * 99])
def test_what_can_not_be_compared_is_not_there(ada: FlaskClient, closed: Room, page: str, query: str) -> None:
    send(ada, page)
    assert ada.get(f"{page}/compare?{query}").status_code == 404


@pytest.mark.parametrize("format", exports.FORMATS)
def test_a_version_is_taken_home(ada: FlaskClient, closed: Room, page: str, format: exports.Format) -> None:
    send(ada, page)
    answer = ada.get(f"{page}/1/export/{format}")
    file = exports.of_version(closed.store, closed.made.track, 1, format)
    assert (answer.status_code, answer.data) == (200, file.content)
    assert "_v1_" in answer.headers["Content-Disposition"]


@pytest.mark.parametrize("format", exports.FORMATS)
def test_the_map_as_it_is_now_is_taken_home(ada: FlaskClient, said: Room, format: exports.Format) -> None:
    answer = ada.get(f"/desk/tracks/{said.made.track}/export/{format}")
    assert answer.data == exports.of_track(said.store, said.made.track, format).content


def test_the_archive_holds_every_file_and_what_it_sums_to(ada: FlaskClient, closed: Room, page: str) -> None:
    send(ada, page)
    answer = ada.get(f"/desk/tracks/{closed.made.track}/export/archive")
    assert answer.mimetype == "application/zip"
    assert answer.data == ada.get(f"/desk/tracks/{closed.made.track}/export/archive").data
    with zipfile.ZipFile(io.BytesIO(answer.data)) as archive:
        held = {name: archive.read(name) for name in archive.namelist()}
    manifest = held.pop("manifest-sha256.txt").decode()
    assert manifest == "".join(f"{hashlib.sha256(held[name]).hexdigest()}  {name}\n" for name in sorted(held))
    assert {Path(name).suffix for name in held} == {".csv", ".json", ".xlsx", ".html"}
    assert sum("samenvatting" in name for name in held) == 1


@pytest.mark.parametrize("format", ["pdf", "..%2f..%2fetc", "CSV"])
def test_an_unknown_format_is_not_there(ada: FlaskClient, closed: Room, format: str) -> None:
    assert ada.get(f"/desk/tracks/{closed.made.track}/export/{format}").status_code == 404


def test_somebody_else_s_map_does_not_exist(ada: FlaskClient, mallory: FlaskClient, closed: Room, page: str) -> None:
    send(ada, page)
    track = f"/desk/tracks/{closed.made.track}"
    for address in (page, f"{page}/compare?older=1", f"{page}/1/export/json", f"{track}/export/json"):
        assert mallory.get(address).status_code == 404
    for address in (page, f"{page}/1/publish", f"{page}/1/withdraw"):
        assert send(mallory, address, page="/desk/").status_code == 404
    assert maps.last_published(closed.store, closed.made.track) is None


# Reading in


def upload(client: FlaskClient, content: bytes, name: str = "export.json") -> Any:
    token = token_in(read(client, "/desk/import"))
    return client.post("/desk/import", data={"csrf_token": token, "file": (io.BytesIO(content), name)})


@pytest.fixture
def elsewhere(tmp_path: Path) -> Iterator[bytes]:
    """An export of another server's track."""
    application = application_on(f"sqlite:///{tmp_path / 'elsewhere.sqlite'}")
    add_facilitators(application.store, "ada")
    room = room_on(application)
    room.open()
    room.say("Van elders.")
    room.act("close")
    yield exports.of_track(application.store, room.made.track, "json").content
    application.store.close()


def test_an_export_is_read_in(ada: FlaskClient, store: Store, elsewhere: bytes) -> None:
    answer = upload(ada, elsewhere)
    assert answer.status_code == 303
    track = json.loads(elsewhere)["track"]["id"]
    assert answer.location.endswith(PAGE.format(track=track))
    assert read(ada, answer.location)
    assert exports.of_track(store, track, "json").content == elsewhere


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "geen JSON-bestand"),
        (b"{}", "geen JSON-export van Facilitator"),
        (b'{"format": "facilitator/1"}', "track"),
        (b" " * (importing.LARGEST + 1), "groter dan 20 MB"),
    ],
)
def test_what_can_not_be_read_in_is_said_at_the_field(ada: FlaskClient, content: bytes, said: str) -> None:
    answer = upload(ada, content)
    assert answer.status_code == 200
    assert said in answer.text.partition('id="file-error"')[2]
    assert "Er is niets opgeslagen" in answer.text


def test_what_is_here_already_is_not_read_in_again(ada: FlaskClient, mallory: FlaskClient, elsewhere: bytes) -> None:
    upload(ada, elsewhere)
    assert "hier al" in upload(mallory, elsewhere).text


def test_an_altered_text_is_found(ada: FlaskClient, elsewhere: bytes) -> None:
    answer = upload(ada, elsewhere.replace(b"Van elders.", b"Van ergens."))
    assert "is iets veranderd" in answer.text


def test_far_too_large_a_request_is_refused_at_once(ada: FlaskClient) -> None:
    answer = upload(ada, b" " * (22 * 2**20))
    assert answer.status_code == 413
    assert "<h1" in answer.text


def test_what_people_wrote_is_text_on_every_page(ada: FlaskClient, said: Room, page: str) -> None:
    hostile = "<script>alert(1)</script>"
    said.say(hostile)
    said.act("close")
    send(ada, page)
    said.act("add_category", name=hostile)
    said.act("sort", oneliners=list(said.board.cards), category=list(said.board.categories)[-1])
    compared = read(ada, f"{page}/compare?older=1&newer=live")
    assert hostile not in compared
    assert "&lt;script&gt;alert(1)" in compared


def test_a_file_is_needed(ada: FlaskClient) -> None:
    assert 'aria-invalid="true"' in send(ada, "/desk/import").text


def test_whoever_is_not_signed_in_reads_nothing_in(client: FlaskClient) -> None:
    assert client.get("/desk/import").location.startswith("/sign-in")
