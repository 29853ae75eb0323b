"""Assignments among each other, how far their steps are, and their end."""

from pathlib import Path

import pytest
from sqlalchemy import func, insert, select, update

from facilitator.services import desk, portfolio, removing
from facilitator.services.application import Application
from facilitator.services.desk import DeskAssignment
from facilitator.services.etags import ChangedMeanwhile, entity_tag
from facilitator.services.portfolio import Details, Unfit
from facilitator.services.removing import StillRunning
from facilitator.services.steps import Progress
from facilitator.steps.reflection import service as reflection
from facilitator.store import tables
from facilitator.store.tables import Base, KeyPerson, MapVersion, Weighing
from tests.makers import Room, room_on
from tests.owners import own_assignment


def assignment_of(application: Application, room: Room) -> DeskAssignment:
    found = desk.assignment(application.store, "ada", room.made.assignment)
    assert found is not None
    return found


def put_under(application: Application, child: DeskAssignment, parent: str | None) -> None:
    now = desk.assignment(application.store, "ada", child.id)
    assert now is not None
    wanted = Details(now.title, now.theme, now.organisation, "programme", parent)
    portfolio.change(application, own_assignment(application.store, now), wanted, etag=portfolio.etag_of_details(now))


def progress_of(application: Application, room: Room) -> dict[str, Progress]:
    track = desk.track(application.store, "ada", room.made.track)
    assert track is not None
    return {place.key: found for _, place, found in application.steps.progress(application.store, track)}


def test_assignments_lie_under_their_programme(application: Application) -> None:
    top, middle, low, loose = (
        assignment_of(application, room_on(application, theme=it)) for it in ("a", "b", "c", "d")
    )
    put_under(application, middle, top.id)
    put_under(application, low, middle.id)

    groups = portfolio.grouped(desk.assignments(application.store, "ada"))

    assert [(it.programme and it.programme.id, [one.id for one in it.assignments]) for it in groups] == [
        (top.id, [middle.id, low.id]),
        (None, [loose.id]),
    ]


def test_nothing_is_part_of_itself(application: Application) -> None:
    top, low = (assignment_of(application, room_on(application, theme=it)) for it in ("a", "b"))
    put_under(application, low, top.id)

    for child, parent in ((top, top.id), (top, low.id), (low, "0" * 16)):
        with pytest.raises(Unfit):
            put_under(application, child, parent)


def test_somebody_elses_programme_is_none(application: Application) -> None:
    own, made = assignment_of(application, room_on(application)), room_on(application).made
    with application.store.work() as connection:
        here = tables.Assignment.id == made.assignment
        connection.execute(update(tables.Assignment).where(here).values(facilitator_id="eve"))

    with pytest.raises(Unfit):
        put_under(application, own, made.assignment)


def test_older_details_are_not_kept(application: Application) -> None:
    own = assignment_of(application, room_on(application))

    with pytest.raises(ChangedMeanwhile):
        portfolio.change(
            application, own_assignment(application.store, own), Details("x", "y", "z", "", None), etag="older"
        )

    assert assignment_of(application, room_on(application)).title != "x"


def test_the_steps_follow_what_there_is(application: Application) -> None:
    room = room_on(application, suspicion="inwoners te laat komen.")
    assert [it.state for it in progress_of(application, room).values()] == ["done", "later", "later", "later", "later"]

    room.open()
    room.say("Schaamte.")
    consulting = progress_of(application, room)
    assert (consulting["consult"].state, consulting["map"].state) == ("busy", "busy")
    assert (consulting["consult"].since, consulting["consult"].oneliners) == ("2026-03-12", 1)

    room.act("close")
    assert progress_of(application, room)["consult"].state == "done"


def test_a_presumed_suspicion_is_not_done(application: Application) -> None:
    assert progress_of(application, room_on(application))["suspicion"].state == "busy"
    assert progress_of(application, room_on(application, track="goal"))["settled"].state == "busy"


def test_a_fixed_map_and_a_closed_weighing_are_done(application: Application) -> None:
    room = room_on(application)
    version = {
        "id": "v", "track_id": room.made.track, "number": 2, "day": "2026-04-02", "by": "Marieke",
        "fingerprint": "", "contents": {}, "token": None,
    }  # fmt: skip
    weighing = {
        "id": "w", "track_id": room.made.track, "version_id": "v", "contents": {}, "revision": 0,
        "closed_on": "2026-05-01", "closed_by": "Tom",
    }  # fmt: skip
    with application.store.work() as connection:
        connection.execute(insert(MapVersion), version)
        connection.execute(insert(Weighing), weighing)

    found = progress_of(application, room)

    assert (found["map"].state, found["map"].count, found["map"].by) == ("done", 2, "Marieke")
    assert (found["weighing"].state, found["weighing"].until) == ("done", "2026-05-01")


def test_a_dry_run_is_no_consulting(application: Application) -> None:
    room = room_on(application, dry_run=True)
    room.open()
    room.say("Proef.")

    assert progress_of(application, room)["consult"].state == "later"


def test_an_archived_assignment_keeps_everything(application: Application) -> None:
    own = assignment_of(application, room_on(application))

    portfolio.put_away(own_assignment(application.store, own), archived=True)
    assert assignment_of_id(application, own.id).archived
    portfolio.put_away(own_assignment(application.store, own), archived=False)

    assert assignment_of_id(application, own.id) == own


def assignment_of_id(application: Application, wanted: str) -> DeskAssignment:
    found = desk.assignment(application.store, "ada", wanted)
    assert found is not None
    return found


def test_a_removed_assignment_leaves_nothing_behind(application: Application, tmp_path: Path) -> None:
    other = room_on(application, theme="blijft")
    before = rows(application)
    room = room_on(application, theme="weg")
    room.open()
    room.say("Geheim van de bakker.")
    room.add_category("Kerkbuurt")
    room.act("close")
    own = assignment_of(application, room)
    reflection.keep(
        own_assignment(application.store, own.id),
        {"networks": "Privé."},
        etag=entity_tag(reflection.of(own_assignment(application.store, own.id))),
    )
    person = {
        "id": "p", "track_id": room.made.track, "environment": "policy", "internal": True,
        "network_type": "key_persons", "function": "f", "sub_function": "", "name": "Mevrouw de Wit",
        "organisation": "", "contact": "", "route": "", "reason": "", "stake": "", "note": "", "invited": [],
        "spoken": None,
    }  # fmt: skip
    with application.store.work() as connection:
        connection.execute(insert(KeyPerson), person)

    removing.remove(application, own_assignment(application.store, own), title=own.title)

    assert {**rows(application), "used_code": 0} == {**before, "used_code": 0}
    assert desk.assignment(application.store, "ada", own.id) is None
    assert application.track(other.made.track).theme == "blijft"
    for file in tmp_path.glob("facilitator.sqlite*"):
        for word in ("Geheim van de bakker", "Kerkbuurt", "Mevrouw de Wit"):
            assert word.encode() not in file.read_bytes()


def rows(application: Application) -> dict[str, int]:
    with application.store.read() as connection:
        return {
            name: connection.scalar(select(func.count()).select_from(table)) or 0
            for name, table in Base.metadata.tables.items()
        }


@pytest.mark.parametrize("act", ["open", "pause", "close_question"])
def test_a_running_consultation_keeps_its_assignment(application: Application, act: str) -> None:
    room = room_on(application)
    room.open()
    if act != "open":
        room.act(act)

    with pytest.raises(StillRunning):
        removing.remove(application, room.own_assignment, title="Schulden en armoede")

    assert desk.assignment(application.store, "ada", room.made.assignment) is not None


def test_what_was_part_of_a_removed_programme_stays(application: Application) -> None:
    top, low = (assignment_of(application, room_on(application, theme=it)) for it in ("a", "b"))
    put_under(application, low, top.id)

    removing.remove(application, own_assignment(application.store, top), title=top.title)

    assert assignment_of_id(application, low.id).parent_id is None


def test_a_removed_code_is_never_given_out_again(application: Application) -> None:
    room = room_on(application)

    removing.remove(application, room.own_assignment, title="Schulden en armoede")

    with application.store.read() as connection:
        assert connection.scalar(select(func.count()).select_from(tables.UsedCode)) == 1
