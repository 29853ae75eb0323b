"""The front-end packages arrive whole, run together in a browser, and fail in one line."""

import http.server
import json
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page

import run
from facilitator.vendor import FONT_FILES, STATIC, VENDOR_MODULES
from tests.outside.process import free_port
from tests.patience import SETTING_UP
from tests.setup.projects import ROOT

PAGE = """<!doctype html><title>packages</title><p id="here"></p>
<script type="importmap">{imports}</script>
<script type="module">
import {{ render, h }} from "preact";
import {{ useState }} from "preact/hooks";
import htm from "htm";
import {{ html }} from "htm/preact";
import {{ signal, computed }} from "@preact/signals";
import {{ effect }} from "@preact/signals-core";
import {{ io }} from "socket.io-client";

const own = htm.bind(h);
const count = signal(1);
const twice = computed(() => count.value * 2);
function Counter() {{
  const [name] = useState("twice");
  return own`<button onClick=${{() => count.value++}}>${{name}}: ${{twice}}</button>`;
}}
render(html`<${{Counter}} />`, document.querySelector("#here"));
effect(() => document.title = `count ${{count.value}}, socket ${{typeof io}}`);
</script>"""


class Quiet(http.server.SimpleHTTPRequestHandler):
    """Serves static/ and the page above."""

    def do_GET(self) -> None:
        """Answer the page at /, files elsewhere."""
        if self.path != "/":
            super().do_GET()
            return
        imports = {"imports": {name: f"/{path}" for name, path in VENDOR_MODULES.items()}}
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(PAGE.format(imports=json.dumps(imports)).encode())

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def address() -> Iterator[str]:
    """Where the page with all packages is served."""
    served = http.server.ThreadingHTTPServer(("127.0.0.1", 0), lambda *a: Quiet(*a, directory=str(STATIC)))
    threading.Thread(target=served.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{served.server_port}/"
    served.shutdown()


def test_the_packages_run_together_in_a_browser(page: Page, address: str) -> None:
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.goto(address)
    page.get_by_role("button", name="twice: 2").click()
    page.get_by_role("button", name="twice: 4").wait_for()
    assert page.title() == "count 2, socket function"
    assert wrong == []


def test_the_fonts_are_real() -> None:
    assert {(STATIC / "vendor/fonts" / name).read_bytes()[:4] for name in FONT_FILES} == {b"wOF2"}


def test_without_a_registry_it_fails_in_words_that_run_py_understands(tmp_path: Path) -> None:
    (tmp_path / "facilitator").mkdir()
    for name in ("deno.json", "deno.lock", "facilitator/vendor.py"):
        shutil.copy(ROOT / name, tmp_path / name)
    environment = os.environ | {"NPM_CONFIG_REGISTRY": f"http://127.0.0.1:{free_port()}"}
    command = [sys.executable, "-P", str(tmp_path / "facilitator/vendor.py")]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=SETTING_UP)
    assert done.returncode != 0
    assert "Traceback" not in done.stderr
    assert run.why(done.stdout + done.stderr).startswith("a package registry can't be reached")
