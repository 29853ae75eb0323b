"""The map's pages with 1,000 one-liners: how much processor time the server takes to draw each, and how large they are.

`python benchmarks/map.py [one-liners]` measures in this process alone.
"""

import gzip
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from facilitator import create_app
from facilitator.config import Settings
from facilitator.services.accounts import facilitators
from facilitator.services.documents import versions as maps
from tests import example_map
from tests.owners import own_track
from tests.web.conftest import add_facilitator

ONELINERS = 1_000
TIMES = 9


def main(count: int) -> None:
    """Draw each page some times and print the median."""
    with tempfile.TemporaryDirectory() as directory:
        app = create_app(Settings(database=f"sqlite:///{directory}/map.sqlite", secret="only for a benchmark"))
        application = app.extensions["facilitator"]
        add_facilitator(application.store, "ada")
        made = example_map.crowd(application, count=count)
        made.attend_and_close()
        maps.freeze(own_track(application.store, made.track), application.now())
        token = maps.publish(own_track(application.store, made.track), 1)
        browser = app.test_client()
        token_of_ada = facilitators.sign_in(application.store, "ada", now=int(time.time())).token
        browser.set_cookie(facilitators.COOKIE, token_of_ada)
        for path in pages(f"/desk/tracks/{made.track}/map", f"/map/{token}"):
            measure(browser, path)
        application.store.close()


def pages(live: str, published: str) -> list[str]:
    """Name the pages that are drawn."""
    views = [live, f"{live}?view=lines", f"{live}/report", f"{live}?starred=1", f"{live}?paper=a4", f"{live}/map.svg"]
    return [*views, f"{live}/versions/1", published]


def measure(browser: object, path: str) -> None:
    """Time a page and weigh it."""
    took = []
    for _ in range(TIMES):
        start = time.process_time()
        answer = browser.get(path)  # type: ignore[attr-defined]
        took.append((time.process_time() - start) * 1000)
        assert answer.status_code == 200, (path, answer.status_code)
    size, small = len(answer.data), len(gzip.compress(answer.data))
    print(f"{sorted(took)[TIMES // 2]:6.0f} ms CPU  {size / 1000:6.0f} kB  {small / 1000:5.0f} kB gzip  {path}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else ONELINERS)
