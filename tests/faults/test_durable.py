"""An acknowledgement goes out only after what it says is on the disk."""

from pathlib import Path

from facilitator.services.application import Application
from tests.faults.tracing import ANSWERED, commits_of, heard_by, strace, synced_before, traced
from tests.live.rooms import room_on
from tests.makers import application_on
from tests.servers import Server

FULL = 2


def test_the_database_syncs_every_commit(tmp_path: Path) -> None:
    application: Application = application_on(f"sqlite:///{tmp_path / 'facilitator.sqlite'}")
    with application.store.work() as connection:
        assert connection.exec_driver_sql("PRAGMA synchronous").scalar() == FULL
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"
    application.store.close()


def test_every_acknowledgement_comes_after_a_sync(tmp_path: Path) -> None:
    if strace() is None:
        return test_the_database_syncs_every_commit(tmp_path)  # where calls can't be traced, the setting counts
    server = Server(tmp_path, PHONE_RATE="0", CONSULTATION_RATE="0")
    trace = tmp_path / "server.trace"
    server.process.command = traced(server.process.command, trace)
    with server, room_on(server) as room:
        room.open()
        phone = room.phone()
        for number in range(50):
            assert phone.submit(f"Uitspraak {number}")["ok"]
    calls = trace.read_text(errors="replace")
    synced = synced_before(calls, begin=heard_by(calls), end=ANSWERED)
    assert len(synced) >= 50
    assert all(synced)
    return None


def test_this_would_be_seen_without_syncing(tmp_path: Path) -> None:
    """The check itself can fail: with a setting of SQLite's that is faster and does not sync."""
    if strace() is None:
        return
    assert all(commits_of(tmp_path, "FULL"))
    assert not any(commits_of(tmp_path, "NORMAL")[1:])
