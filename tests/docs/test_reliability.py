"""The report in docs/reliability.md has a line for everything that is tried, each of when it was tried last."""

from dataclasses import replace
from pathlib import Path

import pytest

from benchmarks.proof import TRIALS
from benchmarks.proving import Outcome, report

FIRST, SECOND, *_ = TRIALS


def test_everything_that_is_tried_has_a_line() -> None:
    lines = report.PAGE.read_text().partition(report.BEGIN)[2].partition(report.END)[0].splitlines()

    assert [it.split(" | ")[0] for it in lines[2:]] == [f"| {it.what}" for it in TRIALS]


def test_a_line_is_written_and_the_others_stay(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page = tmp_path / "reliability.md"
    page.write_text(f"Before.\n{report.BEGIN}{report.END}After.\n")
    monkeypatch.setattr(report, "PAGE", page)
    once = Outcome("once", "all well", held=True)
    report.write(TRIALS, {FIRST.name: report.row(once)})

    report.write(TRIALS, {SECOND.name: report.row(replace(once, tried="twice"))})

    lines = page.read_text().splitlines()
    assert (lines[0], lines[-1]) == ("Before.", "After.")
    told = [it.split(" | ")[:3] for it in lines[4:7]]
    assert told[0] == [f"| {FIRST.what}", "once", "all well"]
    assert told[1] == [f"| {SECOND.what}", "twice", "all well"]
    assert told[2][1] == "not tried yet"
