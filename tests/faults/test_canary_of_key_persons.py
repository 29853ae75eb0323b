"""Whoever is on the list of key persons is in no log, no other file and no other table, and on nobody else's page."""

import contextlib
import re
import sqlite3
from pathlib import Path

import requests

from tests.faults.test_canary import places_of
from tests.live.clients import enter
from tests.patience import PATIENCE
from tests.servers import Server
from tests.web.conftest import token_in

NAME = "CANARYNAME Jan de Vries"
TEXTS = {
    "name": NAME,
    "organisation": "CANARYORGANISATION",
    "contact": "CANARYCONTACT 06 12345678",
    "reason": "CANARYREASON",
    "note": "CANARYNOTE",
}
WHERE = {"environment": "policy", "side": "internal", "function": "CANARYFUNCTION", "sub_function": "CANARYSUB"}


def test_no_trace_of_a_key_person_in_any_log_file_or_other_table(tmp_path: Path) -> None:
    with Server(tmp_path, LOG="DEBUG") as server:
        ada, consultation, track = signed_in(server)
        base = f"{server.url}/desk/tracks/{track}/persons"
        sit_down(ada, base)
        go_wrong_in_every_way(ada, base)
        elsewhere = pages_elsewhere(ada, server, consultation, track)
        said = server.stdout.read_bytes() + server.stderr.read_bytes()
    assert len(elsewhere) > 6
    for canary in (*TEXTS.values(), WHERE["function"], WHERE["sub_function"]):
        assert canary.encode() not in said, canary
        for address, content in elsewhere.items():
            assert canary.encode() not in content, (canary, address)
        for file in tmp_path.iterdir():
            if not file.name.startswith("facilitator.sqlite"):
                assert canary.encode() not in file.read_bytes(), (canary, file.name)
        places = places_of(canary, tmp_path / "facilitator.sqlite")
        assert {table for table, _ in places} == {"key_person"}, canary


def signed_in(server: Server) -> tuple[requests.Session, str, str]:
    """Ada's browser, a consultation of hers and its track."""
    made = server.new(theme="wonen")
    browser = requests.Session()
    enter(browser, str(made["board_url"]))
    with contextlib.closing(sqlite3.connect(server.directory / "facilitator.sqlite")) as connection:
        of = "SELECT track_id FROM consultation WHERE id = ?"
        [track] = connection.execute(of, (made["consultation"],)).fetchone()
    return browser, str(made["consultation"]), str(track)


def sit_down(ada: requests.Session, base: str) -> None:
    """Put somebody on the list, in the way it is done."""
    token = token_in(ada.get(f"{base}/new", timeout=PATIENCE).text)
    seat = ada.post(f"{base}/new", data={"csrf_token": token, **WHERE}, timeout=PATIENCE)
    seen = re.search(r'name="etag" value="(\w+)"', seat.text)
    assert seen is not None
    typed = {**WHERE, **TEXTS, "network_type": "key_persons", "invited": "1", "etag": seen[1]}
    assert NAME in ada.post(seat.url, data={"csrf_token": token, **typed}, timeout=PATIENCE).text


def go_wrong_in_every_way(ada: requests.Session, base: str) -> None:
    """Wrong tokens, wrong files, wrong fields, and far too much."""
    token = token_in(ada.get(f"{base}/import", timeout=PATIENCE).text)
    line = ";".join(TEXTS.values())
    for data in (
        {"csrf_token": "no", **TEXTS},
        {"csrf_token": token, "text": f"omgeving;intern_extern;functie;subfunctie;naam\n{line}"},
        {"csrf_token": token, "text": f'omgeving;intern_extern;functie;subfunctie;naam\n"{line}', "confirm": "1"},
        {"csrf_token": token, "text": line * 20_000},
    ):
        for path in ("/import", "/new", "/months", "/rounds/1/invited", "/nowhere"):
            ada.post(base + path, data=data, timeout=PATIENCE)


def pages_elsewhere(ada: requests.Session, server: Server, consultation: str, track: str) -> dict[str, bytes]:
    """Every export, snapshot and page that is not the list of key persons; what is not there answers 404."""
    paths = [f"/desk/consultations/{consultation}{it}" for it in ("", "/snapshot", "/board", "/interview")]
    for of in (f"/desk/consultations/{consultation}", f"/desk/tracks/{track}"):
        paths += [f"{of}/export/{it}" for it in ("csv", "csv-excel", "xlsx", "json", "summary", "report")]
    on_track = ("map", "map/map.svg", "map/report", "map/versions", "analysis", "history", "weighing", "suspicion")
    paths += [f"/desk/tracks/{track}/{it}" for it in on_track]
    assignment = re.search(r"/desk/assignments/(\w+)", ada.get(server.url + paths[0], timeout=PATIENCE).text)
    assert assignment is not None
    paths += [f"/desk/assignments/{assignment[1]}{it}" for it in ("", "/record", "/feedback", "/start", "/settings")]
    found = {}
    for path in (*paths, "/desk/", "/desk/network"):
        answer = ada.get(server.url + path, timeout=PATIENCE)
        if answer.status_code == 200 and path != "/desk/network":
            found[path] = answer.content
        assert NAME.encode() not in answer.content, path
    return found
