"""What may be kept of a key person, and how well a network is covered."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from facilitator.domain.method import ENVIRONMENTS
from facilitator.steps.persons.rules import Coverage, Seat, in_order, is_week, said_twice, tidied, week_said, wrong

OPEN = Seat("policy", True, "Inkomen", "minimabeleid")
JAN = replace(OPEN, name="Jan de Vries", reason="schrijft het minimabeleid")
RHIZOME = replace(OPEN, network_type="rhizome", route="via de kapper op de hoek")


def test_an_angle_without_a_name_is_a_white_spot() -> None:
    assert wrong(OPEN, "process") == {}
    assert not OPEN.is_filled


def test_whoever_is_named_has_a_reason() -> None:
    assert wrong(JAN, "process") == {}
    assert wrong(replace(JAN, reason=""), "process") == {"reason": "no_reason"}


@pytest.mark.parametrize("field", ["function", "sub_function"])
def test_no_name_without_function_and_sub_function(field: str) -> None:
    empty: dict[str, Any] = {field: ""}

    assert wrong(replace(JAN, **empty), "process") == {field: "empty"}


def test_a_goal_asks_for_a_stake_and_its_own_environments() -> None:
    tenant = replace(JAN, environment="target_group", stake="interest")

    assert wrong(tenant, "goal") == {}
    assert wrong(replace(tenant, stake=""), "goal") == {"stake": "no_stake"}
    assert wrong(tenant, "process") == {"environment": "unknown_environment", "stake": "unknown_stake"}


def test_of_a_rhizome_network_only_a_route_is_kept() -> None:
    assert wrong(RHIZOME, "process") == {}
    assert RHIZOME.is_filled
    named = replace(RHIZOME, name="Jan", organisation="kapper", contact="06", reason="weet veel")
    assert wrong(named, "process") == dict.fromkeys(("name", "organisation", "contact"), "nobody_named_here")


def test_only_a_rhizome_network_has_a_route() -> None:
    assert wrong(replace(JAN, route="via via"), "process") == {"route": "route_of_rhizome"}


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [
        ("name", "x" * 121, "too_long"),
        ("contact", "x" * 201, "too_long"),
        ("note", "\x00", "odd_characters"),
        ("name", "Jan\u202e", "odd_characters"),
        ("network_type", "vriend", "unknown_type"),
        ("environment", "target_group", "unknown_environment"),
        ("invited", ("0",), "unknown_round"),
        ("invited", ("100",), "unknown_round"),
        ("invited", ("<b>",), "unknown_round"),
        ("invited", ("²",), "unknown_round"),
        ("spoken", "2026-W54", "no_such_week"),
        ("spoken", "13 maart", "no_such_week"),
    ],
)
def test_what_is_not_right_is_named(field: str, value: Any, code: str) -> None:
    assert wrong(replace(JAN, **{field: value}), "process") == {field: code}


def test_nobody_is_invited_or_spoken_where_nobody_is_named() -> None:
    assert wrong(replace(OPEN, invited=("1",), spoken="2026-W13"), "process") == {
        "invited": "nobody_to_invite",
        "spoken": "nobody_to_speak",
    }


@pytest.mark.parametrize(
    ("week", "is_one"),
    [("2026-W01", True), ("2026-W53", True), ("2025-W53", False), ("2026-W00", False), ("٢٠٢٦-W13", False)],
)
def test_a_week_is_one_of_the_calendar(week: str, is_one: bool) -> None:
    assert is_week(week) is is_one


def test_texts_are_brought_on_one_line() -> None:
    typed = replace(JAN, name="  Jan\n de\u00ad  Vries ", invited=("interview", "10", "2", "2"))

    assert (tidied(typed).name, tidied(typed).invited) == ("Jan de Vries", ("2", "10", "interview"))


def test_rounds_are_in_order() -> None:
    assert in_order(["interview", "10", "9", "1"]) == ("1", "9", "10", "interview")


def seats_in_all_corners() -> list[Seat]:
    return [
        replace(JAN, environment=environment, internal=internal)
        for environment in ENVIRONMENTS["process"]
        for internal in (True, False)
    ]


def test_coverage_is_green_when_all_is_seen_from_inside_and_outside() -> None:
    assert Coverage.of(seats_in_all_corners(), ENVIRONMENTS["process"]).is_green


def test_coverage_is_not_green_with_a_white_spot_in_a_corner() -> None:
    seats = seats_in_all_corners()
    seats[-1] = replace(seats[-1], name="")

    coverage = Coverage.of(seats, ENVIRONMENTS["process"])

    assert not coverage.is_green
    assert coverage.missing == (("execution", False),)
    assert (coverage.reached("execution"), coverage.open["execution"]) == (1, 1)
    assert coverage.types["policy", "key_persons"] == 2


def test_a_target_group_is_not_missed_from_inside() -> None:
    coverage = Coverage.of([], ENVIRONMENTS["goal"])

    assert ("target_group", False) in coverage.missing
    assert ("target_group", True) not in coverage.missing


def test_a_name_on_two_seats_is_told() -> None:
    twice = [JAN, replace(JAN, name="Els"), replace(JAN, name="JAN DE VRIES", internal=False), OPEN, OPEN]

    assert said_twice(twice) == ["Jan de Vries"]


@pytest.mark.parametrize(
    ("said", "read"),
    [
        ("2026-W13", "2026-W13"),
        ("week 7", "2026-W07"),
        ("Week 7", "2026-W07"),
        ("wk. 7", "2026-W07"),
        ("w11", "2026-W11"),
        ("7", "2026-W07"),
        ("week 30", "2025-W30"),
        ("week 53", "2020-W53"),
        ("week 7 2024", "2024-W07"),
        ("week 7 van 2024", "2024-W07"),
        ("week 7, 2024", "2024-W07"),
        ("2024 week 7", "2024-W07"),
        ("2024w7", "2024-W07"),
        ("", ""),
    ],
)
def test_a_week_is_read_as_people_write_it(said: str, read: str) -> None:
    assert week_said(said, date(2026, 3, 12)) == read
    assert not read or is_week(read)


@pytest.mark.parametrize("said", ["2026-07", "7/2026", "07-2026", "maart", "week", "week 99", "12 maart", "week 0"])
def test_what_is_no_week_is_taken_for_none(said: str) -> None:
    assert not is_week(week_said(said, date(2026, 3, 12)))
