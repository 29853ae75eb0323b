"""What a room needs besides: a look before the projector, helpers, dry runs, divisions, one's own pace."""

import pytest
from sqlalchemy import update

from facilitator import wire
from facilitator.domain.refusals import Refusal
from facilitator.services import consultations
from facilitator.services.accounts import facilitators, helpers
from facilitator.services.accounts.passwords import Chosen
from facilitator.services.application import Application
from facilitator.store.tables import Facilitator
from tests.makers import Room, code_of, room_on

NOW = 1_773_316_800


def test_a_name_waits_for_a_look(application: Application) -> None:
    room = room_on(application, hold=4)
    room.open()
    card = room.board.cards[room.say("Mevrouw De Wit lacht mensen uit.")]
    assert (card.gate, card.flags, card.may_be_projected) == ("flagged", ["name"], False)


def test_a_flagged_oneliner_is_let_through(application: Application) -> None:
    room = room_on(application)
    room.open()
    oneliner = room.say("Mevrouw De Wit lacht mensen uit.")
    room.act("release", oneliners=[oneliner])
    assert room.board.cards[oneliner].may_be_projected


def test_why_it_waits_is_found_again_after_a_restart(application: Application) -> None:
    room = room_on(application)
    room.open()
    oneliner = room.say("Mevrouw De Wit lacht mensen uit.")
    application.tracks.clear()
    assert room.board.cards[oneliner].flags == ["name"]


def test_why_it_waits_is_found_again_when_a_mask_of_before_the_restart_is_undone(application: Application) -> None:
    room = room_on(application)
    room.open()
    oneliner = room.say("Mevrouw De Wit lacht mensen uit.")
    room.act("mask", oneliner=oneliner, start=0, end=14, what="person")
    application.tracks.clear()
    room.act("undo")
    card = room.board.cards[oneliner]
    assert (card.gate, card.flags) == ("flagged", ["name"])
    told = wire.board_event(application.track(room.made.track).recent[-1], room.board)
    assert [oneliner, "flags", None, ["name"]] in [it[1:] for it in told["changes"]]


def test_the_owner_s_own_list_of_insults_counts(application: Application) -> None:
    with application.store.work() as connection:
        connection.execute(update(Facilitator).where(Facilitator.id == "ada").values(insults=["aap"]))
    room = room_on(application)
    room.open()
    assert room.board.cards[room.say("Een aap van een regeling.")].gate == "flagged"
    assert room.board.cards[room.say("Een leugenaar.")].gate == "open"


def test_every_question_is_open_at_one_s_own_pace(application: Application) -> None:
    room = room_on(application, self_paced=True)
    assert code_of(room.send("Te vroeg.")) == "question_closed"
    room.open()
    for number in range(1, 6):
        assert room.say(f"Antwoord {number}.", question=number)
    room.act("close_question")
    assert code_of(room.send("Te laat.")) == "question_closed"


def test_a_second_category_needs_a_first(application: Application) -> None:
    room = room_on(application)
    room.open()
    oneliner, one, two = room.say("Schaamte."), room.add_category("Een"), room.add_category("Twee")
    room.act("sort_also", oneliners=[oneliner], category=two)
    assert room.board.cards[oneliner].also is None
    room.act("sort", oneliners=[oneliner], category=one)
    room.act("sort_also", oneliners=[oneliner], category=two)
    assert room.board.cards[oneliner].also == two
    application.tracks.clear()
    assert room.board.cards[oneliner].also == two
    room.act("remove_category", category=two)
    assert room.board.cards[oneliner].also is None


def test_somebody_invited_may_lead_and_is_let_go(application: Application) -> None:
    room = room_on(application)
    consultation = room.made.consultation
    token = helpers.invite(application.store, facilitator="ada", consultation=consultation, now=NOW)
    accepted = helpers.accept_as_guest(application.store, token, name="Tom", now=NOW)
    assert accepted is not None
    tom = facilitators.who(application.store, accepted[0].token, now=NOW)
    assert tom is not None
    assert consultations.own(application, tom.id, consultation).id == room.made.track
    assert [it.name for it in helpers.helpers(application.store, consultation)] == ["Tom"]
    assert helpers.let_go(application.store, facilitator="ada", consultation=consultation, helper=tom.id) == [
        tom.sign_in
    ]
    assert facilitators.who(application.store, accepted[0].token, now=NOW) is None
    with pytest.raises(Refusal):
        consultations.own(application, tom.id, consultation)


def test_guests_of_one_name_are_told_apart_by_a_number(application: Application) -> None:
    consultation = room_on(application).made.consultation
    for name in ("Tom", "Tom", "Tom", "Tom 2", "To", "ada", "100%"):
        token = helpers.invite(application.store, facilitator="ada", consultation=consultation, now=NOW)
        assert helpers.accept_as_guest(application.store, token, name=name, now=NOW)
    names = {it.name for it in helpers.helpers(application.store, consultation)}
    assert names == {"Tom", "Tom 2", "Tom 3", "Tom 2 2", "To", "ada 2", "100%"}


def test_only_the_owner_closes(application: Application) -> None:
    room = room_on(application)
    room.open()
    token = helpers.invite(application.store, facilitator="ada", consultation=room.made.consultation, now=NOW)
    accepted = helpers.accept_as_guest(application.store, token, name="Tom", now=NOW)
    assert accepted is not None
    tom = facilitators.who(application.store, accepted[0].token, now=NOW)
    assert tom is not None
    assert code_of(room.act("close", by=tom.id)) == "not_yours"
    assert room.board.consultations[room.made.consultation].phase == "open"
    assert isinstance(room.act("close"), int)


def test_an_undo_that_is_refused_is_refused_once(application: Application) -> None:
    room = room_on(application)
    room.join("eve")
    older, newer = room.add_category("Ouder"), room.add_category("Nieuwer")
    room.act("rename_category", by="eve", category=newer, name="Van eve")
    refused = room.performance("undo")
    assert [code_of(application.write([refused])[0]) for _ in range(2)] == ["changed_since"] * 2, (
        "the same one, sent again"
    )
    room.act("undo")
    assert (older in room.board.categories, newer in room.board.categories) == (False, True)


def test_an_invitation_works_once(application: Application) -> None:
    room = room_on(application)
    token = helpers.invite(application.store, facilitator="ada", consultation=room.made.consultation, now=NOW)
    assert helpers.accept_as_guest(application.store, token, name="Tom", now=NOW)
    assert helpers.accept_as_guest(application.store, token, name="Mallory", now=NOW) is None


def test_an_invitation_leads_to_one_consultation_only(application: Application) -> None:
    room, other = room_on(application), room_on(application)
    token = helpers.invite(application.store, facilitator="ada", consultation=room.made.consultation, now=NOW)
    accepted = helpers.accept_as_guest(application.store, token, name="Tom", now=NOW)
    assert accepted is not None
    tom = facilitators.who(application.store, accepted[0].token, now=NOW)
    assert tom is not None
    with pytest.raises(Refusal):
        consultations.own(application, tom.id, other.made.consultation)


def test_a_guest_never_becomes_the_first_facilitator(application: Application) -> None:
    room: Room = room_on(application)
    token = helpers.invite(application.store, facilitator="ada", consultation=room.made.consultation, now=NOW)
    accepted = helpers.accept_as_guest(application.store, token, name="Tom", now=NOW)
    setup = facilitators.make_setup_link(application.store, now=NOW)
    made = facilitators.set_up(application.store, setup, Chosen("Marieke", "vier blauwe fietsen"), now=NOW)
    assert accepted is not None and made is not None
    tom = facilitators.who(application.store, accepted[0].token, now=NOW)
    marieke = facilitators.who(application.store, made.token, now=NOW)
    assert tom is not None and marieke is not None
    assert tom.id != marieke.id


def test_something_like_it_suggests_its_category(application: Application) -> None:
    room = room_on(application)
    room.open()
    sorted_one, category = room.say("De deurwaarder komt te snel."), room.add_category("Incasso")
    room.act("sort", oneliners=[sorted_one], category=category)
    new = room.say("Een deurwaarder kost meer dan de schuld.")
    again = room.say("De deurwaarder komt te snel!")
    track = application.track(room.made.track)
    assert application.suggester.suggest(track, new)["categories"] == [category]
    assert application.suggester.suggest(track, again)["same"][0]["oneliner"] == sorted_one


def test_hidden_oneliners_are_compared_with_nothing(application: Application) -> None:
    room = room_on(application)
    room.open()
    oneliner = room.say("Geen inhoud.")
    room.act("hide", oneliners=[oneliner], reason="geen inhoud")
    with pytest.raises(Refusal):
        application.suggester.suggest(application.track(room.made.track), oneliner)


def test_a_mask_over_all_that_was_found_lets_it_through(application: Application) -> None:
    room = room_on(application)
    room.open()
    said = room.say("Gerrit Bakker belt op 06 12345678.")
    room.act("mask", oneliner=said, start=0, end=13, what="person")
    assert not room.board.cards[said].may_be_projected
    shown = room.board.cards[said].shown_text
    at = shown.index("06")
    room.act("mask", oneliner=said, start=at, end=at + 11, what="contact")
    assert room.board.cards[said].may_be_projected


def test_all_that_was_found_is_masked_in_one_act_and_undone_in_one(application: Application) -> None:
    room = room_on(application)
    room.open()
    said = room.say("Gerrit Bakker belt op 06 12345678.")
    number = {"start": 22, "end": 33, "what": "contact"}
    room.act("mask", oneliner=said, start=0, end=13, what="person", more=[number])
    card = room.board.cards[said]
    assert (card.shown_text, card.gate) == ("▮▮▮▮ belt op ▮▮▮▮.", "open")
    room.act("undo")
    card = room.board.cards[said]
    assert (card.shown_text, card.gate, card.flags) == (
        "Gerrit Bakker belt op 06 12345678.",
        "flagged",
        ["name", "phone"],
    )


@pytest.mark.parametrize(
    "more",
    [
        [],
        [{"start": 0, "end": 6}],
        [{"start": 0, "end": 6, "what": "person", "text": "Iemand"}],
        [{"start": 6, "end": 999, "what": "person"}],
        [{"start": 0, "end": 6, "what": "person"}] * 51,
        "0-6",
    ],
)
def test_further_masks_that_are_none_are_refused_whole(application: Application, more: object) -> None:
    room = room_on(application)
    room.open()
    said = room.say("Gerrit Bakker belt.")
    refused = room.act("mask", oneliner=said, start=0, end=13, what="person", more=more)
    assert (code_of(refused), room.board.cards[said].masks) == ("bad_request", [])
