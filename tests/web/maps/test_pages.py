"""The map as a page: on the desk for its owner alone, and published for whoever has its address."""

import copy
import re
import shutil
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterator
from html import unescape
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from facilitator import create_app
from facilitator.config import Settings
from facilitator.domain.map.lines import UNSORTED
from facilitator.domain.map.whole import Map
from facilitator.domain.oneliners import Oneliner
from facilitator.services import assignments
from facilitator.services.application import Application
from facilitator.services.assignments import Wanted
from facilitator.services.documents import versions as maps
from facilitator.steps.approval import invitations
from facilitator.steps.approval import service as approvals
from facilitator.store import Store
from tests import example_map
from tests.example_map import Example
from tests.makers import application_on
from tests.owners import own_track
from tests.web.conftest import Clock, add_facilitator, browser_of

Lets = Callable[[Oneliner, Map], bool]

HOSTILE = '</style><script>alert(1)</script>" } body { display: none } \\'


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Example:
    """The example of 253 one-liners with its first version, made once; every test has a copy."""
    application = application_on(f"sqlite:///{tmp_path_factory.mktemp('kept') / 'test.sqlite'}")
    add_facilitator(application.store, "ada")
    made = example_map.process(application)
    maps.freeze(own_track(application.store, made.track), application.now())
    maps.publish(own_track(application.store, made.track), 1)
    application.store.close()
    return made


@pytest.fixture
def app(kept: Example, tmp_path: Path, clock: Clock) -> Iterator[Flask]:
    """The app on a copy of the example."""
    database = f"sqlite:///{tmp_path / 'test.sqlite'}"
    shutil.copy(kept.application.settings.database.removeprefix("sqlite:///"), tmp_path / "test.sqlite")
    made = create_app(Settings(database=database, secret="only for tests"))
    made.extensions["facilitator"].now = clock
    yield made
    made.extensions["facilitator"].store.close()


@pytest.fixture
def ada(app: Flask, store: Store, clock: Clock) -> FlaskClient:
    """The browser of ada, who facilitates the example."""
    return browser_of(app, store, "ada", clock.seconds)


@pytest.fixture
def example(kept: Example, application: Application) -> Example:
    """The example in this test's own copy."""
    mine = copy.copy(kept)
    mine.application = application
    return mine


@pytest.fixture
def token(example: Example) -> str:
    """The address of its first version, published."""
    return maps.last_published(example.application.store, example.track) or ""


def whole(example: Example) -> Map:
    return Map.of(maps.live(example.application.store, example.track))


def number_of(line: Oneliner, map: Map) -> int:
    column = map.column(line.question)
    return column.number if column else 0


def live(example: Example) -> str:
    return f"/desk/tracks/{example.track}/map"


def said_on(page: str) -> list[str]:
    """The literal texts on a page, unescaped."""
    return [unescape(it) for it in re.findall(r'<span class="said"[^>]*>(.*?)</span>', page)]


def test_the_map_holds_every_one_liner_literally(ada: FlaskClient, example: Example) -> None:
    page = ada.get(live(example)).text

    assert sorted(said_on(page)) == sorted(line.text for line in whole(example).lines.values())
    assert len(said_on(page)) == 253
    assert "257 ontvangen = 253 in de map (1 deels afgeschermd) + 4 niet getoond" in page
    assert "▮▮▮▮" in page


def test_what_is_not_shown_is_not_on_it(ada: FlaskClient, example: Example) -> None:
    page = ada.get(live(example)).text

    assert "zakkenvuller" not in page
    assert "J. de Wit" not in page


def test_every_number_leads_to_the_one_liners_it_counts(ada: FlaskClient, example: Example) -> None:
    page = ada.get(live(example)).text
    led = re.findall(r'<a class="count" href="#([^"]+)">(\d+)', page)

    assert len(led) > 50
    for place, number in led:
        cell = page.partition(f'id="{place}"')[2].partition('role="cell"')[0]
        assert re.search(rf'<p class="count"><b>{number}\b', cell), place


def test_a_gap_is_said_in_words(ada: FlaskClient, example: Example) -> None:
    page = ada.get(f"{live(example)}?language=nl").text

    assert "geen oplossingsrichting genoemd" in page


def test_the_readings_show_gaps_tensions_and_cause_lines(ada: FlaskClient, example: Example) -> None:
    page = ada.get(f"{live(example)}?view=lines&language=en").text

    assert "possible point of intervention" in page
    assert "data-drawn" in page
    assert "Waardoor komt dat?" in page
    assert 'class="tensions"' in page


def test_the_report_holds_every_one_liner_by_category(ada: FlaskClient, example: Example) -> None:
    page = ada.get(f"{live(example)}/report").text
    chapters = page.partition('class="chapter"')[2]

    quoted = [it[1:-1] for it in said_on(chapters) if it.startswith("“")]
    assert sorted(quoted) == sorted(line.text for line in whole(example).lines.values())


@pytest.mark.parametrize(
    ("asked", "lets"),
    [
        ("question=3", lambda line, map: number_of(line, map) == 3),
        ("environment=policy", lambda line, map: line.environment == "policy"),
        ("kind=ambition", lambda line, map: line.kind == "ambition"),
        ("round=2", lambda line, map: line.round == "2"),
        ("starred=1", lambda line, map: line.telling),
        ("q=SCHAAMTE", lambda line, map: "schaamte" in line.text.lower()),
        ("question=1&starred=1", lambda line, map: line.telling and number_of(line, map) == 1),
    ],
)
def test_a_filter_shows_what_it_lets_through(ada: FlaskClient, example: Example, asked: str, lets: Lets) -> None:
    map = whole(example)
    expected = sorted(line.text for line in map.lines.values() if lets(line, map))
    assert expected

    page = ada.get(f"{live(example)}?{asked}").text

    assert sorted(said_on(page)) == expected
    assert re.search(rf"\b{len(expected)}\b[^.]*\b253\b", page)


def test_a_filter_that_nobody_knows_changes_nothing(ada: FlaskClient, example: Example) -> None:
    asked = "question=9&environment=mars&round=x&kind=%3Cb%3E&category=zz&order=down&paper=a9&view=upside&division=none"

    assert len(said_on(ada.get(f"{live(example)}?{asked}").text)) == 253


def test_a_filter_that_nothing_fits_says_so(ada: FlaskClient, example: Example) -> None:
    page = ada.get(f"{live(example)}?q={'x' * 5000}&language=en").text

    assert "Nothing fits" in page
    assert said_on(page) == []


def test_a_category_can_be_shown_alone(ada: FlaskClient, example: Example) -> None:
    row = whole(example).rows()[0]

    page = ada.get(f"{live(example)}?category={row.id}").text

    assert len(said_on(page)) == whole(example).row_count(row).said


def test_rows_come_by_hand_or_by_size(ada: FlaskClient, example: Example) -> None:
    order = re.compile(r'<h3 dir="auto">([^<]+)</h3>')

    by_size = order.findall(ada.get(f"{live(example)}?order=size&language=nl").text)

    assert by_size == [row.name for row in whole(example).rows("size") if row.id != UNSORTED] + ["Nog niet ingedeeld"]


def test_the_banner_says_how_far_the_map_is(ada: FlaskClient, application: Application) -> None:
    running = example_map.process(application, closed=False)
    assert "Live." in ada.get(f"{live(running)}?language=en").text

    running.attend_and_close()

    assert "Analysis." in ada.get(f"{live(running)}?language=en").text


def test_an_empty_map_says_what_will_be_there(ada: FlaskClient, application: Application) -> None:
    made = assignments.create(application.store, "ada", Wanted(track="process", theme="jeugd", suspicion="x"))

    for view in ("map", "lines", "report"):
        assert "Nothing on the map yet" in ada.get(f"/desk/tracks/{made.track}/map?view={view}&language=en").text


def test_somebody_elses_map_does_not_exist(
    mallory: FlaskClient, ada: FlaskClient, example: Example, token: str
) -> None:
    for path in ("", "/report", "/map.svg", "/versions/1", "/versions/1/report", "/versions/1/map.svg"):
        assert ada.get(f"{live(example)}{path}").status_code == 200
        assert mallory.get(f"{live(example)}{path}").status_code == 404
        assert ada.get(f"{live(example)}x{path}").status_code == 404


def test_a_version_that_was_never_fixed_does_not_exist(ada: FlaskClient, example: Example, token: str) -> None:
    for number in ("2", "0", "99999999999999999999", "x"):
        assert ada.get(f"{live(example)}/versions/{number}").status_code == 404


def test_a_frozen_version_stays_as_it_was(
    ada: FlaskClient, application: Application, example: Example, token: str
) -> None:
    fixed = f"{live(example)}/versions/1"
    before = said_on(ada.get(fixed).text)
    line = next(iter(whole(example).lines))

    example.act("hide", oneliners=[line], reason="later")

    assert said_on(ada.get(fixed).text) == before
    assert len(said_on(ada.get(live(example)).text)) == 252


def test_a_published_map_is_read_without_signing_in(client: FlaskClient, example: Example, token: str) -> None:
    answer = client.get(f"/map/{token}")

    assert answer.status_code == 200
    assert len(said_on(answer.text)) == 253
    assert "noindex" in answer.headers["X-Robots-Tag"]
    assert '<html lang="nl"' in answer.text
    assert maps.versions(example.application.store, example.track)[0].fingerprint[:16] in answer.text


def test_a_published_map_tells_nothing_of_the_facilitator(client: FlaskClient, token: str) -> None:
    for view in ("map", "lines", "report"):
        page = client.get(f"/map/{token}?view={view}").text
        assert not re.search(r"\bada\b|/desk/|csrf", page)


@pytest.mark.parametrize("token", ["x", "a" * 22, "../desk", "%00"])
def test_an_unknown_address_leads_nowhere(client: FlaskClient, token: str) -> None:
    assert client.get(f"/map/{token}").status_code == 404
    assert client.get(f"/map/{token}/map.svg").status_code == 404


def test_a_withdrawn_map_is_gone(client: FlaskClient, example: Example, token: str) -> None:
    maps.withdraw(own_track(example.application.store, example.track), 1)

    assert client.get(f"/map/{token}").status_code == 404


def test_a_published_map_tells_an_environment_only_of_five_people_or_more(
    ada: FlaskClient, application: Application
) -> None:
    made = example_map.process(application, closed=False)
    made.attend_and_close(people=1)  # four interviews of a round are taken together
    maps.freeze(own_track(application.store, made.track), application.now())
    token = maps.publish(own_track(application.store, made.track), 1)
    assert 'title="beleid"' in ada.get(f"{live(made)}/versions/1?language=nl").text

    page = ada.get(f"/map/{token}?environment=policy&language=nl").text

    assert 'title="beleid"' not in page
    assert len(said_on(page)) == 253


def test_a_goal_map_tells_ways_and_needs_variants_and_what_was_settled(
    ada: FlaskClient, application: Application
) -> None:
    made = example_map.goal(application)

    page = ada.get(f"{live(made)}?language=nl").text

    assert len(said_on(page)) == 80
    for told in ("wethouder Sociaal Domein", "1 april 2027", "A vast punt · B bus · C buurthuizen", "A 6", "C 4−1"):
        assert told in page, told


def test_hostile_words_stay_words(ada: FlaskClient, application: Application) -> None:
    wanted = Wanted(track="process", theme=HOSTILE, suspicion=HOSTILE, organisation=HOSTILE[:60])
    made = assignments.create(application.store, "ada", wanted)

    page = ada.get(f"/desk/tracks/{made.track}/map").text

    assert "<script>alert" not in page
    sheet = re.search(r"<style nonce[^>]*>(.*?)</style>", page, re.DOTALL)
    assert sheet is not None
    assert "</" not in sheet[1]
    assert "{ display" not in sheet[1]
    ET.fromstring(ada.get(f"/desk/tracks/{made.track}/map/map.svg").data)


def test_the_picture_is_xml_with_every_category_and_no_other_file(
    client: FlaskClient, example: Example, token: str
) -> None:
    answer = client.get(f"/map/{token}/map.svg")

    assert answer.mimetype == "image/svg+xml"
    words = "".join(ET.fromstring(answer.data).itertext())
    for row in whole(example).categories:
        assert row.name.split()[0] in words
    assert not re.search(rb"href|url\(|<style|@font", answer.data)


def test_a_goal_map_has_its_approval_at_the_foot(ada: FlaskClient, application: Application) -> None:
    made = example_map.goal(application)
    maps.freeze(own_track(application.store, made.track), application.now())
    assert "akkoord 0" not in ada.get(f"{live(made)}/versions/1?language=nl").text
    today = application.now().date()
    approvals.begin(own_track(application.store, made.track), version=1, deadline=today, today=today)
    asked = invitations.invite(own_track(application.store, made.track), people=(), paper=3)
    approvals.answer(application.store, asked[0].token, "agreed", (), today=today)

    page = ada.get(f"{live(made)}/versions/1?language=nl").text

    assert "v1: akkoord 1 · met opmerking 0 · niet akkoord 0 · geen antwoord 2 van 3" in page
