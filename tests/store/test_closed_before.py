"""A consultation that an earlier release closed is, after the upgrade, as closing leaves it now."""

import pytest
from sqlalchemy import select, text, update

from facilitator.services import arrival_order, attendance
from facilitator.services.application import Application
from facilitator.services.arrival_order import TakenOut
from facilitator.services.documents import verifying
from facilitator.services.documents import versions as maps
from facilitator.store import journal, tables
from facilitator.store.migrations import upgrade
from tests.makers import NOON, Room, room_on

LINES = 12
ALONE = "execution"
"""Of this environment was one person; of the policy there were six."""


def closed_by_an_earlier_release(application: Application, monkeypatch: pytest.MonkeyPatch) -> tuple[Room, list[str]]:
    """A room in which all was sorted as it came in, and what came in, in order."""
    room = room_on(application)
    room.open()
    category, said = room.add_category("Schaamte"), []
    for number in range(LINES):
        said.append(room.say(f"Uitspraak {number}.", environment="policy" if number else ALONE))
        room.act("sort", oneliners=[said[-1]], category=category)
        room.act("probe", oneliner=said[-1], text="Waardoor?", to="author")
    room.act("sort", oneliners=[room.say("En dit.", environment="policy")], category=category)
    room.attend("policy", 6)
    room.attend(ALONE, 1)
    with monkeypatch.context() as patch:
        patch.setattr(arrival_order, "take_out", lambda *_: TakenOut((), {}))
        patch.setattr(attendance, "forget_few", lambda *_: None)
        room.act("close")
    return room, said


def upgraded(room: Room) -> None:
    """Let the database be what the earlier release left, and bring it up to date."""
    with room.store.work() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '0006'"))
        connection.execute(text("ALTER TABLE consultation DROP COLUMN asked"))
    upgrade(room.store, copy_first=False)


def acts_naming(room: Room, oneliners: list[str]) -> list[str]:
    with room.store.read() as connection:
        acts = journal.acts_of(connection, room.made.track)
    return [act.type for act in acts if any(it in str(act.body) for it in oneliners)]


def by_position(room: Room, oneliners: list[str]) -> list[str]:
    of = tables.Placement
    with room.store.read() as connection:
        return list(connection.scalars(select(of.oneliner_id).where(of.oneliner_id.in_(oneliners)).order_by(of.order)))


def environments(room: Room, table: type[tables.Oneliner] | type[tables.Attendance]) -> set[str | None]:
    with room.store.read() as connection:
        return set(connection.scalars(select(table.environment)))


def test_acts_and_places_tell_no_order_any_more(application: Application, monkeypatch: pytest.MonkeyPatch) -> None:
    room, said = closed_by_an_earlier_release(application, monkeypatch)
    room.act("star", oneliners=[said[0]])
    assert by_position(room, said) == said
    assert len(acts_naming(room, said)) > LINES

    upgraded(room)

    assert acts_naming(room, said) == ["starred"]  # which was done since
    assert by_position(room, said) == sorted(said)


def test_of_few_nothing_is_told_any_more(application: Application, monkeypatch: pytest.MonkeyPatch) -> None:
    room, _ = closed_by_an_earlier_release(application, monkeypatch)
    assert ALONE in environments(room, tables.Oneliner)

    upgraded(room)

    assert environments(room, tables.Attendance) == set()  # the next smallest goes along
    assert environments(room, tables.Oneliner) == {None}


def test_what_was_fixed_told_stays_told_and_all_is_good(
    application: Application, monkeypatch: pytest.MonkeyPatch
) -> None:
    room, said = closed_by_an_earlier_release(application, monkeypatch)
    maps.freeze(room.own, NOON)
    room.act("star", oneliners=[said[0]])

    upgraded(room)

    assert environments(room, tables.Oneliner) == {None, "policy"}
    assert verifying.database(room.store).versions == 1


def test_places_that_somebody_chose_stay(application: Application, monkeypatch: pytest.MonkeyPatch) -> None:
    room = room_on(application)
    room.open()
    category = room.add_category("Schaamte")
    first, second, third = (room.say(f"Uitspraak {it}.") for it in range(3))
    for it in (first, second, third):
        room.act("sort", oneliners=[it], category=category)
    room.act("sort", oneliners=[third], category=category, before=second)
    chosen = room.board.cards[third].order
    with monkeypatch.context() as patch:
        patch.setattr(arrival_order, "take_out", lambda *_: TakenOut((), {}))
        room.act("close")

    upgraded(room)

    with room.store.read() as connection:
        of = tables.Placement
        assert connection.scalar(select(of.order).where(of.oneliner_id == third)) == chosen


def test_what_closing_took_out_already_is_left_alone(application: Application) -> None:
    room = room_on(application)
    room.open()
    said = room.say("Uitspraak.")
    room.act("sort", oneliners=[said], category=room.add_category("Schaamte"))
    room.act("close")
    with room.store.work() as connection:
        connection.execute(update(tables.Track).values(whole_after=0))

    upgraded(room)

    with room.store.read() as connection:
        assert connection.scalar(select(tables.Track.whole_after)) == 0
    verifying.database(room.store)
