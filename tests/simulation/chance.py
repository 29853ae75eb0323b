"""All chance from one seed: what the product draws from the system, and what it shuffles."""

import random
from collections.abc import Iterator
from contextlib import contextmanager

import pytest


@contextmanager
def seeded(seed: int) -> Iterator[random.Random]:
    """Let all that is drawn follow from a seed, so that it happens again in the same way."""
    system = random.Random(f"system {seed}")
    state = random.getstate()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(random, "_urandom", system.randbytes)  # what `secrets` and SystemRandom ask
        random.seed(seed)
        try:
            yield random.Random(seed)
        finally:
            random.setstate(state)
