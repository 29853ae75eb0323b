"""A weighing rests on a fixed map, takes no text over another's, and stays as it was closed."""

from dataclasses import replace

import pytest
from sqlalchemy import update

from facilitator.domain.map.whole import Map
from facilitator.domain.refusals import Refusal
from facilitator.services.application import Application
from facilitator.steps.weighing import service as weighing
from facilitator.steps.weighing.rules import Alternative, Choice, Diagnosis, Other, Verdict, Weighed, written
from facilitator.steps.weighing.service import KeptWeighing
from facilitator.store.tables import Weighing
from tests.services.conftest import application, room
from tests.weighed import FixedMap, fixed_map, keep, weighed_goal, weighed_process

__all__ = ["application", "room"]


@pytest.fixture
def map(application: Application) -> FixedMap:
    return fixed_map(application)


def found(it: FixedMap) -> KeptWeighing:
    kept = weighing.latest(it.own)
    assert kept is not None
    return kept


def refused(act: object) -> str:
    with pytest.raises(Refusal) as refusal:
        act()  # type: ignore[operator]
    return refusal.value.code


def test_a_weighing_begins_on_a_fixed_version(map: FixedMap) -> None:
    weighing.begin(map.own, 1)
    kept = found(map)
    assert (kept.version.number, kept.revision, kept.weighed, kept.closed_on) == (1, 1, Weighed(), None)
    assert kept.contents["fingerprint"] == kept.fingerprint


def test_what_was_written_is_kept(map: FixedMap) -> None:
    kept = keep(map, weighed_process(map))
    assert kept.weighed == weighed_process(map)
    assert kept.revision == 2


def test_an_older_form_stores_nothing(map: FixedMap) -> None:
    kept = keep(map, weighed_process(map))
    code = refused(lambda: weighing.save(map.own, kept, revision=1, weighed=Weighed()))
    assert code == "changed_since"
    assert found(map).weighed == weighed_process(map)


def test_closing_fixes_name_and_day(map: FixedMap) -> None:
    kept = keep(map, weighed_process(map), closed=True)
    assert (kept.closed_by, kept.closed_on) == ("Ada", "2026-04-09")
    assert weighing.latest_closed(map.own) == kept


def test_nothing_changes_after_closing(map: FixedMap) -> None:
    kept = keep(map, weighed_process(map), closed=True)
    map.fix()
    for act in (
        lambda: weighing.save(map.own, kept, revision=kept.revision, weighed=Weighed()),
        lambda: weighing.move(map.own, kept, revision=kept.revision, number=2),
        lambda: weighing.close(map.own, kept, revision=kept.revision, by="Mallory", day="2026-05-01"),
    ):
        assert refused(act) == "changed_since"
    assert found(map) == kept


def test_what_is_not_finished_is_not_closed(map: FixedMap) -> None:
    kept = keep(map, replace(weighed_process(map), diagnosis=Weighed().diagnosis))
    close = lambda: weighing.close(map.own, kept, revision=2, by="Ada", day="2026-04-09")  # noqa: E731
    assert refused(close) == "changed_since"
    assert found(map).closed_on is None


@pytest.mark.parametrize("number", [0, 2, -1])
def test_there_is_no_weighing_of_a_version_that_is_not_there(map: FixedMap, number: int) -> None:
    assert refused(lambda: weighing.begin(map.own, number)) == "changed_since"


def test_one_weighing_is_open_at_a_time(map: FixedMap) -> None:
    weighing.begin(map.own, 1)
    map.fix()
    assert refused(lambda: weighing.begin(map.own, 2)) == "changed_since"


def test_after_closing_only_a_newer_version_is_weighed_and_takes_the_text_over(map: FixedMap) -> None:
    before = keep(map, weighed_process(map), closed=True)
    assert refused(lambda: weighing.begin(map.own, 1)) == "changed_since"

    weighing.begin(map.own, map.fix())

    kept = found(map)
    assert (kept.version.number, kept.weighed, kept.closed_on) == (2, before.weighed, None)
    assert weighing.latest_closed(map.own) == before


def test_an_open_weighing_moves_to_a_newer_version_and_keeps_its_text(map: FixedMap) -> None:
    kept = keep(map, weighed_process(map))
    number = map.fix()
    weighing.move(map.own, kept, revision=kept.revision, number=number)
    assert (found(map).version.number, found(map).weighed) == (2, kept.weighed)
    assert refused(lambda: weighing.move(map.own, found(map), revision=3, number=1)) == "changed_since"


def test_what_is_not_on_a_newer_map_keeps_nothing_open_and_is_not_lost(map: FixedMap) -> None:
    text = Verdict("bevinding", "not", category="Oude categorie")
    whole = replace(weighed_process(map), verdicts={"gone": text})
    kept = keep(map, replace(whole, diagnosis=replace(whole.diagnosis, recognised_by=())))
    kept = replace(kept, weighed=replace(kept.weighed, diagnosis=replace(whole.diagnosis, recognised_by=("nobody",))))
    seen = kept.weighed.on(Map.of(kept.contents))
    assert kept.obstacles("process") == []
    assert seen.diagnosis.recognised_by == ()
    assert kept.weighed.off(Map.of(kept.contents)) == [text]


def test_a_goal_begins_with_what_was_diagnosed(map: FixedMap) -> None:
    settled = weighing.settled(keep(map, weighed_process(map), closed=True))
    assert settled.issue.startswith("Hulp is er")
    assert (settled.solution, settled.owner) == (
        "Een Geldpunt in elke wijk",
        "Wethouder Sociaal Domein, Directeur corporatie",
    )
    assert (settled.term, settled.settled_by, settled.settled_on) == ("2027-04-01", "", "")


def test_a_goal_weighing_is_kept_and_closed(application: Application) -> None:
    map = fixed_map(application, kind="goal")
    kept = keep(map, weighed_goal(map), closed=True)
    assert kept.weighed.chosen is not None
    assert kept.weighed.chosen.cost == 25_000_100


# What the pages don't offer is not kept either


def test_no_more_alternatives_are_kept_than_there_may_be(application: Application) -> None:
    map = fixed_map(application, kind="goal")
    kept = keep(map, weighed_goal(map))
    many = replace(kept.weighed, alternatives=kept.weighed.alternatives[:1] * 5)
    assert refused(lambda: weighing.save(map.own, kept, revision=2, weighed=many)) == "bad_request"
    assert found(map) == kept


@pytest.mark.parametrize("number", [0, -1, 4])
def test_nothing_is_chosen_that_is_not_among_the_alternatives(application: Application, number: int) -> None:
    map = fixed_map(application, kind="goal")
    kept = keep(map, weighed_goal(map))
    odd = replace(kept.weighed, choice=Choice(number, "daarom"))
    assert refused(lambda: weighing.save(map.own, kept, revision=2, weighed=odd)) == "bad_request"


def test_a_process_is_given_no_alternatives(map: FixedMap) -> None:
    kept = keep(map, weighed_process(map))
    odd = replace(kept.weighed, alternatives=(Alternative("een bus te kopen"),))
    assert refused(lambda: weighing.save(map.own, kept, revision=2, weighed=odd)) == "bad_request"


def test_a_goal_is_given_no_diagnosis(application: Application) -> None:
    map = fixed_map(application, kind="goal")
    kept = keep(map, weighed_goal(map))
    odd = replace(kept.weighed, diagnosis=Diagnosis(diagnosis="Te duur."))
    assert refused(lambda: weighing.save(map.own, kept, revision=2, weighed=odd)) == "bad_request"


def test_no_more_owners_or_other_things_are_kept_than_there_may_be(map: FixedMap) -> None:
    kept = keep(map, weighed_process(map))
    owners = replace(kept.weighed, diagnosis=replace(kept.weighed.diagnosis, owners=("Ada",) * 11))
    others = replace(kept.weighed, inputs=replace(kept.weighed.inputs, others=(Other("Wet"),) * 7))
    for odd in (owners, others):
        assert refused(lambda odd=odd: weighing.save(map.own, kept, revision=2, weighed=odd)) == "bad_request"


@pytest.mark.parametrize(
    "change", [{"own_view_by": ""}, {"planning_from": "2027-04-02", "planning_until": "2027-04-01"}]
)
def test_no_view_of_nobody_and_no_end_before_its_beginning_is_kept(map: FixedMap, change: dict[str, str]) -> None:
    kept = keep(map, weighed_process(map))
    odd = replace(kept.weighed, inputs=replace(kept.weighed.inputs, **change))  # type: ignore[arg-type]
    assert refused(lambda: weighing.save(map.own, kept, revision=2, weighed=odd)) == "bad_request"


def test_no_interest_is_both_served_and_hurt(application: Application) -> None:
    map = fixed_map(application, kind="goal")
    kept = keep(map, weighed_goal(map))
    first, *rest = kept.weighed.alternatives
    odd = replace(kept.weighed, alternatives=(replace(first, hurt=first.served), *rest))
    assert refused(lambda: weighing.save(map.own, kept, revision=2, weighed=odd)) == "bad_request"


@pytest.mark.parametrize("field", ["carried", "served", "hurt", "met"])
def test_an_alternative_rests_on_nothing_that_is_not_on_the_map(application: Application, field: str) -> None:
    map = fixed_map(application, kind="goal")
    kept = keep(map, weighed_goal(map))
    first, *rest = kept.weighed.alternatives
    odd = replace(kept.weighed, alternatives=(replace(first, **{field: ("nobody",)}), *rest))  # type: ignore[arg-type]
    assert refused(lambda: weighing.save(map.own, kept, revision=2, weighed=odd)) == "bad_request"


def test_nobody_recognises_a_problem_who_is_not_on_the_map(map: FixedMap) -> None:
    kept = keep(map, weighed_process(map))
    odd = replace(kept.weighed, diagnosis=replace(kept.weighed.diagnosis, recognised_by=("nobody",)))
    assert refused(lambda: weighing.save(map.own, kept, revision=2, weighed=odd)) == "bad_request"


def test_what_was_kept_of_an_earlier_map_may_stay(map: FixedMap) -> None:
    whole = weighed_process(map)
    kept = keep(map, whole)
    earlier = replace(whole, diagnosis=replace(whole.diagnosis, recognised_by=("gone",)))
    with map.room.store.work() as connection:
        connection.execute(update(Weighing).values(contents=written(earlier)))
    weighing.save(map.own, kept, revision=2, weighed=earlier)
    assert found(map).weighed == earlier


def test_what_is_longer_than_today_s_bounds_stays_while_the_rest_is_written(map: FixedMap) -> None:
    kept = keep(map, weighed_process(map))
    earlier = replace(kept.weighed, inputs=replace(kept.weighed.inputs, course="x" * 1001))
    with map.room.store.work() as connection:
        connection.execute(update(Weighing).values(contents=written(earlier)))
    more = replace(earlier, diagnosis=replace(earlier.diagnosis, owners=("Ada",)))
    weighing.save(map.own, kept, revision=2, weighed=more)
    assert found(map).weighed == more


@pytest.mark.parametrize(("by", "day"), [("", "2026-04-09"), ("x" * 201, "2026-04-09"), ("Ada", "")])
def test_nothing_is_closed_without_a_name_and_a_day(map: FixedMap, by: str, day: str) -> None:
    kept = keep(map, weighed_process(map))
    assert refused(lambda: weighing.close(map.own, kept, revision=2, by=by, day=day)) == "bad_request"
    assert found(map).closed_on is None
