"""The pages of the documentation, and the examples that they include.

An include is a link to a file under tests/wire/messages, followed by its contents in a block.
`python -m tests.docs.pages` puts the files' contents in again.
"""

import re
from pathlib import Path

from tests.house.tools import ROOT
from tests.wire.story import MESSAGES

PROTOCOL = ROOT / "docs" / "protocol.md"
INCLUDE = re.compile(
    r"^\[`(?P<name>[\w/-]+)`\]\((?P<target>[^)]+\.json)\)\n\n```json\n(?P<block>.*?)```\n", re.M | re.S
)


def pages() -> list[Path]:
    """List all that people read here."""
    return sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])


def includes(page: str) -> dict[str, str]:
    """Give the blocks of a page by the name of their example."""
    return {found["name"]: found["block"] for found in INCLUDE.finditer(page)}


def contents(name: str) -> str:
    return (MESSAGES / f"{name}.json").read_text(encoding="utf-8")


def including(name: str) -> str:
    """An example as a page shows it."""
    target = f"../tests/wire/messages/{name}.json"
    return f"[`{name}`]({target})\n\n```json\n{contents(name)}```\n"


def refreshed(page: str) -> str:
    """Give a page with all its examples as the files have them."""
    return INCLUDE.sub(lambda found: including(found["name"]), page)


if __name__ == "__main__":
    PROTOCOL.write_text(refreshed(PROTOCOL.read_text(encoding="utf-8")), encoding="utf-8")
