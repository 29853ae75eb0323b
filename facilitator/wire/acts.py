"""An act of a board as it comes in: its kind says which fields it has."""

from facilitator.domain.acts import ACT_TYPES
from facilitator.domain.events import Act
from facilitator.domain.fields import one_key, read_fields
from facilitator.domain.refusals import Refusal


def read_act(data: object) -> Act:
    """An act with exactly the fields its type has. Raises: Refusal("bad_request")"""
    if not isinstance(data, dict) or not isinstance(data.get("type"), str):
        raise Refusal("bad_request")
    kind = ACT_TYPES.get(data["type"])
    if kind is None or not data.keys() <= {"key", "type", *kind.fields}:
        raise Refusal("bad_request")
    sent = one_key(data.get("key"))
    return Act(kind.name, read_fields(kind.fields, data), sent)
