"""Weighing on the desk: begun on a fixed map, saved part by part, closed with a name; for its owner alone."""

import re
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from facilitator.services.application import Application
from facilitator.steps.weighing import service as weighing
from facilitator.steps.weighing.rules import Weighed
from facilitator.steps.weighing.service import KeptWeighing
from facilitator.store.tables import Track
from tests.steps.weighing.weighed_pages import fields_of, fill, visible
from tests.weighed import COSTS, FixedMap, fixed_map, keep, weighed_goal, weighed_process

HOSTILE = '"><script>alert(1)</script> & \u0000\u202e'
SECTIONS = ["inputs", "diagnosis", "categories/", "sentences", "export/json", "export/csv-excel"]


@pytest.fixture
def process(ada: FlaskClient, application: Application) -> FixedMap:
    return fixed_map(application)


@pytest.fixture
def goal(ada: FlaskClient, application: Application) -> FixedMap:
    return fixed_map(application, kind="goal")


def at(it: FixedMap, path: str = "") -> str:
    return f"/desk/tracks/{it.track}/weighing{path}"


def found(it: FixedMap) -> KeptWeighing:
    kept = weighing.latest(it.own)
    assert kept is not None
    return kept


def test_a_weighing_is_begun_filled_in_and_fixed(ada: FlaskClient, process: FixedMap) -> None:
    assert fill(ada, at(process, "/begin"), page=at(process), version="1").status_code == 303
    typed: dict[str, Any] = {
        "course": "Eerder zien",
        "own_view": "Schaamte",
        "own_view_by": "Marieke",
        "budget": "180.000",
    }
    typed |= {"planning_from": "2026-05-01", "others-0-title": "Wet", "others-0-text": "Artikel 3"}
    assert fill(ada, at(process, "/inputs"), **typed).status_code == 303
    costs = process.categories[COSTS]
    assert fill(ada, at(process, f"/categories/{costs}"), decision="partly", reason="De wet").status_code == 303
    shown = process.answers[2]
    outcome: dict[str, Any] = {
        "recognised": "partly",
        "recognised_by": shown,
        "diagnosis": "Schaamte",
        "owners": "Els\n\nPiet",
    }
    assert fill(ada, at(process, "/diagnosis"), **outcome).status_code == 303
    assert fill(ada, at(process, "/close"), page=at(process), by="Marieke").status_code == 303

    kept = found(process)
    assert (kept.closed_by, kept.closed_on) == ("Marieke", "2026-03-12")
    assert kept.weighed.inputs.budget == 18_000_000
    assert kept.weighed.verdicts[costs].decision == "partly"
    assert kept.weighed.diagnosis.owners == ("Els", "Piet")
    page = ada.get(at(process)).text
    for told in ("€ 180.000", "Artikel 3", "Wat er aan de hand is:", "Els, Piet", "— Marieke", "De wet"):
        assert told in visible(page).replace("\u00a0", " ")
    assert "/weighing/inputs" not in page
    assert ada.get(at(process, "/inputs")).location == at(process)


def test_without_a_fixed_map_the_page_says_what_comes_first(
    ada: FlaskClient, made: object, application: Application
) -> None:
    page = ada.get(f"/desk/tracks/{made.track}/weighing")  # type: ignore[attr-defined]
    assert "Stel eerst de map vast" in page.text
    assert f"/desk/tracks/{made.track}/map/versions" in page.text  # type: ignore[attr-defined]


@pytest.mark.parametrize("path", ["", *(f"/{it}" for it in SECTIONS)])
def test_mallory_has_no_business_here(mallory: FlaskClient, ada: FlaskClient, process: FixedMap, path: str) -> None:
    keep(process, weighed_process(process))
    assert mallory.get(at(process, path)).status_code == 404
    assert ada.get(at(process, path)).status_code == 200


@pytest.mark.parametrize("path", ["/begin", "/move", "/inputs", "/diagnosis", "/categories/", "/close", "/goal-track"])
def test_mallory_changes_nothing(mallory: FlaskClient, process: FixedMap, path: str) -> None:
    kept = keep(process, weighed_process(process))
    token = fields_of(mallory.get("/desk/settings").text)
    answer = mallory.post(at(process, path), data={**token, "revision": kept.revision, "version": "1", "by": "Mallory"})
    assert answer.status_code == 404
    assert found(process) == kept


def test_a_form_without_its_token_changes_nothing(ada: FlaskClient, process: FixedMap) -> None:
    kept = keep(process, weighed_process(process))
    assert ada.post(at(process, "/inputs"), data={"revision": kept.revision, "course": "x"}).status_code == 400
    assert found(process) == kept


def test_a_stale_form_stores_nothing_and_keeps_what_was_typed(ada: FlaskClient, process: FixedMap) -> None:
    keep(process, weighed_process(process))
    stale = fields_of(ada.get(at(process, "/inputs")).text)
    fill(ada, at(process, "/categories/"), finding="eerst")

    answer = ada.post(at(process, "/inputs"), data={**stale, "course": "mijn lange tekst"})

    assert answer.status_code == 200
    assert "Er is niets overschreven" in answer.text
    assert "mijn lange tekst" in answer.text
    assert found(process).weighed.inputs == weighed_process(process).inputs


@pytest.mark.parametrize("revision", ["", "x", "-1", "9" * 30, "²"])
def test_a_forged_revision_is_stale(ada: FlaskClient, process: FixedMap, revision: str) -> None:
    kept = keep(process, weighed_process(process))
    answer = fill(ada, at(process, "/inputs"), course="anders", revision=revision)
    assert (answer.status_code, found(process)) == (200, kept)


@pytest.mark.parametrize(
    "typed",
    [
        {"course": "x" * 1001},
        {"own_view": "zo is het"},
        {"budget": "veel"},
        {"budget": "-1"},
        {"budget": "9" * 25},
        {"planning_from": "morgen"},
        {"planning_from": "9999-01-01"},
        {"planning_from": "2026-05-01", "planning_until": "2026-04-01"},
        {"others-0-title": "x" * 201},
    ],
)
def test_what_can_not_be_is_said_at_its_field(ada: FlaskClient, process: FixedMap, typed: dict[str, Any]) -> None:
    kept = keep(process, Weighed())
    answer = fill(ada, at(process, "/inputs"), **typed)
    assert answer.status_code == 200
    assert 'role="alert"' in answer.text
    assert 'aria-invalid="true"' in answer.text
    assert found(process) == kept


def test_hostile_text_is_text(ada: FlaskClient, process: FixedMap) -> None:
    keep(process, Weighed())
    fill(ada, at(process, "/inputs"), course=HOSTILE, budget_note=HOSTILE)
    page = ada.get(at(process)).text
    assert "<script>alert" not in page
    assert found(process).weighed.inputs.course == '"><script>alert(1)</script> & \u202e'
    assert "&lt;b&gt;Bel eerst&lt;/b&gt;" in page


def test_a_draft_is_kept_without_a_reason_but_not_closed(ada: FlaskClient, process: FixedMap) -> None:
    keep(process, weighed_process(process))
    fill(ada, at(process, "/categories/"), decision="not")
    page = ada.get(at(process)).text
    assert "Er is nog een reden nodig." in page
    assert "Geef een reden bij elk besluit" in page
    fill(ada, at(process, "/close"), page=at(process), by="Ada")
    assert found(process).closed_on is None


def test_a_process_without_diagnosis_has_no_field_for_a_solution(ada: FlaskClient, process: FixedMap) -> None:
    keep(process, Weighed())
    assert 'name="solution"' not in ada.get(at(process, "/diagnosis")).text
    fill(ada, at(process, "/diagnosis"), solution="Een app")
    assert found(process).weighed.diagnosis.solution == ""
    fill(ada, at(process, "/diagnosis"), diagnosis="Schaamte")
    assert 'name="solution"' in ada.get(at(process, "/diagnosis")).text
    fill(ada, at(process, "/diagnosis"), diagnosis="Schaamte", solution="Een Geldpunt")
    assert found(process).weighed.diagnosis.solution == "Een Geldpunt"


def test_the_problem_may_turn_out_to_be_gone(ada: FlaskClient, process: FixedMap) -> None:
    keep(process, Weighed())
    fill(ada, at(process, "/diagnosis"), gone="y", gone_reason="De corporatie belt al.")
    assert fill(ada, at(process, "/close"), page=at(process), by="Ada").status_code == 303
    page = ada.get(at(process)).text
    assert "Het probleem bestaat niet (meer) zo" in page
    assert "Begin een doelspoor" not in page


@pytest.mark.parametrize("name", ["recognised_by", "diagnosis", "owners"])
def test_the_outcome_is_bounded(ada: FlaskClient, process: FixedMap, name: str) -> None:
    kept = keep(process, Weighed())
    wrong: dict[str, Any] = {"recognised_by": ["0" * 16], "diagnosis": "x" * 1001, "owners": "\n".join("abcdefghijk")}
    answer = fill(ada, at(process, "/diagnosis"), **{name: wrong[name]})
    assert (answer.status_code, found(process)) == (200, kept)
    assert 'role="alert"' in answer.text


def test_every_number_leads_to_its_sentences(ada: FlaskClient, process: FixedMap) -> None:
    keep(process, weighed_process(process))
    page = ada.get(at(process)).text
    ways = set(re.findall(r'href="([^"]*weighing/sentences[^"]*)"', page))
    assert len(ways) >= 4
    for way in ways:
        shown = ada.get(way.replace("&amp;", "&")).text
        assert re.search(r"map/versions/1#o-[0-9a-f]{16}", shown), way
    costs = process.categories[COSTS]
    shown = visible(ada.get(at(process, f"/sentences?category={costs}&environment=execution")).text)
    assert "2 uitspraken, uitvoering" in shown
    assert "Wij rekenen geen kosten meer" in shown
    assert "Een schuld van 90 euro" not in shown


@pytest.mark.parametrize("path", ["/sentences?category=nope", "/categories/nope", "/export/pdf", "/nope/earlier"])
def test_what_is_not_there_is_not_found(ada: FlaskClient, process: FixedMap, path: str) -> None:
    keep(process, weighed_process(process))
    assert ada.get(at(process, path)).status_code == 404


def test_a_newer_version_is_offered_and_taken(ada: FlaskClient, process: FixedMap) -> None:
    keep(process, weighed_process(process))
    process.fix()
    assert "nieuwere versie van de map: 2" in ada.get(at(process)).text
    fill(ada, at(process, "/move"), page=at(process), version="2")
    assert (found(process).version.number, found(process).weighed) == (2, weighed_process(process))


def test_a_closed_weighing_stays_beside_the_newer_one(ada: FlaskClient, process: FixedMap) -> None:
    before = keep(process, weighed_process(process), closed=True)
    process.fix()
    fill(ada, at(process, "/begin"), page=at(process), version="2")
    assert found(process).version.number == 2
    earlier = at(process, f"/{before.id}/earlier")
    assert earlier in ada.get(at(process)).text
    assert "Vastgesteld op 9 april 2026 door Ada" in visible(ada.get(earlier).text)


@pytest.mark.parametrize("path", ["/begin", "/move"])
def test_too_late_is_said(ada: FlaskClient, process: FixedMap, path: str) -> None:
    kept = keep(process, weighed_process(process))
    answer = fill(ada, at(process, path), page=at(process), version="7")
    assert "intussen gewijzigd" in ada.get(answer.location).text
    assert found(process) == kept


def test_a_goal_track_begins_from_a_closed_weighing_once(ada: FlaskClient, process: FixedMap) -> None:
    keep(process, weighed_process(process), closed=True)
    first = fill(ada, at(process, "/goal-track"), page=at(process))
    second = fill(ada, at(process, "/goal-track"), page=at(process))
    assert first.location == second.location
    with process.room.store.read() as connection:
        settled = connection.scalars(select(Track.settled).where(Track.kind == "goal")).all()
    assert [it["issue"] for it in settled] == [weighed_process(process).diagnosis.diagnosis]
    assert settled[0]["owner"] == "Wethouder Sociaal Domein, Directeur corporatie"
    assert ada.get(first.location).status_code == 200


def test_no_goal_track_begins_from_an_open_weighing(ada: FlaskClient, process: FixedMap) -> None:
    keep(process, weighed_process(process))
    assert fill(ada, at(process, "/goal-track"), page=at(process)).status_code == 404


def test_alternatives_stand_side_by_side_and_one_is_chosen(ada: FlaskClient, goal: FixedMap) -> None:
    keep(goal, Weighed())
    for number in (1, 2):
        typed: dict[str, Any] = {"text": f"plan {number}", "carried": goal.answers[1], "served": goal.answers[4][:1]}
        typed |= {"hurt": goal.answers[4][1:], "met": goal.answers[5][:1], "cost": "1.250,50", "owner": "Els"}
        assert fill(ada, at(goal, f"/alternatives/{number}"), workable_who="Team", **typed).status_code == 303
    assert fill(ada, at(goal, "/choice"), number="2", reason="dorpen").status_code == 303
    page = visible(ada.get(at(goal)).text).replace("\u00a0", " ")
    for told in ("gedragen door 2 uitspraken uit 1 omgeving", "dient 1 belang", "schaadt 1 belang", "€ 1.250,50"):
        assert page.count(told) == 2, told
    assert page.count("GEKOZEN") == 1
    assert fill(ada, at(goal, "/close"), page=at(goal), by="Ada").status_code == 303
    assert found(goal).weighed.chosen is not None


def test_an_alternative_is_bounded(ada: FlaskClient, goal: FixedMap) -> None:
    kept = keep(goal, Weighed())
    both: dict[str, Any] = {"served": goal.answers[4], "hurt": goal.answers[4][:1]}
    for typed in (both, {"carried": ["f" * 16]}, {"served": goal.answers[1][:1]}, {"text": "x" * 1001}, {"term": "?"}):
        assert fill(ada, at(goal, "/alternatives/1"), **typed).status_code == 200
    assert found(goal) == kept


def test_there_are_four_alternatives_at_most(ada: FlaskClient, goal: FixedMap) -> None:
    keep(goal, Weighed())
    assert ada.get(at(goal, "/alternatives/0")).status_code == 404
    assert ada.get(at(goal, "/alternatives/2")).status_code == 404
    for number in range(1, 5):
        fill(ada, at(goal, f"/alternatives/{number}"), text=str(number))
    assert ada.get(at(goal, "/alternatives/5")).status_code == 404
    assert "Voeg een alternatief toe" not in ada.get(at(goal)).text


def test_looking_for_words_keeps_what_was_typed_and_ticked(ada: FlaskClient, goal: FixedMap) -> None:
    kept, ticked = keep(goal, Weighed()), goal.answers[1][0]
    answer = fill(ada, at(goal, "/alternatives/1"), text="mijn plan", carried=[ticked], find="1", words="KOFFIE")
    assert answer.status_code == 200
    assert "mijn plan" in answer.text
    assert f'value="{ticked}" checked' in answer.text
    assert "bus koffie" in answer.text
    assert "dinsdag open" not in answer.text
    assert found(goal) == kept


def test_an_alternative_is_removed_and_the_choice_follows(ada: FlaskClient, goal: FixedMap) -> None:
    keep(goal, weighed_goal(goal))
    fill(ada, at(goal, "/alternatives/1/remove"), page=at(goal))
    assert (len(found(goal).weighed.alternatives), found(goal).weighed.choice.number) == (2, 1)


def test_the_parts_of_the_other_track_are_not_here(ada: FlaskClient, process: FixedMap, goal: FixedMap) -> None:
    keep(process, weighed_process(process))
    keep(goal, weighed_goal(goal))
    assert ada.get(at(goal, "/diagnosis")).status_code == 404
    assert ada.get(at(process, "/alternatives/1")).status_code == 404
    assert ada.get(at(process, "/choice")).status_code == 404


def test_personnel_is_asked_on_a_goal_track_alone(ada: FlaskClient, process: FixedMap, goal: FixedMap) -> None:
    keep(process, Weighed())
    keep(goal, Weighed())
    assert 'name="personnel"' in ada.get(at(goal, "/inputs")).text
    assert 'name="personnel"' not in ada.get(at(process, "/inputs")).text


def test_the_files_are_handed_over(ada: FlaskClient, goal: FixedMap) -> None:
    keep(goal, weighed_goal(goal))
    excel, json = (ada.get(at(goal, f"/export/{it}")) for it in ("csv-excel", "json"))
    assert excel.headers["Content-Disposition"].startswith("attachment")
    assert excel.mimetype == "text/csv"
    assert json.get_json()["choice"]["number"] == 2
