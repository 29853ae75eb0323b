"""A copy is of one moment, however busy it is; it goes back whole, or not at all."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import func, select, text

from facilitator.services import backups
from facilitator.services.accounts import facilitators
from facilitator.services.application import Application
from facilitator.services.backups import CantRestore
from facilitator.services.documents import verifying
from facilitator.services.documents.verifying import Broken
from facilitator.store import Store, dumps, tables
from facilitator.store.copies import InUse, check_sqlite, claim
from facilitator.store.dumps import NoDump
from tests.makers import Room, add_facilitators, application_on, room_on


@pytest.fixture
def empty(kind: str, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Store]:
    """Another database, of the same kind, with nothing in it."""
    if kind == "sqlite":
        yield Store(f"sqlite:///{tmp_path / 'elsewhere' / 'restored.sqlite'}")
        return
    store = Store(request.getfixturevalue("postgres_database"))
    yield store
    store.close()


@contextmanager
def busy(room: Room) -> Iterator[list[str]]:
    """Let one-liners come in all the while; gives what was accepted so far."""
    accepted: list[str] = []
    over = threading.Event()

    def send() -> None:
        while not over.is_set():
            jobs = [room.submission(f"Nummer {len(accepted)}, {at}.") for at in range(5)]
            accepted.extend(str(outcome) for outcome in room.application.write(jobs))

    sending = threading.Thread(target=send)
    sending.start()
    try:
        yield accepted
    finally:
        over.set()
        sending.join()


def counts(store: Store) -> dict[str, int]:
    with store.read() as connection:
        return {
            table.name: int(connection.execute(select(func.count()).select_from(table)).scalar_one())
            for table in tables.Base.metadata.sorted_tables
        }


def test_a_copy_made_while_many_send_is_of_one_moment(room: Room, empty: Store, tmp_path: Path) -> None:
    file = tmp_path / "copy"
    with busy(room) as accepted:
        while len(accepted) < 100:
            time.sleep(0.01)
        before = len(accepted)
        backups.backup(room.store, file)
    backups.restore(empty, file, force=False)
    found = counts(empty)
    assert found["oneliner"] >= before
    assert found["oneliner"] == found["receipt"]
    with empty.read() as connection:
        revision = connection.execute(select(tables.Track.revision)).scalar_one()
    assert found["oneliner"] + found["act"] == revision
    assert file.stat().st_mode & 0o777 == 0o600


def test_what_is_put_back_is_what_was_copied(room: Room, empty: Store, tmp_path: Path) -> None:
    said, category = room.say("Schaamte 👩‍👩‍👧."), room.add_category("Regels")
    room.act("sort", oneliners=[said], category=category)
    backups.backup(room.store, tmp_path / "copy")
    checked = backups.restore(empty, tmp_path / "copy", force=False)
    assert (checked.texts, checked.acts) == (1, 3)
    again = application_on(empty.url.render_as_string(hide_password=False))
    assert again.track(room.made.track).board == room.board
    again.store.close()


def test_who_was_signed_in_then_signs_in_again(room: Room, empty: Store, tmp_path: Path) -> None:
    facilitators.sign_in(room.store, "ada", now=0)
    facilitators.make_setup_link(room.store, now=0)
    backups.backup(room.store, tmp_path / "copy")
    backups.restore(empty, tmp_path / "copy", force=False)
    assert (counts(room.store)["sign_in"], counts(room.store)["link"]) == (1, 1)
    assert (counts(empty)["sign_in"], counts(empty)["link"]) == (0, 0)


def test_nothing_is_overwritten_unless_that_is_asked(room: Room, empty: Store, tmp_path: Path) -> None:
    room.say("Bewaard.")
    backups.backup(room.store, tmp_path / "copy")
    backups.restore(empty, tmp_path / "copy", force=False)
    with empty.work() as connection:
        connection.execute(text("DELETE FROM oneliner"))
    empty.close()
    with pytest.raises(CantRestore, match="--force"):
        backups.restore(empty, tmp_path / "copy", force=False)
    assert counts(empty)["oneliner"] == 0
    empty.close()
    backups.restore(empty, tmp_path / "copy", force=True)
    assert counts(empty)["oneliner"] == 1


def test_nothing_is_put_under_somebody_who_uses_it(room: Room, tmp_path: Path) -> None:
    room.say("Bewaard.")
    backups.backup(room.store, tmp_path / "copy")
    if room.store.file is not None:
        with claim(room.store.file), pytest.raises(InUse):
            backups.restore(room.store, tmp_path / "copy", force=True)
        return
    other = Store(room.store.url.render_as_string(hide_password=False))
    with other.read() as connection, pytest.raises(CantRestore, match="in use"):
        connection.execute(text("SELECT 1"))
        backups.restore(room.store, tmp_path / "copy", force=True)
    other.close()


def test_what_is_no_backup_is_not_put_back(room: Room, tmp_path: Path) -> None:
    room.say("Bewaard.")
    before = counts(room.store)
    (tmp_path / "copy").write_bytes(b"dit is geen database" * 1000)
    with pytest.raises((CantRestore, NoDump)):
        backups.restore(room.store, tmp_path / "copy", force=True)
    with pytest.raises(CantRestore, match="no backup"):
        backups.restore(room.store, tmp_path / "nergens", force=True)
    assert counts(room.store) == before


def test_a_copy_takes_the_place_of_an_older_one(room: Room, tmp_path: Path) -> None:
    backups.backup(room.store, tmp_path / "copy")
    first = (tmp_path / "copy").read_bytes()
    room.say("Nieuw.")
    backups.backup(room.store, tmp_path / "copy")
    assert (tmp_path / "copy").read_bytes() != first
    assert not [file for file in tmp_path.iterdir() if file.name.startswith(".")], "something half done"


# Files


def test_a_copy_is_one_file_that_needs_nothing_beside_it(sqlite: Store, tmp_path: Path) -> None:
    application = full_application(sqlite)
    backups.backup(application.store, tmp_path / "copy")
    assert [file.name for file in tmp_path.glob("copy*")] == ["copy"]
    (tmp_path / "copy").chmod(0o400)
    assert check_sqlite(tmp_path / "copy") is None
    application.store.close()


def test_a_copy_is_not_written_over_the_database_itself(sqlite: Store) -> None:
    application = full_application(sqlite)
    assert sqlite.file is not None
    with pytest.raises(OSError, match="itself"):
        backups.backup(application.store, sqlite.file)
    application.store.close()


def test_a_copy_of_altered_texts_is_not_put_back(sqlite: Store, tmp_path: Path) -> None:
    application = full_application(sqlite)
    backups.backup(application.store, tmp_path / "copy")
    other = Store(f"sqlite:///{tmp_path / 'copy'}")
    with other.work() as connection:
        connection.execute(text("DROP TRIGGER oneliner_is_literal"))
        connection.execute(text("UPDATE oneliner SET text = 'Anders.'"))
    other.close()
    with pytest.raises(Broken):
        backups.restore(application.store, tmp_path / "copy", force=True)
    assert verifying.database(application.store).texts == 1
    application.store.close()


def test_another_program_s_database_is_not_put_back(sqlite: Store, tmp_path: Path) -> None:
    other = Store(f"sqlite:///{tmp_path / 'copy'}")
    with other.work() as connection:
        connection.execute(text("CREATE TABLE groceries (name TEXT)"))
    other.close()
    with pytest.raises(CantRestore, match="not a database of ours"):
        backups.restore(sqlite, tmp_path / "copy", force=True)


def test_a_damaged_file_is_told_from_a_sound_one(sqlite: Store) -> None:
    application = full_application(sqlite)
    room = room_on(application)
    room.open()
    for number in range(200):
        room.say(f"Nummer {number}.")
    application.store.close()
    assert sqlite.file is not None
    assert check_sqlite(sqlite.file) is None
    content = bytearray(sqlite.file.read_bytes())
    content[8192:20480] = b"\xff" * 12288
    sqlite.file.write_bytes(content)
    assert check_sqlite(sqlite.file) is not None


def full_application(store: Store) -> Application:
    application = application_on(store.url.render_as_string(hide_password=False))
    add_facilitators(application.store, "ada")
    room = room_on(application)
    room.open()
    room.say("Bewaard.")
    return application


# Dumps


def test_without_postgresql_s_programs_there_is_a_line_that_says_so(
    postgres_database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = Store(postgres_database)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(NoDump, match="pg_dump is not on this machine"):
        backups.backup(store, tmp_path / "copy")
    assert not (tmp_path / "copy").exists()
    store.close()


def test_a_database_that_is_gone_is_one_line(postgres_database: str, tmp_path: Path) -> None:
    gone = Store(postgres_database + "_gone")
    with pytest.raises(NoDump, match="does not exist") as refused:
        dumps.dump(gone.url, tmp_path / "copy")
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize("link", [Path.symlink_to, Path.hardlink_to])
def test_a_file_is_claimed_by_all_its_names(tmp_path: Path, link: Callable[[Path, Path], None]) -> None:
    file, other = tmp_path / "facilitator.sqlite", tmp_path / "elsewhere" / "other.sqlite"
    other.parent.mkdir()
    file.touch()
    link(other, file)
    with claim(file), pytest.raises(InUse):
        claim(other)
    with claim(other):
        pass
