"""The acts of a board as they come in: one shape for each type."""

from facilitator.domain import method
from facilitator.domain.events import Act
from facilitator.domain.oneliners import WORLDS
from facilitator.domain.refusals import Refusal
from facilitator.wire.oneliners import EXTRAS
from facilitator.wire.reading import (
    LONGEST_NAME,
    LONGEST_PROBE,
    Field,
    color,
    flag,
    ids,
    line,
    one_id,
    one_key,
    one_of,
    text,
    whole,
)

LONGEST_SECONDS = 24 * 3600
MASKED_WHAT = ("person", "address", "contact", "insult")

SCREEN_MODES = (
    "join", "suspicion", "question", "stream", "columns", "spotlight", "overview", "cell",
    "pause", "blank", "end",
)  # fmt: skip

_optional_id = Field(one_id, required=False)
_oneliners = {"oneliners": Field(ids)}

ACT_SHAPES: dict[str, dict[str, Field]] = {
    "open_question": {
        "question": Field(one_id),
        "seconds": Field(whole(1, LONGEST_SECONDS), required=False),
    },
    "pause": {},
    "resume": {},
    "close_question": {},
    "close": {},
    "add_category": {
        "name": Field(line(LONGEST_NAME)),
        "color": Field(color, required=False),
        "before": _optional_id,
    },
    "rename_category": {"category": Field(one_id), "name": Field(line(LONGEST_NAME))},
    "recolor_category": {"category": Field(one_id), "color": Field(color)},
    "move_category": {"category": Field(one_id), "before": _optional_id},
    "merge_categories": {"from": Field(one_id), "into": Field(one_id)},
    "remove_category": {"category": Field(one_id)},
    "sort": {**_oneliners, "category": _optional_id, "before": _optional_id},
    "sort_also": {**_oneliners, "category": _optional_id},
    "add_division": {"name": Field(line(LONGEST_NAME))},
    "use_division": {"division": Field(one_id)},
    "mask": {
        "oneliner": Field(one_id),
        "start": Field(whole(0, 1000)),
        "end": Field(whole(1, 1000)),
        "what": Field(one_of(*MASKED_WHAT)),
    },
    "hide": {**_oneliners, "reason": Field(line(LONGEST_PROBE))},
    "show": _oneliners,
    "release": _oneliners,
    "mark_same": _oneliners,
    "mark_different": _oneliners,
    "star": _oneliners,
    "unstar": _oneliners,
    "set_kind": {**_oneliners, "kind": Field(one_of(*method.KINDS))},
    "set_world": {**_oneliners, "world": Field(one_of(*WORLDS), required=False)},
    "link": {"from": Field(one_id), "to": Field(one_id)},
    "unlink": {"link": Field(one_id)},
    "mark_tension": _oneliners,
    "unmark_tension": _oneliners,
    "mark_intervention": _oneliners,
    "unmark_intervention": _oneliners,
    "probe": {
        "oneliner": _optional_id,
        "text": Field(line(LONGEST_PROBE)),
        "to": Field(one_of("author", "everyone")),
    },
    "add_oneliner": {
        "question": Field(one_id),
        "text": Field(text),
        "environment": Field(line(40), required=False),
        "source": Field(one_of(*method.SPOKEN_SOURCES)),
        "parent": _optional_id,
        "probe": _optional_id,
        **EXTRAS,
    },
    "screen": {
        "mode": Field(one_of(*SCREEN_MODES)),
        "oneliner": _optional_id,
        "question": _optional_id,
        "category": _optional_id,
        "corner": Field(flag, required=False),
    },
    "undo": {},
    "redo": {},
}


def read_act(data: object) -> Act:
    """An act with exactly the fields its type has. Raises: Refusal("bad_request")"""
    if not isinstance(data, dict) or not isinstance(data.get("type"), str):
        raise Refusal("bad_request")
    shape = ACT_SHAPES.get(data["type"])
    if shape is None or not data.keys() <= {"key", "type", *shape}:
        raise Refusal("bad_request")
    sent = one_key(data.get("key"))
    fields = {}
    for name, field in shape.items():
        if name in data or field.required:
            value = data.get(name)
            if value is not None or field.required:
                fields[name] = field.read(value)
    return Act(data["type"], fields, sent)
