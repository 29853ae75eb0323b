"""How fast something may go."""

from facilitator.domain.buckets import LOOKED_THROUGH, Bucket, Buckets


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


def test_what_costs_more_than_there_ever_is_takes_all_of_it() -> None:
    bucket = Bucket.full(10, 50, now=0)
    assert bucket.take(0, 1000) == 0
    assert bucket.take(0, 20) == 2


def test_each_has_a_bucket_of_its_own() -> None:
    buckets = Buckets(1, 1)
    assert buckets.of("a", 0).take(0) == 0
    assert buckets.of("b", 0).take(0) == 0
    assert buckets.of("a", 0).take(0) == 1


def test_buckets_that_are_full_again_are_let_go() -> None:
    buckets = Buckets(1, 2)
    for at in range(10 * LOOKED_THROUGH):
        buckets.of(at, now=at).take(at)
    assert len(buckets) <= LOOKED_THROUGH


def test_no_bucket_is_let_go_that_still_says_no() -> None:
    buckets = Buckets(1, 2)
    for at in range(3 * LOOKED_THROUGH):
        buckets.of(at, now=0).take(0)
    assert buckets.of(0, now=0).take(0, 2) == 1
