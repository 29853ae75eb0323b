"""A facilitator's own five lines about an assignment."""

import pytest

from facilitator.domain.refusals import Refusal
from facilitator.services.etags import ChangedMeanwhile, entity_tag
from facilitator.services.own import NotOwn, OwnAssignment
from facilitator.steps.reflection import service as reflection
from tests.makers import Room
from tests.services.conftest import application, room

__all__ = ["application", "room"]


def test_a_reflection_is_kept_over_what_was_seen(room: Room) -> None:
    own = room.own_assignment
    seen = entity_tag(reflection.of(own))
    reflection.keep(own, {"networks": "een"}, etag=seen)

    with pytest.raises(ChangedMeanwhile):
        reflection.keep(own, {"networks": "twee"}, etag=seen)

    assert reflection.of(own)["networks"] == "een"


def test_nobody_else_reads_a_reflection(room: Room) -> None:
    room.join("eve")
    with pytest.raises(NotOwn):
        reflection.of(OwnAssignment(room.store, "eve", room.made.assignment))


@pytest.mark.parametrize("line", ["x" * 281, "twee\nregels"])
def test_a_line_of_a_reflection_is_one_line(room: Room, line: str) -> None:
    seen = entity_tag(reflection.of(room.own_assignment))
    with pytest.raises(Refusal, match="bad_request"):
        reflection.keep(room.own_assignment, {"networks": line}, etag=seen)
