"""How fast something may go."""

from facilitator.domain.buckets import Bucket


def test_a_burst_passes_and_then_one_a_second() -> None:
    bucket = Bucket.full(1, 5, now=0)
    assert [bucket.take(0) for _ in range(5)] == [0] * 5
    assert bucket.take(0) == 1
    assert bucket.take(1) == 0


def test_it_never_holds_more_than_a_burst() -> None:
    bucket = Bucket.full(1, 2, now=0)
    assert [bucket.take(1000) == 0 for _ in range(3)] == [True, True, False]


def test_no_rate_means_no_limit() -> None:
    bucket = Bucket.full(0, 5, now=0)
    assert all(bucket.take(0) == 0 for _ in range(100))
