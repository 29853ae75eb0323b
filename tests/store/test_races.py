"""Two browsers, or two processes, at once: whatever may be done once is done once, and the other hears so."""

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import func, select

from facilitator import exports
from facilitator.domain.refusals import Refusal
from facilitator.services import attendance, desk
from facilitator.services.accounts import facilitators, helpers
from facilitator.services.desk import DeskAssignment
from facilitator.services.documents import importing
from facilitator.services.documents import versions as maps
from facilitator.services.etags import entity_tag
from facilitator.services.house import House
from facilitator.steps.approval import service as approvals
from facilitator.steps.feedback import service as feedback
from facilitator.steps.feedback.service import Written
from facilitator.steps.interviews import service as interviews
from facilitator.steps.persons import service as key_persons
from facilitator.steps.persons.rules import Seat
from facilitator.steps.plan import service as plans
from facilitator.steps.plan.rules import Plan
from facilitator.steps.reflection import service as reflections
from facilitator.steps.reflection.rules import REFLECTION
from facilitator.steps.scan import service as scan
from facilitator.steps.scan.rules import AXES
from facilitator.steps.weighing import service as weighings
from facilitator.store.tables import (
    Approval,
    ApprovalRound,
    Assignment,
    Attendance,
    Consultation,
    Facilitator,
    Membership,
    Scan,
    ScanAnswer,
    Track,
    Weighing,
)
from tests.makers import NOON, room_on
from tests.racing import at_once
from tests.seated import seated
from tests.weighed import FixedMap, fixed_map, keep, weighed_goal, weighed_process

NOW = int(NOON.timestamp())
DAY = date(2026, 3, 26)


@pytest.fixture
def process(house: House) -> FixedMap:
    return fixed_map(house)


@pytest.fixture
def goal(house: House) -> FixedMap:
    return fixed_map(house, kind="goal")


def count(house: House, table: Any, *which: Any) -> int:
    with house.store.read() as connection:
        return connection.scalar(select(func.count()).select_from(table).where(*which)) or 0


def assignment_of(house: House, id: str) -> DeskAssignment:
    found = desk.assignment(house.store, "ada", id)
    assert found is not None
    return found


def twice(house: House, act: Callable[[], Any]) -> list[Any]:
    return at_once(house.store, act, act)


def refused(outcomes: list[Any]) -> list[str]:
    """The codes of those who were told no; anything else that was raised is a fault."""
    assert not [it for it in outcomes if isinstance(it, Exception) and not isinstance(it, Refusal)], outcomes
    return [it.code for it in outcomes if isinstance(it, Refusal)]


# Beginning


def test_a_version_is_begun_to_be_weighed_once(house: House, process: FixedMap) -> None:
    outcomes = twice(house, lambda: weighings.begin(house.store, process.track, 1))

    assert refused(outcomes) == ["changed_since"]
    assert count(house, Weighing) == 1


def test_a_weighing_is_closed_once(house: House, process: FixedMap) -> None:
    kept = keep(process, weighed_process(process))

    def close() -> None:
        weighings.close(house.store, kept, revision=kept.revision, by="Ada", day="2026-04-09", track="process")

    assert refused(twice(house, close)) == ["changed_since"]


def test_a_plan_is_written_once_on_what_was_seen(house: House, goal: FixedMap) -> None:
    kept = keep(goal, weighed_goal(goal), closed=True)

    def save() -> None:
        plans.save(house.store, goal.track, weighing=kept.id, revision=0, written=Plan(introduction=str(uuid4())))

    assert refused(twice(house, save)) == ["changed_since"]


# Approval


def test_a_version_is_asked_about_once(house: House, goal: FixedMap) -> None:
    outcomes = twice(house, lambda: approvals.begin(house.store, goal.track, version=1, deadline=DAY, today=DAY))

    assert refused(outcomes) == ["not_now"]


def test_one_version_at_a_time_is_asked_about(house: House, goal: FixedMap) -> None:
    goal.fix()

    at_once(
        house.store,
        lambda: approvals.begin(house.store, goal.track, version=1, deadline=DAY, today=DAY),
        lambda: approvals.begin(house.store, goal.track, version=2, deadline=DAY, today=DAY),
    )

    assert count(house, ApprovalRound, ~ApprovalRound.closed) == 1


def test_nobody_is_given_two_links(house: House, goal: FixedMap) -> None:
    seat = Seat("execution", True, "zorg", "huisarts", name="Ben", reason="ervaring", stake="experience")
    [person] = seated(house.store, goal.track, [seat])
    approvals.begin(house.store, goal.track, version=1, deadline=DAY, today=DAY)

    outcomes = twice(house, lambda: approvals.invite(house.store, goal.track, people=[person], paper=0))

    assert sorted(len(it) for it in outcomes) == [0, 1]
    assert count(house, Approval) == 1


# Key persons


def test_a_person_is_taken_over_once(house: House, process: FixedMap) -> None:
    seat = Seat("execution", True, "zorg", "huisarts", name="Ben", reason="ervaring")

    twice(house, lambda: seated(house.store, process.track, [seat]))

    assert len(key_persons.seats(house.store, process.track)) == 1


# Interviews


def test_two_interviews_get_two_numbers(house: House, process: FixedMap) -> None:
    wanted = interviews.Wanted(1, "execution", DAY)

    twice(house, lambda: interviews.make(house.store, process.track, "nl", wanted))

    with house.store.read() as connection:
        titles = connection.scalars(select(Consultation.title).where(Consultation.kind == "interview")).all()
    assert sorted(titles) == ["Gesprek 1", "Gesprek 2"]


# Documents


def test_an_export_is_read_in_once(house: House, process: FixedMap) -> None:
    content = exports.of_track(house.store, process.track, "json").content
    with house.store.work() as connection:
        for table in reversed(Track.metadata.sorted_tables):
            if table.name != "facilitator":
                connection.execute(table.delete())
    document = importing.read(content)

    outcomes = twice(house, lambda: importing.take_in(house.store, "ada", document))

    refusals = [it for it in outcomes if isinstance(it, Exception)]
    assert [type(it) for it in refusals] == [importing.Unreadable], outcomes
    assert count(house, Assignment) == 1


def test_a_version_is_published_at_one_address(house: House, process: FixedMap) -> None:
    tokens = twice(house, lambda: maps.publish(house.store, process.track, 1))

    assert tokens[0] == tokens[1] is not None


# Accounts


def test_an_invitation_is_used_once(house: House, process: FixedMap) -> None:
    consultation = room_on(house).made.consultation
    token = helpers.invite(house.store, facilitator="ada", consultation=consultation, now=NOW)

    outcomes = twice(house, lambda: helpers.accept_as_guest(house.store, token, name="Tom", now=NOW))

    assert outcomes.count(None) == 1
    assert count(house, Membership) == 1


def test_two_guests_of_one_name_get_two_names(house: House) -> None:
    consultation = room_on(house).made.consultation
    first, second = (
        helpers.invite(house.store, facilitator="ada", consultation=consultation, now=NOW) for _ in range(2)
    )

    at_once(
        house.store,
        lambda: helpers.accept_as_guest(house.store, first, name="Tom", now=NOW),
        lambda: helpers.accept_as_guest(house.store, second, name="Tom", now=NOW),
    )

    assert {it.name for it in helpers.helpers(house.store, consultation)} == {"Tom", "Tom 2"}


def test_one_account_helps_once(house: House) -> None:
    consultation = room_on(house).made.consultation
    first, second = (
        helpers.invite(house.store, facilitator="ada", consultation=consultation, now=NOW) for _ in range(2)
    )

    outcomes = at_once(
        house.store,
        lambda: helpers.accept(house.store, first, facilitator="eve", now=NOW),
        lambda: helpers.accept(house.store, second, facilitator="eve", now=NOW),
    )

    assert outcomes == [consultation, consultation]
    assert count(house, Membership) == 1


def test_the_first_account_is_made_once(house: House) -> None:
    links = twice(house, lambda: facilitators.make_setup_link(house.store, now=NOW))

    outcomes = at_once(
        house.store,
        *(
            lambda link=link, name=name: facilitators.set_up(house.store, link, name=name, password_hash="x", now=NOW)
            for link, name in zip(links, ("Ada", "Mallory"), strict=True)
        ),
    )

    assert len([it for it in outcomes if it is not None and not isinstance(it, Exception)]) == 1, outcomes
    assert count(house, Facilitator, Facilitator.password_hash.is_not(None)) == 1


def test_two_processes_keep_how_many_there_were_at_most(house: House) -> None:
    consultation = room_on(house).made.consultation

    outcomes = at_once(
        house.store,
        lambda: attendance.keep_most(house.store, consultation, {"policy": 5, "execution": 1}),
        lambda: attendance.keep_most(house.store, consultation, {"policy": 3, "execution": 4}),
    )

    assert outcomes == [None, None]
    with house.store.read() as connection:
        kept = connection.execute(select(Attendance.environment, Attendance.people)).all()
    assert {it.environment: it.people for it in kept} == {"policy": 5, "execution": 4}


# Scan, feedback, reflection


def test_a_scan_is_taken_once_a_moment(house: House, process: FixedMap) -> None:
    tokens = twice(house, lambda: scan.begin(house.store, process.room.made.assignment, "start"))

    assert tokens[0] == tokens[1]
    assert count(house, Scan) == 1


def test_a_team_agrees_on_one_scan(house: House, process: FixedMap) -> None:
    values = dict.fromkeys(AXES, 50)

    twice(house, lambda: scan.fill_in_together(house.store, process.room.made.assignment, "start", values))

    assert count(house, ScanAnswer) == 1


def test_feedback_is_kept_by_one_of_two_who_saw_the_same(house: House, process: FixedMap) -> None:
    seen, assignment = Written().etag, process.room.made.assignment

    outcomes = at_once(
        house.store,
        lambda: feedback.save(house.store, assignment, Written(thanks="Ada"), etag=seen),
        lambda: feedback.save(house.store, assignment, Written(thanks="Eve"), etag=seen),
    )

    assert sorted(outcomes) == [False, True]


def test_a_reflection_is_kept_from_one_of_two_windows(house: House, process: FixedMap) -> None:
    lines = dict.fromkeys(REFLECTION, "")
    seen, assignment = entity_tag(lines), process.room.made.assignment

    outcomes = twice(house, lambda: reflections.keep(house.store, "ada", assignment, lines, etag=seen))

    assert len(refused(outcomes)) <= 1
