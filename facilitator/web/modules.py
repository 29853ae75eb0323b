"""The JavaScript modules of the pages that draw themselves."""

from facilitator.web.static_files import ROOT

SHARED = (
    "shared/board-state.js",
    "shared/board-views.js",
    "shared/hyphens.js",
    "shared/live.js",
    "shared/threads.js",
    "preact",
    "preact/hooks",
    "htm",
    "htm/preact",
    "@preact/signals",
    "@preact/signals-core",
    "socket.io-client",
)
"""What both the board and the screen are made with."""


def modules_under(folder: str) -> list[str]:
    """List a folder of static/js, as `import_map` names its files."""
    return sorted(f"{folder}/{file.name}" for file in (ROOT / "js" / folder).glob("*.js"))
