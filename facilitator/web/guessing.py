"""Guessing codes: slowed down per address, counting wrong ones only. A right code is never refused.

A whole room may sit behind one address; that nobody of it is kept out matters more than one more guess.
"""

from typing import Final

from flask import abort, request
from limits import RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

WRONG_CODES: Final = RateLimitItemPerMinute(10)

_limiter = MovingWindowRateLimiter(MemoryStorage())


def wrong_code() -> None:
    """Count a wrong code; the eleventh in a minute from one address is not even told that it is unknown."""
    if not _limiter.hit(WRONG_CODES, request.remote_addr or ""):
        abort(429)


def forget() -> None:
    """Begin to count anew."""
    _limiter.storage.reset()
