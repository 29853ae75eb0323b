"""Join codes are given out once, and what is kept of them can't be read."""

import pytest
from sqlalchemy import select

from facilitator.services import codes
from facilitator.store import tables
from tests.makers import Room


def test_a_code_that_was_given_out_before_is_not_given_out_again(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    given = iter(["BCDFGH", "BCDFGH", "BCDFGJ"])
    monkeypatch.setattr(codes, "new_code", lambda choose: next(given))

    with room.store.work() as connection:
        claimed = [codes.claim_code(connection, room.made.track) for _ in range(2)]

    assert claimed == ["BCDFGH", "BCDFGJ"]


def test_only_a_hash_of_a_code_is_kept_of_its_use(room: Room) -> None:
    with room.store.work() as connection:
        code = codes.claim_code(connection, room.made.track)
        kept = connection.scalars(select(tables.UsedCode.code_hash)).all()

    assert codes.code_hash(code) in kept
    assert code not in "".join(kept)


def test_a_code_whose_transaction_failed_was_not_used(room: Room) -> None:
    def used() -> set[str]:
        with room.store.read() as connection:
            return set(connection.scalars(select(tables.UsedCode.code_hash)))

    before = used()

    with pytest.raises(ZeroDivisionError), room.store.work() as connection:
        codes.claim_code(connection, room.made.track)
        raise ZeroDivisionError

    assert used() == before
