"""The demo: the main job, visible within seconds, and a person can take over."""

import asyncio
import re
import signal
import subprocess
import threading
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from facilitator.rehearsal.entering import sign_in
from tests.cli.facilitating import board, finished
from tests.outside.process import free_port
from tests.patience import PATIENCE
from tests.servers import COMMAND, clean_environment

PACE = "40"  # times faster than people


@contextmanager
def demonstrating(tmp_path: Path, *flags: str) -> Iterator[tuple[Any, dict[str, str]]]:
    """A demo that runs, and the addresses that it printed."""
    environment = clean_environment({}) | {"TMPDIR": str(tmp_path)}
    command = [*COMMAND, "demo", "--port", str(free_port()), "--pace", PACE, *flags]
    process = subprocess.Popen(command, env=environment, cwd=tmp_path, stdout=subprocess.PIPE, text=True)
    watchdog = threading.Timer(60, process.kill)
    watchdog.start()
    try:
        yield process, addresses(process)
    finally:
        watchdog.cancel()
        process.send_signal(signal.SIGTERM)
        process.wait(15)


def addresses(process: Any) -> dict[str, str]:
    """What it prints, by the first word of each line."""
    found: dict[str, str] = {}
    for line in process.stdout:
        if match := re.match(r"(Board|Screen|Phone)\b.*?(http://\S+)$", line):
            found[match[1]] = match[2]
        if "Phone" in found:
            return found
    raise AssertionError("it ended before it said where to look")


def test_one_liners_come_in_and_are_sorted_by_themselves(tmp_path: Path) -> None:
    with demonstrating(tmp_path) as (_, found):
        snapshot = finished(look(found["Board"], until=is_divided))
    sorted_ones = [it for it in snapshot["oneliners"] if it["category"]]
    assert len(snapshot["categories"]) >= 4
    assert snapshot["consultation"]["question"] == snapshot["questions"][0]["id"]
    assert 0 < len(sorted_ones) < len(snapshot["oneliners"])


def test_screen_and_phone_open_without_anything_to_fill_in(tmp_path: Path) -> None:
    with demonstrating(tmp_path) as (_, found):
        for name in ("Screen", "Phone"):
            with urllib.request.urlopen(found[name], timeout=PATIENCE) as answer:
                assert answer.status == 200


def test_it_leaves_off_when_a_person_takes_over(tmp_path: Path) -> None:
    with demonstrating(tmp_path) as (_, found):
        snapshot = finished(look(found["Board"], until=is_divided, act={"type": "screen", "mode": "blank"}, rest=4))
    assert snapshot["consultation"]["screen"]["mode"] == "blank"
    assert snapshot["consultation"]["question"] == snapshot["questions"][0]["id"]


def test_it_leaves_nothing_behind(tmp_path: Path) -> None:
    with demonstrating(tmp_path) as (process, found):
        assert list(tmp_path.iterdir())
    assert process.returncode == 0
    assert not list(tmp_path.iterdir())
    assert not answers(found["Phone"])


def answers(url: str) -> bool:
    """Whether there still is a server."""
    try:
        with urllib.request.urlopen(url, timeout=2):
            return True
    except OSError:
        return False


def is_divided(snapshot: dict[str, Any]) -> bool:
    """Some lie in categories already."""
    return len([it for it in snapshot["oneliners"] if it["category"]]) >= 2


async def look(board_url: str, *, until: Any, act: dict[str, Any] | None = None, rest: float = 0) -> dict[str, Any]:
    """The board once something holds, and, after an act and a rest, again."""
    server = board_url.partition("/enter/")[0]
    cookie = await asyncio.to_thread(sign_in, board_url)
    consultation = await asyncio.to_thread(consultation_of, server, cookie)
    connection = await board(server, consultation, cookie)
    async with asyncio.timeout(PATIENCE):
        while not until(snapshot := await whole(connection)):
            await asyncio.sleep(0.2)
    if act is not None:
        told = await connection.ask("act", {"key": "00000000-0000-4000-8000-000000000001", **act})
        assert told["ok"], told
        await asyncio.sleep(rest)
        snapshot = await whole(connection)
    connection.close()
    return snapshot


async def whole(connection: Any) -> dict[str, Any]:
    """All of the board, as it is now."""
    told = await connection.ask("since", {"revision": 10**9})
    snapshot: dict[str, Any] = told["snapshot"]
    return snapshot


def consultation_of(server: str, cookie: str) -> str:
    """The consultation that the desk leads to."""
    request = urllib.request.Request(f"{server}/desk/", headers={"Cookie": cookie})
    with urllib.request.urlopen(request, timeout=PATIENCE) as answer:
        found = re.search(r"/desk/consultations/([0-9a-f]{16})", answer.read().decode())
    assert found is not None
    return found[1]
