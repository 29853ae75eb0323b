"""A token bucket: how fast something may go, and how long to wait."""

from dataclasses import dataclass, field
from typing import Final

LOOKED_THROUGH: Final = 256  # buckets, after which those that are full again are let go


@dataclass(slots=True)
class Bucket:
    """Fills with `rate` tokens a second up to `burst`; a rate of 0 never refuses."""

    rate: float
    burst: float
    tokens: float
    filled_at: float

    @classmethod
    def full(cls, rate: float, burst: float, now: float) -> "Bucket":
        """A bucket that nobody has taken from yet. `rate` a second; `now` in seconds of one clock."""
        return cls(rate, burst, burst, now)

    def take(self, now: float, cost: float = 1.0) -> float:
        """Take `cost`, or all of it where that is more. Returns: 0 when it was there, else the seconds until it is."""
        if not self.rate:
            return 0.0
        wanted = min(cost, self.burst)
        self.tokens = self._level(now)
        self.filled_at = now
        if self.tokens < wanted:
            return (wanted - self.tokens) / self.rate
        self.tokens -= wanted
        return 0.0

    def is_full(self, now: float) -> bool:
        """Whether it is as if nobody had taken from it yet."""
        return not self.rate or self._level(now) >= self.burst

    def _level(self, now: float) -> float:
        return min(self.burst, self.tokens + (now - self.filled_at) * self.rate)


@dataclass
class Buckets:
    """A bucket for each of many; those that are full again are forgotten, which nobody can tell."""

    rate: float
    burst: float
    _held: dict[object, Bucket] = field(default_factory=dict)
    _look_at: int = LOOKED_THROUGH

    def of(self, key: object, now: float) -> Bucket:
        """Give the bucket of `key`."""
        found = self._held.get(key)
        if found is None:
            self._forget_full(now)
            found = self._held[key] = Bucket.full(self.rate, self.burst, now)
        return found

    def __len__(self) -> int:
        return len(self._held)

    def _forget_full(self, now: float) -> None:
        if len(self._held) < self._look_at:
            return
        self._held = {key: it for key, it in list(self._held.items()) if not it.is_full(now)}
        self._look_at = max(LOOKED_THROUGH, 2 * len(self._held))
