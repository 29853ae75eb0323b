"""How fast may one go: whoever waits as long as was said is let through."""

from hypothesis import given
from hypothesis import strategies as st

from facilitator.domain.buckets import Bucket
from facilitator.services.pace import SHORTEST_WAIT, in_tenths


@given(st.floats(0.05, 50), st.floats(0, 3))
def test_who_waits_as_told_is_let_through(rate: float, later: float) -> None:
    bucket = Bucket.full(rate, 1.0, 0.0)
    bucket.take(0.0)
    wait = bucket.take(later)

    if wait:
        assert in_tenths(wait) >= max(wait, SHORTEST_WAIT)
        assert bucket.take(later + in_tenths(wait) + 1e-6) == 0


def test_a_wait_is_told_in_tenths() -> None:
    assert [in_tenths(it) for it in (0.01, 0.91, 0.9, 1.04)] == [0.1, 1.0, 0.9, 1.1]
