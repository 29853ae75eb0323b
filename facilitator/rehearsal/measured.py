"""Figures over many measurements."""

from collections.abc import Sequence

SHOWN = ((50, "p50"), (95, "p95"), (99, "p99"), (100, "max"))


def percentile(sorted_values: Sequence[float], share: float) -> float:
    """The value that `share` percent stay at or under (nearest rank); 0 when there is none."""
    if not sorted_values:
        return 0.0
    rank = max(1, -(-len(sorted_values) * share // 100))
    return sorted_values[int(rank) - 1]


def percentiles(seconds: Sequence[float]) -> dict[str, float]:
    """p50, p95, p99 and max, in milliseconds with one decimal."""
    ordered = sorted(seconds)
    return {name: round(percentile(ordered, share) * 1000, 1) for share, name in SHOWN}
