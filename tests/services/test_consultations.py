"""A consultation is found by its code, its screen or its owner, and by nobody else."""

import pytest

from facilitator.domain.refusals import Refusal
from facilitator.services import consultations
from facilitator.services.application import Application
from facilitator.services.consultations import Found
from facilitator.services.documents import versions
from tests.makers import NOON, Room, room_on


def test_a_code_leads_to_its_consultation(application: Application, room: Room) -> None:
    found = consultations.by_code(application, room.made.code)
    assert found == Found(room.made.consultation, room.made.track, "open", "nl")


def test_a_code_is_found_as_people_type_it(application: Application, room: Room) -> None:
    typed = f" {room.made.code[:3].lower()}-{room.made.code[3:].lower()} "
    assert consultations.by_code(application, typed).id == room.made.consultation
    assert consultations.exists(room.store, typed)


@pytest.mark.parametrize("typed", ["", "BCDFGH", "'; drop table track"])
def test_an_unknown_code_leads_nowhere(application: Application, typed: str) -> None:
    with pytest.raises(Refusal, match="unknown_code"):
        consultations.by_code(application, typed)
    assert not consultations.exists(application.store, typed)


def test_the_code_of_what_is_over_is_told_apart_from_one_that_never_was(application: Application, room: Room) -> None:
    room.act("close")
    with pytest.raises(Refusal, match="closed"):
        consultations.by_code(application, room.made.code)
    assert not consultations.exists(room.store, room.made.code)


def test_a_screen_is_found_by_its_token_alone(room: Room) -> None:
    found = consultations.by_screen(room.store, room.made.screen_token)
    assert found is not None and found.id == room.made.consultation
    assert consultations.by_screen(room.store, room.made.consultation) is None


def test_a_screen_is_still_found_once_its_consultation_is_closed(room: Room) -> None:
    room.act("close")
    found = consultations.by_screen(room.store, room.made.screen_token)
    assert found is not None and found.phase == "closed"


def test_who_owns_it_and_who_helps_with_it_have_its_track(application: Application, room: Room) -> None:
    room.join("eve")
    for facilitator in ("ada", "eve"):
        assert consultations.own(application, facilitator, room.made.consultation).id == room.made.track


def test_to_everybody_else_it_is_not_there(application: Application, room: Room) -> None:
    for facilitator, consultation in (("eve", room.made.consultation), ("ada", "f" * 16)):
        with pytest.raises(Refusal, match="unknown_code"):
            consultations.own(application, facilitator, consultation)


def test_a_used_code_leads_to_the_map_that_was_published_last(room: Room) -> None:
    room.say("Schaamte.")
    room.act("close")
    assert consultations.map_after(room.store, room.made.code) is None
    for number in (1, 2):
        versions.freeze(room.own, NOON, anew=True)
        token = versions.publish(room.own, number)
    assert consultations.map_after(room.store, room.made.code.lower()) == token


def test_an_unknown_code_leads_to_no_map(application: Application) -> None:
    room_on(application)
    assert consultations.map_after(application.store, "BCDFGH") is None
