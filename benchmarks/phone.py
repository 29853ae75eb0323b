"""How soon the phone's page is there on a slow network, in Chromium: 400 ms there and back, 400 kbit/s.

`.venv/bin/python benchmarks/phone.py` prints the milliseconds to the first contentful paint, which should be
fewer than 1,000. What goes over the wire the tests hold to its budget; this depends on the machine too.
"""

import statistics
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from playwright.sync_api import Browser, sync_playwright

from tests.outside import browser_executable
from tests.outside.browser import launch_arguments
from tests.servers import Server

TURNS = 5
PHONE = {"width": 360, "height": 740}
SLOW = {"offline": False, "latency": 400, "downloadThroughput": 50_000, "uploadThroughput": 50_000}
PAINTED = "performance.getEntriesByName('first-contentful-paint')[0].startTime"


def painted(browser: Browser, address: str) -> float:
    """Milliseconds until a phone that was never here shows something."""
    page = browser.new_context(viewport=PHONE, has_touch=True).new_page()  # type: ignore[arg-type]
    network = page.context.new_cdp_session(page)
    network.send("Network.enable")
    network.send("Network.emulateNetworkConditions", SLOW)
    page.goto(address)
    found = float(page.evaluate(PAINTED))
    page.context.close()
    return found


def main() -> None:
    with tempfile.TemporaryDirectory() as directory, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_executable(), args=launch_arguments())
        with Server(Path(directory)) as server:
            times = {kind: [] for kind in ("process", "goal")}  # type: dict[str, list[float]]
            for kind, found in times.items():
                address = server.new(template=kind)["join_url"]
                found += [painted(browser, address) for _ in range(TURNS)]
        browser.close()
    print("| the phone's page on a slow network | first paint, ms | slowest |")
    print("| --- | --- | --- |")
    for kind, found in times.items():
        print(f"| {kind} track | {statistics.median(found):.0f} | {max(found):.0f} |")


if __name__ == "__main__":
    main()
