"""Pages of an assignment and of a track's beginning in a real browser: axe finds nothing, and there is a picture."""

import io
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from pypdf import PdfReader
from sqlalchemy import insert, update

from facilitator.domain.beginnings import Settled, Variant
from facilitator.services import assignments, desk, portfolio
from facilitator.services.accounts.local import local_facilitator
from facilitator.services.assignments import Beginning, Made, Wanted
from facilitator.steps.suspicion.rules import START
from facilitator.store import Store, tables
from tests.entering import enter
from tests.looks import check
from tests.outside.engines.firefox import Firefox
from tests.owners import own_assignment
from tests.servers import Server

START_ANSWERS = {
    "problem": "Wij zien mensen pas als de schulden hoog zijn.",
    "horizon_point": "In 2030 belt iedereen met een eerste schuld ons zelf.",
    "intention": "Dat mensen met schulden weer vooruit kunnen.",
    "shop_floor": "Wij stellen eerst vragen, aan tafel en niet aan de balie.",
    "with_whom": "Met de woningcorporatie, de kredietbank en de kerken.",
}
SETTLED = Settled(
    "Hulp is er, maar de eerste stap vraagt moed die schulden juist wegnemen.",
    "Binnen 12 maanden een Geldpunt in elke wijk, met een pauzeknop van zes maanden.",
    "2027-04-01",
    "wethouder Sociaal Domein",
    "college van burgemeester en wethouders",
    "2026-04-02",
    "2026-0412",
    (Variant("A", "vast punt"), Variant("B", "bus"), Variant("C", "in buurthuizen")),
)


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with Server(tmp_path_factory.mktemp("suspicion")) as server:
        yield server


@pytest.fixture(scope="module")
def made(running: Server) -> dict[str, object]:
    return running.new(template="process", theme="schulden en armoede")


@pytest.fixture(scope="module")
def page(running: Server, made: dict[str, object], browser: Browser) -> Iterator[Page]:
    """The browser of ada, signed in by the link to her board."""
    ada = browser.new_context(locale="nl-NL").new_page()
    enter(ada, str(made["board_url"]))
    yield ada
    ada.context.close()


@pytest.fixture(scope="module")
def full(running: Server, made: dict[str, object]) -> Made:
    """An assignment of a programme with a process in the middle and a goal that begins."""
    with closing(Store(running.database)) as store:
        owner = local_facilitator(store)
        wanted = Wanted(
            track="process",
            theme="schulden en armoede",
            title="Eerder in beeld",
            suspicion="er een app moet komen die inwoners eerder bereikt.",
        )
        whole = assignments.create(store, owner, wanted)
        found = desk.assignment(store, owner, whole.assignment)
        assert found is not None
        _fill(store, found, str(made["assignment"]))
        assignments.begin_goal(own_assignment(store, found), Beginning(SETTLED))
        old = assignments.create(store, owner, Wanted(track="process", theme="jeugd"))
        away = desk.assignment(store, owner, old.assignment)
        assert away is not None
        portfolio.put_away(own_assignment(store, away), archived=True)
        return whole


def _fill(store: Store, found: desk.DeskAssignment, programme: str) -> None:
    process = desk.tracks_of(store, found)[0]
    with store.work() as connection:
        here = tables.Assignment.id
        connection.execute(update(tables.Assignment).where(here == programme).values(work_form="programme"))
        connection.execute(
            update(tables.Assignment)
            .where(here == found.id)
            .values(work_form="commission", parent_id=programme, start={key: START_ANSWERS[key] for key in START})
        )
        connection.execute(
            update(tables.Consultation)
            .where(tables.Consultation.track_id == process.id)
            .values(phase="closed", day="2026-03-12", code=None)
        )
        connection.execute(
            insert(tables.MapVersion).values(
                id="0123456789abcdef", track_id=process.id, number=3, day="2026-04-02", by="Marieke",
                fingerprint="", contents={}, token=None,
            )
        )  # fmt: skip


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_pages_of_an_assignment(page: Page, running: Server, full: Made, language: str) -> None:
    with closing(Store(running.database)) as store:
        owner = local_facilitator(store)
        found = desk.assignment(store, owner, full.assignment)
        assert found is not None
        process, goal = desk.tracks_of(store, found)
    for name, path in {
        "desk-grouped": "/desk/",
        "assignment": f"/desk/assignments/{full.assignment}",
        "assignment-settings": f"/desk/assignments/{full.assignment}/settings",
        "assignment-record": f"/desk/assignments/{full.assignment}/record",
        "assignment-remove": f"/desk/assignments/{full.assignment}/remove",
        "reflection": f"/desk/assignments/{full.assignment}/reflection",
        "start": f"/desk/assignments/{full.assignment}/start",
        "begin-goal": f"/desk/assignments/{full.assignment}/goal",
        "suspicion": f"/desk/tracks/{process.id}/suspicion",
        "questions": f"/desk/tracks/{process.id}/questions",
        "settled": f"/desk/tracks/{goal.id}/settled",
        "consult": f"/desk/tracks/{process.id}/consult",
        "consult-empty": f"/desk/tracks/{goal.id}/consult",
        "method": "/desk/method",
        "accessibility": "/accessibility",
    }.items():
        answer = page.goto(f"{running.url}{path}?language={language}")
        assert answer is not None and answer.ok, path
        check(page, name, language)


@pytest.mark.parametrize("language", ["nl", "en"])
def test_an_assignment_that_just_began(page: Page, running: Server, made: dict[str, object], language: str) -> None:
    page.goto(f"{running.url}/desk/assignments/{made['assignment']}?language={language}")

    check(page, "assignment-begun", language)


@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_suspicion_that_is_not_right_yet(page: Page, running: Server, made: dict[str, object], language: str) -> None:
    page.goto(f"{running.url}/desk/tracks/{made['track']}/suspicion?language={language}")
    page.fill("[name=text]", "")
    page.evaluate("document.querySelector('[name=text]').required = false")
    page.locator("main [data-kind=main]").click()

    expect(page.get_by_role("alert")).to_be_visible()
    check(page, "suspicion-wrong", language)


def test_the_record_fits_on_one_a4(page: Page, running: Server, full: Made, tmp_path: Path) -> None:
    page.goto(f"{running.url}/desk/assignments/{full.assignment}/record?language=nl")

    pdf = page.pdf(prefer_css_page_size=True)

    assert pdf.count(b"/Type /Page\n") == 1 or pdf.count(b"/Type /Page ") + pdf.count(b"/Type /Page/") == 1


@pytest.mark.engine("firefox")
def test_the_record_fits_on_one_a4_in_firefox_too(firefox: Firefox, page: Page, running: Server, full: Made) -> None:
    firefox.sign_in_as(page)
    firefox.open(f"{running.url}/desk/assignments/{full.assignment}/record?language=nl")

    pdf = PdfReader(io.BytesIO(firefox.print()))

    assert [[round(float(it) / 72 * 25.4) for it in sheet.mediabox[2:]] for sheet in pdf.pages] == [[210, 297]]
    assert "Eerder in beeld" in pdf.pages[0].extract_text()


def test_a_suspicion_is_written_by_keyboard_alone(page: Page, running: Server, made: dict[str, object]) -> None:
    page.goto(f"{running.url}/desk/tracks/{made['track']}/suspicion?language=nl")
    page.locator("[name=text]").focus()
    page.keyboard.press("Control+A")
    page.keyboard.type("jongeren de weg niet vinden.")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.type("Dat jongeren hulp vinden.")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.locator("main [data-kind=main]").focus()
    page.keyboard.press("Enter")

    expect(page.locator(".notice[data-kind=success]")).to_have_text("Opgeslagen.")
    expect(page.locator("[name=text]")).to_have_value("jongeren de weg niet vinden.")
    expect(page.get_by_label("weten we", exact=True).first).to_be_checked()
