"""Every step of the method is told by its package, and held by the contracts of all."""

import tomllib

from facilitator import steps
from tests.house.tools import ROOT

PACKAGES = {it.parent.name for it in (ROOT / "facilitator/steps").glob("*/__init__.py")}


def test_a_step_is_called_as_its_package() -> None:
    assert {it.key for it in steps.method().every} == PACKAGES


def test_the_layers_inside_a_step_are_checked_in_each() -> None:
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    [inside] = [it for it in contracts if it["name"] == "Inside a step arrows point down only"]

    assert set(inside["containers"]) == {f"facilitator.steps.{it}" for it in PACKAGES}


def test_the_bars_are_in_the_methods_order() -> None:
    found = steps.method()

    assert [place.key for _, place in found.on("process")] == ["suspicion", "persons", "consult", "map", "weighing"]
    assert [place.key for _, place in found.on("goal")] == [
        "settled", "persons", "consult", "map", "approval", "weighing", "plan",
    ]  # fmt: skip
