"""What an analyst sees in one-liners and between them: worlds, causes, tensions, places to step in."""

from collections.abc import Sequence

from facilitator.domain.acts.finding import ONELINERS, card_of, cards_of
from facilitator.domain.acts.registry import ActType, Context
from facilitator.domain.board import Board, Relation
from facilitator.domain.events import ONELINER, RELATION, Act, Change
from facilitator.domain.fields import Field, one_id, one_of, optional
from facilitator.domain.oneliners import WORLDS
from facilitator.domain.refusals import Refusal

MOST_RELATIONS = 2000


def _set_world(board: Board, act: Act, context: Context) -> Sequence[Change]:
    """Of which world it speaks; None: neither."""
    world = act.fields.get("world")
    return [Change(ONELINER, it.id, "world", it.world, world) for it in cards_of(board, act)]


def _link(board: Board, act: Act, context: Context) -> Sequence[Change]:
    """That one comes of another; never in a circle, for then nothing would be the deepest cause."""
    effect, cause = (card_of(board, act.fields[end]).id for end in ("from", "to"))
    causes = {(it.oneliner, str(it.other)) for it in board.relations.values() if it.kind == "cause"}
    if (effect, cause) in causes:
        return []
    if effect in _behind(cause, causes):
        raise Refusal("bad_request")
    return _related(board, context, [("cause", effect, cause)])


def _behind(oneliner: str, causes: set[tuple[str, str]]) -> set[str]:
    """A one-liner with all that it comes of, near or far."""
    found, waiting = {oneliner}, [oneliner]
    while waiting:
        here = waiting.pop()
        new = {cause for effect, cause in causes if effect == here} - found
        found |= new
        waiting += new
    return found


def _unlink(board: Board, act: Act, context: Context) -> Sequence[Change]:
    found = board.relations.get(str(act.fields["link"]))
    return _unrelated([found] if found is not None and found.kind == "cause" else [])


def _mark_tension(board: Board, act: Act, context: Context) -> Sequence[Change]:
    pair = _pair(board, act)
    return _related(board, context, [] if _tensions(board, pair) else [("tension", *pair)])


def _unmark_tension(board: Board, act: Act, context: Context) -> Sequence[Change]:
    return _unrelated(_tensions(board, _pair(board, act)))


def _pair(board: Board, act: Act) -> tuple[str, str]:
    cards = cards_of(board, act)
    if len(cards) != 2:
        raise Refusal("bad_request")
    return cards[0].id, cards[1].id


def _tensions(board: Board, pair: tuple[str, str]) -> list[Relation]:
    return [it for it in board.relations.values() if it.kind == "tension" and it.ends == frozenset(pair)]


def _mark_intervention(board: Board, act: Act, context: Context) -> Sequence[Change]:
    marked = {it.oneliner for it in board.relations.values() if it.kind == "intervention"}
    new = [it.id for it in cards_of(board, act) if it.id not in marked]
    return _related(board, context, [("intervention", it, None) for it in new])


def _unmark_intervention(board: Board, act: Act, context: Context) -> Sequence[Change]:
    ids = {it.id for it in cards_of(board, act)}
    return _unrelated([it for it in board.relations.values() if it.kind == "intervention" and it.oneliner in ids])


def _related(board: Board, context: Context, new: Sequence[tuple[str, str, str | None]]) -> list[Change]:
    if len(board.relations) + len(new) > MOST_RELATIONS:
        raise Refusal("full")
    made = [Relation(context.new_id(), kind, oneliner, other) for kind, oneliner, other in new]
    return [Change(RELATION, it.id, None, None, it.as_dict()) for it in made]


def _unrelated(gone: Sequence[Relation]) -> list[Change]:
    return [Change(RELATION, it.id, None, it.as_dict(), None) for it in gone]


ACTS = (
    ActType(
        name="set_world",
        past="world_set",
        rule=_set_world,
        fields={**ONELINERS, "world": optional(one_of(*WORLDS))},
    ),
    ActType(name="link", past="linked", rule=_link, fields={"from": Field(one_id), "to": Field(one_id)}),
    ActType(name="unlink", past="unlinked", rule=_unlink, fields={"link": Field(one_id)}),
    ActType(name="mark_tension", past="tension_marked", rule=_mark_tension, fields=ONELINERS),
    ActType(name="unmark_tension", past="tension_unmarked", rule=_unmark_tension, fields=ONELINERS),
    ActType(name="mark_intervention", past="intervention_marked", rule=_mark_intervention, fields=ONELINERS),
    ActType(name="unmark_intervention", past="intervention_unmarked", rule=_unmark_intervention, fields=ONELINERS),
)
