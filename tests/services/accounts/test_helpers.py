"""Who lets whom help: what the pages would refuse is refused below them too."""

import pytest

from facilitator.domain.refusals import Refusal
from facilitator.services.accounts import facilitators, helpers
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


@pytest.mark.parametrize("facilitator", ["eve", "nobody"])
def test_only_the_owner_withdraws_invitations(room: Room, facilitator: str) -> None:
    room.join("eve")
    invitation(room)
    with pytest.raises(Refusal, match="forbidden"):
        helpers.withdraw_invitations(room.store, facilitator=facilitator, consultation=room.made.consultation)
    assert helpers.open_invitations(room.store, room.made.consultation, now=NOW) == 1


@pytest.mark.parametrize("facilitator", ["eve", "nobody"])
def test_only_the_owner_lets_a_helper_go(room: Room, facilitator: str) -> None:
    room.join("eve")
    with pytest.raises(Refusal, match="forbidden"):
        helpers.let_go(room.store, facilitator=facilitator, consultation=room.made.consultation, helper="eve")
    assert [it.id for it in helpers.helpers(room.store, room.made.consultation)] == ["eve"]


def test_withdrawing_ends_every_link_that_nobody_used(room: Room) -> None:
    token = invitation(room)
    helpers.withdraw_invitations(room.store, facilitator="ada", consultation=room.made.consultation)
    assert helpers.invited_to(room.store, token, now=NOW) is None
    assert helpers.accept(room.store, token, facilitator="eve", now=NOW) is None


def test_an_invitation_ends_after_a_day(room: Room) -> None:
    token = invitation(room)
    later = NOW + helpers.INVITATION_FOR
    assert helpers.invited_to(room.store, token, now=later) is None
    assert helpers.open_invitations(room.store, room.made.consultation, now=later) == 0


def test_looking_does_not_use_an_invitation_up(room: Room) -> None:
    token = invitation(room)
    looked = [helpers.invited_to(room.store, token, now=NOW) for _ in range(2)]
    assert looked == [room.made.consultation] * 2


def test_letting_an_account_go_ends_the_helping_and_not_the_sign_in(room: Room) -> None:
    room.join("eve")
    signed_in = facilitators.sign_in(room.store, "eve", now=NOW)
    assert helpers.let_go(room.store, facilitator="ada", consultation=room.made.consultation, helper="eve") == []
    assert facilitators.is_signed_in(room.store, signed_in.id, now=NOW)
    assert not helpers.may_lead(room.store, facilitator="eve", consultation=room.made.consultation)


def test_who_does_not_help_is_not_let_go(room: Room) -> None:
    signed_in = facilitators.sign_in(room.store, "eve", now=NOW)
    assert helpers.let_go(room.store, facilitator="ada", consultation=room.made.consultation, helper="eve") == []
    assert facilitators.is_signed_in(room.store, signed_in.id, now=NOW)


def test_closing_lets_guests_go_and_keeps_accounts(room: Room) -> None:
    room.join("eve")
    accepted = helpers.accept_as_guest(room.store, invitation(room), name="Tom", now=NOW)
    unused = invitation(room)
    room.act("close")
    assert accepted is not None
    assert facilitators.who(room.store, accepted[0].token, now=NOW) is None
    assert helpers.invited_to(room.store, unused, now=NOW) is None
    assert [it.id for it in helpers.helpers(room.store, room.made.consultation)] == ["eve"]
