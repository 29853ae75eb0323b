"""What a phone sends to have taken down."""

from dataclasses import dataclass

from facilitator.domain.extras import NOTHING, Extras


@dataclass(frozen=True, slots=True)
class Submission:
    """A one-liner on its way in. `text` is as it came, not yet checked; `probe` is the one that it answers."""

    key: str
    question: str
    text: str
    probe: str | None = None
    extras: Extras = NOTHING
