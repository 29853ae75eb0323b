"""Scan, approval and feedback in a real browser: axe finds nothing, and there is a picture of each state."""

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Browser, Page, expect
from pypdf import PdfReader

from facilitator.services.accounts.local import local_facilitator
from facilitator.services.application import Application
from facilitator.steps.approval import invitations
from facilitator.steps.approval import service as approvals
from facilitator.steps.feedback import service as feedback
from facilitator.steps.scan import service as scan
from facilitator.steps.scan.rules import AXES
from tests.entering import enter
from tests.looks import check
from tests.makers import application_on
from tests.outside.engines.firefox import Firefox
from tests.owners import own_assignment, own_track
from tests.servers import Server
from tests.weighed import FixedMap, example, fixed_map, keep, weighed_goal


@dataclass
class Asked:
    """What people are asked about: an assignment whose goal map was approved once, and one without anything."""

    goal: FixedMap
    empty: FixedMap
    links: list[str]
    scan: str
    feedback: str


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with Server(tmp_path_factory.mktemp("asked")) as server:
        yield server


@pytest.fixture(scope="module")
def desk(running: Server, browser: Browser) -> Iterator[Page]:
    page = browser.new_context(locale="nl-NL").new_page()
    enter(page, str(running.new(theme="wonen")["board_url"]))
    yield page
    page.context.close()


@pytest.fixture(scope="module")
def asked(running: Server, desk: Page) -> Iterator[Asked]:
    application = application_on(running.database)
    owner = local_facilitator(application.store)
    goal = fixed_map(application, owner=owner, kind="goal", said=example("goal")[::3])
    keep(goal, weighed_goal(goal), closed=True)
    made = Asked(
        goal=goal,
        empty=fixed_map(application, owner=owner, kind="goal"),
        links=_answered(application, goal),
        scan=_scanned(application, goal.room.made.assignment),
        feedback=_told(application, goal.room.made.assignment),
    )
    yield made
    application.store.close()


def _answered(application: Application, goal: FixedMap) -> list[str]:
    """Ask 24 people about version 1: 19 agree, 2 with a remark, 1 does not; go on to version 2."""
    store, track, today = application.store, goal.track, datetime.now(UTC).date()  # the running server's own day
    day = today + timedelta(days=14)
    approvals.begin(own_track(store, track), version=1, deadline=day, today=today)
    links = [it.token for it in invitations.invite(own_track(store, track), people=[], paper=24)]
    for link in links[:19]:
        approvals.answer(store, link, "agreed", [], today=today)
    for link in links[19:21]:
        approvals.answer(store, link, "agreed_with_remark", [("category", "Dit hoort bij Privacy.")], today=today)
    approvals.answer(
        store, links[21], "not_agreed", [("missing", "Mijn zin over de bus staat er niet in.")], today=today
    )
    approvals.close(own_track(store, track), 1)
    goal.fix()
    approvals.begin(own_track(store, track), version=2, deadline=day, today=today)
    return links


def _scanned(application: Application, assignment: str) -> str:
    token = scan.begin(own_assignment(application.store, assignment), "start")
    for place in (10, 20, 45):
        scan.answer(application.store, token, {axis: min(100, place + 12 * at) for at, axis in enumerate(AXES)})
    together = {axis: 90 - 8 * at for at, axis in enumerate(AXES)}
    scan.fill_in_together(own_assignment(application.store, assignment), "end", together)
    return token


def _told(application: Application, assignment: str) -> str:
    nothing = feedback.Written()
    words = feedback.Written(
        "Dank u wel voor uw tijd en uw openheid.", "In juni begint het eerste Geldpunt.", "14 0123"
    )
    assert feedback.save(own_assignment(application.store, assignment), words, etag=nothing.etag)
    feedback.publish(own_assignment(application.store, assignment))
    return assignment


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_scan(page: Page, desk: Page, running: Server, asked: Asked, language: str) -> None:
    of_full, of_empty = (f"/desk/assignments/{it.room.made.assignment}/scan" for it in (asked.goal, asked.empty))
    for name, path in {"scan-desk": of_full, "scan-desk-empty": of_empty, "scan-screen": f"{of_full}/screen"}.items():
        desk.goto(f"{running.url}{path}?language={language}")
        check(desk, name, language)
    page.goto(f"{running.url}/scan/{asked.scan}?language={language}")
    check(page, "scan-phone", language)
    page.get_by_role("slider").first.press("End")
    page.get_by_role("button").click()
    expect(page).to_have_url(re.compile("/thanks$"))
    page.goto(f"{page.url}?language={language}")
    check(page, "scan-thanks", language)


def test_the_screen_follows_what_phones_answer(desk: Page, running: Server, asked: Asked) -> None:
    application = application_on(running.database)
    assignment = asked.empty.room.made.assignment
    token = scan.begin(own_assignment(application.store, assignment), "end")
    desk.goto(f"{running.url}/desk/assignments/{assignment}/scan/screen?language=nl")
    expect(desk.get_by_text("0 antwoorden, te zien vanaf drie")).to_be_visible()

    for _ in range(3):
        scan.answer(application.store, token, dict.fromkeys(AXES, 40))

    expect(desk.get_by_text("3 antwoorden")).to_be_visible()
    expect(desk.locator("rect.end")).to_have_count(len(AXES))
    application.store.close()


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_approval(page: Page, desk: Page, running: Server, asked: Asked, language: str) -> None:
    for name, it in {"approval-desk": asked.goal, "approval-desk-begin": asked.empty}.items():
        desk.goto(f"{running.url}/desk/tracks/{it.track}/approval?language={language}")
        check(desk, name, language)
    page.goto(f"{running.url}/approve?language={language}")
    check(page, "approval-code", language)
    code = asked.links[22 if language == "nl" else 23]
    page.fill("[name=code]", f"{code[:4]} {code[4:8]} {code[8:]}".lower())
    page.get_by_role("button").click()
    page.goto(f"{page.url}?language={language}")
    check(page, "approval", language)
    page.check("[value=agreed_with_remark]")
    page.locator(".question form button").click()
    check(page, "approval-wrong", language)

    page.check("[value=agreed]")
    page.locator(".question form button").click()
    expect(page).to_have_url(re.compile("/thanks"))
    page.goto(f"{page.url.partition('?')[0]}?language={language}")
    check(page, "approval-thanks", language)


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_feedback(page: Page, desk: Page, running: Server, asked: Asked, language: str) -> None:
    for name, it in {"feedback-desk": asked.goal, "feedback-desk-empty": asked.empty}.items():
        desk.goto(f"{running.url}/desk/assignments/{it.room.made.assignment}/feedback?language={language}")
        check(desk, name, language)
    desk.goto(f"{running.url}/desk/assignments/{asked.goal.room.made.assignment}/feedback?language={language}")
    link = re.search(r"/feedback/[\w-]+", desk.locator("code.copy").inner_text())
    assert link is not None
    page.goto(f"{running.url}{link[0]}?language={language}")
    check(page, "feedback", language)


def test_two_answers_make_the_totals_of_a_second_version(running: Server, asked: Asked) -> None:
    application = application_on(running.database)
    found = approvals.rounds(own_track(application.store, asked.goal.track))
    application.store.close()

    assert (found[0].totals.agreed, found[0].totals.agreed_with_remark, found[0].totals.not_agreed) == (19, 2, 1)
    assert found[0].totals.no_answer == 2
    assert found[1].totals.asked == 24


@pytest.mark.engine("firefox")
def test_firefox_prints_every_code_for_paper_whole(firefox: Firefox, desk: Page, running: Server, asked: Asked) -> None:
    firefox.sign_in_as(desk)
    firefox.open(f"{running.url}/desk/tracks/{asked.goal.track}/approval?language=nl")
    firefox.run("String(document.querySelector('[name=paper]').select())")
    firefox.keys("40")
    firefox.click("form.new .buttons button")
    shown = "[...document.querySelectorAll('.links .code')].map((it) => it.textContent)"
    codes = firefox.until(f"{shown}.length === 40 && {shown}")

    pdf = PdfReader(io.BytesIO(firefox.print()))

    pages = ["".join(it.extract_text().split()) for it in pdf.pages]
    assert [code for code in codes if sum("".join(code.split()) in page for page in pages) != 1] == []
    assert sum(page.count("/approve") for page in pages) == 40
    assert "Laatstedag" not in "".join(pages), "what is filled in on the screen is on no paper"
