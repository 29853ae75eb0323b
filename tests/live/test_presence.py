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


def come(presence: Presence, sid: str) -> None:
    presence.connections.add_phone(Phone(sid, "a" * 16, HERE, None, "nl", Bucket.full(1, 5, 0)))


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
