"""Assignments among each other, how far their steps are, and their end."""

from pathlib import Path

import pytest
from sqlalchemy import func, insert, select, update

from facilitator.services import desk, portfolio, removing
from facilitator.services.desk import DeskAssignment
from facilitator.services.etags import ChangedMeanwhile, entity_tag
from facilitator.services.house import House
from facilitator.services.portfolio import Details, Unfit
from facilitator.services.removing import StillRunning
from facilitator.services.steps import Progress
from facilitator.steps.reflection import service as reflection
from facilitator.store import tables
from facilitator.store.tables import Base, KeyPerson, MapVersion, Weighing
from tests.makers import Room, room_on


def assignment_of(house: House, room: Room) -> DeskAssignment:
    found = desk.assignment(house.store, "ada", room.made.assignment)
    assert found is not None
    return found


def put_under(house: House, child: DeskAssignment, parent: str | None) -> None:
    now = desk.assignment(house.store, "ada", child.id)
    assert now is not None
    wanted = Details(now.title, now.theme, now.organisation, "programme", parent)
    portfolio.change(house, now, wanted, etag=portfolio.etag_of_details(now))


def progress_of(house: House, room: Room) -> dict[str, Progress]:
    track = desk.track(house.store, "ada", room.made.track)
    assert track is not None
    return {place.key: found for _, place, found in house.steps.progress(house.store, track)}


def test_assignments_lie_under_their_programme(house: House) -> None:
    top, middle, low, loose = (assignment_of(house, room_on(house, theme=it)) for it in ("a", "b", "c", "d"))
    put_under(house, middle, top.id)
    put_under(house, low, middle.id)

    groups = portfolio.grouped(desk.assignments(house.store, "ada"))

    assert [(it.programme and it.programme.id, [one.id for one in it.assignments]) for it in groups] == [
        (top.id, [middle.id, low.id]),
        (None, [loose.id]),
    ]


def test_nothing_is_part_of_itself(house: House) -> None:
    top, low = (assignment_of(house, room_on(house, theme=it)) for it in ("a", "b"))
    put_under(house, low, top.id)

    for child, parent in ((top, top.id), (top, low.id), (low, "0" * 16)):
        with pytest.raises(Unfit):
            put_under(house, child, parent)


def test_somebody_elses_programme_is_none(house: House) -> None:
    own, made = assignment_of(house, room_on(house)), room_on(house).made
    with house.store.work() as connection:
        here = tables.Assignment.id == made.assignment
        connection.execute(update(tables.Assignment).where(here).values(facilitator_id="eve"))

    with pytest.raises(Unfit):
        put_under(house, own, made.assignment)


def test_older_details_are_not_kept(house: House) -> None:
    own = assignment_of(house, room_on(house))

    with pytest.raises(ChangedMeanwhile):
        portfolio.change(house, own, Details("x", "y", "z", "", None), etag="older")

    assert assignment_of(house, room_on(house)).title != "x"


def test_the_steps_follow_what_there_is(house: House) -> None:
    room = room_on(house, suspicion="inwoners te laat komen.")
    assert [it.state for it in progress_of(house, room).values()] == ["done", "later", "later", "later", "later"]

    room.open()
    room.say("Schaamte.")
    consulting = progress_of(house, room)
    assert (consulting["consult"].state, consulting["map"].state) == ("busy", "busy")
    assert (consulting["consult"].since, consulting["consult"].oneliners) == ("2026-03-12", 1)

    room.act("close")
    assert progress_of(house, room)["consult"].state == "done"


def test_a_presumed_suspicion_is_not_done(house: House) -> None:
    assert progress_of(house, room_on(house))["suspicion"].state == "busy"
    assert progress_of(house, room_on(house, track="goal"))["settled"].state == "busy"


def test_a_fixed_map_and_a_closed_weighing_are_done(house: House) -> None:
    room = room_on(house)
    version = {
        "id": "v", "track_id": room.made.track, "number": 2, "day": "2026-04-02", "by": "Marieke",
        "fingerprint": "", "contents": {}, "token": None,
    }  # fmt: skip
    weighing = {
        "id": "w", "track_id": room.made.track, "version_id": "v", "contents": {}, "revision": 0,
        "closed_on": "2026-05-01", "closed_by": "Tom",
    }  # fmt: skip
    with house.store.work() as connection:
        connection.execute(insert(MapVersion), version)
        connection.execute(insert(Weighing), weighing)

    found = progress_of(house, room)

    assert (found["map"].state, found["map"].count, found["map"].by) == ("done", 2, "Marieke")
    assert (found["weighing"].state, found["weighing"].until) == ("done", "2026-05-01")


def test_a_dry_run_is_no_consulting(house: House) -> None:
    room = room_on(house, dry_run=True)
    room.open()
    room.say("Proef.")

    assert progress_of(house, room)["consult"].state == "later"


def test_an_archived_assignment_keeps_everything(house: House) -> None:
    own = assignment_of(house, room_on(house))

    portfolio.put_away(house.store, own, archived=True)
    assert assignment_of_id(house, own.id).archived
    portfolio.put_away(house.store, own, archived=False)

    assert assignment_of_id(house, own.id) == own


def assignment_of_id(house: House, wanted: str) -> DeskAssignment:
    found = desk.assignment(house.store, "ada", wanted)
    assert found is not None
    return found


def test_a_removed_assignment_leaves_nothing_behind(house: House, tmp_path: Path) -> None:
    other = room_on(house, theme="blijft")
    before = rows(house)
    room = room_on(house, theme="weg")
    room.open()
    room.say("Geheim van de bakker.")
    room.add_category("Kerkbuurt")
    room.act("close")
    own = assignment_of(house, room)
    reflection.keep(
        house.store, "ada", own.id, {"networks": "Privé."}, etag=entity_tag(reflection.of(house.store, "ada", own.id))
    )
    person = {
        "id": "p", "track_id": room.made.track, "environment": "policy", "internal": True,
        "network_type": "key_persons", "function": "f", "sub_function": "", "name": "Mevrouw de Wit",
        "organisation": "", "contact": "", "route": "", "reason": "", "stake": "", "note": "", "invited": [],
        "spoken": None,
    }  # fmt: skip
    with house.store.work() as connection:
        connection.execute(insert(KeyPerson), person)

    removing.remove(house, own)

    assert {**rows(house), "used_code": 0} == {**before, "used_code": 0}
    assert desk.assignment(house.store, "ada", own.id) is None
    assert house.track(other.made.track).theme == "blijft"
    for file in tmp_path.glob("facilitator.sqlite*"):
        for word in ("Geheim van de bakker", "Kerkbuurt", "Mevrouw de Wit"):
            assert word.encode() not in file.read_bytes()


def rows(house: House) -> dict[str, int]:
    with house.store.read() as connection:
        return {
            name: connection.scalar(select(func.count()).select_from(table)) or 0
            for name, table in Base.metadata.tables.items()
        }


@pytest.mark.parametrize("act", ["open", "pause", "close_question"])
def test_a_running_consultation_keeps_its_assignment(house: House, act: str) -> None:
    room = room_on(house)
    room.open()
    if act != "open":
        room.act(act)

    with pytest.raises(StillRunning):
        removing.remove(house, assignment_of(house, room))

    assert desk.assignment(house.store, "ada", room.made.assignment) is not None


def test_what_was_part_of_a_removed_programme_stays(house: House) -> None:
    top, low = (assignment_of(house, room_on(house, theme=it)) for it in ("a", "b"))
    put_under(house, low, top.id)

    removing.remove(house, top)

    assert assignment_of_id(house, low.id).parent_id is None


def test_a_removed_code_is_never_given_out_again(house: House) -> None:
    room = room_on(house)

    removing.remove(house, assignment_of(house, room))

    with house.store.read() as connection:
        assert connection.scalar(select(func.count()).select_from(tables.UsedCode)) == 1
