"""The few words that go with the feedback keep to their bounds."""

from dataclasses import replace

import pytest

from facilitator.domain.refusals import Refusal
from facilitator.services import desk
from facilitator.steps.feedback import service as feedback
from facilitator.steps.feedback.service import LONGEST, Written
from tests.makers import Room
from tests.services.conftest import application, room

__all__ = ["application", "room"]


def kept(room: Room) -> Written:
    found = desk.assignment(room.store, "ada", room.made.assignment)
    assert found is not None
    return feedback.read(found.feedback)


def test_what_was_written_is_kept_over_what_was_seen(room: Room) -> None:
    told = Written("Dank u wel.", "In juni hoort u meer.", "Marieke")
    assert feedback.save(room.own_assignment, told, etag=Written().etag)
    assert not feedback.save(room.own_assignment, Written(), etag=Written().etag)
    assert kept(room) == told


@pytest.mark.parametrize("field", LONGEST)
def test_no_text_is_kept_that_does_not_fit(room: Room, field: str) -> None:
    odd = replace(Written(), **{field: "x" * (LONGEST[field] + 1)})
    with pytest.raises(Refusal, match="bad_request"):
        feedback.save(room.own_assignment, odd, etag=Written().etag)
    assert kept(room) == Written()
