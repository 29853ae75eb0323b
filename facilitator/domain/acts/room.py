"""What goes on in the room: which question is open, and what is on the screen."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import cast

from facilitator.domain.acts.finding import card_of
from facilitator.domain.acts.registry import ROOM, ActType, Audience, Context
from facilitator.domain.board import Board, Card
from facilitator.domain.consultations import ConsultationState
from facilitator.domain.events import CLOSED, CONSULTATION, Act, Change
from facilitator.domain.fields import Field, flag, one_id, one_of, optional, whole
from facilitator.domain.refusals import Refusal

LONGEST_SECONDS = 24 * 3600
SCREEN_MODES = (
    "join", "suspicion", "question", "stream", "columns", "spotlight", "overview", "cell",
    "pause", "blank", "end",
)  # fmt: skip
WITH_PHONES: frozenset[Audience] = ROOM | {"phones"}


def _state(board: Board, context: Context) -> ConsultationState:
    state = board.consultations[context.consultation]
    if state.phase == "closed":
        raise Refusal("closed")
    return state


def _to(state: ConsultationState, **after: object) -> list[Change]:
    return [Change(CONSULTATION, state.id, name, getattr(state, name), value) for name, value in after.items()]


def _open_question(board: Board, act: Act, context: Context) -> Sequence[Change]:
    """Nobody is asked anything before it is clear what about."""
    if context.obstacle is not None:
        raise Refusal(context.obstacle)
    state, question = _state(board, context), act.fields["question"]
    if question not in context.questions:
        raise Refusal("unknown_question")
    ends_at = _after(context.now, cast("int | None", act.fields.get("seconds")))
    return _to(state, phase="open", question=question, ends_at=ends_at, remaining=None)


def _after(now: datetime, seconds: int | None) -> str | None:
    return None if seconds is None else (now + timedelta(seconds=seconds)).isoformat()


def _pause(board: Board, act: Act, context: Context) -> Sequence[Change]:
    state = _state(board, context)
    if state.phase != "open":
        raise Refusal("question_closed")
    return _to(state, phase="paused", ends_at=None, remaining=_left(state, context.now))


def _left(state: ConsultationState, now: datetime) -> int | None:
    if state.ends_at is None:
        return None
    return max(0, round((datetime.fromisoformat(state.ends_at) - now).total_seconds()))


def _resume(board: Board, act: Act, context: Context) -> Sequence[Change]:
    state = _state(board, context)
    if state.phase != "paused":
        raise Refusal("question_closed")
    ends_at = _after(context.now, state.remaining)
    return _to(state, phase="open", ends_at=ends_at, remaining=None)


def _close_question(board: Board, act: Act, context: Context) -> Sequence[Change]:
    state = _state(board, context)
    if state.question is None:
        raise Refusal("question_closed")
    return _to(state, phase="lobby", question=None, ends_at=None, remaining=None)


def _close(board: Board, act: Act, context: Context) -> Sequence[Change]:
    state = _state(board, context)
    return _to(state, phase="closed", question=None, ends_at=None, remaining=None, screen={"mode": "end"})


def spotlight(board: Board, context: Context, card: Card) -> list[Change]:
    """Put a one-liner on the screen, big; nothing where the room may not see it, or is gone."""
    state = board.consultations[context.consultation]
    if state.phase == "closed" or not card.may_be_projected:
        return []
    corner = {"corner": True} if state.screen.get("corner") else {}
    return _to(state, screen={**corner, "mode": "spotlight", "oneliner": card.id, "question": card.question})


def _screen(board: Board, act: Act, context: Context) -> Sequence[Change]:
    state = board.consultations[context.consultation]
    if (oneliner := act.fields.get("oneliner")) is not None:
        card_of(board, oneliner)
    return _to(state, screen=dict(act.fields))


ACTS = (
    ActType(
        name="open_question",
        past="question_opened",
        rule=_open_question,
        fields={"question": Field(one_id), "seconds": optional(whole(1, LONGEST_SECONDS))},
        undoable=False,
        audience=WITH_PHONES,
        beside=True,  # the day of a consultation is that of its first question
        in_history=False,
    ),
    ActType(name="pause", past="paused", rule=_pause, undoable=False, audience=WITH_PHONES, in_history=False),
    ActType(name="resume", past="resumed", rule=_resume, undoable=False, audience=WITH_PHONES, in_history=False),
    ActType(
        name="close_question",
        past="question_closed",
        rule=_close_question,
        undoable=False,
        audience=WITH_PHONES,
        in_history=False,
    ),
    ActType(
        name="close",
        past=CLOSED,
        rule=_close,
        undoable=False,
        helpers="never",
        audience=WITH_PHONES,
        beside=True,  # the phones' keys, masked words, guests and the order go
        rewrites=True,
        in_history=False,
    ),
    ActType(
        name="screen",
        past="screened",
        rule=_screen,
        fields={
            "mode": Field(one_of(*SCREEN_MODES)),
            "oneliner": optional(one_id),
            "question": optional(one_id),
            "category": optional(one_id),
            "corner": optional(flag),
        },
        undoable=False,
        in_history=False,
    ),
)
