"""One begins in each turn: between two of them the others go on."""

from concurrent.futures import ThreadPoolExecutor
from threading import Lock

import pytest

from facilitator.serving.turns import OneATurn, one_a_turn


def test_no_two_begin_in_the_same_turn() -> None:
    beginning, together = Lock(), []

    def pause() -> None:
        together.append(not beginning.acquire(blocking=False))
        if not together[-1]:
            beginning.release()

    turns = OneATurn(pause)

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda at: turns.wait(), range(200)))

    assert together == [False] * 200


def test_others_go_on_after_each_piece_of_work(monkeypatch: pytest.MonkeyPatch) -> None:
    happened: list[str] = []
    monkeypatch.setattr("facilitator.serving.turns.next_turn", lambda: happened.append("turn"))
    work = one_a_turn(lambda: happened.append("work"))
    work()
    work()
    assert happened == ["work", "turn"] * 2
