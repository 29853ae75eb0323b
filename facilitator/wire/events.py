"""An event as a facilitator's board and as a screen gets it."""

from typing import Any

from facilitator.domain.board import Board, Card
from facilitator.domain.events import ADDED, ONELINER, PROBED, RECEIVED, RELATION, WITHDRAWN, Change, Event
from facilitator.services.tracks import Announcement
from facilitator.wire.oneliners import NOT_FOR_THE_ROOM, card, screen_card


def board_event(announcement: Announcement, board: Board) -> dict[str, Any]:
    """An event as a facilitator's board gets it."""
    event = announcement.event
    shape = _head(event)
    if event.by:
        shape["by"] = event.by
    if event.type in (RECEIVED, ADDED):
        shape.pop("oneliner", None)
        if announcement.arrived and announcement.arrived[0].id in board.cards:  # else withdrawn since
            shape["oneliner"] = card(announcement.arrived[0])
    if event.changes:
        _add_changes(shape, event.changes, board)
    return shape


def screen_event(announcement: Announcement, board: Board) -> dict[str, Any]:
    """An event as a screen gets it: of what may not be shown now, only that there was something, and how many."""
    shape = _seen_on_screen(announcement, board)
    return shape | {"hides": announcement.hides} if announcement.hides else shape


def _seen_on_screen(announcement: Announcement, board: Board) -> dict[str, Any]:
    event = announcement.event
    if event.type in (RECEIVED, ADDED):
        return _arrival_on_screen(announcement, board)
    if event.type == WITHDRAWN:
        drop = {"revision": event.revision, "type": event.type, "drop": list(announcement.vanish)}
        return drop | (_where(announcement.gone) if announcement.gone else {})
    changes = [it for it in event.changes if it.entity not in (ONELINER, RELATION) or _tellable(board, it)]
    appear = [it for it in announcement.appear if _shown(board, it.id)]
    if not (changes or appear or announcement.vanish or event.type == PROBED):
        return {"revision": event.revision, "type": "withheld"}
    shape = _probe_on_screen(event, board) if event.type == PROBED else _bare_head(event)
    if appear:
        shape["put"] = [screen_card(it) for it in appear]
    if announcement.vanish:
        shape["drop"] = list(announcement.vanish)
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


def _arrival_on_screen(announcement: Announcement, board: Board) -> dict[str, Any]:
    event = announcement.event
    arrived = announcement.arrived[0] if announcement.arrived else None
    if arrived is None or not announcement.appear or not _shown(board, arrived.id):
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
    told = [wired for change in changes for wired in (*_as_clients_know(change, board), *_why_it_waits(change, board))]
    shape["changes"] = [list(change) for change in told]
    masked = {change.id for change in changes if change.field == "masks"}
    if masked:
        shape["texts"] = {it: board.cards[it].shown_text for it in masked if it in board.cards}


def _as_clients_know(change: Change, board: Board) -> list[Change]:
    """A change in the fields that clients know."""
    if change.entity != ONELINER or change.field not in ("hidden", "masks"):
        return [change]
    now = board.cards[change.id].status if change.id in board.cards else "received"
    status = change._replace(field="status", before=None, after=now)
    if change.field == "masks":
        return [status]
    return [status, change._replace(field="reason")]


def _why_it_waits(change: Change, board: Board) -> list[Change]:
    """What was found in a text, told anew where it comes to wait for a look again, or is uncovered while it does."""
    card = board.cards.get(change.id) if change.entity == ONELINER and change.field in ("gate", "masks") else None
    if card is None or card.gate != "flagged":
        return []
    found = None if card.masks else card.found
    return [
        change._replace(field=name, before=None, after=it) for name, it in (("flags", card.flags), ("found", found))
    ]
