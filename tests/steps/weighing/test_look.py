"""Weighing and plan in a real browser: axe finds nothing, there is a picture of each state, and both print on A4."""

import io
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser, Page, expect
from pypdf import PdfReader
from sqlalchemy import insert, update

from facilitator.services.accounts.local import local_facilitator
from facilitator.steps.plan import service as plan
from facilitator.steps.plan.rules import Action, Plan
from facilitator.steps.weighing import service as weighing
from facilitator.store.tables import Assignment, KeyPerson
from tests.entering import enter
from tests.looks import check
from tests.makers import application_on
from tests.outside.engines.firefox import Firefox
from tests.owners import own_track
from tests.servers import Server
from tests.weighed import FixedMap, example, fixed_map, keep, weighed_goal, weighed_process

START = {"intention": "Mensen hoeven zich niet te schamen.", "horizon_point": "Niemand te laat in 2030."}


@dataclass
class Tracks:
    """Tracks in every state, by name: their ids."""

    bare: str
    begun: FixedMap
    process: FixedMap
    goal: FixedMap
    closed: FixedMap


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with Server(tmp_path_factory.mktemp("weighing")) as server:
        yield server


@pytest.fixture(scope="module")
def desk(running: Server, browser: Browser) -> Iterator[Page]:
    page = browser.new_context(locale="nl-NL").new_page()
    enter(page, str(running.new(theme="wonen")["board_url"]))
    yield page
    page.context.close()


@pytest.fixture(scope="module")
def tracks(running: Server, desk: Page) -> Tracks:
    application = application_on(running.database)
    owner = local_facilitator(application.store)
    made = Tracks(
        bare=str(running.new(theme="jeugd")["track"]),
        begun=fixed_map(application, owner=owner, kind="goal"),
        process=fixed_map(application, owner=owner, said=example("process")),
        goal=fixed_map(application, owner=owner, kind="goal", said=example("goal")),
        closed=fixed_map(application, owner=owner, kind="goal", said=example("goal")),
    )
    with application.store.work() as connection:
        connection.execute(update(Assignment).values(start=START))
        connection.execute(insert(KeyPerson), _public_group(made.closed.track))
    weighing.begin(own_track(application.store, made.begun.track), 1)
    keep(made.process, weighed_process(made.process))
    keep(made.goal, weighed_goal(made.goal))
    kept = keep(made.closed, weighed_goal(made.closed), closed=True)
    plan.save(own_track(application.store, made.closed.track), weighing=kept.id, revision=0, written=_plan(made.closed))
    made.process.fix()
    application.store.close()
    return made


def _public_group(track: str) -> dict[str, object]:
    texts = ("environment", "function", "sub_function", "organisation", "contact", "route", "reason", "stake")
    row: dict[str, object] = dict.fromkeys(texts, "")
    row |= {"id": "f" * 16, "track_id": track, "internal": False, "network_type": "public_group", "name": "Jansen"}
    return row | {"note": "Een brief aan alle huurders, in gewone taal.", "invited": [], "spoken": None}


def _plan(it: FixedMap) -> Plan:
    actions = (
        Action("De bus huren en inrichten", "Team Schuldhulp", "2026-09-01", 4_500_000, tuple(it.answers[1][:2])),
        Action("Buurthuizen vragen", "Coördinator", "2026-10-01", None, tuple(it.answers[2][:1])),
    )
    return Plan("Dit plan is voor de raad.\nHet volgt op twee consultaties.", "Geen chauffeur te vinden.", actions)


PAGES = {
    "weighing-none": ("bare", "weighing"),
    "weighing-empty": ("begun", "weighing"),
    "weighing-process": ("process", "weighing"),
    "weighing-inputs": ("process", "weighing/inputs"),
    "weighing-category": ("process", "weighing/categories/{category}"),
    "weighing-diagnosis": ("process", "weighing/diagnosis"),
    "weighing-sentences": ("process", "weighing/sentences?category={category}"),
    "weighing-goal": ("goal", "weighing"),
    "weighing-alternative": ("goal", "weighing/alternatives/2"),
    "weighing-choice": ("goal", "weighing/choice"),
    "weighing-closed": ("closed", "weighing"),
    "plan-first": ("goal", "plan"),
    "plan": ("closed", "plan"),
    "plan-text": ("closed", "plan/text"),
    "plan-action": ("closed", "plan/actions/1"),
}
"""Name of the picture → the state of the track, and the page."""


def address(running: Server, tracks: Tracks, name: str, language: str) -> str:
    state, path = PAGES[name]
    track = getattr(tracks, state)
    filled = path.format(category=next(iter(tracks.process.categories.values())))
    first = f"{running.url}/desk/tracks/{track if isinstance(track, str) else track.track}/{filled}"
    return f"{first}{'&' if '?' in first else '?'}language={language}"


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("name", PAGES)
def test_every_page_can_be_looked_at(desk: Page, running: Server, tracks: Tracks, name: str, language: str) -> None:
    said: list[str] = []
    desk.on("console", lambda message: said.append(message.text))

    desk.goto(address(running, tracks, name, language))

    check(desk, name, language)
    assert said == []


@pytest.mark.parametrize("language", ["nl", "en"])
def test_what_was_typed_wrong_can_be_looked_at(desk: Page, running: Server, tracks: Tracks, language: str) -> None:
    desk.goto(f"{running.url}/desk/tracks/{tracks.goal.track}/weighing/inputs?language={language}")
    desk.fill("[name=budget]", "ongeveer een ton")
    desk.fill("[name=planning_until]", "2020-01-01")

    desk.locator("main [data-kind=main]").click()

    expect(desk.get_by_role("alert")).to_be_visible()
    expect(desk.locator("[name=budget]")).to_have_value("ongeveer een ton")
    check(desk, "weighing-wrong", language)


def printed(page: Page) -> PdfReader:
    return PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True)))


@pytest.mark.engine("firefox")
def test_firefox_prints_the_plan_whole(firefox: Firefox, desk: Page, running: Server, tracks: Tracks) -> None:
    firefox.sign_in_as(desk)
    firefox.open(f"{running.url}/desk/tracks/{tracks.closed.track}/plan?language=nl")

    pdf = PdfReader(io.BytesIO(firefox.print()))

    text = " ".join(" ".join(page.extract_text() for page in pdf.pages).split())
    assert {tuple(round(float(it) / 72 * 25.4) for it in page.mediabox[2:]) for page in pdf.pages} == {(210, 297)}
    assert min(len(page.extract_text()) for page in pdf.pages) > 200
    assert all(told in text for told in ("Plan van aanpak", "De bus huren", "€ 45.000", "Een brief aan alle"))


def test_the_plan_prints_on_a4_with_the_literal_sentences(desk: Page, running: Server, tracks: Tracks) -> None:
    desk.goto(f"{running.url}/desk/tracks/{tracks.closed.track}/plan?language=nl")
    pdf = printed(desk)
    text = " ".join(" ".join(page.extract_text() for page in pdf.pages).split())
    assert [round(float(it)) for it in pdf.pages[0].mediabox[2:]] == [595, 842]
    for told in (
        "Plan van aanpak",
        "Het voorstel:",
        "De bus huren",
        "€ 45.000",
        "Een brief aan alle",
    ):
        assert told in text
    assert next(it for it in tracks.closed.said if it in text)
    assert "Voeg een actie toe" not in text
    assert "Jansen" not in text


def test_the_weighing_prints_without_its_buttons(desk: Page, running: Server, tracks: Tracks) -> None:
    desk.goto(f"{running.url}/desk/tracks/{tracks.process.track}/weighing?language=nl")
    text = " ".join(" ".join(page.extract_text() for page in printed(desk).pages).split())
    assert "Hulp is er, maar de eerste stap vraagt moed" in text
    assert "€ 180.000" in text.replace("\u00a0", " ")
    for not_on_paper in ("Verander", "Stel de afweging vast", "Neem de afweging mee", "Ga verder met", "Afmelden"):
        assert not_on_paper not in text
