"""How often it is told how many people are here: by rounds, however many came and went in between."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from facilitator.domain.buckets import Bucket
from facilitator.live import PRESENCE_EVERY
from facilitator.live.connections import Connections, Phone
from facilitator.live.presence import Presence
from tests.makers import add_facilitators, application_on

HERE = "c0ffee0000000001"


@pytest.fixture
def presence(tmp_path: Path) -> Iterator[Presence]:
    application = application_on(f"sqlite:///{tmp_path}/facilitator.sqlite")
    add_facilitators(application.store, "ada")
    yield Presence(application, Connections())
    application.store.close()


def come(presence: Presence, sid: str, *, environment: str | None = None, seat: str = "") -> None:
    phone = Phone(sid, "a" * 16, HERE, environment, "nl", Bucket.full(1, 5, 0), seat=seat)
    presence.connections.add_phone(phone)


def test_many_who_come_and_go_are_told_once_a_round(presence: Presence) -> None:
    told: list[str] = []
    for at in range(30):
        come(presence, f"phone {at}")
    presence.connections.drop_phone("phone 7")
    presence.publish(told.append)
    assert told == [HERE]
    assert presence.shown(HERE)["phones"] == 29


def test_a_round_in_which_nobody_came_or_went_tells_nothing(presence: Presence) -> None:
    told: list[str] = []
    come(presence, "ben")
    presence.publish(told.append)
    presence.publish(told.append)
    assert told == [HERE]


def test_between_two_rounds_lies_a_second() -> None:
    assert PRESENCE_EVERY >= 1


def test_a_phone_counts_once_however_many_tabs_it_has(presence: Presence) -> None:
    for sid in ("one", "two", "three"):
        come(presence, sid, environment="policy", seat="ben")

    assert presence.shown(HERE) == {"phones": 1, "environments": {}}


def test_a_phone_is_here_until_its_last_tab_is_closed(presence: Presence) -> None:
    come(presence, "one", seat="ben")
    come(presence, "two", seat="ben")
    presence.connections.drop_phone("one")

    assert presence.shown(HERE)["phones"] == 1
    presence.connections.drop_phone("two")
    assert presence.shown(HERE)["phones"] == 0


def test_a_phone_with_a_tab_at_another_process_counts_once(presence: Presence) -> None:
    come(presence, "one", environment="policy", seat="ben")
    presence.heard("another", presence.own())

    assert presence.counts(HERE) == {"policy": 1}


def test_what_other_processes_hear_names_no_seat(presence: Presence) -> None:
    come(presence, "one", seat="ben")

    assert "ben" not in str(presence.own())
