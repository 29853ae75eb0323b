"""Every link of a finished assignment leads somewhere, and every number to as many literal sentences as it says."""

import re
from collections import Counter
from dataclasses import dataclass
from urllib.parse import parse_qsl, urldefrag, urlsplit

import pytest
from flask import Flask
from flask.testing import FlaskClient

from facilitator.services import desk
from facilitator.services.application import Application
from facilitator.services.documents import versions as maps
from facilitator.steps.feedback import service as feedback
from tests.owners import own_assignment, own_track
from tests.web import busy_desk, whole_day
from tests.web.conftest import Clock, add_facilitator, browser_of
from tests.web.crawling import ORIGIN, Page, Reached, crawl
from tests.web.whole_day import MAPPED, Day

clock, folder, app, application = whole_day.clock, whole_day.folder, whole_day.app, whole_day.application
facilitator, ada, process = whole_day.facilitator, whole_day.ada, whole_day.process
frozen, goal, planned = whole_day.frozen, whole_day.goal, whole_day.planned

FILTERED = {"question", "category", "environment", "round", "kind", "paper"}
CELL = re.compile(
    r'<div class="cell" role="cell" data-question="\d" id="(c-\w+-\d)">(.*?)(?=<div class="cell|</section>)', re.S
)
NUMBER = re.compile(r'<a class="count" href="#(c-\w+-\d)">(\d+)(?: \((\d+)×\))?')


@dataclass
class Limit:
    """Follows every link, but of pages that only differ in what they leave out one of each kind."""

    app: Flask

    def __post_init__(self) -> None:
        self.seen: Counter[tuple[object, ...]] = Counter()

    def __call__(self, path: str) -> bool:
        split = urlsplit(path)
        asked = {name for name, _ in parse_qsl(split.query)}
        if split.path.startswith(("/static/", "/qr/")) or "language" in asked:
            return False
        endpoint, values = self.app.url_map.bind("localhost").match(split.path)
        if not asked & FILTERED:
            return True
        make = (endpoint, values.get("track_id"), *sorted(asked))
        self.seen[make] += 1
        return self.seen[make] == 1 and len(asked) <= 2


@pytest.fixture(scope="module")
def reached(app: Flask, application: Application, planned: Day) -> list[Reached]:
    """All that the owner comes to by following links from the first page of the desk."""
    browser = browser_of(app, application.store, "ada", int(application.now().timestamp()))
    return list(crawl(browser, "/desk/", Limit(app)))


@pytest.fixture(scope="module")
def reached_open(app: Flask, application: Application, clock: Clock) -> list[Reached]:
    """The same of a desk on which every step stands open somewhere."""
    browser = browser_of(app, application.store, add_facilitator(application.store, "bo"), clock.seconds)
    busy_desk.fill(application, "bo", seconds=clock.seconds, today=clock().date())
    return list(crawl(browser, "/desk/", Limit(app)))


@pytest.fixture(scope="module")
def reached_public(app: Flask, application: Application, process: Day, planned: Day) -> list[Reached]:
    """The same of what anybody with a link may read: both maps, and what was done with them."""
    addresses = [
        f"/map/{maps.publish(own_track(application.store, process.track), 1)}",
        f"/map/{maps.publish(own_track(application.store, planned.track), 2)}",
    ]
    assignment = process.room.made.assignment
    feedback.publish(own_assignment(application.store, assignment))
    found = desk.assignment(application.store, "ada", assignment)
    assert found is not None
    addresses.append(f"/feedback/{found.feedback_token}")
    return [it for address in addresses for it in crawl(app.test_client(), address, Limit(app))]


DESKS = ("reached", "reached_open", "reached_public")


@pytest.fixture(params=DESKS)
def anywhere(request: pytest.FixtureRequest) -> list[Reached]:
    """Each of the three in turn."""
    found: list[Reached] = request.getfixturevalue(request.param)
    return found


def pages(reached: list[Reached]) -> dict[str, Page]:
    return {it.path: it.page for it in reached if it.page is not None}


def test_no_link_leads_nowhere(anywhere: list[Reached]) -> None:
    assert len(anywhere) > 30
    assert [(it.path, it.status, it.came_from) for it in anywhere if it.status != 200] == []


def test_every_page_has_one_heading_of_the_first_level(anywhere: list[Reached]) -> None:
    assert [path for path, page in pages(anywhere).items() if page.headings != 1] == []


def test_no_name_of_a_place_is_given_twice(anywhere: list[Reached]) -> None:
    assert [path for path, page in pages(anywhere).items() if len(page.ids) != len(set(page.ids))] == []


def test_every_place_that_a_link_names_is_there(anywhere: list[Reached]) -> None:
    there = pages(anywhere)
    lost = set()
    for path, page in there.items():
        for link in page.links:
            target, place = urldefrag(link.target)
            known = there.get(target.removeprefix(ORIGIN))
            if place and known is not None and place not in known.ids:
                lost.add((path, link.target, link.text.strip()))

    assert lost == set()


def test_every_step_of_the_method_is_reached(app: Flask, reached: list[Reached]) -> None:
    adapter = app.url_map.bind("localhost")
    found = {adapter.match(urlsplit(it.path).path)[0] for it in reached}

    for step in (
        *(
            "suspicion",
            "settled",
            "persons",
            "consult",
            "analysis",
            "approval",
            "weighing",
            "plan",
            "start",
            "questions",
        ),
        *("versions", "version", "compare", "feedback", "scan", "reflection", "record", "network", "method"),
        *("plan_docx_file", "version_export", "export_weighing", "version_picture"),
    ):
        assert f"desk.{step}" in found, step


@pytest.mark.parametrize("kind", ["process", "goal"])
def test_a_number_on_a_map_counts_what_stands_in_its_cell(
    ada: FlaskClient, process: Day, planned: Day, kind: str
) -> None:
    track, number = (process.track, 1) if kind == "process" else (planned.track, 2)
    source = ada.get(f"/desk/tracks/{track}/map/versions/{number}").text
    cells = dict(CELL.findall(source))
    numbers = NUMBER.findall(source)

    assert len(numbers) > 10
    for place, different, said in numbers:
        lines = [
            it
            for it in re.findall(r'<li class="line"[^>]*>.*?</li>', cells[place], re.S)
            if "data-second" not in it[:120]
        ]
        more = [int(it) for line in lines for it in re.findall(r'class="same">≈&nbsp;(\d+)×', line)]
        assert len(lines) == int(different), place
        assert len(lines) + sum(more) - len(more) == int(said or different), place
    assert sum(int(said or different) for _, different, said in numbers) == (MAPPED if kind == "process" else 80)


@pytest.mark.parametrize("kind", ["process", "goal"])
def test_a_number_of_a_weighing_counts_what_opens_under_it(
    ada: FlaskClient, process: Day, planned: Day, kind: str
) -> None:
    track = process.track if kind == "process" else planned.track
    page = Page("/", ada.get(f"/desk/tracks/{track}/weighing").text)
    behind = re.findall(
        r'<details class="behind"><summary>[^<]*?(\d+)(.*?)</summary>(.*?)</details>', page.source, re.S
    )

    assert len(behind) > 5
    for number, _, sentences in behind:
        assert sentences.count("<li>") == int(number)
    spread = [it for it in page.links if "/weighing/sentences" in it.target]
    assert len(spread) > 5
    for link in spread[::3]:
        shown = ada.get(link.target.removeprefix(ORIGIN)).text
        assert shown.count("#o-") == int(link.text.split()[-1]), link


def test_what_carries_a_plan_is_cited_one_by_one(ada: FlaskClient, planned: Day) -> None:
    source = ada.get(f"/desk/tracks/{planned.track}/plan").text
    page = Page("/", source)
    told = re.findall(
        r"(\d+) uitspra(?:ak|ken)(?: uit \d+ omgeving(?:en)?)? <span class=\"cites\">(.*?)</span>", source
    )

    assert told
    for number, cites in told:
        assert cites.count("<a ") == int(number)
    cited = [it for it in page.links if "#s-" in it.target]
    assert cited
    assert {urldefrag(it.target)[1] for it in cited} <= set(page.ids)
