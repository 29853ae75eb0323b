"""Who lets whom help: what the pages would refuse is refused below them too."""

import pytest

from facilitator.domain.refusals import Refusal
from facilitator.services.accounts import helpers
from facilitator.services.application import Application
from tests.makers import Room

NOW = 1_700_000_000


def invitation(room: Room) -> str:
    return helpers.invite(room.store, facilitator="ada", consultation=room.made.consultation, now=NOW)


@pytest.mark.parametrize("facilitator", ["eve", "nobody"])
def test_only_the_owner_invites(room: Room, facilitator: str) -> None:
    room.join("eve")
    with pytest.raises(Refusal, match="forbidden"):
        helpers.invite(room.store, facilitator=facilitator, consultation=room.made.consultation, now=NOW)
    assert helpers.open_invitations(room.store, room.made.consultation, now=NOW) == 0


def test_nobody_is_invited_to_what_is_not_there(application: Application) -> None:
    with pytest.raises(Refusal, match="forbidden"):
        helpers.invite(application.store, facilitator="ada", consultation="nowhere", now=NOW)


def test_the_owner_does_not_use_an_invitation_up(room: Room) -> None:
    token = invitation(room)
    assert helpers.accept(room.store, token, facilitator="ada", now=NOW) == room.made.consultation
    assert helpers.helpers(room.store, room.made.consultation) == []
    assert helpers.open_invitations(room.store, room.made.consultation, now=NOW) == 1


def test_who_helps_already_does_not_use_an_invitation_up(room: Room) -> None:
    room.join("eve")
    token = invitation(room)
    assert helpers.accept(room.store, token, facilitator="eve", now=NOW) == room.made.consultation
    assert helpers.open_invitations(room.store, room.made.consultation, now=NOW) == 1


def test_who_is_new_uses_it_up(room: Room) -> None:
    token = invitation(room)
    assert helpers.accept(room.store, token, facilitator="eve", now=NOW) == room.made.consultation
    assert [it.name for it in helpers.helpers(room.store, room.made.consultation)] == ["eve"]
    assert helpers.open_invitations(room.store, room.made.consultation, now=NOW) == 0
