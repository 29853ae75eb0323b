"""The messages: one reader for each that comes in, one shape for each that goes out.

A reader takes what a stranger sent and gives a value of ours, or refuses with `bad_request`.
docs/protocol.md shows an example of every message.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from operator import itemgetter
from typing import Any

from facilitator.domain import method
from facilitator.domain.board import Board, Card, Category
from facilitator.domain.consultations import ConsultationState
from facilitator.domain.events import ADDED, ONELINER, RECEIVED, RELATION, WITHDRAWN, Act, Change, Event
from facilitator.domain.extras import COOPERATION, MOST_VARIANTS, NOTHING, STANCES, Extras, is_asked, offered
from facilitator.domain.refusals import Refusal
from facilitator.services.oneliners import Mine
from facilitator.services.tracks import Happening, LiveTrack, ProbeFacts, Question

MOST_KEYS = 200
MOST_IDS = 2000
LONGEST_NAME = 80
LONGEST_PROBE = 100
LONGEST_SECONDS = 24 * 3600
WORLDS = ("system", "lived")
MASKED_WHAT = ("person", "address", "contact", "insult")
SCREEN_MODES = (
    "join", "suspicion", "question", "stream", "columns", "spotlight", "overview", "cell",
    "pause", "blank", "end",
)  # fmt: skip

NOT_FOR_THE_ROOM = ("cooperation", "world")
_KEY = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}", re.I)
_ID = re.compile(r"[0-9a-f]{16}")
_COLOR = re.compile(r"#[0-9a-fA-F]{6}")
_UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Submission:
    """What a phone sends to have taken down. `text` is as it came, not yet checked."""

    key: str
    question: str
    text: str
    probe: str | None
    extras: Extras = NOTHING


# Readers


def read_submission(data: object) -> Submission:
    """Raises: Refusal("bad_request")"""
    if not isinstance(data, dict) or not data.keys() <= SUBMISSION:
        raise Refusal("bad_request")
    key, question, text, probe = (data.get(it) for it in ("key", "question", "text", "probe"))
    if not isinstance(text, str) or not isinstance(question, str):
        raise Refusal("bad_request")
    if not isinstance(key, str) or not _KEY.fullmatch(key):
        raise Refusal("bad_request")
    if not _ID.fullmatch(question):
        raise Refusal("unknown_question")
    if probe is not None and not (isinstance(probe, str) and _ID.fullmatch(probe)):
        raise Refusal("bad_request")
    return Submission(key, question, text, probe, read_extras(data))


def read_extras(data: Mapping[str, object]) -> Extras:
    """What was chosen beside a text; on most tracks nothing. Raises: Refusal("bad_request")"""
    chosen = {name: field.read(data[name]) for name, field in EXTRAS.items() if data.get(name) is not None}
    return Extras(**chosen) if chosen else NOTHING  # type: ignore[arg-type]


def read_key(data: object) -> str:
    """The key of a `withdraw`. Raises: Refusal("bad_request")"""
    if not isinstance(data, dict) or data.keys() != {"key"}:
        raise Refusal("bad_request")
    return _key(data["key"])


def read_keys(data: object) -> list[str]:
    """The keys of a `mine`. Raises: Refusal("bad_request")"""
    keys = data.get("keys") if isinstance(data, dict) and data.keys() == {"keys"} else None
    if not isinstance(keys, list) or len(keys) > MOST_KEYS:
        raise Refusal("bad_request")
    return [_key(key) for key in keys]


def read_revision(data: object) -> int:
    """The revision of a `since`. Raises: Refusal("bad_request")"""
    revision = data.get("revision") if isinstance(data, dict) and len(data) == 1 else None
    return _whole(0, 2**53)(revision)


def read_probe(asked: str | None) -> str | None:
    """A probe in a facilitator's own words; None where there was none. Raises: Refusal("bad_request")"""
    return _line(LONGEST_PROBE)(asked) if asked and asked.strip() else None


def read_held(data: object) -> str | None:
    """The one-liner of a `hold`; None when it is let go. Raises: Refusal("bad_request")"""
    if not isinstance(data, dict) or data.keys() != {"oneliner"}:
        raise Refusal("bad_request")
    return None if data["oneliner"] is None else _id(data["oneliner"])


def read_oneliner(data: object) -> str:
    """The one-liner of a `suggest`. Raises: Refusal("bad_request")"""
    if not isinstance(data, dict) or data.keys() != {"oneliner"}:
        raise Refusal("bad_request")
    return _id(data["oneliner"])


def read_act(data: object) -> Act:
    """An act with exactly the fields its type has. Raises: Refusal("bad_request")"""
    if not isinstance(data, dict) or not isinstance(data.get("type"), str):
        raise Refusal("bad_request")
    shape = ACT_SHAPES.get(data["type"])
    if shape is None or not data.keys() <= {"key", "type", *shape}:
        raise Refusal("bad_request")
    key = _key(data.get("key"))
    fields = {}
    for name, field in shape.items():
        if name in data or field.required:
            value = data.get(name)
            if value is not None or field.required:
                fields[name] = field.read(value)
    return Act(data["type"], fields, key)


def _key(value: object) -> str:
    if not isinstance(value, str) or not _KEY.fullmatch(value):
        raise Refusal("bad_request")
    return value


def _id(value: object) -> str:
    if not isinstance(value, str) or not _ID.fullmatch(value):
        raise Refusal("bad_request")
    return value


def _ids(value: object) -> list[str]:
    if isinstance(value, str):
        return [_id(value)]
    if not isinstance(value, list) or not 0 < len(value) <= MOST_IDS:
        raise Refusal("bad_request")
    return [_id(it) for it in value]


def _whole(low: int, high: int) -> Callable[[object], int]:
    def read(value: object) -> int:
        if not isinstance(value, int) or isinstance(value, bool) or not low <= value <= high:
            raise Refusal("bad_request")
        return value

    return read


def _line(longest: int) -> Callable[[object], str]:
    """A facilitator's own words on one line: a name, a reason, a probe. Ends are tidied."""

    def read(value: object) -> str:
        if not isinstance(value, str) or _UNSEEN.search(value):
            raise Refusal("bad_request")
        if not 0 < len(value.strip()) <= longest:
            raise Refusal("bad_request")
        return value.strip()

    return read


def _color(value: object) -> str:
    if not isinstance(value, str) or not _COLOR.fullmatch(value):
        raise Refusal("bad_request")
    return value


def _one_of(*allowed: str) -> Callable[[object], str]:
    def read(value: object) -> str:
        if value not in allowed:
            raise Refusal("bad_request")
        return str(value)

    return read


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise Refusal("bad_request")
    return value


def _variants(value: object) -> tuple[tuple[str, str], ...]:
    if not isinstance(value, list) or len(value) > MOST_VARIANTS:
        raise Refusal("bad_request")
    return tuple(_variant(it) for it in value)


def _variant(value: object) -> tuple[str, str]:
    if not isinstance(value, dict) or value.keys() != {"variant", "stance"}:
        raise Refusal("bad_request")
    return _line(LONGEST_NAME)(value["variant"]), _one_of(*STANCES)(value["stance"])


def _flag(value: object) -> bool:
    if not isinstance(value, bool):
        raise Refusal("bad_request")
    return value


@dataclass(frozen=True)
class Field:
    read: Callable[[object], object]
    required: bool = True


_optional_id = Field(_id, required=False)
_oneliners = {"oneliners": Field(_ids)}

EXTRAS: dict[str, Field] = {
    "kind": Field(_one_of(*method.KINDS), required=False),
    "cooperation": Field(_one_of(*COOPERATION), required=False),
    "variants": Field(_variants, required=False),
}
SUBMISSION = {"key", "question", "text", "probe", *EXTRAS}

ACT_SHAPES: dict[str, dict[str, Field]] = {
    "open_question": {
        "question": Field(_id),
        "seconds": Field(_whole(1, LONGEST_SECONDS), required=False),
    },
    "pause": {},
    "resume": {},
    "close_question": {},
    "close": {},
    "add_category": {
        "name": Field(_line(LONGEST_NAME)),
        "color": Field(_color, required=False),
        "before": _optional_id,
    },
    "rename_category": {"category": Field(_id), "name": Field(_line(LONGEST_NAME))},
    "recolor_category": {"category": Field(_id), "color": Field(_color)},
    "move_category": {"category": Field(_id), "before": _optional_id},
    "merge_categories": {"from": Field(_id), "into": Field(_id)},
    "remove_category": {"category": Field(_id)},
    "sort": {**_oneliners, "category": _optional_id, "before": _optional_id},
    "sort_also": {**_oneliners, "category": _optional_id},
    "add_division": {"name": Field(_line(LONGEST_NAME))},
    "use_division": {"division": Field(_id)},
    "mask": {
        "oneliner": Field(_id),
        "start": Field(_whole(0, 1000)),
        "end": Field(_whole(1, 1000)),
        "what": Field(_one_of(*MASKED_WHAT)),
    },
    "hide": {**_oneliners, "reason": Field(_line(LONGEST_PROBE))},
    "show": _oneliners,
    "release": _oneliners,
    "mark_same": _oneliners,
    "mark_different": _oneliners,
    "star": _oneliners,
    "unstar": _oneliners,
    "set_kind": {**_oneliners, "kind": Field(_one_of(*method.KINDS))},
    "set_world": {**_oneliners, "world": Field(_one_of(*WORLDS), required=False)},
    "link": {"from": Field(_id), "to": Field(_id)},
    "unlink": {"link": Field(_id)},
    "mark_tension": _oneliners,
    "unmark_tension": _oneliners,
    "mark_intervention": _oneliners,
    "unmark_intervention": _oneliners,
    "probe": {
        "oneliner": _optional_id,
        "text": Field(_line(LONGEST_PROBE)),
        "to": Field(_one_of("author", "everyone")),
    },
    "add_oneliner": {
        "question": Field(_id),
        "text": Field(_text),
        "environment": Field(_line(40), required=False),
        "source": Field(_one_of(*method.SPOKEN_SOURCES)),
        "parent": _optional_id,
        "probe": _optional_id,
        **EXTRAS,
    },
    "screen": {
        "mode": Field(_one_of(*SCREEN_MODES)),
        "oneliner": _optional_id,
        "question": _optional_id,
        "category": _optional_id,
        "corner": Field(_flag, required=False),
    },
    "undo": {},
    "redo": {},
}


# Shapes


def card(it: Card, *, people: Mapping[str, bool] | None = None) -> dict[str, Any]:
    """A one-liner as boards and screens see it; `people` says which environments may be shown."""
    shape: dict[str, Any] = {
        "id": it.id,
        "question": it.question,
        "text": it.shown_text,
        "category": it.category,
        "order": it.order,
        "kind": it.kind,
        "telling": it.telling,
        "status": it.status,
        "gate": it.gate,
        "consultation": it.consultation,
        "round": it.round,
        "source": it.source,
    }
    for name, value in (
        ("reason", it.hidden), ("same", it.same), ("probe", it.probe), ("parent", it.parent), ("also", it.also),
        ("flags", it.flags if it.gate == "flagged" else None), ("variants", it.variants or None),
        ("cooperation", it.cooperation), ("world", it.world),
    ):  # fmt: skip
        if value is not None:
            shape[name] = value
    if it.environment is not None and people is not None and people.get(it.environment):
        shape["environment"] = it.environment
    return shape


def screen_card(it: Card) -> dict[str, Any]:
    """A one-liner as a screen sees it: who will take part, and how an analyst reads it, is not for the room."""
    return {name: value for name, value in card(it).items() if name not in NOT_FOR_THE_ROOM}


def category(it: Category) -> dict[str, Any]:
    return {"id": it.id, "name": it.name, "color": it.color, "order": it.order}


def board_event(happening: Happening, board: Board) -> dict[str, Any]:
    """An event as a facilitator's board gets it."""
    event = happening.event
    shape = _head(event)
    if event.by:
        shape["by"] = event.by
    if event.type in (RECEIVED, ADDED):
        shape.pop("oneliner", None)
        if happening.arrived and happening.arrived[0].id in board.cards:  # else withdrawn since
            shape["oneliner"] = card(happening.arrived[0])
    if event.changes:
        _add_changes(shape, event.changes, board)
    return shape


def screen_event(happening: Happening, board: Board) -> dict[str, Any]:
    """An event as a screen gets it: of what may not be shown now, only that there was something, and how many."""
    shape = _seen_on_screen(happening, board)
    return shape | {"hides": happening.hides} if happening.hides else shape


def _seen_on_screen(happening: Happening, board: Board) -> dict[str, Any]:
    event = happening.event
    if event.type in (RECEIVED, ADDED):
        return _arrival_on_screen(happening, board)
    if event.type == WITHDRAWN:
        drop = {"revision": event.revision, "type": event.type, "drop": list(happening.vanish)}
        return drop | (_where(happening.gone) if happening.gone else {})
    changes = [it for it in event.changes if it.entity not in (ONELINER, RELATION) or _tellable(board, it)]
    appear = [it for it in happening.appear if _shown(board, it.id)]
    if not (changes or appear or happening.vanish or event.type == "probed"):
        return {"revision": event.revision, "type": "withheld"}
    shape = _probe_on_screen(event, board) if event.type == "probed" else _bare_head(event)
    if appear:
        shape["put"] = [screen_card(it) for it in appear]
    if happening.vanish:
        shape["drop"] = list(happening.vanish)
    if changes:
        _add_changes(shape, changes, board)
    return shape


def _shown(board: Board, oneliner: str) -> bool:
    found = board.cards.get(oneliner)
    return found is not None and found.may_be_projected


def _tellable(board: Board, change: Change) -> bool:
    """Why something was hidden is between facilitator and author; the screen puts and drops."""
    if change.entity == RELATION:
        return False
    return _shown(board, change.id) and change.field not in ("hidden", *NOT_FOR_THE_ROOM)


def _arrival_on_screen(happening: Happening, board: Board) -> dict[str, Any]:
    event = happening.event
    arrived = happening.arrived[0] if happening.arrived else None
    if arrived is None or not happening.appear or not _shown(board, arrived.id):
        withheld: dict[str, Any] = {"revision": event.revision, "type": "withheld"}
        return withheld | (_where(arrived) if arrived else {})
    return {"revision": event.revision, "type": event.type, "oneliner": screen_card(arrived)}


def _where(it: Card) -> dict[str, Any]:
    """Enough of what a screen does not see to count it."""
    return {"question": it.question, "consultation": it.consultation}


def _probe_on_screen(event: Event, board: Board) -> dict[str, Any]:
    """A probe to the author alone is between the two of them."""
    if event.fields.get("to") != "everyone":
        return {"revision": event.revision, "type": "withheld"}
    return _head(event)


def _bare_head(event: Event) -> dict[str, Any]:
    shape: dict[str, Any] = {"revision": event.revision, "type": event.type}
    if event.consultation is not None:
        shape["consultation"] = event.consultation
    return shape


def _head(event: Event) -> dict[str, Any]:
    return {**event.fields, **_bare_head(event)}


def _add_changes(shape: dict[str, Any], changes: Any, board: Board) -> None:
    told = [wired for change in changes for wired in _told(change, board)]
    shape["changes"] = [list(change) for change in told]
    masked = {change.id for change in changes if change.field == "masks"}
    if masked:
        shape["texts"] = {it: board.cards[it].shown_text for it in masked if it in board.cards}


def _told(change: Change, board: Board) -> list[Change]:
    """A change in the fields that clients know."""
    if change.entity != ONELINER or change.field not in ("hidden", "masks"):
        return [change]
    now = board.cards[change.id].status if change.id in board.cards else "received"
    status = change._replace(field="status", before=None, after=now)
    if change.field == "masks":
        return [status]
    return [status, change._replace(field="reason")]


def snapshot(track: LiveTrack, consultation: str, *, screen: bool, around: Mapping[str, Any]) -> dict[str, Any]:
    """All of a track's board at its revision. `around` holds join_url, now, presence and you.

    One-liners are listed by their text: any other order would be that of arrival, and like words
    side by side halve what goes over the wire.
    """
    cards = [it for it in track.board.cards.values() if it.may_be_projected or not screen]
    people = around.get("people", {})
    shapes = (screen_card(it) if screen else card(it, people=people.get(it.consultation)) for it in cards)
    frame = snapshot_frame(track, consultation, screen=screen, around=around)
    return {**frame, "oneliners": sorted(shapes, key=itemgetter("text"))}


def snapshot_frame(track: LiveTrack, consultation: str, *, screen: bool, around: Mapping[str, Any]) -> dict[str, Any]:
    """A snapshot but for its one-liners."""
    board = track.board
    shape: dict[str, Any] = {
        "revision": board.revision,
        "consultation": consultation_shape(track, consultation, around, screen=screen),
        "questions": [
            {"id": it.id, "number": it.number, "title": it.title, "text": it.text,
             "color": method.ROOM_COLORS[it.number - 1]}
            for it in track.question_numbered()
        ],
        "division": {"id": track.division[0], "name": track.division[1]},
        "divisions": [{"id": it, "name": name} for it, name in track.divisions.items()],
        "categories": [category(it) for it in board.ordered_categories()],
        "received": _received(track, consultation),
        "probes": [probe(it) for it in track.probes.values() if not screen or it.audience == "everyone"],
        "presence": around["presence"],
    }  # fmt: skip
    if screen:
        shape["counts"] = _counts(board)
    else:
        shape["you"] = around.get("you")
        shape["relations"] = [it.told() for it in board.relations.values()]
    return shape


def _counts(board: Board) -> dict[str, int]:
    """How many one-liners all rounds have, of which a screen sees only some."""
    return {"received": len(board.cards), "hidden": sum(it.hidden is not None for it in board.cards.values())}


def _received(track: LiveTrack, consultation: str) -> dict[str, int]:
    counts = dict.fromkeys((it.id for it in track.question_numbered()), 0)
    for it in track.board.cards.values():
        if it.consultation == consultation:
            counts[it.question] += 1
    return counts


def probe(it: ProbeFacts) -> dict[str, Any]:
    return {"id": it.id, "oneliner": it.oneliner, "text": it.text, "to": it.audience}


def consultation_shape(
    track: LiveTrack, consultation: str, around: Mapping[str, Any], *, screen: bool
) -> dict[str, Any]:
    facts, state = track.consultations[consultation], track.board.consultations[consultation]
    shape: dict[str, Any] = {
        "id": facts.id,
        "title": facts.title,
        "language": track.language,
        "track": track.kind,
        "round": facts.round,
        "phase": state.phase,
        "question": state.question,
        "ends_at": state.ends_at,
        "remaining": state.remaining,
        "now": around["now"],
        "code": facts.code if state.phase != "closed" else None,
        "join_url": around["join_url"],
        "screen": state.screen,
        "theme": track.theme,
        "suspicion": track.suspicion,
        "introduction": track.introduction,
        "intention": track.intention,
        "horizon_point": track.horizon_point,
        "settled": track.settled or None,
        "dry_run": facts.dry_run,
        "self_paced": facts.self_paced,
    }
    if not screen:
        shape["hold"] = facts.hold
        shape["screen_url"] = around.get("screen_url")
    return shape


def phone_state(track: LiveTrack, consultation: str, *, language: str, now: str) -> dict[str, Any]:
    """The `state` of contract and protocol."""
    facts, state = track.consultations[consultation], track.board.consultations[consultation]
    kind: method.Track = "goal" if track.kind == "goal" else "process"
    shape = {
        "consultation": {
            "title": facts.title,
            "language": track.language,
            "track": track.kind,
            "round": facts.round,
            **({"dry_run": True} if facts.dry_run else {}),
        },
        "phase": state.phase,
        "question": None if facts.self_paced else _open_question(track, state, language),
        "limit": 140,
        "ends_at": state.ends_at,
        **({} if state.remaining is None else {"remaining": state.remaining}),
        "now": now,
        "environments": method.environments_for(kind, language),
        "rules": list(method.RULES[language]),
    }
    if facts.self_paced:
        standing = track.question_numbered() if state.phase in ("open", "paused") else []
        asked = [it for it in standing if is_asked(it.kind, track.variants)]
        shape["questions"] = [_asked(track, it, language) for it in asked]
    return shape


def _open_question(track: LiveTrack, state: ConsultationState, language: str) -> dict[str, Any] | None:
    return None if state.question is None else _asked(track, track.questions[state.question], language)


def _asked(track: LiveTrack, it: Question, language: str) -> dict[str, Any]:
    shape = {
        "id": it.id,
        "number": it.number,
        "of": len(track.questions),
        "title": it.title,
        "text": it.text,
    }
    extras = offered(it.kind, track.variants, language)
    return {**shape, "extras": extras} if extras else shape


def mine(it: Mine) -> dict[str, Any]:
    """What became of a one-liner, for whoever holds its key."""
    told = {"key": it.key, "id": it.id, "status": it.status}
    return told if it.reason is None else {**told, "reason": it.reason}


def refused(refusal: Refusal, message: str) -> dict[str, Any]:
    """The answer that says no, with what the client can act on."""
    error: dict[str, Any] = {"code": refusal.code, "message": message, **refusal.detail}
    return {"ok": False, "error": error}
