"""What a plan says where something is missing: nothing that nobody said, asked or decided."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

import pytest
from flask import Flask

from facilitator import i18n
from facilitator.domain.beginnings import Settled
from facilitator.services.application import Application
from facilitator.steps.plan.document import Grid, Items, Para, Part
from facilitator.steps.plan.rules import Plan
from facilitator.steps.plan.words import Sources, compose
from facilitator.steps.weighing.rules import Verdict, Weighed
from facilitator.steps.weighing.service import KeptWeighing
from tests.services.conftest import application, room
from tests.weighed import GOAL, FixedMap, Said, fixed_map, keep, weighed_goal

__all__ = ["application", "room"]


@pytest.fixture(autouse=True)
def dutch() -> Iterator[None]:
    app = Flask(__name__)
    i18n.init_app(app, "nl")
    with app.test_request_context():
        yield


def parts(weighing: KeptWeighing) -> dict[str, Part]:
    """The plan's chapters by their key, of which nothing was written by hand."""
    sources = Sources("Schulden", Settled(), "", "", weighing, Plan(), None, [])
    return {it.key: it for it in compose(sources).parts}


def texts(part: Part) -> list[str]:
    """All that stands in a chapter, labels and all."""
    found = []
    for block in part.blocks:
        if isinstance(block, Grid):
            found += [" | ".join(it.text for it in row) for row in block.rows]
        elif isinstance(block, Items):
            found += [f"{block.label} {it.text}".strip() for it in block.pieces]
        elif isinstance(block, Para):
            found.append(f"{block.label} {block.piece.text}".strip())
    return found


def without(question: int) -> Sequence[Said]:
    return [it for it in GOAL if it.question != question]


def weighed(it: FixedMap) -> KeptWeighing:
    return keep(it, weighed_goal(it), closed=True)


def test_who_offers_help_without_choosing_yes_is_quoted(application: Application) -> None:
    said = [it._replace(cooperation=None) for it in GOAL]
    told = texts(parts(weighed(fixed_map(application, kind="goal", said=said)))["commitments"])
    assert "Gezegd zonder ja of nee: Ons buurthuis kan op dinsdag open." in told


def test_where_all_say_no_nobody_offered(application: Application) -> None:
    said = [it._replace(cooperation="no" if it.question == 2 else None) for it in GOAL]
    told = texts(parts(weighed(fixed_map(application, kind="goal", said=said)))["commitments"])
    assert told == ["Niemand heeft dit aangeboden."]


@pytest.mark.parametrize(("question", "chapter"), [(2, "commitments")])
def test_what_was_not_asked_is_told_so(application: Application, question: int, chapter: str) -> None:
    map = fixed_map(application, kind="goal", said=without(question))
    assert texts(parts(weighed(map))[chapter]) == ["Dit is niet gevraagd."]


def test_categories_about_which_nothing_was_decided_are_named(application: Application) -> None:
    map = fixed_map(application, kind="goal")
    kept = keep(map, replace(weighed_goal(map), verdicts={}), closed=True)
    told = texts(parts(kept)["deviations"])
    assert len(told) == len(map.categories) + 1
    assert all("Niet besloten" in it for it in told)


def test_where_all_is_taken_over_the_plan_departs_nowhere(application: Application) -> None:
    map = fixed_map(application, kind="goal")
    rows = [*map.categories.values(), ""]
    everything = {it: Verdict("", "take_over") for it in rows}
    kept = keep(map, replace(weighed_goal(map), verdicts=everything), closed=True)
    assert texts(parts(kept)["deviations"]) == ["Nergens: over elke categorie is besloten, en alle worden overgenomen."]


def test_nothing_is_said_to_be_proposed_where_nothing_was_chosen(application: Application) -> None:
    map = fixed_map(application, kind="goal")
    kept = replace(keep(map, weighed_goal(map), closed=True), weighed=Weighed())
    assert texts(parts(kept)["chosen"]) == ["Er is geen alternatief gekozen."]
