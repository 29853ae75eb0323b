"""A client that shares no line with ours: JavaScript, with the library that browsers use."""

import json
import subprocess
from pathlib import Path

from facilitator.vendor import deno, deno_environment
from tests.house.tools import ROOT
from tests.live.clients import Shape, sign_in
from tests.live.rooms import cards_of, query
from tests.patience import PATIENCE
from tests.servers import Server

TEXT = "Stapel op bestaande ideeën 👪"


def main_job(server: Server, made: Shape, transport: str) -> Shape:
    """Let the outside client walk from joining to sorting; what it saw on the way."""
    given = {
        "url": server.url,
        "transport": transport,
        "code": made["code"],
        "consultation": made["consultation"],
        "cookie": sign_in(made["board_url"]),
        "screen": made["screen_url"].rsplit("/", 1)[1],
        "question": made["questions"][0]["id"],
        "text": TEXT,
    }
    program = ROOT / "tests/live/outside_client.mjs"
    command: list[str | Path] = [
        deno(),
        "run",
        "--quiet",
        "--no-check",
        "--cached-only",
        "--allow-all",
        program,
        json.dumps(given),
    ]
    done = subprocess.run(command, cwd=ROOT, env=deno_environment(), capture_output=True, text=True, timeout=PATIENCE)
    assert done.returncode == 0, done.stdout + done.stderr
    saw: Shape = json.loads(done.stdout)
    return saw


def test_a_client_in_another_language_does_the_main_job(live_server: Server, each_transport: str) -> None:
    made = live_server.new()
    saw = main_job(live_server, made, each_transport)
    assert saw["lobby"]["phase"] == "lobby"
    assert saw["open"]["question"]["id"] == made["questions"][0]["id"]
    assert saw["turnedAway"]["data"]["code"] == "unknown_code"
    assert saw["taken"].keys() == {"ok", "id"}
    assert saw["again"] == saw["taken"]
    assert saw["other"]["error"]["code"] == "key_taken"
    assert saw["received"]["oneliner"]["text"] == saw["shown"]["oneliner"]["text"] == TEXT
    assert saw["sorted"]["ok"]
    assert saw["readOnly"]["error"]["code"] == "read_only"
    assert saw["unknown"]["error"]["code"] == "bad_request"
    assert [event["type"] for event in saw["since"]["events"]] == [
        "question_opened", "oneliner_received", "category_added", "sorted",
    ]  # fmt: skip
    assert saw["mine"]["oneliners"][0]["status"] == "received"
    stored = query(live_server, f"SELECT text FROM oneliner WHERE id = '{saw['taken']['id']}'")
    assert stored == [(TEXT,)]
    assert cards_of({"oneliners": [saw["received"]["oneliner"]]}).keys() == {saw["taken"]["id"]}
