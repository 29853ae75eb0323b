"""Marking what a form was filled from, so that an older form never overwrites what was kept since."""

import json
from hashlib import sha256

from facilitator.domain.refusals import RuleBroken


class ChangedMeanwhile(RuleBroken):
    """Somebody kept something else since this was read; nothing was stored."""


def entity_tag(*parts: object) -> str:
    """Mark what a form was filled from: the same parts give the same 16 hex digits."""
    return sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()[:16]
