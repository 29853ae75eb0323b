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
from facilitator.services.accounts.passwords import Chosen
from facilitator.services.application import Application
from facilitator.services.desk import DeskAssignment
from facilitator.services.documents import importing
from facilitator.services.documents import versions as maps
from facilitator.services.etags import entity_tag
from facilitator.steps.approval import invitations
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
from tests.owners import own_assignment
from tests.racing import at_once
from tests.seated import seated
from tests.weighed import FixedMap, fixed_map, keep, weighed_goal, weighed_process

NOW = int(NOON.timestamp())
DAY = date(2026, 3, 26)


@pytest.fixture
def process(application: Application) -> FixedMap:
    return fixed_map(application)


@pytest.fixture
def goal(application: Application) -> FixedMap:
    return fixed_map(application, kind="goal")


def count(application: Application, table: Any, *which: Any) -> int:
    with application.store.read() as connection:
        return connection.scalar(select(func.count()).select_from(table).where(*which)) or 0


def assignment_of(application: Application, id: str) -> DeskAssignment:
    found = desk.assignment(application.store, "ada", id)
    assert found is not None
    return found


def twice(application: Application, act: Callable[[], Any]) -> list[Any]:
    return at_once(application.store, act, act)


def refused(outcomes: list[Any]) -> list[str]:
    """The codes of those who were told no; anything else that was raised is a fault."""
    assert not [it for it in outcomes if isinstance(it, Exception) and not isinstance(it, Refusal)], outcomes
    return [it.code for it in outcomes if isinstance(it, Refusal)]


# Beginning


def test_a_version_is_begun_to_be_weighed_once(application: Application, process: FixedMap) -> None:
    outcomes = twice(application, lambda: weighings.begin(process.own, 1))

    assert refused(outcomes) == ["changed_since"]
    assert count(application, Weighing) == 1


def test_a_weighing_is_closed_once(application: Application, process: FixedMap) -> None:
    kept = keep(process, weighed_process(process))

    def close() -> None:
        weighings.close(process.own, kept, revision=kept.revision, by="Ada", day="2026-04-09")

    assert refused(twice(application, close)) == ["changed_since"]


def test_a_plan_is_written_once_on_what_was_seen(application: Application, goal: FixedMap) -> None:
    kept = keep(goal, weighed_goal(goal), closed=True)

    def save() -> None:
        plans.save(
            goal.own,
            weighing=kept.id,
            revision=0,
            written=Plan(introduction=str(uuid4())),
        )

    assert refused(twice(application, save)) == ["changed_since"]


# Approval


def test_a_version_is_asked_about_once(application: Application, goal: FixedMap) -> None:
    outcomes = twice(
        application,
        lambda: approvals.begin(goal.own, version=1, deadline=DAY, today=DAY),
    )

    assert refused(outcomes) == ["not_now"]


def test_one_version_at_a_time_is_asked_about(application: Application, goal: FixedMap) -> None:
    goal.fix()

    at_once(
        application.store,
        lambda: approvals.begin(goal.own, version=1, deadline=DAY, today=DAY),
        lambda: approvals.begin(goal.own, version=2, deadline=DAY, today=DAY),
    )

    assert count(application, ApprovalRound, ~ApprovalRound.closed) == 1


def test_nobody_is_given_two_links(application: Application, goal: FixedMap) -> None:
    seat = Seat("execution", True, "zorg", "huisarts", name="Ben", reason="ervaring", stake="experience")
    [person] = seated(application.store, goal.track, [seat])
    approvals.begin(goal.own, version=1, deadline=DAY, today=DAY)

    outcomes = twice(application, lambda: invitations.invite(goal.own, people=[person], paper=0))

    assert sorted(len(it) for it in outcomes) == [0, 1]
    assert count(application, Approval) == 1


# Key persons


def test_a_person_is_taken_over_once(application: Application, process: FixedMap) -> None:
    seat = Seat("execution", True, "zorg", "huisarts", name="Ben", reason="ervaring")

    twice(application, lambda: seated(application.store, process.track, [seat]))

    assert len(key_persons.seats(process.own)) == 1


# Interviews


def test_two_interviews_get_two_numbers(application: Application, process: FixedMap) -> None:
    wanted = interviews.NewInterview(1, "execution", DAY)

    twice(application, lambda: interviews.make(process.own, wanted))

    with application.store.read() as connection:
        titles = connection.scalars(select(Consultation.title).where(Consultation.kind == "interview")).all()
    assert sorted(titles) == ["Gesprek 1", "Gesprek 2"]


# Documents


def test_an_export_is_read_in_once(application: Application, process: FixedMap) -> None:
    content = exports.of_track(application.store, process.track, "json").content
    with application.store.work() as connection:
        for table in reversed(Track.metadata.sorted_tables):
            if table.name != "facilitator":
                connection.execute(table.delete())
    document = importing.read(content)

    outcomes = twice(application, lambda: importing.take_in(application.store, "ada", document))

    refusals = [it for it in outcomes if isinstance(it, Exception)]
    assert [type(it) for it in refusals] == [importing.Unreadable], outcomes
    assert count(application, Assignment) == 1


def test_a_version_is_published_at_one_address(application: Application, process: FixedMap) -> None:
    tokens = twice(application, lambda: maps.publish(process.own, 1))

    assert tokens[0] == tokens[1] is not None


# Accounts


def test_an_invitation_is_used_once(application: Application, process: FixedMap) -> None:
    consultation = room_on(application).made.consultation
    token = helpers.invite(application.store, facilitator="ada", consultation=consultation, now=NOW)

    outcomes = twice(application, lambda: helpers.accept_as_guest(application.store, token, name="Tom", now=NOW))

    assert outcomes.count(None) == 1
    assert count(application, Membership) == 1


def test_two_guests_of_one_name_get_two_names(application: Application) -> None:
    consultation = room_on(application).made.consultation
    first, second = (
        helpers.invite(application.store, facilitator="ada", consultation=consultation, now=NOW) for _ in range(2)
    )

    at_once(
        application.store,
        lambda: helpers.accept_as_guest(application.store, first, name="Tom", now=NOW),
        lambda: helpers.accept_as_guest(application.store, second, name="Tom", now=NOW),
    )

    assert {it.name for it in helpers.helpers(application.store, consultation)} == {"Tom", "Tom 2"}


def test_one_account_helps_once(application: Application) -> None:
    consultation = room_on(application).made.consultation
    first, second = (
        helpers.invite(application.store, facilitator="ada", consultation=consultation, now=NOW) for _ in range(2)
    )

    outcomes = at_once(
        application.store,
        lambda: helpers.accept(application.store, first, facilitator="eve", now=NOW),
        lambda: helpers.accept(application.store, second, facilitator="eve", now=NOW),
    )

    assert outcomes == [consultation, consultation]
    assert count(application, Membership) == 1


def test_the_first_account_is_made_once(application: Application) -> None:
    links = twice(application, lambda: facilitators.make_setup_link(application.store, now=NOW))

    outcomes = at_once(
        application.store,
        *(
            lambda link=link, name=name: facilitators.set_up(
                application.store, link, Chosen(name, "vier blauwe fietsen"), now=NOW
            )
            for link, name in zip(links, ("Ada", "Mallory"), strict=True)
        ),
    )

    assert len([it for it in outcomes if it is not None and not isinstance(it, Exception)]) == 1, outcomes
    assert count(application, Facilitator, Facilitator.password_hash.is_not(None)) == 1


def test_two_processes_keep_how_many_there_were_at_most(application: Application) -> None:
    consultation = room_on(application).made.consultation

    outcomes = at_once(
        application.store,
        lambda: attendance.keep_most(application.store, consultation, {"policy": 5, "execution": 1}),
        lambda: attendance.keep_most(application.store, consultation, {"policy": 3, "execution": 4}),
    )

    assert outcomes == [None, None]
    with application.store.read() as connection:
        kept = connection.execute(select(Attendance.environment, Attendance.people)).all()
    assert {it.environment: it.people for it in kept} == {"policy": 5, "execution": 4}


# Scan, feedback, reflection


def test_a_scan_is_taken_once_a_moment(application: Application, process: FixedMap) -> None:
    tokens = twice(application, lambda: scan.begin(process.room.own_assignment, "start"))

    assert tokens[0] == tokens[1]
    assert count(application, Scan) == 1


def test_a_team_agrees_on_one_scan(application: Application, process: FixedMap) -> None:
    values = dict.fromkeys(AXES, 50)

    twice(
        application,
        lambda: scan.fill_in_together(process.room.own_assignment, "start", values),
    )

    assert count(application, ScanAnswer) == 1


def test_feedback_is_kept_by_one_of_two_who_saw_the_same(application: Application, process: FixedMap) -> None:
    seen, assignment = Written().etag, process.room.made.assignment

    outcomes = at_once(
        application.store,
        lambda: feedback.save(own_assignment(application.store, assignment), Written(thanks="Ada"), etag=seen),
        lambda: feedback.save(own_assignment(application.store, assignment), Written(thanks="Eve"), etag=seen),
    )

    assert sorted(outcomes) == [False, True]


def test_a_reflection_is_kept_from_one_of_two_windows(application: Application, process: FixedMap) -> None:
    lines = dict.fromkeys(REFLECTION, "")
    seen, assignment = entity_tag(lines), process.room.made.assignment

    outcomes = twice(
        application, lambda: reflections.keep(own_assignment(application.store, assignment), lines, etag=seen)
    )

    assert len(refused(outcomes)) <= 1
