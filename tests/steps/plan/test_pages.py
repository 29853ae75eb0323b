"""The plan of approach on the desk: told from what was settled, said and weighed, finished by hand."""

import io
import re
import zipfile
from typing import Any
from xml.etree import ElementTree

import pytest
from flask.testing import FlaskClient
from sqlalchemy import insert

from facilitator.services.application import Application
from facilitator.steps.plan import service as plan
from facilitator.steps.plan.rules import Action, Plan
from facilitator.store.tables import Approval, ApprovalRound, KeyPerson
from tests.steps.weighing.weighed_pages import fields_of, fill, visible
from tests.weighed import FixedMap, fixed_map, keep, weighed_goal, weighed_process

TEXT = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}t"


@pytest.fixture
def goal(ada: FlaskClient, application: Application) -> FixedMap:
    """A goal track whose weighing was closed."""
    made = fixed_map(application, kind="goal")
    keep(made, weighed_goal(made), closed=True)
    return made


def at(it: FixedMap, path: str = "") -> str:
    return f"/desk/tracks/{it.track}/plan{path}"


def written(it: FixedMap) -> Plan:
    return plan.kept(it.own).plan


def test_the_plan_tells_what_was_settled_said_and_weighed(ada: FlaskClient, goal: FixedMap) -> None:
    page = visible(ada.get(at(goal)).text).replace("\u00a0", " ")
    for told in (
        "Het voorstel: een bus langs de dorpen",
        "2 uitspraken uit 1 omgeving",
        "Waarom dit alternatief: De bus bereikt ook de dorpen",
        "€ 250.001",
        "Ja: Ons buurthuis kan op dinsdag open.",
        "Ja, mits: Alleen als de huur wordt betaald.",
        "Gediend: Kleine ondernemers moeten hun geld krijgen.",
        "Geschaad: Privacy aan de balie.",
        "Het gekozen alternatief voldoet aan:",
        "Als niemand meer wegloopt bij de deur.",
        "Extra personeel past niet in de begroting.",
        "Dit is niet gevraagd.",
        "versie 1",
    ):
        assert told in page, told
    assert "Daar hebben wij geen mensen voor." not in page.split("Belangen")[0]


def test_every_number_leads_to_the_sentence_on_the_map(ada: FlaskClient, goal: FixedMap) -> None:
    page = ada.get(at(goal)).text
    cited = set(re.findall(r'href="#s-(\d+)"', page))
    listed = dict(
        re.findall(r'id="s-(\d+)" value="\d+"><a translate="no" href="/desk/tracks/\w+/map/versions/1#o-(\w+)"', page)
    )
    assert cited
    assert cited == set(listed)
    assert set(listed.values()) <= set(goal.said.values())
    map = ada.get(f"/desk/tracks/{goal.track}/map/versions/1").text
    assert [it for it in listed.values() if map.count(f'id="o-{it}"') != 1] == []


def test_actions_introduction_and_risks_are_written_by_hand(ada: FlaskClient, goal: FixedMap) -> None:
    typed: dict[str, Any] = {
        "what": "Bus huren",
        "who": "Team",
        "when": "2026-09-01",
        "cost": "45.000",
        "carried": goal.answers[1],
    }
    assert fill(ada, at(goal, "/actions/1"), **typed).status_code == 303
    assert fill(ada, at(goal, "/actions/2"), what="Vragen", cost="0,50").status_code == 303
    assert fill(ada, at(goal, "/text"), introduction="Voor de raad.", risks="Geen chauffeur.").status_code == 303
    first = Action("Bus huren", "Team", "2026-09-01", 4_500_000, tuple(goal.answers[1]))
    assert written(goal) == Plan("Voor de raad.", "Geen chauffeur.", (first, Action("Vragen", cost=50)))
    page = visible(ada.get(at(goal)).text).replace("\u00a0", " ")
    for told in ("Voor de raad.", "Geen chauffeur.", "De winter is duur.", "1 september 2026", "Samen € 45.000,50"):
        assert told in page


def test_an_action_is_changed_and_removed(ada: FlaskClient, goal: FixedMap) -> None:
    for number, what in ((1, "een"), (2, "twee"), (1, "anders")):
        fill(ada, at(goal, f"/actions/{number}"), what=what)
    assert [it.what for it in written(goal).actions] == ["anders", "twee"]
    fill(ada, at(goal, "/actions/1/remove"), page=at(goal))
    assert [it.what for it in written(goal).actions] == ["twee"]
    assert ada.get(at(goal, "/actions/3")).status_code == 404


@pytest.mark.parametrize(
    "typed", [{"what": "x" * 1001}, {"cost": "veel"}, {"when": "?"}, {"carried": ["0" * 16]}, {"who": "x" * 201}]
)
def test_what_can_not_be_is_refused(ada: FlaskClient, goal: FixedMap, typed: dict[str, Any]) -> None:
    answer = fill(ada, at(goal, "/actions/1"), **typed)
    assert answer.status_code == 200
    assert 'role="alert"' in answer.text
    assert written(goal) == Plan()


def test_a_stale_form_stores_nothing_and_keeps_what_was_typed(ada: FlaskClient, goal: FixedMap) -> None:
    stale = fields_of(ada.get(at(goal, "/text")).text)
    fill(ada, at(goal, "/text"), introduction="eerst")
    answer = ada.post(at(goal, "/text"), data={**stale, "introduction": "mijn lange tekst"})
    assert "Er is niets overschreven" in answer.text
    assert "mijn lange tekst" in answer.text
    assert written(goal).introduction == "eerst"
    late = ada.post(at(goal, "/actions/1/remove"), data=stale)
    assert "intussen gewijzigd" in ada.get(late.location).text


def test_hostile_text_is_text_on_the_page_and_in_word(ada: FlaskClient, goal: FixedMap) -> None:
    fill(ada, at(goal, "/text"), introduction="<img src=x onerror=alert(1)>\u0000 & zo")
    assert "<img src=x" not in ada.get(at(goal)).text
    assert "<img src=x onerror=alert(1)> & zo" in word(ada, goal)


def word(browser: FlaskClient, it: FixedMap) -> str:
    answer = browser.get(at(it, "/docx"))
    assert answer.status_code == 200
    assert "attachment" in answer.headers["Content-Disposition"]
    with zipfile.ZipFile(io.BytesIO(answer.data)) as archive:
        root = ElementTree.fromstring(archive.read("word/document.xml"))
    return "".join(it.text or "" for it in root.iter(TEXT)).replace("\u00a0", " ")


def test_word_gets_the_same_plan(ada: FlaskClient, goal: FixedMap) -> None:
    fill(ada, at(goal, "/actions/1"), what="Bus huren", cost="45.000", carried=goal.answers[1])
    told = word(ada, goal)
    for text in ("Plan van aanpak", "Bus huren [1, 2", "€ 45.000", "De uitspraken, letterlijk", *list(goal.said)[:2]):
        assert text in told, text


def test_notes_on_public_groups_come_without_names(ada: FlaskClient, goal: FixedMap) -> None:
    texts = ("environment", "function", "sub_function", "organisation", "contact", "route", "reason", "stake")
    row = dict.fromkeys(texts, "geheim") | {"id": "f" * 16, "track_id": goal.track, "internal": False, "name": "Jansen"}
    row |= {"network_type": "public_group", "note": "Een brief aan alle huurders.", "invited": [], "spoken": None}
    with goal.room.store.work() as connection:
        connection.execute(insert(KeyPerson), row)
    page = ada.get(at(goal)).text
    assert "Een brief aan alle huurders." in page
    assert "Jansen" not in page + word(ada, goal)
    assert "geheim" not in page + word(ada, goal)


def test_the_score_of_the_approval_is_told_and_no_answer_is_no_answer(ada: FlaskClient, goal: FixedMap) -> None:
    answers = ["agreed", "agreed", "agreed_with_remark", "not_agreed", None]
    asked = {
        "track_id": goal.track,
        "version": 1,
        "deadline": "2026-04-30",
        "reminder": "",
        "closed": False,
        "totals": {},
    }
    rows = [
        {"id": str(at), "track_id": goal.track, "token_hash": str(at), "key_person_id": None, "asked": 1}
        | {"answered": 1 if answer else None, "answer": answer}
        for at, answer in enumerate(answers)
    ]
    with goal.room.store.work() as connection:
        connection.execute(insert(ApprovalRound), asked)
        connection.execute(insert(Approval), rows)
    score = "akkoord 2 · met opmerking 1 · niet 1 · geen antwoord 1 van 5"
    assert score in visible(ada.get(at(goal)).text)
    assert score in word(ada, goal)


def test_before_the_weighing_is_fixed_the_page_says_so(ada: FlaskClient, application: Application) -> None:
    goal = fixed_map(application, kind="goal")
    keep(goal, weighed_goal(goal))
    assert "Stel eerst de afweging vast." in ada.get(at(goal)).text
    assert ada.get(at(goal, "/docx")).status_code == 404
    assert ada.get(at(goal, "/text")).status_code == 404


def test_while_a_newer_version_is_weighed_the_plan_rests_on_the_one_before(ada: FlaskClient, goal: FixedMap) -> None:
    goal.fix()
    fill(ada, f"/desk/tracks/{goal.track}/weighing/begin", page=f"/desk/tracks/{goal.track}/weighing", version="2")
    page = ada.get(at(goal)).text
    assert "rust dit plan op de afweging daarvoor" in page
    assert "map/versions/1#o-" in page


@pytest.mark.parametrize("path", ["", "/text", "/actions/1", "/docx"])
def test_mallory_has_no_business_here(mallory: FlaskClient, ada: FlaskClient, goal: FixedMap, path: str) -> None:
    assert mallory.get(at(goal, path)).status_code == 404
    assert ada.get(at(goal, path)).status_code == 200


@pytest.mark.parametrize("path", ["/text", "/actions/1", "/actions/1/remove"])
def test_mallory_changes_nothing(mallory: FlaskClient, goal: FixedMap, path: str) -> None:
    token = fields_of(mallory.get("/desk/settings").text)
    answer = mallory.post(at(goal, path), data={**token, "revision": "0", "what": "x", "introduction": "x"})
    assert answer.status_code == 404
    assert written(goal) == Plan()


def test_a_process_track_has_no_plan(ada: FlaskClient, application: Application) -> None:
    process = fixed_map(application)
    keep(process, weighed_process(process), closed=True)
    assert ada.get(at(process)).status_code == 404
