"""A server with example maps in it, and the browser of ada, whose they are."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Page

from facilitator.domain.map.whole import Map
from facilitator.services import assignments
from facilitator.services.accounts import facilitators
from facilitator.services.assignments import Wanted
from facilitator.services.documents import versions as maps
from tests import example_map
from tests.makers import application_on
from tests.owners import own_track
from tests.servers import Server
from tests.web.conftest import add_facilitator


@dataclass(frozen=True)
class Drawn:
    """Where the maps are; `texts` and `ids` of the full one, in one order."""

    server: Server
    full: str
    goal: str
    empty: str
    token: str
    cookie: str
    map: Map

    @property
    def paths(self) -> dict[str, str]:
        """Each state of the pages, by name."""
        desk = "/desk/tracks"
        return {
            "map": f"{desk}/{self.full}/map",
            "map-filtered": f"{desk}/{self.full}/map?starred=1&question=2&paper=a4",
            "map-nothing-fits": f"{desk}/{self.full}/map?q=zzzz",
            "map-frozen": f"{desk}/{self.goal}/map/versions/1",
            "map-goal": f"{desk}/{self.goal}/map",
            "map-empty": f"{desk}/{self.empty}/map",
            "map-lines": f"{desk}/{self.full}/map?view=lines",
            "map-lines-empty": f"{desk}/{self.empty}/map?view=lines",
            "map-report": f"{desk}/{self.goal}/map/report",
            "map-published": f"/map/{self.token}",
            "map-withdrawn": "/map/aaaaaaaaaaaaaaaaaaaaaa",
        }

    def sign_in(self, page: Page) -> None:
        """Let a browser be ada's."""
        cookie = {"name": facilitators.COOKIE, "value": self.cookie, "url": self.server.url}
        page.context.add_cookies([cookie])  # type: ignore[list-item]


@contextmanager
def drawn_maps(directory: Path) -> Iterator[Drawn]:
    """Make the maps, then serve them."""
    database = f"sqlite:///{directory / 'maps.sqlite'}"
    application = application_on(database)
    store = application.store
    add_facilitator(store, "ada")
    full, goal = example_map.process(application), example_map.goal(application)
    empty = assignments.create(store, "ada", Wanted(track="process", theme="jeugd", suspicion="er iets is."))
    for it in (full, goal):
        maps.freeze(own_track(store, it.track), application.now())
    token = maps.publish(own_track(store, full.track), 1) or ""
    cookie = facilitators.sign_in(store, "ada", now=int(time.time())).token
    map = Map.of(maps.live(store, full.track))
    store.close()
    with Server(directory, database=database) as server:
        yield Drawn(server, full.track, goal.track, empty.track, token, cookie, map)


def page_of_ada(browser: Browser, drawn: Drawn) -> Page:
    """Open a page in which ada is signed in."""
    page = browser.new_context(locale="nl-NL").new_page()
    drawn.sign_in(page)
    return page
