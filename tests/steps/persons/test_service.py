"""Key persons in the store: added, changed, marked, counted and taken out."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import update

from facilitator.domain.refusals import Refusal
from facilitator.services import assignments
from facilitator.services.application import Application
from facilitator.services.assignments import Wanted
from facilitator.services.etags import ChangedMeanwhile
from facilitator.services.own import NotOwn, OwnTrack
from facilitator.steps.interviews import service as interviews
from facilitator.steps.persons import portfolio, turnout
from facilitator.steps.persons import service as key_persons
from facilitator.steps.persons.rules import MOST_SEATS, Seat, Why
from facilitator.steps.persons.service import AlreadyThere, Full, NewSeats, Over
from facilitator.steps.persons.turnout import Headcount
from facilitator.store import Store
from facilitator.store.tables import Consultation
from tests.makers import Room, room_on
from tests.owners import own_track
from tests.seated import EARLY, seated
from tests.services.conftest import application, room

__all__ = ["application", "room"]

OPEN = Seat("policy", True, "Inkomen", "minimabeleid")
JAN = replace(OPEN, name="Jan de Vries", reason="schrijft het minimabeleid", contact="06 12345678")
ELS = replace(OPEN, environment="execution", internal=False, name="Els", reason="doet het werk")


@pytest.fixture
def store(room: Room) -> Store:
    return room.store


@pytest.fixture
def track(room: Room) -> str:
    return room.made.track


@pytest.fixture
def own(store: Store, track: str) -> OwnTrack:
    return own_track(store, track)


def test_what_was_added_is_listed_as_it_was(own: OwnTrack, store: Store, track: str) -> None:
    whole = replace(JAN, organisation="Waterveen", note="belt graag", invited=("1", "interview"), spoken="2026-W13")

    added = seated(store, track, [whole, OPEN])

    found = {it.id: it.seat for it in key_persons.seats(own)}
    assert found == dict(zip(added, [whole, OPEN], strict=True))


def test_the_same_person_is_not_added_twice(own: OwnTrack, store: Store, track: str) -> None:
    seated(store, track, [JAN])

    with pytest.raises(AlreadyThere):
        seated(store, track, [ELS, replace(JAN, name="JAN de vries")])

    assert len(key_persons.seats(own)) == 1


def test_a_track_has_so_many_seats_and_no_more(store: Store, track: str) -> None:
    seated(store, track, [replace(OPEN, sub_function=str(number)) for number in range(MOST_SEATS)])

    with pytest.raises(Full):
        seated(store, track, [OPEN])


def test_a_seat_is_changed_as_it_was_shown(own: OwnTrack, store: Store, track: str) -> None:
    [made] = seated(store, track, [OPEN])
    shown = key_persons.find(own, made)
    assert shown is not None

    key_persons.change(own, shown, JAN, today=EARLY)

    assert [it.seat for it in key_persons.seats(own)] == [JAN]
    with pytest.raises(ChangedMeanwhile):
        key_persons.change(own, shown, ELS, today=EARLY)
    with pytest.raises(ChangedMeanwhile):
        key_persons.remove(own, shown)


def test_a_seat_does_not_become_somebody_who_sits_there(own: OwnTrack, store: Store, track: str) -> None:
    made = seated(store, track, [OPEN, JAN])
    shown = key_persons.find(own, made[0])
    assert shown is not None

    with pytest.raises(AlreadyThere):
        key_persons.change(own, shown, JAN, today=EARLY)


def test_a_seat_that_was_taken_out_is_gone(own: OwnTrack, store: Store, track: str) -> None:
    [made] = seated(store, track, [JAN])
    shown = key_persons.find(own, made)
    assert shown is not None

    key_persons.remove(own, shown)

    assert key_persons.seats(own) == []


def test_a_seat_is_found_on_its_own_track_only(store: Store, track: str, room: Room) -> None:
    [made] = seated(store, track, [JAN])

    another = own_track(store, room_on(room.application).made.track)

    assert key_persons.find(another, made) is None


def test_only_those_shown_and_named_are_marked(own: OwnTrack, store: Store, track: str) -> None:
    jan, els, white = seated(store, track, [replace(JAN, invited=("1",)), ELS, OPEN])

    key_persons.mark(own, {jan: False, white: True, "nobody": True}, "1")
    key_persons.mark(own, {els: True}, "interview")

    found = {it.id: it.seat.invited for it in key_persons.seats(own)}
    assert found == {jan: (), els: ("interview",), white: ()}
    assert turnout.invited(key_persons.seats(own), "interview") == {"execution": 1}


def hold_all(own: OwnTrack, store: Store) -> None:
    """Let the first round and an interview have been held."""
    interviews.make(own, interviews.NewInterview(1, None, date(2026, 3, 12)))
    with store.work() as connection:
        connection.execute(update(Consultation).values(phase="closed"))


def test_a_round_is_counted_once_it_is_over(own: OwnTrack) -> None:
    for round in ("1", "2", "interview"):
        with pytest.raises(Refusal, match="bad_request"):
            turnout.keep(own, round, {"policy": Headcount(1, 1, 1)})


def test_counts_of_a_round_replace_earlier_ones(own: OwnTrack, store: Store, track: str) -> None:
    hold_all(own, store)
    turnout.keep(own, "1", {"policy": Headcount(1, 1, 1), "execution": Headcount(2, 2, 2)})
    turnout.keep(own, "1", {"policy": Headcount(5, 4, 3)})
    turnout.keep(own, "interview", {"policy": Headcount(1, 1, 1)})

    assert turnout.counted(own) == {
        "1": {"policy": Headcount(5, 4, 3)},
        "interview": {"policy": Headcount(1, 1, 1)},
    }


def test_a_round_is_over_when_all_of_it_is_closed(own: OwnTrack, room: Room) -> None:
    assert turnout.rounds(own) == {"1": False}

    room.act("close")

    assert turnout.rounds(own) == {"1": True}


def test_sources_are_the_own_tracks_where_somebody_is_named(store: Store, track: str) -> None:
    seated(store, track, [JAN, OPEN])

    assert [(it.track, it.people) for it in portfolio.sources(store, "ada", besides="another")] == [(track, 1)]
    assert portfolio.sources(store, "ada", besides=track) == []
    assert portfolio.sources(store, "eve", besides="another") == []


def test_a_network_is_of_one_account(store: Store, track: str) -> None:
    seated(store, track, [JAN])

    assert [it.seats for it in portfolio.networks(store, "ada")] == [(JAN,)]
    assert portfolio.networks(store, "eve") == []


# What the pages refuse is refused here too


@pytest.fixture
def over(room: Room) -> date:
    """The day on which the time is over for a track that holds an open seat."""
    seated(room.store, room.made.track, [OPEN])
    room.act("close")
    return date(2026, 6, 12)


def test_nobody_is_added_when_the_time_is_over(own: OwnTrack, over: date) -> None:
    with pytest.raises(Over):
        key_persons.add(own, NewSeats([JAN]), today=over)

    assert [it.seat for it in key_persons.seats(own)] == [OPEN]


def test_a_white_spot_may_always_be_added(own: OwnTrack, over: date) -> None:
    assert len(key_persons.add(own, NewSeats([replace(OPEN, sub_function="toeslagen")]), today=over)) == 1


def test_nobody_is_put_on_a_seat_when_the_time_is_over(own: OwnTrack, over: date) -> None:
    [shown] = key_persons.seats(own)

    with pytest.raises(Over):
        key_persons.change(own, shown, JAN, today=over)

    assert key_persons.seats(own) == [shown]


@pytest.mark.parametrize("wrong", [replace(JAN, reason=""), replace(OPEN, function=""), replace(JAN, note="x" * 5000)])
def test_a_seat_that_will_not_do_is_not_stored(own: OwnTrack, store: Store, track: str, wrong: Seat) -> None:
    with pytest.raises(Refusal, match="bad_request"):
        seated(store, track, [wrong])

    assert key_persons.seats(own) == []


def earlier(application: Application) -> tuple[str, str]:
    """An earlier track of ada's, and the seat of somebody there of whom much is known."""
    of = room_on(application).made.track
    [old] = seated(application.store, of, [replace(JAN, note="belt graag", invited=("1",), spoken="2026-W13")])
    return of, old


def test_a_copy_takes_nothing_over_of_the_other_assignment(own: OwnTrack, application: Application) -> None:
    source, old = earlier(application)

    key_persons.copy(own, source, {old: Why("execution", "nieuwe reden")}, today=EARLY)

    [taken] = key_persons.seats(own)
    assert taken.seat == replace(JAN, environment="execution", reason="nieuwe reden")


def test_a_copy_needs_a_reason_of_its_own(own: OwnTrack, application: Application) -> None:
    source, old = earlier(application)

    with pytest.raises(Refusal, match="bad_request"):
        key_persons.copy(own, source, {old: Why("execution", "")}, today=EARLY)


def test_nobody_is_copied_when_the_time_is_over(own: OwnTrack, application: Application, over: date) -> None:
    source, old = earlier(application)

    with pytest.raises(Over):
        key_persons.copy(own, source, {old: Why("policy", "reden")}, today=over)


def test_nobody_is_copied_from_another_account(
    own: OwnTrack, application: Application, store: Store, track: str
) -> None:
    theirs = assignments.create(store, "eve", Wanted(track="process", theme="wonen")).track
    [old] = seated(store, theirs, [JAN])

    with pytest.raises(NotOwn):
        key_persons.copy(own, theirs, {old: Why("policy", "reden")}, today=EARLY)

    assert key_persons.seats(own) == []


@pytest.mark.parametrize(
    "counts", [{"policy": Headcount(-1, 0, 0)}, {"policy": Headcount(0, 0, 10_000)}, {"mayor": Headcount(1, 1, 1)}]
)
def test_nobody_is_counted_beyond_what_there_is_to_count(
    own: OwnTrack, store: Store, track: str, counts: dict[str, Headcount]
) -> None:
    hold_all(own, store)
    with pytest.raises(Refusal, match="bad_request"):
        turnout.keep(own, "1", counts)
    assert turnout.counted(own) == {}


@pytest.mark.parametrize("round", ["0", "100", "x", ""])
def test_nobody_is_invited_to_a_round_that_can_t_be(own: OwnTrack, round: str) -> None:
    with pytest.raises(Refusal, match="bad_request"):
        key_persons.mark(own, {}, round)
