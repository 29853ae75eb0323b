"""What is decided about one-liners themselves, and asking on."""

from collections.abc import Mapping, Sequence
from typing import TypeGuard, cast

from facilitator.domain import method
from facilitator.domain.acts.finding import ONELINERS, card_of, cards_of
from facilitator.domain.acts.registry import ROOM, ActType, Context, Rule
from facilitator.domain.acts.room import spotlight
from facilitator.domain.board import Board, Card
from facilitator.domain.events import ADDED, ONELINER, PROBED, RELEASED, Act, Change
from facilitator.domain.extras import EXTRAS
from facilitator.domain.fields import LONGEST_REMARK, Field, line, one_id, one_of, optional, read_fields, text, whole
from facilitator.domain.flags import uncovered
from facilitator.domain.refusals import Refusal
from facilitator.domain.text import beneath

MASKED_WHAT = ("person", "address", "contact", "insult")
SPAN = {"start": Field(whole(0, 1000)), "end": Field(whole(1, 1000)), "what": Field(one_of(*MASKED_WHAT))}
MOST_SPANS = 50


def _set_to(name: str, value: object) -> Rule:
    """The rule that gives a field of one-liners one and the same value."""

    def rule(board: Board, act: Act, context: Context) -> Sequence[Change]:
        return [Change(ONELINER, it.id, name, getattr(it, name), value) for it in cards_of(board, act)]

    return rule


def _hide(board: Board, act: Act, context: Context) -> Sequence[Change]:
    reason = str(act.fields["reason"])
    return [Change(ONELINER, it.id, "hidden", it.hidden, reason) for it in cards_of(board, act)]


def _set_kind(board: Board, act: Act, context: Context) -> Sequence[Change]:
    kind = act.fields["kind"]
    if kind not in method.KINDS:
        raise Refusal("bad_request")
    return [Change(ONELINER, it.id, "kind", it.kind, kind) for it in cards_of(board, act)]


def _mask(board: Board, act: Act, context: Context) -> Sequence[Change]:
    card = card_of(board, act.fields["oneliner"])
    asked = [act.fields, *cast("list[dict[str, object]]", act.fields.get("more", []))]
    new = [mask for it in asked if (mask := _beneath(card, it)) is not None]
    masks = sorted([*card.masks, *(mask for at, mask in enumerate(new) if mask not in (*card.masks, *new[:at]))])
    if not new:
        return []  # all of it is masked already
    return [Change(ONELINER, card.id, "masks", card.masks, masks), *_settled(card, masks)]


def _beneath(card: Card, asked: Mapping[str, object]) -> list[object] | None:
    """A mask where the text has what was pointed at as it is shown; None where all of that is masked already.

    Raises: Refusal("bad_request") for a place that is not in the text.
    """
    start, end = cast("int", asked["start"]), cast("int", asked["end"])
    if not 0 <= start < end <= len(card.shown_text):
        raise Refusal("bad_request")
    covered = [(start, end) for start, end, _ in card.masks]
    start, end = beneath(start, covered), beneath(end, covered)
    return None if start == end else [start, end, str(asked["what"])]


def _settled(card: Card, masks: Sequence[Sequence[object]]) -> list[Change]:
    """Let a one-liner through once all that it waited for is masked."""
    if card.gate != "flagged" or not card.found or uncovered(card.found, masks):
        return []
    return [Change(ONELINER, card.id, "gate", card.gate, "open")]


def _spans(value: object) -> list[dict[str, object]]:
    """Further places to mask in one go. Raises: Refusal("bad_request")"""
    if not isinstance(value, list) or not 0 < len(value) <= MOST_SPANS:
        raise Refusal("bad_request")
    return [read_fields(SPAN, it) for it in value if _is_span(it)]


def _is_span(value: object) -> TypeGuard[dict[str, object]]:
    if not isinstance(value, dict) or value.keys() != SPAN.keys():
        raise Refusal("bad_request")
    return True


def _mark_same(board: Board, act: Act, context: Context) -> Sequence[Change]:
    cards = cards_of(board, act)
    if len(cards) < 2:
        raise Refusal("bad_request")
    group = next((card.same for card in cards if card.same), None) or context.new_id()
    joined = {card.same for card in cards if card.same}
    members = [card for card in board.cards.values() if card.same in joined] if joined else []
    both = {card.id: card for card in [*members, *cards]}.values()
    return [Change(ONELINER, card.id, "same", card.same, group) for card in both]


def _probe(board: Board, act: Act, context: Context) -> Sequence[Change]:
    """A probe comes beside the board. Who is asked on something that another said sees on the screen what that is."""
    if (oneliner := act.fields.get("oneliner")) is not None:
        card = card_of(board, oneliner)
        return spotlight(board, context, card) if act.fields["to"] == "everyone" else []
    if act.fields["to"] == "author":
        raise Refusal("bad_request")
    return []


def _add(board: Board, act: Act, context: Context) -> Sequence[Change]:
    """What is added changes nothing that lies on the board; it comes beside it."""
    if (parent := act.fields.get("parent")) is not None:
        card_of(board, parent)
    return []


ACTS = (
    ActType(
        name="mask",
        past="masked",
        rule=_mask,
        fields={
            "oneliner": Field(one_id),
            **SPAN,
            "more": optional(_spans),
        },
        helpers="own",
        audience=ROOM | {"authors"},
    ),
    ActType(
        name="hide",
        past="hidden",
        rule=_hide,
        fields={**ONELINERS, "reason": Field(line(LONGEST_REMARK))},
        helpers="own",
        audience=ROOM | {"authors"},
    ),
    ActType(
        name="show",
        past="shown",
        rule=_set_to("hidden", None),
        fields=ONELINERS,
        helpers="own",
        audience=ROOM | {"authors"},
    ),
    ActType(
        name="release",
        past=RELEASED,
        rule=_set_to("gate", "open"),
        fields=ONELINERS,
        undoable=False,
        helpers="own",
    ),
    ActType(name="mark_same", past="marked_same", rule=_mark_same, fields=ONELINERS),
    ActType(name="mark_different", past="marked_different", rule=_set_to("same", None), fields=ONELINERS),
    ActType(name="star", past="starred", rule=_set_to("telling", True), fields=ONELINERS),
    ActType(name="unstar", past="unstarred", rule=_set_to("telling", False), fields=ONELINERS),
    ActType(
        name="set_kind",
        past="kind_set",
        rule=_set_kind,
        fields={**ONELINERS, "kind": Field(one_of(*method.KINDS))},
    ),
    ActType(
        name="probe",
        past=PROBED,
        rule=_probe,
        fields={
            "oneliner": optional(one_id),
            "text": Field(line(LONGEST_REMARK)),
            "to": Field(one_of("author", "everyone")),
        },
        undoable=False,
        helpers="own",
        audience=ROOM | {"asked"},
        beside=True,
    ),
    ActType(
        name="add_oneliner",
        past=ADDED,
        rule=_add,
        fields={
            "question": Field(one_id),
            "text": Field(text),
            "environment": optional(line(40)),
            "source": Field(one_of(*method.SPOKEN_SOURCES)),
            "parent": optional(one_id),
            "probe": optional(one_id),
            **EXTRAS,
        },
        undoable=False,
        beside=True,
    ),
)
