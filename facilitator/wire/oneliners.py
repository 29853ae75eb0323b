"""A one-liner on the wire: as a phone sends it, as boards and screens see it, what its author hears of it."""

from collections.abc import Callable, Mapping
from operator import attrgetter
from typing import Any

from facilitator.domain.board import Card
from facilitator.domain.extras import EXTRAS, read_extras
from facilitator.domain.fields import LONGEST_REMARK, is_id, line, one_id, one_key
from facilitator.domain.oneliners import FIELDS
from facilitator.domain.refusals import Refusal
from facilitator.domain.submissions import Submission
from facilitator.services.oneliners import Mine

MOST_KEYS = 200
NOT_FOR_THE_ROOM = tuple(it.name for it in FIELDS if not it.room)


def read_submission(data: object) -> Submission:
    """Raises: Refusal("bad_request")"""
    if not isinstance(data, dict) or not data.keys() <= SUBMISSION:
        raise Refusal("bad_request")
    question, text, probe = (data.get(it) for it in ("question", "text", "probe"))
    if not isinstance(text, str) or not isinstance(question, str):
        raise Refusal("bad_request")
    sent = one_key(data.get("key"))
    if not is_id(question):
        raise Refusal("unknown_question")
    if probe is not None:
        one_id(probe)
    return Submission(sent, question, text, probe, read_extras(data))


def read_key(data: object) -> str:
    """The key of a `withdraw`. Raises: Refusal("bad_request")"""
    if not isinstance(data, dict) or data.keys() != {"key"}:
        raise Refusal("bad_request")
    return one_key(data["key"])


def read_keys(data: object) -> list[str]:
    """The keys of a `mine`. Raises: Refusal("bad_request")"""
    keys = data.get("keys") if isinstance(data, dict) and data.keys() == {"keys"} else None
    if not isinstance(keys, list) or len(keys) > MOST_KEYS:
        raise Refusal("bad_request")
    return [one_key(key) for key in keys]


def read_probe(asked: str | None) -> str | None:
    """A probe in a facilitator's own words; None where there was none. Raises: Refusal("bad_request")"""
    return line(LONGEST_REMARK)(asked) if asked and asked.strip() else None


def read_held(data: object) -> str | None:
    """The one-liner of a `hold`; None when it is let go. Raises: Refusal("bad_request")"""
    if not isinstance(data, dict) or data.keys() != {"oneliner"}:
        raise Refusal("bad_request")
    return None if data["oneliner"] is None else one_id(data["oneliner"])


def read_oneliner(data: object) -> str:
    """The one-liner of a `suggest`. Raises: Refusal("bad_request")"""
    if not isinstance(data, dict) or data.keys() != {"oneliner"}:
        raise Refusal("bad_request")
    return one_id(data["oneliner"])


SUBMISSION = {"key", "question", "text", "probe", *EXTRAS}


def card(it: Card, *, people: Mapping[str, bool] | None = None) -> dict[str, Any]:
    """A one-liner as boards and screens see it; `people` says which environments may be shown."""
    shape: dict[str, Any] = dict(zip(_ALWAYS, _always(it), strict=True))
    if (said := _set(it)) != _NOTHING:
        shape |= {name: value for name, value in zip(_SET, said, strict=True) if value is not None}
    if it.gate == "flagged":
        shape["flags"] = it.flags
        if not it.masks:
            shape["found"] = it.found
    if it.variants:
        shape["variants"] = it.variants
    if it.environment is not None and people is not None and people.get(it.environment):
        shape["environment"] = it.environment
    return shape


_SHOWN = {"text": "shown_text"}
_LISTS = ("flags", "found", "variants")  # told when they say something


def _read(when: str) -> tuple[tuple[str, ...], Callable[[Card], tuple[object, ...]]]:
    """What boards get of a card, by its names there, and what reads all of it at once: there are thousands."""
    found = [it for it in FIELDS if it.board == when and it.name not in _LISTS]
    return tuple(it.wire or it.name for it in found), attrgetter(*(_SHOWN.get(it.name, it.name) for it in found))


(_ALWAYS, _always), (_SET, _set) = _read("always"), _read("set")
_NOTHING = (None,) * len(_SET)


def screen_card(it: Card) -> dict[str, Any]:
    """A one-liner as a screen sees it: who will take part, and how an analyst reads it, is not for the room."""
    shape = card(it)
    for name in NOT_FOR_THE_ROOM:
        shape.pop(name, None)
    return shape


def mine(it: Mine) -> dict[str, Any]:
    """What became of a one-liner, for whoever holds its key."""
    told = {"key": it.key, "id": it.id, "status": it.status}
    return told if it.reason is None else {**told, "reason": it.reason}
