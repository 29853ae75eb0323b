"""The pages of key persons in a real browser, without a script: axe finds nothing, and there is a picture of each."""

import contextlib
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.entering import enter
from tests.looks import check
from tests.servers import Server

LIST = Path(__file__).with_name("key_persons_nl.csv")
GOOD = """omgeving;intern_extern;functie;subfunctie;naam;organisatie;reden;netwerktype;uitgenodigd;gesproken;notitie
beleid;intern;Inkomen;minimabeleid;Marieke de Vries;gemeente Waterveen;schrijft het minimabeleid;;1;;
beleid;extern;Maatschappelijk veld;kerken en moskeeën;Armoedecoalitie;;kent wie niet bij ons komt;adaptieve groep;1 2;;
regelgeving;intern;Inkomen;verordeningen;Tom Bakker;;kent de regels achter de bijstand;;1 2;;
handhaving;extern;Incasso;ambtelijke executie;Iris Jansen;kantoor Jansen;klopt als eerste aan;;gesprek;2026-W13;
uitvoering;intern;Schuldhulp;intake;Sam Peters;;spreekt iedereen die zich meldt;;1 2;;
uitvoering;extern;Energie;afsluiting;Klanten van WaterveenEnergie;;moeten meewerken;publieksgroep;;;een brief
uitvoering;extern;Informeel netwerk;straatkennis;;;;rizoomnetwerk;;;
"""


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with Server(tmp_path_factory.mktemp("look")) as server:
        yield server


def network_of(page: Page, running: Server, template: str = "process") -> str:
    """Sign ada in; give the address of the key persons of a fresh track."""
    made = running.new(template=template, theme="schulden en armoede")
    enter(page, str(made["board_url"]))
    with contextlib.closing(sqlite3.connect(running.directory / "facilitator.sqlite")) as connection:
        of = "SELECT track_id FROM consultation WHERE id = ?"
        [track] = connection.execute(of, (made["consultation"],)).fetchone()
    return f"{running.url}/desk/tracks/{track}/persons"


@pytest.fixture
def desk(browser: Browser) -> Iterator[Page]:
    """A browser that runs no script but the tests' own."""
    context = browser.new_context(locale="nl-NL", java_script_enabled=False)
    yield context.new_page()
    context.close()


@pytest.fixture
def seen(browser: Browser) -> Iterator[Page]:
    """A browser that axe can run in."""
    context = browser.new_context(locale="nl-NL")
    yield context.new_page()
    context.close()


def read_in(page: Page, base: str, text: str) -> None:
    page.goto(f"{base}/import")
    page.fill("#text", text)
    page.locator("main .new [data-kind=main]").click()
    page.locator("[name=confirm]").click()


def test_from_function_to_sub_function_to_name_without_a_script(desk: Page, running: Server) -> None:
    base = network_of(desk, running)
    desk.goto(base)
    desk.get_by_role("link", name="Plek toevoegen").click()
    expect(desk.locator("[name=name]")).to_have_count(0)
    desk.get_by_label("Uitvoering").check()
    desk.get_by_label("Intern").check()
    desk.get_by_label("Functionele invalshoek").fill("Schuldhulp")
    desk.get_by_role("button", name="Verder naar de subfunctie").click()
    expect(desk.locator("[name=name]")).to_have_count(0)
    desk.get_by_label("Subfunctionele invalshoek").fill("intake")
    desk.get_by_role("button", name="Verder naar de naam").click()

    desk.get_by_label("Naam", exact=False).first.fill("Sam Peters")
    desk.get_by_role("button", name="Bewaar").click()
    expect(desk.get_by_role("alert")).to_contain_text("waarom deze persoon")
    desk.locator("#reason").fill("spreekt iedereen die zich meldt")
    desk.get_by_role("button", name="Bewaar").click()

    expect(desk.locator(".sides li b")).to_have_text("Sam Peters")


def test_a_list_is_read_in_without_a_script(desk: Page, running: Server) -> None:
    base = network_of(desk, running)
    desk.goto(f"{base}/import")
    desk.set_input_files("#csv", LIST)
    desk.locator("main .new [data-kind=main]").click()
    expect(desk.locator("tbody tr")).to_have_count(28)

    desk.locator("[name=confirm]").click()

    expect(desk.locator(".sides li")).to_have_count(28)


@pytest.mark.parametrize("language", ["nl", "en"])
def test_an_empty_network_and_its_forms(seen: Page, running: Server, language: str) -> None:
    base = network_of(seen, running)
    for name, path in {
        "persons-empty": base,
        "persons-new": f"{base}/new",
        "persons-import": f"{base}/import",
        "persons-round-empty": f"{base}/rounds/1",
        "persons-export": f"{base}/export",
    }.items():
        seen.goto(f"{path}?language={language}")
        check(seen, name, language)


@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_full_network(seen: Page, running: Server, language: str) -> None:
    base = network_of(seen, running)
    read_in(seen, base, LIST.read_text())
    seen.goto(f"{base}/import?language={language}")
    seen.fill("#text", GOOD)
    seen.locator("main .new [data-kind=main]").click()
    check(seen, "persons-preview", language)
    seen.locator("[name=confirm]").click()
    expect(seen.locator(".sides li")).to_have_count(35)
    check(seen, "persons-full", language)
    for name, path in {"persons-round": f"{base}/rounds/1", "persons-network": f"{running.url}/desk/network"}.items():
        seen.goto(path)
        check(seen, name, language)
    other = network_of(seen, running)
    seen.goto(f"{other}/copy?language={language}")
    check(seen, "persons-copy-from", language)
    seen.locator(".sources a").first.click()
    seen.locator("[name=pick]").first.check()
    seen.locator("main .new [data-kind=main]").click()
    expect(seen.get_by_role("alert")).to_be_visible()
    check(seen, "persons-copy-wrong", language)


@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_seat_right_and_wrong(seen: Page, running: Server, language: str) -> None:
    base = network_of(seen, running, "goal")
    seen.goto(f"{base}/new?environment=target_group&side=external&language={language}")
    seen.fill("#function", "Wonen")
    seen.locator("main .new [data-kind=main]").click()
    check(seen, "persons-new-second", language)
    seen.fill("#sub_function", "huurachterstand")
    seen.locator("main .new [data-kind=main]").click()
    check(seen, "persons-seat-open", language)
    seen.check("[value=public_group]")
    seen.fill("#name", "Huurdersbond")
    seen.locator("main .new.seat [data-kind=main]").click()
    expect(seen.get_by_role("alert")).to_be_visible()
    check(seen, "persons-seat-wrong", language)
    seen.fill("#name", "")
    seen.check("[value=rhizome]")
    expect(seen.locator("#route")).to_be_visible()
    expect(seen.locator("#contact")).to_be_hidden()
    check(seen, "persons-seat-rhizome", language)


@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_list_with_bad_lines(seen: Page, running: Server, language: str) -> None:
    base = network_of(seen, running)
    seen.goto(f"{base}/import?language={language}")
    seen.fill("#text", GOOD.replace("beleid;", "bleid;").replace("klopt als eerste aan", ""))
    seen.locator("main .new [data-kind=main]").click()

    expect(seen.get_by_role("alert").locator("li")).to_have_count(3)
    check(seen, "persons-import-wrong", language)


@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_round_that_is_over(seen: Page, running: Server, language: str) -> None:
    base = network_of(seen, running)
    read_in(seen, base, GOOD)
    with contextlib.closing(sqlite3.connect(running.directory / "facilitator.sqlite")) as connection:
        track = base.split("/")[-2]
        connection.execute("UPDATE consultation SET phase = 'closed', day = '2026-11-12' WHERE track_id = ?", (track,))
        connection.commit()
    seen.goto(f"{base}/rounds/1?language={language}")
    seen.evaluate("for (const form of document.forms) form.noValidate = true")
    seen.fill("#execution-came", "-1")
    seen.locator("#turnout ~ form [data-kind=main]").click()
    expect(seen.locator(".error").first).to_be_visible()
    check(seen, "persons-turnout-wrong", language)
    for field in ("accepted", "came"):
        for environment in ("policy", "regulation", "enforcement"):
            seen.fill(f"#{environment}-{field}", "1")
    seen.fill("#execution-accepted", "1")
    seen.fill("#execution-came", "0")
    seen.locator("#turnout ~ form [data-kind=main]").click()
    seen.goto(f"{base}?language={language}")
    check(seen, "persons-after", language)
