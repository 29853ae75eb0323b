"""What was received, and where it went: the line at the foot of a map."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from facilitator.languages import N_, Translate

_COUNTS: Final = N_("{received} received = {mapped} in the map{partly} + {hidden} not shown")
_PARTLY: Final = N_(" ({masked} partly masked)")


def counts(oneliners: Iterable[Mapping[str, Any]]) -> dict[str, int]:
    """Count what was received: in the map (some of it partly masked), or not shown."""
    held = list(oneliners)
    mapped = [it for it in held if it["hidden"] is None]
    return {
        "received": len(held),
        "mapped": len(mapped),
        "masked": sum(bool(it["masks"]) for it in mapped),
        "hidden": len(held) - len(mapped),
    }


def shown_line(contents: Mapping[str, Any]) -> str:
    """The sentence of counts of a document; where everything is shown, without the part about what is not."""
    told = str(contents["counts_line"])
    return told if contents["counts"]["hidden"] else told.rpartition(" + ")[0] or told


def counts_line(counted: Mapping[str, int], gettext: Translate) -> str:
    """Say the counts as at the foot of the map: 137 received = 133 in the map (1 …) + 4 not shown."""
    partly = gettext(_PARTLY).format(**counted) if counted["masked"] else ""
    return gettext(_COUNTS).format(**counted, partly=partly)
