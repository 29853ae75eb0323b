"""The application holds tracks, writes for everybody and tells what happened once it is durable."""

import threading
from collections.abc import Sequence
from typing import Any

import pytest
from sqlalchemy import text

from facilitator.domain.refusals import Refusal
from facilitator.services.application import Application
from facilitator.services.doors import NoDoors
from facilitator.services.tracks import Announcement, LiveTrack
from facilitator.services.writing import Job
from tests.apps import writing
from tests.makers import Room, application_on, code_of, room_on


class Heard(NoDoors):
    """Doors that remember what they were told."""

    def __init__(self) -> None:
        self.announced: list[str] = []
        self.moved: list[tuple[str, int]] = []
        self.reset_tracks: list[str] = []
        self.queue = "off"

    def announce(self, track: LiveTrack, announcements: Sequence[Announcement]) -> None:
        self.announced += [it.event.type for it in announcements]

    def moved_on(self, track: str, revision: int) -> None:
        self.moved.append((track, revision))

    def reset(self, track: LiveTrack) -> None:
        self.reset_tracks.append(track.id)

    def queue_health(self) -> str:
        return self.queue


@pytest.fixture
def heard(room: Room) -> Heard:
    doors = Heard()
    room.application.doors = doors
    return doors


def other_process(room: Room) -> Room:
    """The same room as another process sees it."""
    return Room(application_on(room.application.settings.database), room.made)


# Holding tracks


def test_a_track_is_read_once(room: Room) -> None:
    assert room.application.track(room.made.track) is room.application.track_of(room.made.consultation)


@pytest.fixture
def turns(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """How often others were let go on while a track was read, of which each turn reads one card."""
    told: list[str] = []
    monkeypatch.setattr("facilitator.store.boards.CARDS_IN_A_TURN", 1)
    monkeypatch.setattr("facilitator.services.application.next_turn", lambda: told.append("turn"))
    return told


def read_anew(room: Room) -> LiveTrack:
    room.application.tracks.clear()
    return room.application.track(room.made.track)


def test_others_go_on_while_a_large_track_is_read(room: Room, turns: list[str]) -> None:
    for number in range(3):
        room.say(f"Uitspraak {number}.")
    assert len(read_anew(room).board.cards) == 3
    assert len(turns) == 3


def test_nobody_goes_on_while_the_writer_reads_it(room: Room, turns: list[str]) -> None:
    room.say("Een uitspraak.")
    room.application.tracks.clear()
    room.application.write([room.submission("Nog een.")])
    assert turns == []


def test_what_the_writer_read_meanwhile_is_what_is_held(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    room.say("Een uitspraak.")
    written: list[Any] = []

    def write() -> None:
        if not written:
            written.extend(room.application.write([room.submission("Nog een.")]))

    monkeypatch.setattr("facilitator.services.application.next_turn", write)
    assert {*written} <= read_anew(room).board.cards.keys()
    assert len(written) == 1


def test_what_is_not_there_is_refused(application: Application) -> None:
    with pytest.raises(Refusal, match="bad_request"):
        application.track("f" * 16)
    with pytest.raises(Refusal, match="unknown_code"):
        application.track_of("f" * 16)


def test_a_track_that_was_refreshed_is_read_anew_and_its_clients_too(room: Room, heard: Heard) -> None:
    before = room.application.track(room.made.track)
    room.application.refresh(room.made.track)
    room.application.freshen()
    room.application.freshen()
    assert room.application.track(room.made.track) is not before
    assert heard.reset_tracks == [room.made.track]


def test_nobody_starts_afresh_for_a_track_that_was_not_held(room: Room, heard: Heard) -> None:
    room.application.refresh("f" * 16)
    room.application.freshen()
    assert heard.reset_tracks == []


# Writing


def test_what_happened_is_told_once_and_in_order(room: Room, heard: Heard) -> None:
    room.application.write([room.submission("Schaamte."), room.performance("add_category", name="Werk")])
    assert heard.announced == ["oneliner_received", "category_added"]
    assert heard.moved == [(room.made.track, room.board.revision)]


def test_of_what_was_refused_nothing_is_told(room: Room, heard: Heard) -> None:
    assert code_of(room.act("undo")) == "nothing_to_undo"
    assert (heard.announced, heard.moved) == ([], [])


def test_a_batch_over_two_tracks_gives_each_its_outcome(application: Application, room: Room) -> None:
    other = room_on(application)
    other.open()
    jobs: list[Job] = [other.submission("Hier."), room.submission("Daar."), other.performance("undo")]
    here, there, nothing = application.write(jobs)
    assert (here in other.board.cards, there in room.board.cards) == (True, True)
    assert code_of(nothing) == "nothing_to_undo"


def test_a_batch_that_was_not_written_leaves_nothing_behind(room: Room, heard: Heard) -> None:
    with room.store.work() as connection:
        connection.execute(text("CREATE TRIGGER broken BEFORE INSERT ON oneliner BEGIN SELECT RAISE(ABORT, 'no'); END"))
    with pytest.raises(Exception, match="no"):
        room.application.write([room.submission("Schaamte.")])
    assert heard.announced == []
    assert room.board.cards == {}


def test_a_track_is_free_again_after_a_batch_that_failed(room: Room) -> None:
    with room.store.work() as connection:
        connection.execute(text("CREATE TRIGGER broken BEFORE INSERT ON oneliner BEGIN SELECT RAISE(ABORT, 'no'); END"))
    with pytest.raises(Exception, match="no"):
        room.application.write([room.submission("Schaamte.")])
    with room.store.work() as connection:
        connection.execute(text("DROP TRIGGER broken"))
    done: list[object] = []
    thread = threading.Thread(target=lambda: done.append(room.send("Toch.")))
    thread.start()
    thread.join()
    assert isinstance(done[0], str)


def test_who_asks_waits_for_the_outcome(room: Room) -> None:
    with writing(room.application):
        assert room.application.ask(room.submission("Schaamte.")) in room.board.cards
        with pytest.raises(Refusal, match="nothing_to_undo"):
            room.application.ask(room.performance("undo"))


def test_who_asks_where_nothing_is_written_is_not_kept_waiting_for_ever(room: Room) -> None:
    with pytest.raises(Refusal, match="internal"):
        room.application.ask(room.submission("Schaamte."), patience=0)


# Other processes


def test_what_another_process_wrote_is_told_here_too(room: Room, heard: Heard) -> None:
    other = other_process(room)
    said = other.say("Schaamte.")
    room.application.look_everywhere()
    room.application.look_everywhere()
    assert (heard.announced, said in room.board.cards) == (["oneliner_received"], True)
    other.store.close()


def test_an_act_rests_on_what_another_process_wrote(room: Room, heard: Heard) -> None:
    other = other_process(room)
    said = other.say("Schaamte.")
    work = room.add_category("Werk")
    assert isinstance(room.act("sort", oneliners=[said], category=work), int)
    assert heard.announced == ["oneliner_received", "category_added", "sorted"]
    other.store.close()


def test_a_track_that_nobody_looks_at_is_not_looked_for(room: Room, heard: Heard) -> None:
    other = other_process(room)
    other.say("Schaamte.")
    room.application.look("f" * 16)
    assert heard.announced == []
    other.store.close()


# Health


@pytest.mark.parametrize(("queue", "status"), [("off", "ok"), ("ok", "ok"), ("down", "down")])
def test_it_is_well_where_database_and_queue_are(room: Room, heard: Heard, queue: str, status: str) -> None:
    heard.queue = queue
    assert room.application.health() == {"status": status, "database": "ok", "queue": queue}
