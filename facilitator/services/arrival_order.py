"""Taking out of a consultation that closes whatever tells in which order its one-liners came.

Acts that name them are kept by digest alone, places that nobody chose are dealt anew, and the rows around them are
written anew in random order. What the acts left is noted, so that it can still be checked.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, select

from facilitator.domain.board import Board
from facilitator.domain.events import CLOSED, ONELINER, Change, oneliners_of
from facilitator.domain.map.left import ALTERED, DIVISION_ADDED, DIVISION_USED, left
from facilitator.domain.places import Places, dealt
from facilitator.services.documents.gathering import gather_divisions, gather_relations
from facilitator.services.documents.writing import told_division
from facilitator.services.tracks import LiveTrack
from facilitator.store import journal, tables
from facilitator.store.rewriting import rewrite

NAMING = ("oneliner", "oneliners")
"""Fields of events that say which one-liners they are about."""


@dataclass(frozen=True)
class TakenOut:
    """What came of it on the board, and what is kept with the act that closed (see store.journal)."""

    changes: tuple[Change, ...]
    kept: Mapping[str, object]


def take_out(connection: Connection, track: LiveTrack, consultation: str) -> TakenOut:
    """Leave nothing of an order in what is kept around a consultation's one-liners."""
    acts = journal.acts_of(connection, track.id)
    whole = [act for act in acts if not journal.is_digest_only(act.body)]
    changes = _deal_anew(connection, track, consultation, _places(track, whole))
    _write_anew(connection, track.id, consultation)
    bodies = {act.revision: act.body for act in whole if _names(act.body, track.board, consultation)}
    journal.keep_by_digest(connection, track.id, bodies)
    closed = {act.consultation_id for act in acts if act.type == CLOSED} | {consultation}
    return TakenOut(changes, {"by_digest": sorted(bodies), "left": _left(connection, track, closed)})


def _deal_anew(connection: Connection, track: LiveTrack, consultation: str, places: Places) -> tuple[Change, ...]:
    """Give each column's places that nobody chose to the same one-liners otherwise, in all divisions."""
    of, mine = tables.Placement, select(tables.Oneliner.id).where(tables.Oneliner.consultation_id == consultation)
    which = of.oneliner_id.in_(mine)
    columns: dict[tuple[str, str], dict[str, int]] = defaultdict(dict)
    for it in connection.execute(select(of.__table__).where(which, of.category_id.is_not(None))):
        if not places.is_chosen(it.division_id, it.oneliner_id, it.position):
            columns[it.division_id, it.category_id][it.oneliner_id] = it.position
    anew = {(division, id): order for (division, _), lying in columns.items() for id, order in dealt(lying).items()}
    rewrite(
        connection,
        of,
        which,
        lambda it: {**it, "position": anew.get((it["division_id"], it["oneliner_id"]), it["position"])},
    )
    cards = track.board.cards
    here = {id: order for (division, id), order in anew.items() if division == track.division[0]}
    moved = {id: order for id, order in here.items() if cards[id].order != order}
    return tuple(Change(ONELINER, id, "order", cards[id].order, order) for id, order in moved.items())


def _places(track: LiveTrack, acts: Sequence[Row[Any]]) -> Places:
    places, division = Places(), _opened_first(track, acts)
    for act in acts:
        if division is not None:
            places.follow(journal.act_event(act), division)
        if act.type == DIVISION_USED:
            division = act.body["division"]
    return places


def _opened_first(track: LiveTrack, acts: Sequence[Row[Any]]) -> str | None:
    """The division that lay open before the acts; None where several may have, in a track that was read in."""
    if not any(act.type == DIVISION_USED for act in acts):
        return track.division[0]
    made = {act.body["division"] for act in acts if act.type == DIVISION_ADDED}
    first = track.divisions.keys() - made
    return first.pop() if len(first) == 1 else None


def _write_anew(connection: Connection, track: str, consultation: str) -> None:
    """What was asked and seen as one-liners came in lies in that order."""
    rewrite(connection, tables.Probe, tables.Probe.consultation_id == consultation)
    rewrite(connection, tables.Relation, tables.Relation.track_id == track)


def _names(body: Mapping[str, Any], board: Board, consultation: str) -> bool:
    """Whether an act names a one-liner of the consultation, or one that was withdrawn: none that another has."""
    told = {it for name in NAMING if name in body for it in journal.texts_in(body[name])}
    told |= set(oneliners_of(map(Change._make, body["changes"])))
    if any(it not in board.cards for it in told):
        return True
    return any(it in board.cards and board.cards[it].consultation == consultation for it in journal.texts_in(body))


def _left(connection: Connection, track: LiveTrack, closed: Collection[str | None]) -> dict[str, str]:
    """Say what the acts left of everything that is closed, dry runs left out, as they are of documents."""
    real = {it.id for it in track.consultations.values() if not it.dry_run}
    cards = [it for it in track.board.cards.values() if it.consultation in real]
    ids = {it.id for it in cards}
    document = {
        "division": {"id": track.division[0]},
        "divisions": [told_division(it) for it in gather_divisions(connection, track.id, ids)],
        "relations": gather_relations(connection, track.id, ids),
        "oneliners": [{"id": it.id, **{name: getattr(it, name) for name in ALTERED}} for it in cards],
    }
    return left(document, {it.id for it in cards if it.consultation in closed})
