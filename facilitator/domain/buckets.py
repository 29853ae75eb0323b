"""A token bucket: how fast something may go, and how long to wait."""

from dataclasses import dataclass


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

    def take(self, now: float) -> float:
        """Take one. Returns: 0 when there was one, else the seconds until there is."""
        if not self.rate:
            return 0.0
        self.tokens = min(self.burst, self.tokens + (now - self.filled_at) * self.rate)
        self.filled_at = now
        if self.tokens < 1:
            return (1 - self.tokens) / self.rate
        self.tokens -= 1
        return 0.0
