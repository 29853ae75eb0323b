"""The whole method as a person does it: one address typed, and from there only links, buttons, forms and keys."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.journeys.by_hand.desk import Desk, phones
from tests.journeys.by_hand.goal import (
    ask_for_approval,
    consult_about_the_goal,
    give_feedback,
    plan,
    settle,
    weigh_the_goal,
)
from tests.journeys.by_hand.process import (
    analyse,
    begin,
    consult,
    fix_and_publish,
    interview,
    make_an_assignment,
    name_key_persons,
    prepare,
    weigh,
)
from tests.journeys.rooms import context_of, faults_of
from tests.servers import Server


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with Server(tmp_path_factory.mktemp("by-hand"), PHONE_RATE="0", LANGUAGE="en") as server:
        yield server


def test_from_a_suspicion_to_a_printed_plan(browser: Browser, running: Server, tmp_path: Path) -> None:
    with context_of(browser, locale="en-GB") as context:
        page = context.new_page()
        faults = faults_of(page)
        desk = Desk(page)
        begin(desk, running)
        code = make_an_assignment(desk)
        prepare(desk)
        name_key_persons(desk)
        with phones(browser, running, code, "Execution", "Policy") as room:
            consult(desk, room)
            interview(desk)
            analyse(desk)
            fix_and_publish(desk, room[0])
        weigh(desk)
        settle(desk)
        consult_about_the_goal(desk, browser, running)
        ask_for_approval(desk, browser, running)
        weigh_the_goal(desk)
        plan(desk)
        give_feedback(desk, browser)
        assert faults == []
