"""What can't be undone is for the owner: a mask after closing, asked for by who helps, waits for a yes or a no."""

from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import select

from facilitator.services import proposals, rounds
from facilitator.services.documents import verifying
from facilitator.services.rounds import Gathering
from facilitator.services.writing import Proposed, Settle
from facilitator.store import tables
from tests.makers import Room, add_facilitators, code_of

NAME = {"start": 0, "end": 5, "what": "person"}


@pytest.fixture
def later(room: Room) -> Room:
    """A second round on the map of the first, with ben who helps there and nowhere else."""
    add_facilitators(room.store, "ben")
    added = rounds.add_consultation(room.own, Gathering("Tweede ronde", "new", 0))
    room.application.refresh(room.made.track)
    second = Room(room.application, replace(room.made, consultation=added.consultation))
    second.join("ben")
    return second


@pytest.fixture
def said(room: Room, later: Room) -> str:
    """Something with a name in it, that was said in the first round."""
    said = room.say("Truus van de balie hielp mij.")
    later.open()
    return said


def text_of(room: Room, oneliner: str) -> tuple[str, bool]:
    """What lies in the table, and whether its salt does."""
    of = tables.Oneliner
    with room.store.read() as connection:
        text, salt = connection.execute(select(of.text, of.salt).where(of.id == oneliner)).one()
    return str(text), salt is not None


def settle(room: Room, *, accepted: bool, by: str = "ada") -> Any:
    (waiting,) = proposals.waiting(room.application, room.own)
    job = Settle(track=room.made.track, proposal=waiting.id, by=by, accepted=accepted)
    return room.application.write([job])[0]


def test_who_helps_proposes_a_mask_on_a_closed_round_and_destroys_nothing(room: Room, later: Room, said: str) -> None:
    room.act("close")
    before = later.board.revision

    outcome = later.act("mask", by="ben", oneliner=said, **NAME)

    assert outcome == Proposed(before)
    assert text_of(room, said) == ("Truus van de balie hielp mij.", True)
    (waiting,) = proposals.waiting(room.application, room.own)
    assert (waiting.by, waiting.what) == ("ben", ("person",))
    assert waiting.pieces == (("Truus", True), (" van de balie hielp mij.", False))
    assert waiting.left == "▮▮▮▮ van de balie hielp mij."


def test_the_owner_carries_it_out_as_an_own_act(room: Room, later: Room, said: str) -> None:
    room.act("close")
    more = [{"start": 13, "end": 18, "what": "address"}]
    later.act("mask", by="ben", oneliner=said, **NAME, more=more)

    assert settle(room, accepted=True) is None

    assert text_of(room, said) == ("▮▮▮▮ van de ▮▮▮▮ hielp mij.", False)
    assert proposals.count(room.own) == 0
    with room.store.read() as connection:
        masks = connection.scalars(select(tables.ActRecord.by).where(tables.ActRecord.type == "masked")).all()
    assert masks == ["ada"]
    assert verifying.database(room.store).masked == 1


def test_the_owner_turns_it_down(room: Room, later: Room, said: str) -> None:
    room.act("close")
    later.act("mask", by="ben", oneliner=said, **NAME)

    assert settle(room, accepted=False) is None

    assert text_of(room, said) == ("Truus van de balie hielp mij.", True)
    assert proposals.count(room.own) == 0


def test_who_helps_decides_nothing(room: Room, later: Room, said: str) -> None:
    room.act("close")
    later.act("mask", by="ben", oneliner=said, **NAME)

    assert code_of(settle(room, accepted=True, by="ben")) == "not_yours"

    assert text_of(room, said)[1]
    assert proposals.count(room.own) == 1


def test_the_same_proposal_waits_once(room: Room, later: Room, said: str) -> None:
    room.act("close")
    for _ in range(3):
        assert isinstance(later.act("mask", by="ben", oneliner=said, **NAME), Proposed)

    assert proposals.count(room.own) == 1


def test_a_proposal_about_another_text_than_there_is_now_is_dropped(room: Room, later: Room, said: str) -> None:
    room.act("close")
    later.act("mask", by="ben", oneliner=said, **NAME)
    room.act("mask", oneliner=said, start=13, end=18, what="address")
    (waiting,) = proposals.waiting(room.application, room.own)
    assert waiting.left == ""

    assert code_of(settle(room, accepted=True)) == "changed_since"

    assert text_of(room, said)[0].startswith("Truus")
    assert proposals.count(room.own) == 0


def test_what_who_helps_masked_and_took_back_is_not_masked_again_after_closing(
    room: Room, later: Room, said: str
) -> None:
    room.join("ben")
    room.act("mask", by="ben", oneliner=said, **NAME)
    room.act("undo", by="ben")
    room.act("close")

    assert code_of(room.act("redo", by="ben")) == "nothing_to_redo"

    assert text_of(room, said)[1]


def test_the_owner_masks_at_once(room: Room, later: Room, said: str) -> None:
    room.act("close")

    assert isinstance(later.act("mask", oneliner=said, **NAME), int)

    assert text_of(room, said) == ("▮▮▮▮ van de balie hielp mij.", False)


def test_a_track_holds_so_many_proposals_and_no_more(
    room: Room, later: Room, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("facilitator.services.writing.proposals.MOST", 1)
    room.act("close")
    later.act("mask", by="ben", oneliner=said, **NAME)

    assert code_of(later.act("mask", by="ben", oneliner=said, start=6, end=9, what="person")) == "full"


# What is said elsewhere, while it runs


@pytest.mark.parametrize(
    ("act", "fields"),
    [("mask", NAME), ("hide", {"reason": "not_content"}), ("show", {}), ("release", {}),
     ("probe", {"text": "Waardoor?", "to": "author"})],
)  # fmt: skip
def test_who_helps_decides_nothing_about_the_words_of_another_consultation(
    room: Room, later: Room, said: str, act: str, fields: dict[str, Any]
) -> None:
    which = {"oneliner": said} if act in ("mask", "probe") else {"oneliners": [said]}

    assert code_of(later.act(act, by="ben", **which, **fields)) == "not_yours"


def test_who_helps_masks_and_hides_where_they_help(room: Room, later: Room, said: str) -> None:
    own = later.say("Piet ook.")

    assert isinstance(later.act("mask", by="ben", oneliner=own, start=0, end=4, what="person"), int)
    assert isinstance(later.act("hide", by="ben", oneliners=[own], reason="not_content"), int)


def test_who_helps_sorts_on_the_map_of_all_rounds(room: Room, later: Room, said: str) -> None:
    category = room.add_category("Balie")

    assert isinstance(later.act("sort", by="ben", oneliners=[said], category=category), int)
