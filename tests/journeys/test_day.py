"""The day in the life: two rounds and four interviews on one track, and the counts that come out at the end."""

from pathlib import Path

from playwright.sync_api import Browser

from tests.journeys.day.first_round import first_round
from tests.journeys.day.gathering import HELD, gathering
from tests.journeys.day.outcome import expect_exports, expect_map, expect_no_traces, interviews, same_all_over
from tests.journeys.day.rounds import Later
from tests.journeys.day.second_round import second_round
from tests.journeys.day.wifi import Behind, Wifi
from tests.journeys.rooms import Room, board_of
from tests.looks import photograph


def test_a_day_in_the_life_ends_in_the_counts_that_were_said(browser: Browser, tmp_path: Path) -> None:
    with Wifi() as wifi, Behind(tmp_path, wifi) as server:
        first = Room(server, hold=HELD)
        with gathering(browser, first, "round1") as day:
            first_round(day)
        second = Later(first, kind="group", round=2, hold=HELD)
        with gathering(browser, second, "round2") as day:
            second_round(day, wifi)
        interviews(first)
        with board_of(browser, second) as board:
            same_all_over(second)
            photograph(board, "day-whole-board")
        expect_map(browser, second)
        for room in (first, second):
            room.close()
        expect_exports(server, first)
        expect_no_traces(server, first)
