"""Whatever goes wrong, no log, file or other table holds who, with what, or what was said."""

import contextlib
import http.client
import sqlite3
from pathlib import Path

import requests

from tests.live.clients import Raw, Refused
from tests.live.rooms import Room, room_on
from tests.patience import PATIENCE
from tests.servers import Server

TEXT = "CANARYTEXT Mensen schamen zich."
AGENT = "CANARYAGENT/1.0"
ADDRESS = "127.9.9.9"
KEY = "ca9a41e5-0000-4000-8000-0000000000c1"


def test_no_trace_of_anybody_in_any_log_or_file(tmp_path: Path) -> None:
    with Server(tmp_path, LOG="DEBUG") as server, room_on(server) as room:
        room.open()
        phone = room.phone("policy")
        assert phone.submit(TEXT, key=KEY)["ok"]
        go_wrong_in_every_way(server, room)
        for number in range(8):
            phone.submit(f"{TEXT} {number}")
        said = server.stdout.read_bytes() + server.stderr.read_bytes()
    for canary in (TEXT, AGENT, ADDRESS, KEY, room.made["code"]):
        assert canary.encode() not in said, canary
    for file in tmp_path.iterdir():
        if not file.name.startswith("facilitator.sqlite"):
            assert TEXT.encode() not in file.read_bytes(), file.name
        assert AGENT.encode() not in file.read_bytes(), file.name
        assert ADDRESS.encode() not in file.read_bytes(), file.name
        assert KEY.encode() not in file.read_bytes(), file.name
    assert places_of(TEXT, tmp_path / "facilitator.sqlite") == {("oneliner", "text")}


def places_of(canary: str, file: Path) -> set[tuple[str, str]]:
    """The columns that hold it."""
    found = set()
    with contextlib.closing(sqlite3.connect(file)) as connection:
        for (table,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
            for column in [row[1] for row in connection.execute(f'PRAGMA table_info("{table}")')]:
                held = f'SELECT 1 FROM "{table}" WHERE CAST("{column}" AS TEXT) LIKE ? LIMIT 1'
                if connection.execute(held, (f"%{canary}%",)).fetchone():
                    found.add((table, column))
    return found


def go_wrong_in_every_way(server: Server, room: Room) -> None:
    """From an address and a browser of its own: wrong pages, wrong forms, wrong frames."""
    browser = requests.Session()
    browser.headers["User-Agent"] = AGENT
    adapter = requests.adapters.HTTPAdapter()
    adapter.init_poolmanager(10, 10, source_address=(ADDRESS, 0))
    browser.mount("http://", adapter)
    code = room.made["code"]
    for path in ("/nothing", "/j/XXXXXX", "/screen/none", "/map/none", "/approve/none", "/setup/none", "/enter/none"):
        browser.get(server.url + path, timeout=PATIENCE)
    for body in ("{", "[]", '{"key":1}', '{"text":"' + TEXT + '"}', '"' + TEXT + '"'):
        headers = {"Content-Type": "application/json"}
        browser.post(f"{server.url}/j/{code}/oneliners", data=body.encode(), headers=headers, timeout=PATIENCE)
    browser.post(f"{server.url}/sign-in", data={"name": TEXT, "password": TEXT}, timeout=PATIENCE)
    browser.post(f"{server.url}/j/{code}/oneliners", data=b"x" * 100_000, timeout=PATIENCE)
    browser.put(f"{server.url}/j/{code}", timeout=PATIENCE)
    browser.get(f"{server.url}/?{TEXT}", timeout=PATIENCE)
    browser.get(f"{server.url}/socket.io/?EIO=3&transport=polling&{TEXT}", timeout=PATIENCE)
    browser.get(
        f"{server.url}/socket.io/?EIO=4&transport=polling", headers={"Origin": f"http://{TEXT}"}, timeout=PATIENCE
    )
    broken_frames(server, code)
    half = http.client.HTTPConnection("127.0.0.1", server.port, source_address=(ADDRESS, 0), timeout=PATIENCE)
    half.putrequest("POST", f"/j/{code}/oneliners")
    half.putheader("User-Agent", AGENT)
    half.endheaders()
    half.close()


def broken_frames(server: Server, code: str) -> None:
    frames = (
        f'42/phone,1["submit",{{"text":"{TEXT}"}}]',
        f'42/phone,2["{TEXT}"]',
        f'42/phone,3["submit","{TEXT}"',
        f'42/admin,["{TEXT}"]',
        f"4{TEXT}",
        f'451-/phone,["{TEXT}",{{"_placeholder":true,"num":0}}]',
        TEXT,
    )
    for frame in frames:
        with contextlib.suppress(Exception), Raw.phone(server.url, code) as raw:
            raw.send(frame)
            raw.receive()
    with contextlib.suppress(Refused, Exception):
        Raw(server.url, connect='0/phone,{"code":"' + TEXT + '"}', headers={"User-Agent": AGENT}).close()
