"""Every step of the method is told by its package, and held by the contracts of all."""

import re
import tomllib

from facilitator import steps
from tests.house.tools import ROOT

DESK_TEMPLATES = sorted((ROOT / "templates/desk").glob("*.html"))
PACKAGES = {it.parent.name for it in (ROOT / "facilitator/steps").glob("*/__init__.py")}


def test_a_step_is_called_as_its_package() -> None:
    assert {it.key for it in steps.method().every} == PACKAGES


def test_the_layers_inside_a_step_are_checked_in_each() -> None:
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    [inside] = [it for it in contracts if it["name"] == "Inside a step arrows point down only"]

    assert set(inside["containers"]) == {f"facilitator.steps.{it}" for it in PACKAGES}


def test_the_desks_own_pages_lead_to_no_step_by_name() -> None:
    sources = "".join(it.read_text() for it in (ROOT / "facilitator/steps").rglob("*.py"))
    of_steps = {f"desk.{it}" for it in re.findall(r"@pages\.\w+\([^\n]*\n(?:@[^\n]*\n)*def (\w+)", sources)}
    desk = {it.name: re.findall(r"url_for\(.(desk\.\w+)", it.read_text()) for it in DESK_TEMPLATES}

    assert of_steps
    assert {name: found for name, named in desk.items() if (found := of_steps.intersection(named))} == {}


def test_the_bars_are_in_the_methods_order() -> None:
    found = steps.method()

    assert [place.key for _, place in found.on("process")] == ["suspicion", "persons", "consult", "map", "weighing"]
    assert [place.key for _, place in found.on("goal")] == [
        "settled", "persons", "consult", "map", "approval", "weighing", "plan",
    ]  # fmt: skip
