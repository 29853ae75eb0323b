"""All of a board at its revision, and the state of a phone.

Boards can hold thousands, and most one-liners differ in four fields. `snapshot_json` encodes the rest once
for all that have it in common, and makes no dict of each: half the work of encoding a `snapshot`.
"""

import json
from collections.abc import Iterable, Mapping
from json.encoder import encode_basestring_ascii as quoted
from operator import attrgetter, itemgetter
from typing import Any

from facilitator.catalogues import translator
from facilitator.domain import method
from facilitator.domain.board import Board, Card, Category
from facilitator.domain.consultations import ConsultationState
from facilitator.domain.extras import is_asked, offered
from facilitator.domain.oneliners import FIELDS
from facilitator.services.tracks import LiveTrack, ProbeFacts, Question
from facilitator.serving.packets import Encoded
from facilitator.wire.oneliners import card, screen_card

OWN = ("id", "text", "category", "order")
LISTS = ("masks", "flags", "found", "variants")
People = Mapping[str, Mapping[str, bool]]

_encode = json.JSONEncoder(separators=(",", ":"), check_circular=False).encode


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


def listed_json(track: LiveTrack, *, screen: bool, people: People) -> Encoded:
    """The one-liners of a `snapshot` as JSON. `people`: as for `card`, by consultation."""
    if not screen:
        return Encoded(f"[{','.join(_listed(track.board.cards.values(), people))}]")
    shapes = (screen_card(it) for it in track.board.cards.values() if it.may_be_projected)
    return Encoded(_encode(sorted(shapes, key=itemgetter("text"))))


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
        shape["relations"] = [it.as_dict() for it in board.relations.values()]
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


def category(it: Category) -> dict[str, Any]:
    """A category in its wire shape."""
    return {"id": it.id, "name": it.name, "color": it.color, "order": it.order}


def probe(it: ProbeFacts) -> dict[str, Any]:
    """A probe in its wire shape."""
    return {"id": it.id, "oneliner": it.oneliner, "text": it.text, "to": it.audience}


def consultation_shape(
    track: LiveTrack, consultation: str, around: Mapping[str, Any], *, screen: bool
) -> dict[str, Any]:
    """What boards and screens are told of their consultation; a screen less. `around`: addresses, and who is here."""
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
    kind: method.TrackKind = "goal" if track.kind == "goal" else "process"
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
        "environments": method.environments_for(kind, translator(language)),
        "rules": [translator(language)(it) for it in method.RULES],
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
    extras = offered(it.kind, track.variants, translator(language))
    return {**shape, "extras": extras} if extras else shape


def snapshot_json(frame: Mapping[str, Any], cards: Iterable[Card], people: People) -> str:
    """`frame` as JSON with `cards` for its one-liners. `people`: as for `card`, by consultation."""
    return f'{_encode(frame)[:-1]},"oneliners":[{",".join(_listed(cards, people))}]}}'


def _listed(cards: Iterable[Card], people: People) -> list[str]:
    """Each as JSON, in the order of their texts."""
    rests: dict[tuple[object, ...], str] = {}
    told: list[tuple[str, str]] = []
    for it in cards:
        common = _common(it)
        rest = rests.get(common)
        if rest is None:
            rest = rests[common] = _rest(it, people)
        text = it.shown_text
        category = "null" if it.category is None else f'"{it.category}"'
        told.append((text, f'{{"id":"{it.id}","text":{quoted(text)},"category":{category},"order":{it.order},{rest}'))
    told.sort()
    return [one for _, one in told]


_HELD = tuple(it.name for it in FIELDS if it.name not in (*OWN, *LISTS) and it.name in Card.__slots__)
_plain = attrgetter(*_HELD)


def _common(it: Card) -> tuple[object, ...]:
    """All that the rest of a one-liner's shape is made of; few hold a list that says anything."""
    if it.masks or it.found or it.variants:
        return (*_plain(it), not it.masks, repr(it.found), repr(it.variants))
    found: tuple[object, ...] = _plain(it)
    return found


def _rest(it: Card, people: People) -> str:
    """All but its own fields, and the brace that ends it."""
    shape = card(it, people=people.get(it.consultation))
    return _encode({name: value for name, value in shape.items() if name not in OWN})[1:]
