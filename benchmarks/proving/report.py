"""The table in docs/reliability.md: a row for each trial, of when it was tried last."""

import os
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.proving import Outcome, Trial

PAGE = Path(__file__).resolve().parents[2] / "docs" / "reliability.md"
BEGIN, END = "<!-- written by benchmarks/proof.py -->\n", "<!-- up to here -->\n"
HEAD = "| tried | last time | outcome | when | in full |\n| --- | --- | --- | --- | --- |\n"
NEVER = "not tried yet | – | –"


def row(found: Outcome) -> str:
    """What came of a trial, and when, on what."""
    when = (
        f"{datetime.now(UTC).date().isoformat()}, {len(os.sched_getaffinity(0))} cores, load {os.getloadavg()[2]:.0f}"
    )
    return f"{found.tried} | {found.found.replace('|', '/')} | {when}"


def write(trials: Sequence[Trial], found: Mapping[str, str]) -> None:
    """Put these rows into the page, and leave the others as they are."""
    before, _, rest = PAGE.read_text().partition(BEGIN)
    table, _, after = rest.partition(END)
    cells = [it.removeprefix("| ").removesuffix(" |").split(" | ") for it in table.splitlines()]
    kept = {what: " | ".join(told[:3]) for what, *told in cells}
    rows = (f"| {it.what} | {found.get(it.name) or kept.get(it.what, NEVER)} | {it.full:,} times |\n" for it in trials)
    PAGE.write_text(before + BEGIN + HEAD + "".join(rows) + END + after)
