"""What the desk's page of the approval does not offer is not kept either."""

from datetime import date, timedelta
from typing import Any

import pytest

from facilitator.domain.refusals import Refusal
from facilitator.services.application import Application
from facilitator.steps.approval import invitations
from facilitator.steps.approval import service as approvals
from facilitator.steps.approval.rules import LONGEST_REMINDER, LONGEST_REPLY
from facilitator.steps.approval.service import Changed
from tests.services.conftest import application, room
from tests.weighed import FixedMap, fixed_map

__all__ = ["application", "room"]

TODAY = date(2026, 3, 12)
WRONG_DAYS = [TODAY - timedelta(days=1), date(2029, 1, 1)]


@pytest.fixture
def map(application: Application) -> FixedMap:
    return fixed_map(application, kind="goal")


@pytest.mark.parametrize("deadline", WRONG_DAYS)
def test_nobody_is_asked_until_a_day_that_is_over_or_too_far_off(map: FixedMap, deadline: date) -> None:
    with pytest.raises(Refusal, match="bad_request"):
        approvals.begin(map.own, version=1, deadline=deadline, today=TODAY)
    assert approvals.rounds(map.own) == []


@pytest.mark.parametrize("deadline", [TODAY, date(2028, 12, 31)])
def test_the_first_and_the_last_day_that_may_be_chosen_are_kept(map: FixedMap, deadline: date) -> None:
    approvals.begin(map.own, version=1, deadline=deadline, today=TODAY)
    assert [it.deadline for it in approvals.rounds(map.own)] == [deadline.isoformat()]


@pytest.mark.parametrize(
    "changed", [*(Changed(it, "Graag.") for it in WRONG_DAYS), Changed(TODAY, "x" * (LONGEST_REMINDER + 1))]
)
def test_an_open_round_is_changed_within_the_same_bounds(map: FixedMap, changed: Changed) -> None:
    approvals.begin(map.own, version=1, deadline=TODAY, today=TODAY)
    before = approvals.rounds(map.own)
    with pytest.raises(Refusal, match="bad_request"):
        approvals.keep(map.own, 1, changed, today=TODAY)
    assert approvals.rounds(map.own) == before


def test_a_reply_that_is_too_long_is_not_kept(map: FixedMap) -> None:
    store = map.room.store
    approvals.begin(map.own, version=1, deadline=TODAY, today=TODAY)
    (asked,) = invitations.invite(map.own, people=[], paper=1)
    approvals.answer(store, asked.token, "not_agreed", [("other", "Te kort.")], today=TODAY)
    (said,) = approvals.remarks(map.own)
    assert not approvals.handle(map.own, said.id, "taken", "x" * (LONGEST_REPLY + 1))
    assert approvals.remarks(map.own) == [said]


@pytest.mark.parametrize(
    ("said", "remark"),
    [
        ("perhaps", ("other", "Te kort.")),
        ("not_agreed", ("gossip", "Te kort.")),
        ("not_agreed", ("other", "")),
        ("not_agreed", ("other", "x" * 501)),
    ],
)
def test_no_answer_is_kept_that_the_question_does_not_offer(map: FixedMap, said: Any, remark: Any) -> None:
    store = map.room.store
    approvals.begin(map.own, version=1, deadline=TODAY, today=TODAY)
    (asked,) = invitations.invite(map.own, people=[], paper=1)
    with pytest.raises(Refusal, match="bad_request"):
        approvals.answer(store, asked.token, said, [remark], today=TODAY)
    assert approvals.remarks(map.own) == []
