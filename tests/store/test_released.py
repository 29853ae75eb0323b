"""What an earlier release left behind: its database is brought up to date, its export is read in, and both hold.

`released/<schema>.sqlite.xz` is a whole assignment as that release made it: a process of two rounds and four
interviews, fixed, weighed and closed, and its goal with approval and plan. `released/<schema>_process.json.xz` is what
the same release exported of its process track.
"""

import json
import lzma
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from facilitator.cli.commands import main
from facilitator.services.documents import importing
from facilitator.store import Store
from facilitator.store.migrations import upgrade
from tests.furnished import furnish
from tests.makers import add_facilitators

RELEASED = Path(__file__).with_name("released")
SINCE = ("format", "fingerprint", "fingerprint_shown")
"""What a later format says otherwise of what there is now; of what was fixed it says the same."""
SCHEMAS = sorted(file.name.removesuffix(".sqlite.xz") for file in RELEASED.glob("*.sqlite.xz"))


def unpacked(name: str) -> bytes:
    return lzma.decompress((RELEASED / name).read_bytes())


@pytest.fixture(params=SCHEMAS)
def schema(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The address of a file that is not there yet; the commands use it too."""
    address = f"sqlite:///{tmp_path / 'released.sqlite'}"
    monkeypatch.setenv("FACILITATOR_DATABASE", address)
    monkeypatch.setenv("FACILITATOR_SECRET", "only for tests")
    return address


def brought_up_to_date(database: str, schema: str) -> None:
    Path(database.removeprefix("sqlite:///")).write_bytes(unpacked(f"{schema}.sqlite.xz"))
    store = Store(database)
    upgrade(store)
    store.close()


def test_a_released_database_is_good_after_its_upgrade(
    database: str, schema: str, capfd: pytest.CaptureFixture[str]
) -> None:
    brought_up_to_date(database, schema)

    assert main(["verify"]) == 0
    assert "masked, not checkable" in capfd.readouterr().out


def test_a_released_database_tells_no_order_of_what_it_closed_after_its_upgrade(database: str, schema: str) -> None:
    brought_up_to_date(database, schema)

    with closing(sqlite3.connect(database.removeprefix("sqlite:///"))) as file:
        ids = {it for (it,) in file.execute("SELECT id FROM oneliner")}
        told = [(type, body) for type, body in file.execute("SELECT type, body FROM act WHERE type != 'closed'")]
    assert {type for type, body in told if any(it in body for it in ids)} == {"starred", "kind_set"}  # since


def test_a_released_database_exports_what_its_release_exported(
    database: str, schema: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    brought_up_to_date(database, schema)
    was = unpacked(f"{schema}_process.json.xz")
    now = tmp_path / "now.json"

    assert main(["export", "--track", json.loads(was)["track"]["id"], "--format", "json", "-o", str(now)]) == 0
    told, then = json.loads(now.read_bytes()), json.loads(was)
    assert {name: told[name] for name in then if name not in SINCE} == {
        name: it for name, it in then.items() if name not in SINCE
    }


def test_a_released_export_is_verified_and_read_in(
    database: str, schema: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    was = unpacked(f"{schema}_process.json.xz")
    file, again = tmp_path / "was.json", tmp_path / "again.json"
    file.write_bytes(was)
    assert main(["verify", str(file)]) == 0
    furnish(Path(database.removeprefix("sqlite:///")))
    store = Store(database)
    add_facilitators(store, "ben")
    taken = importing.take_in(store, "ben", importing.read(was))
    store.close()

    assert main(["verify"]) == 0
    assert main(["export", "--track", taken.track, "--format", "json", "-o", str(again)]) == 0
    assert json.loads(again.read_bytes())["versions"] == json.loads(was)["versions"]
