"""A dry run is wiped whole by its owner, once, and only while it is alone on its track."""

import pytest
from sqlalchemy import func, select

from facilitator.services import dry_runs
from facilitator.services.application import Application
from facilitator.services.rounds import Gathering, add_to
from facilitator.services.writing import Wipe
from facilitator.store import tables
from facilitator.store.journal import FIRST_LINK
from tests.makers import Room, code_of, room_on


@pytest.fixture
def room(application: Application) -> Room:
    made = room_on(application, dry_run=True)
    made.open()
    return made


def wipe(room: Room, *, by: str = "ada", consultation: str = "") -> object:
    job = Wipe(track=room.made.track, consultation=consultation or room.made.consultation, by=by)
    return room.application.write([job])[0]


def rows(room: Room, *kinds: type[tables.Base]) -> list[int]:
    with room.store.read() as connection:
        return [connection.scalar(select(func.count()).select_from(it)) or 0 for it in kinds]


def test_nothing_of_what_was_tried_is_left(room: Room) -> None:
    first, second = room.say("Een proef."), room.say("Nog een proef.")
    room.act("sort", oneliners=[first], category=room.add_category("Proef"))
    room.act("link", **{"from": first, "to": second})
    room.act("probe", text="Hoe?", to="everyone")
    room.attend("policy", 4)

    assert wipe(room) is None

    kept = (tables.Oneliner, tables.Category, tables.Placement, tables.Relation, tables.Probe, tables.Receipt)
    assert rows(room, *kept, tables.Attendance, tables.Arrival, tables.ActRecord) == [0] * 9


def test_it_begins_afresh_under_its_own_code_and_is_a_dry_run_no_more(room: Room) -> None:
    room.act("screen", mode="blank")
    wipe(room)
    room.application.freshen()
    track = room.application.track(room.made.track)
    facts, state = track.consultations[room.made.consultation], room.board.consultations[room.made.consultation]
    assert (facts.code, facts.dry_run, track.chain) == (room.made.code, False, FIRST_LINK)
    assert (state.phase, state.question, state.screen) == ("lobby", None, {"mode": "join"})


def test_who_knew_what_was_wiped_reads_the_track_anew(room: Room) -> None:
    room.say("Een proef.")
    before = room.board.revision
    wipe(room)
    room.application.freshen()
    assert (room.board.revision, room.board.cards) == (before + 1, {})
    room.open()
    assert room.say("Nu echt.")


def test_it_is_wiped_once(room: Room) -> None:
    wipe(room)
    room.application.freshen()
    assert code_of(wipe(room)) == "forbidden"


@pytest.mark.parametrize(("by", "code"), [("eve", "not_yours"), ("mallory", "forbidden")])
def test_only_its_owner_wipes_it(room: Room, by: str, code: str) -> None:
    room.join("eve")
    said = room.say("Een proef.")
    assert code_of(wipe(room, by=by)) == code
    assert said in room.board.cards


def test_what_is_not_there_is_not_wiped(room: Room) -> None:
    assert code_of(wipe(room, consultation="f" * 16)) == "forbidden"


def test_nothing_is_wiped_beside_another_consultation(room: Room) -> None:
    with room.store.work() as connection:
        wanted = Gathering("Er is geen tweede naast een proef", 1)
        add_to(connection, room.made.track, wanted)
    room.application.refresh(room.made.track)
    track = room.application.track(room.made.track)
    with room.store.work() as connection, pytest.raises(Exception, match="forbidden"):
        dry_runs.wipe(connection, track, room.made.consultation)


def test_a_dry_run_that_was_closed_gets_another_code(room: Room) -> None:
    room.act("close")
    wipe(room)
    facts = room.application.track(room.made.track).consultations[room.made.consultation]
    assert facts.code not in (None, room.made.code)
    room.open()
    assert room.say("Nu echt.")


def test_only_a_dry_run_is_wiped(application: Application) -> None:
    room = room_on(application)
    room.open()
    oneliner = room.say("Echt.")
    assert code_of(wipe(room)) == "forbidden"
    assert oneliner in room.board.cards
