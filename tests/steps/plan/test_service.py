"""Of a plan, what is written by hand is kept; of public groups only the note comes along."""

from dataclasses import replace

import pytest
from sqlalchemy import insert

from facilitator.domain.refusals import Refusal
from facilitator.services.application import Application
from facilitator.steps.persons import service as key_persons
from facilitator.steps.plan import service as plan
from facilitator.steps.plan.rules import Action, Plan, check_plan
from facilitator.steps.weighing import service as weighings
from facilitator.store.tables import KeyPerson
from tests.services.conftest import application, room
from tests.weighed import FixedMap, fixed_map, keep, weighed_goal

__all__ = ["application", "room"]

WRITTEN = Plan("Voor de raad.", "Geen chauffeur.", (Action("Bus huren", "Team", "2026-09-01", 4_500_000),))


@pytest.fixture
def map(application: Application) -> FixedMap:
    return fixed_map(application, kind="goal")


@pytest.fixture
def weighing(map: FixedMap) -> str:
    return keep(map, weighed_goal(map), closed=True).id


def test_a_plan_begins_empty(map: FixedMap) -> None:
    assert plan.kept(map.own) == plan.KeptPlan(None, Plan(), 0)


def test_what_was_written_is_kept(map: FixedMap, weighing: str) -> None:
    plan.save(map.own, weighing=weighing, revision=0, written=WRITTEN)
    assert plan.kept(map.own) == plan.KeptPlan(weighing, WRITTEN, 1)
    plan.save(map.own, weighing=weighing, revision=1, written=Plan("Anders."))
    assert plan.kept(map.own).plan == Plan("Anders.")


@pytest.mark.parametrize("revision", [0, 2, -1])
def test_an_older_form_stores_nothing(map: FixedMap, weighing: str, revision: int) -> None:
    plan.save(map.own, weighing=weighing, revision=0, written=WRITTEN)
    with pytest.raises(Refusal):
        plan.save(map.own, weighing=weighing, revision=revision, written=Plan())
    assert plan.kept(map.own).plan == WRITTEN


def test_amounts_are_added_as_far_as_they_are_known() -> None:
    assert Plan(actions=(Action(cost=5), Action(), Action(cost=7))).cost == 12
    assert Plan(actions=(Action(),)).cost is None


def test_only_notes_on_public_groups_come_along(map: FixedMap) -> None:
    plain = dict.fromkeys(
        ("environment", "function", "sub_function", "organisation", "contact", "route", "reason", "stake"), ""
    )
    people = [
        ("public_group", "Een brief."),
        ("public_group", ""),
        ("rhizome", "Stil houden."),
        ("key_persons", "Bellen."),
    ]
    rows = [
        {**plain, "id": str(at), "track_id": map.track, "internal": False, "network_type": type, "note": note}
        | {"name": "Jansen", "invited": [], "spoken": None}
        for at, (type, note) in enumerate(people)
    ]
    with map.room.store.work() as connection:
        connection.execute(insert(KeyPerson), rows)
    assert key_persons.communication(map.own) == ["Een brief."]


def test_no_more_actions_are_kept_than_there_may_be(map: FixedMap, weighing: str) -> None:
    many = Plan(actions=(Action("Bus huren"),) * 41)
    with pytest.raises(Refusal) as refusal:
        plan.save(map.own, weighing=weighing, revision=0, written=many)
    assert refusal.value.code == "bad_request"
    assert plan.kept(map.own).revision == 0


def test_a_plan_rests_on_a_weighing_that_was_closed(map: FixedMap) -> None:
    still_open = keep(map, weighed_goal(map)).id
    with pytest.raises(Refusal) as refusal:
        plan.save(map.own, weighing=still_open, revision=0, written=WRITTEN)
    assert refusal.value.code == "changed_since"


def test_a_plan_rests_on_the_last_weighing_that_was_closed(map: FixedMap, weighing: str) -> None:
    weighings.begin(map.own, map.fix())
    plan.save(map.own, weighing=weighing, revision=0, written=WRITTEN)
    keep(map, weighed_goal(map), closed=True)
    with pytest.raises(Refusal):
        plan.save(map.own, weighing=weighing, revision=1, written=Plan())
    assert plan.kept(map.own).plan == WRITTEN


@pytest.mark.parametrize(
    "odd",
    [
        Plan("x" * 1001),
        Plan(risks="x" * 1001),
        Plan(actions=(Action("x" * 1001),)),
        Plan(actions=(Action(who="x" * 201),)),
        Plan(actions=(Action(when="spoedig"),)),
        Plan(actions=(Action(cost=-1),)),
        Plan(actions=(Action(carried=("nobody",)),)),
    ],
)
def test_what_is_written_in_a_plan_keeps_to_its_bounds_and_to_the_map(odd: Plan) -> None:
    with pytest.raises(Refusal, match="bad_request"):
        check_plan(odd, Plan(), {"somebody"})


def test_what_was_kept_in_a_plan_may_stay() -> None:
    kept = Plan("x" * 1001, actions=(Action(carried=("gone",)),))
    check_plan(replace(kept, actions=(*kept.actions, Action(carried=("gone", "somebody")))), kept, {"somebody"})


def test_an_action_is_carried_by_what_is_on_the_map(map: FixedMap, weighing: str) -> None:
    told = Plan(actions=(Action("Bus huren", carried=("nobody",)),))
    with pytest.raises(Refusal, match="bad_request"):
        plan.save(map.own, weighing=weighing, revision=0, written=told)
    right = Plan(actions=(Action("Bus huren", carried=tuple(map.answers[1])),))
    plan.save(map.own, weighing=weighing, revision=0, written=right)
