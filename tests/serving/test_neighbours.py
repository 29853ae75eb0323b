"""Who comes back after a flood has less to spare; for who lives beside it that passes, and it passes by itself."""

from facilitator.serving.budget import LEAST_SPARE, SPARE
from facilitator.serving.neighbours import MOST, REMEMBERED, Neighbours


def test_only_where_a_flood_came_from_there_is_less_to_spare() -> None:
    neighbours = Neighbours(clock=lambda: 0.0)
    neighbours.used_up("192.0.2.1")
    assert neighbours.spare("192.0.2.1") == LEAST_SPARE
    assert neighbours.spare("192.0.2.2") == SPARE


def test_it_is_forgotten_after_a_while() -> None:
    now = [0.0]
    neighbours = Neighbours(clock=lambda: now[0])
    neighbours.used_up("192.0.2.1")
    now[0] = REMEMBERED + 1
    assert neighbours.spare("192.0.2.1") == SPARE


def test_only_so_many_addresses_are_remembered() -> None:
    neighbours = Neighbours(clock=lambda: 0.0)
    for at in range(MOST + 1):
        neighbours.used_up(str(at))
    assert neighbours.spare("0") == SPARE
    assert neighbours.spare("1") == LEAST_SPARE
