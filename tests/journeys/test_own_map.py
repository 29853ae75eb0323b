"""From what somebody said in the room to where it stands on the published map: the phone alone knows the way."""

from datetime import UTC, datetime

from playwright.sync_api import Browser, expect

from facilitator.services.documents import versions as maps
from facilitator.store import Store
from tests.journeys.rooms import Room
from tests.looks import photograph
from tests.owners import own_track
from tests.servers import Server

MINE, OTHERS = "Mensen schamen zich en openen de post niet meer.", "De brief is te lang."


def test_a_phone_finds_its_own_one_liner_on_the_published_map(browser: Browser, server: Server) -> None:
    room = Room(server)
    room.open_question(1)
    phone = browser.new_context(viewport={"width": 360, "height": 740}, locale="nl-NL").new_page()
    phone.goto(f"{server.url}/j/{room.made['code']}?environment=policy&joined=1")
    phone.locator("[data-part=write-form] textarea").fill(MINE)
    phone.locator("[data-part=write-form] button").click()
    expect(phone.locator("[data-status=received]")).to_be_visible()
    room.act("add_oneliner", question=room.questions[0], text=OTHERS, source="paper")
    room.act("close")
    expect(phone.locator("[data-part=said]")).to_be_visible()
    room.close()
    publish(server.database, room.made["track"])

    phone.reload()
    expect(phone.locator("[data-part=said]")).to_be_visible()
    photograph(phone, "phone-end-with-map")
    phone.get_by_role("link", name="Bekijk de map van wat is gezegd").click()

    expect(phone.locator("[data-mine]")).to_have_count(1)
    expect(phone.locator("[data-mine]")).to_contain_text(MINE)
    expect(phone.locator("[data-mine]")).to_contain_text("van u")
    expect(phone.locator("[data-part=mine]")).to_contain_text("Eén van deze uitspraken is van u.")
    phone.context.close()


def publish(database: str, track: str) -> None:
    """Fix the first version of a map and publish it."""
    store = Store(database)
    made = maps.freeze(own_track(store, track), datetime.now(UTC))
    maps.publish(own_track(store, track), made.number)
    store.close()
