"""The table of a one-liner's fields says all that there is, and where."""

from dataclasses import fields

from facilitator.domain.board import Card
from facilitator.domain.oneliners import FIELDS, IN_DOCUMENT, Oneliner, kept_in
from facilitator.store.tables import Oneliner as Table

SAID_OTHERWISE = {"status", "flags"}  # made of what else a card holds
BESIDE = {"also", "round", "asked", "tensions"}  # what the rest of a document says of a one-liner


def test_every_column_of_a_oneliner_is_a_field() -> None:
    assert sorted(kept_in("oneliner").values()) == sorted(Table.__table__.columns.keys())


def test_a_card_holds_the_fields_that_boards_get_and_what_is_kept_of_them() -> None:
    known = {it.name for it in FIELDS if it.column or it.board != "never"}
    assert {it.name for it in fields(Card)} == known - SAID_OTHERWISE - {"salt", "commitment"}


def test_what_leaves_the_house_holds_the_fields_of_a_document() -> None:
    assert {it.name for it in fields(Oneliner)} == {it.name for it in IN_DOCUMENT} | BESIDE


def test_no_field_is_there_twice() -> None:
    assert len({it.name for it in FIELDS}) == len(FIELDS)
