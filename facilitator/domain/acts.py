"""From an act to its changes: the board's rules, pure. Every refusal here has its code.

`decide` looks and answers; nothing is altered before the answer is durable.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from typing import TypeVar, cast

from facilitator.domain.board import Board, Card, Category, History, Relation, resting_order
from facilitator.domain.consultations import ConsultationState
from facilitator.domain.events import CATEGORY, CONSULTATION, ONELINER, RELATION, Act, Change
from facilitator.domain.refusals import Refusal
from facilitator.domain.text import beneath

STEP = 2**32  # room between neighbours: 32 insertions at one spot before a column is laid anew
MOST_CATEGORIES = 200
MOST_RELATIONS = 2000
PALETTE = (
    "#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#5B5B5B", "#8C6D1F",
    "#7A3E9D", "#2F6B4F", "#A23B3B", "#3B5BA2",
)  # fmt: skip


@dataclass(frozen=True)
class Circumstances:
    """What an act may depend on besides the board: who, where, when, and what exists.

    `aside`: acts that undo or redo was refused for, as revision → the key of what was refused.
    """

    by: str
    consultation: str
    now: datetime
    questions: frozenset[str]
    kinds: frozenset[str]
    new_id: Callable[[], str]
    aside: Mapping[int, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Decision:
    """The changes of an act; `fields` are what the event says beside them."""

    changes: tuple[Change, ...]
    fields: Mapping[str, object]


Thing = TypeVar("Thing", Card, Category)
Rule = Callable[[Board, Act, Circumstances], Sequence[Change]]


def decide(board: Board, act: Act, around: Circumstances) -> Decision:
    """What `act` changes on `board`. Raises: Refusal."""
    if act.type in ("undo", "redo"):
        return _travel(board, act, around)
    changes = tuple(change for change in RULES[act.type](board, act, around) if change.before != change.after)
    return Decision(changes, act.fields)


def _travel(board: Board, act: Act, around: Circumstances) -> Decision:
    """Back over the facilitator's own last act, or forward again.

    What can't be travelled over is refused once, with its revision; from then on it steps aside for what lies behind.
    """
    undoing = act.type == "undo"
    history = board.histories.get(around.by, History())
    for revision, made in reversed(history.done if undoing else history.undone):
        changes = tuple(change.inverted() for change in reversed(made)) if undoing else made
        if is_possible(board, changes):
            return Decision(changes, {"of": revision})
        if around.aside.get(revision, act.key) == act.key:
            raise Refusal("changed_since", {"of": revision})
    raise Refusal("nothing_to_undo" if undoing else "nothing_to_redo")


def is_possible(board: Board, changes: Sequence[Change]) -> bool:
    """Whether all that is to be changed is still as it was left."""
    moved = {change.id for change in changes if change.field in ("category", "also")}
    made = {change.id for change in changes if change.field is None and change.after}
    for change in changes:
        if board.current(change) != change.before:
            return False
        if change.field in ("category", "also") and change.after is not None:
            if change.after not in board.categories and change.after not in made:
                return False
        if change.field is None and change.after is None:
            lying = [card for card in board.cards.values() if change.id in (card.category, card.also)]
            if any(card.id not in moved for card in lying):
                return False
    return True


# Consultation


def _state(board: Board, around: Circumstances) -> ConsultationState:
    state = board.consultations[around.consultation]
    if state.phase == "closed":
        raise Refusal("closed")
    return state


def _to(state: ConsultationState, **after: object) -> list[Change]:
    return [Change(CONSULTATION, state.id, name, getattr(state, name), value) for name, value in after.items()]


def _open_question(board: Board, act: Act, around: Circumstances) -> Sequence[Change]:
    state, question = _state(board, around), act.fields["question"]
    if question not in around.questions:
        raise Refusal("unknown_question")
    ends_at = _after(around.now, cast("int | None", act.fields.get("seconds")))
    return _to(state, phase="open", question=question, ends_at=ends_at, remaining=None)


def _after(now: datetime, seconds: int | None) -> str | None:
    return None if seconds is None else (now + timedelta(seconds=seconds)).isoformat()


def _pause(board: Board, act: Act, around: Circumstances) -> Sequence[Change]:
    state = _state(board, around)
    if state.phase != "open":
        raise Refusal("question_closed")
    return _to(state, phase="paused", ends_at=None, remaining=_left(state, around.now))


def _left(state: ConsultationState, now: datetime) -> int | None:
    if state.ends_at is None:
        return None
    return max(0, round((datetime.fromisoformat(state.ends_at) - now).total_seconds()))


def _resume(board: Board, act: Act, around: Circumstances) -> Sequence[Change]:
    state = _state(board, around)
    if state.phase != "paused":
        raise Refusal("question_closed")
    ends_at = _after(around.now, state.remaining)
    return _to(state, phase="open", ends_at=ends_at, remaining=None)


def _close_question(board: Board, act: Act, around: Circumstances) -> Sequence[Change]:
    state = _state(board, around)
    if state.question is None:
        raise Refusal("question_closed")
    return _to(state, phase="lobby", question=None, ends_at=None, remaining=None)


def _close(board: Board, act: Act, around: Circumstances) -> Sequence[Change]:
    state = _state(board, around)
    return _to(state, phase="closed", question=None, ends_at=None, remaining=None, screen={"mode": "end"})


def _screen(board: Board, act: Act, around: Circumstances) -> Sequence[Change]:
    state = board.consultations[around.consultation]
    if (oneliner := act.fields.get("oneliner")) is not None:
        _card(board, oneliner)
    return _to(state, screen=dict(act.fields))


# Categories


def _category(board: Board, category: object) -> Category:
    found = board.categories.get(str(category))
    if found is None:
        raise Refusal("unknown_category")
    return found


def _add_category(board: Board, act: Act, around: Circumstances) -> Sequence[Change]:
    if len(board.categories) >= MOST_CATEGORIES:
        raise Refusal("full")
    ordered = board.ordered_categories()
    color = act.fields.get("color") or PALETTE[len(ordered) % len(PALETTE)]
    places, moved = _places(ordered, _before(board, ordered, act.fields.get("before")), 1)
    added = Category(around.new_id(), str(act.fields["name"]), str(color), places[0])
    return [*_relaid(CATEGORY, moved), Change(CATEGORY, added.id, None, None, asdict(added))]


def _before(board: Board, ordered: Sequence[Category], before: object) -> int:
    """Where in `ordered` the thing before which to put is; the end when None."""
    if before is None:
        return len(ordered)
    return ordered.index(_category(board, before))


def _rename_category(board: Board, act: Act, around: Circumstances) -> Sequence[Change]:
    found = _category(board, act.fields["category"])
    return [Change(CATEGORY, found.id, "name", found.name, act.fields["name"])]


def _recolor_category(board: Board, act: Act, around: Circumstances) -> Sequence[Change]:
    found = _category(board, act.fields["category"])
    return [Change(CATEGORY, found.id, "color", found.color, act.fields["color"])]


def _move_category(board: Board, act: Act, around: Circumstances) -> Sequence[Change]:
    found = _category(board, act.fields["category"])
    if act.fields.get("before") == found.id:
        return []
    others = [it for it in board.ordered_categories() if it.id != found.id]
    places, moved = _places(others, _before(board, others, act.fields.get("before")), 1)
    change = Change(CATEGORY, found.id, "order", found.order, places[0])
    return [*_relaid(CATEGORY, moved), change]


def _merge_categories(board: Board, act: Act, around: Circumstances) -> Sequence[Change]:
    gone, into = (_category(board, act.fields[side]) for side in ("from", "into"))
    if gone.id == into.id:
        raise Refusal("unknown_category")
    return [
        *_laid(board, board.in_category(gone.id), category=into.id, before=None),
        *_also_elsewhere(board, gone.id, into.id),
        Change(CATEGORY, gone.id, None, asdict(gone), None),
    ]


def _remove_category(board: Board, act: Act, around: Circumstances) -> Sequence[Change]:
    gone = _category(board, act.fields["category"])
    back = [change for card in board.in_category(gone.id) for change in _put(card, None, resting_order(card.id))]
    also = _also_elsewhere(board, gone.id, None)
    return [*back, *also, Change(CATEGORY, gone.id, None, asdict(gone), None)]


# One-liners


def _card(board: Board, oneliner: object) -> Card:
    found = board.cards.get(str(oneliner))
    if found is None:
        raise Refusal("unknown_oneliner")
    return found


def _cards(board: Board, act: Act) -> list[Card]:
    ids = cast("Sequence[str]", act.fields["oneliners"])
    return [_card(board, oneliner) for oneliner in dict.fromkeys(ids)]


def _sort(board: Board, act: Act, around: Circumstances) -> Sequence[Change]:
    category = cast("str | None", act.fields.get("category"))
    if category is not None:
        _category(board, category)
    before = cast("str | None", act.fields.get("before"))
    return _laid(board, _cards(board, act), category=category, before=before)


def _laid(board: Board, cards: Sequence[Card], *, category: str | None, before: str | None) -> list[Change]:
    """Lay `cards` down in `category`, in the order given, before another card or at the end."""
    moving = {card.id for card in cards}
    if before is None and category is None:
        return [it for card in cards for it in _put(card, None, resting_order(card.id))]
    others = [card for card in board.in_category(category) if card.id not in moving]
    at = len(others)
    if before is not None and before not in moving:
        at = next((i for i, card in enumerate(others) if card.id == before), -1)
        if at < 0:
            raise Refusal("unknown_oneliner")
    places, moved = _places(others, at, len(cards))
    put = [it for card, place in zip(cards, places, strict=True) for it in _put(card, category, place)]
    return [*_relaid(ONELINER, moved), *put]


def _put(card: Card, category: str | None, order: int) -> list[Change]:
    """Lay a card down; a second category needs a first one, and another."""
    also = None if category in (None, card.also) else card.also
    return [
        Change(ONELINER, card.id, "category", card.category, category),
        Change(ONELINER, card.id, "order", card.order, order),
        Change(ONELINER, card.id, "also", card.also, also),
    ]


def _also_elsewhere(board: Board, gone: str, into: str | None) -> list[Change]:
    """What lay in a category as its second one, when that category goes."""
    cards = [card for card in board.cards.values() if card.also == gone and card.category != gone]
    return [Change(ONELINER, card.id, "also", gone, None if card.category == into else into) for card in cards]


def _places(others: Sequence[Thing], at: int, count: int) -> tuple[list[int], list[tuple[Thing, int]]]:
    """Orders for `count` new things at `at` among `others`; and others to be laid anew, if any."""
    low = others[at - 1].order if at else None
    high = others[at].order if at < len(others) else None
    if high is None:
        start = 0 if low is None else low
        return [start + STEP * (i + 1) for i in range(count)], []
    low = high - STEP * (count + 1) if low is None else low
    gap = (high - low) // (count + 1)
    if gap >= 1:
        return [low + gap * (i + 1) for i in range(count)], []
    return _anew(others, at, count)


def _anew(others: Sequence[Thing], at: int, count: int) -> tuple[list[int], list[tuple[Thing, int]]]:
    orders = [STEP * (i + 1) for i in range(len(others) + count)]
    kept = orders[:at] + orders[at + count :]
    return orders[at : at + count], list(zip(others, kept, strict=True))


def _relaid(entity: str, moved: Sequence[tuple[Thing, int]]) -> list[Change]:
    return [Change(entity, thing.id, "order", thing.order, order) for thing, order in moved]


def _sort_also(board: Board, act: Act, around: Circumstances) -> Sequence[Change]:
    """A second category beside the one it lies in; it is counted once."""
    also = cast("str | None", act.fields.get("category"))
    if also is not None:
        _category(board, also)
    cards = [card for card in _cards(board, act) if also is None or card.category not in (None, also)]
    return [Change(ONELINER, card.id, "also", card.also, also) for card in cards]


def _field(name: str, value: object) -> Rule:
    def rule(board: Board, act: Act, around: Circumstances) -> Sequence[Change]:
        return [Change(ONELINER, card.id, name, getattr(card, name), value) for card in _cards(board, act)]

    return rule


def _hide(board: Board, act: Act, around: Circumstances) -> Sequence[Change]:
    reason = str(act.fields["reason"])
    return [Change(ONELINER, it.id, "hidden", it.hidden, reason) for it in _cards(board, act)]


def _set_kind(board: Board, act: Act, around: Circumstances) -> Sequence[Change]:
    kind = act.fields["kind"]
    if kind not in around.kinds:
        raise Refusal("bad_request")
    return [Change(ONELINER, it.id, "kind", it.kind, kind) for it in _cards(board, act)]


def _mask(board: Board, act: Act, around: Circumstances) -> Sequence[Change]:
    card = _card(board, act.fields["oneliner"])
    start, end = cast("int", act.fields["start"]), cast("int", act.fields["end"])
    if not 0 <= start < end <= len(card.shown_text):
        raise Refusal("bad_request")
    covered = [(start, end) for start, end, _ in card.masks]
    start, end = beneath(start, covered), beneath(end, covered)
    if start == end:
        return []  # all of it is masked already
    new = [start, end, str(act.fields["what"])]
    masks = sorted([*card.masks, new]) if new not in card.masks else card.masks
    return [Change(ONELINER, card.id, "masks", card.masks, masks)]


def _mark_same(board: Board, act: Act, around: Circumstances) -> Sequence[Change]:
    cards = _cards(board, act)
    if len(cards) < 2:
        raise Refusal("bad_request")
    group = next((card.same for card in cards if card.same), None) or around.new_id()
    joined = {card.same for card in cards if card.same}
    members = [card for card in board.cards.values() if card.same in joined] if joined else []
    both = {card.id: card for card in [*members, *cards]}.values()
    return [Change(ONELINER, card.id, "same", card.same, group) for card in both]


def _probe(board: Board, act: Act, around: Circumstances) -> Sequence[Change]:
    """A probe changes nothing that lies on the board; it comes beside it."""
    if (oneliner := act.fields.get("oneliner")) is not None:
        _card(board, oneliner)
    elif act.fields["to"] == "author":
        raise Refusal("bad_request")
    return []


def _add_oneliner(board: Board, act: Act, around: Circumstances) -> Sequence[Change]:
    """What is added changes nothing that lies on the board; it comes beside it."""
    if (parent := act.fields.get("parent")) is not None:
        _card(board, parent)
    return []


# What an analyst sees


def _set_world(board: Board, act: Act, around: Circumstances) -> Sequence[Change]:
    """Of which world it speaks; None: neither."""
    world = act.fields.get("world")
    return [Change(ONELINER, it.id, "world", it.world, world) for it in _cards(board, act)]


def _link(board: Board, act: Act, around: Circumstances) -> Sequence[Change]:
    """That one comes of another; never in a circle, for then nothing would be the deepest cause."""
    effect, cause = (_card(board, act.fields[end]).id for end in ("from", "to"))
    causes = {(it.oneliner, str(it.other)) for it in board.relations.values() if it.kind == "cause"}
    if (effect, cause) in causes:
        return []
    if effect in _behind(cause, causes):
        raise Refusal("bad_request")
    return _related(board, around, [("cause", effect, cause)])


def _behind(oneliner: str, causes: set[tuple[str, str]]) -> set[str]:
    """A one-liner with all that it comes of, near or far."""
    found, waiting = {oneliner}, [oneliner]
    while waiting:
        here = waiting.pop()
        new = {cause for effect, cause in causes if effect == here} - found
        found |= new
        waiting += new
    return found


def _unlink(board: Board, act: Act, around: Circumstances) -> Sequence[Change]:
    found = board.relations.get(str(act.fields["link"]))
    return _unrelated([found] if found is not None and found.kind == "cause" else [])


def _mark_tension(board: Board, act: Act, around: Circumstances) -> Sequence[Change]:
    pair = _pair(board, act)
    return _related(board, around, [] if _tensions(board, pair) else [("tension", *pair)])


def _unmark_tension(board: Board, act: Act, around: Circumstances) -> Sequence[Change]:
    return _unrelated(_tensions(board, _pair(board, act)))


def _pair(board: Board, act: Act) -> tuple[str, str]:
    cards = _cards(board, act)
    if len(cards) != 2:
        raise Refusal("bad_request")
    return cards[0].id, cards[1].id


def _tensions(board: Board, pair: tuple[str, str]) -> list[Relation]:
    return [it for it in board.relations.values() if it.kind == "tension" and it.ends == frozenset(pair)]


def _mark_intervention(board: Board, act: Act, around: Circumstances) -> Sequence[Change]:
    marked = {it.oneliner for it in board.relations.values() if it.kind == "intervention"}
    new = [it.id for it in _cards(board, act) if it.id not in marked]
    return _related(board, around, [("intervention", it, None) for it in new])


def _unmark_intervention(board: Board, act: Act, around: Circumstances) -> Sequence[Change]:
    ids = {it.id for it in _cards(board, act)}
    return _unrelated([it for it in board.relations.values() if it.kind == "intervention" and it.oneliner in ids])


def _related(board: Board, around: Circumstances, new: Sequence[tuple[str, str, str | None]]) -> list[Change]:
    if len(board.relations) + len(new) > MOST_RELATIONS:
        raise Refusal("full")
    made = [Relation(around.new_id(), kind, oneliner, other) for kind, oneliner, other in new]
    return [Change(RELATION, it.id, None, None, it.told()) for it in made]


def _unrelated(gone: Sequence[Relation]) -> list[Change]:
    return [Change(RELATION, it.id, None, it.told(), None) for it in gone]


def _beside_the_board(board: Board, act: Act, around: Circumstances) -> Sequence[Change]:
    """Divisions lie beside the board: which one is open is not a change on it."""
    return []


RULES: dict[str, Rule] = {
    "open_question": _open_question,
    "pause": _pause,
    "resume": _resume,
    "close_question": _close_question,
    "close": _close,
    "screen": _screen,
    "add_category": _add_category,
    "rename_category": _rename_category,
    "recolor_category": _recolor_category,
    "move_category": _move_category,
    "merge_categories": _merge_categories,
    "remove_category": _remove_category,
    "sort": _sort,
    "sort_also": _sort_also,
    "add_division": _beside_the_board,
    "use_division": _beside_the_board,
    "hide": _hide,
    "show": _field("hidden", None),
    "release": _field("gate", "open"),
    "star": _field("telling", True),
    "unstar": _field("telling", False),
    "mark_same": _mark_same,
    "mark_different": _field("same", None),
    "set_kind": _set_kind,
    "set_world": _set_world,
    "link": _link,
    "unlink": _unlink,
    "mark_tension": _mark_tension,
    "unmark_tension": _unmark_tension,
    "mark_intervention": _mark_intervention,
    "unmark_intervention": _unmark_intervention,
    "mask": _mask,
    "probe": _probe,
    "add_oneliner": _add_oneliner,
}
