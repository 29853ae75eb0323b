"""What stands at the foot of a goal map: how many of those consulted say that it renders them correctly."""

from collections.abc import Mapping
from typing import Any

from facilitator.steps.approval import service as approvals
from facilitator.steps.approval.rules import Totals
from facilitator.store import Store


def approval_of(store: Store, contents: Mapping[str, Any], number: int) -> Totals | None:
    """Give the totals of a version; None on a process map, and where nobody was asked."""
    if contents["track"]["kind"] != "goal":
        return None
    found = approvals.totals(store, contents["track"]["id"], number)
    return found if found and found.asked else None
