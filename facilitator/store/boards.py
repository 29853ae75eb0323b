"""Reading a track's board from the tables, and writing an act's changes back to them."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import fields
from operator import attrgetter
from typing import Any

from sqlalchemy import Connection, Select, Table, bindparam, delete, insert, select, update

from facilitator.domain.board import Board, Card, Category, Relation, resting_order
from facilitator.domain.consultations import ConsultationState
from facilitator.domain.events import CATEGORY, CONSULTATION, RELATION, Change
from facilitator.domain.histories import remember
from facilitator.domain.oneliners import kept_in
from facilitator.store import rows, tables
from facilitator.store.journal import act_event

CARDS_IN_A_TURN = 250  # read, some milliseconds' worth, after which the others get theirs
ACTS_READ_BACK = 400  # so far back can facilitators undo after a restart

oneliner: Table = tables.Oneliner.__table__  # type: ignore[assignment]
placement: Table = tables.Placement.__table__  # type: ignore[assignment]
division: Table = tables.Division.__table__  # type: ignore[assignment]
category: Table = tables.Category.__table__  # type: ignore[assignment]
consultation: Table = tables.Consultation.__table__  # type: ignore[assignment]
question: Table = tables.Question.__table__  # type: ignore[assignment]
track: Table = tables.Track.__table__  # type: ignore[assignment]
act: Table = tables.ActRecord.__table__  # type: ignore[assignment]
relation: Table = tables.Relation.__table__  # type: ignore[assignment]

TABLES = {"oneliner": oneliner, "placement": placement, "consultation": consultation}
ON_CARDS = {it.name for it in fields(Card)}
CARD_COLUMNS = [
    TABLES[table].c[column].label(name)
    for table in TABLES
    for name, column in kept_in(table).items()
    if name in ON_CARDS
]
PLACED = kept_in("placement")
KEPT = {name: column for name, column in kept_in("oneliner").items() if name in ON_CARDS}
_kept = attrgetter(*KEPT)

CONSULTATION_COLUMNS = {"question": "question_id"}


def nobody_waits() -> None:
    """What is done between two pieces of work where nothing else is to be done: in a transaction that writes."""


def load_board(
    connection: Connection, track_id: str, division_id: str, breathe: Callable[[], None] = nobody_waits
) -> Board:
    """The board as the tables have it, with the latest acts for undoing. `breathe` lets others go on in between."""
    revision = connection.execute(select(track.c.revision).where(track.c.id == track_id)).scalar()
    board = Board(track_id)
    _remember_acts(connection, board, division_id)
    board.categories = _categories(connection, division_id)
    board.consultations = _consultations(connection, track_id)
    board.relations = _relations(connection, track_id)
    board.cards = {card.id: card for card in load_cards(connection, division_id, track_id=track_id, breathe=breathe)}
    board.revision = int(revision or 0)
    return board


def load_cards(
    connection: Connection,
    division_id: str,
    *,
    track_id: str | None = None,
    ids: Sequence[str] | None = None,
    breathe: Callable[[], None] = nobody_waits,
) -> list[Card]:
    """The one-liners of a track, or those with `ids`, as they lie in a division."""
    query = _cards_query(division_id)
    if track_id is not None:
        query = query.where(consultation.c.track_id == track_id)
    if ids is not None:
        query = query.where(oneliner.c.id.in_(ids))
    cards: list[Card] = []
    found = connection.execute(query)
    for some in found.partitions(CARDS_IN_A_TURN):
        cards += rows.named(Card, tuple(found.keys()), some)
        breathe()
    for it in cards:
        if it.order is None:  # nobody laid it anywhere
            it.order = resting_order(it.id)
    return cards


def _cards_query(division_id: str) -> Select[Any]:
    return (
        select(*CARD_COLUMNS)
        .join(consultation, consultation.c.id == oneliner.c.consultation_id)
        .outerjoin(
            placement,
            (placement.c.oneliner_id == oneliner.c.id) & (placement.c.division_id == division_id),
        )
    )


def _categories(connection: Connection, division_id: str) -> dict[str, Category]:
    wanted = select(*rows.columns(Category, tables.Category)).where(category.c.division_id == division_id)
    return {it.id: it for it in rows.read(Category, connection.execute(wanted))}


def _relations(connection: Connection, track_id: str) -> dict[str, Relation]:
    """An analyst's relations, by id: random, so in no order that tells anything."""
    of = tables.Relation
    wanted = select(*rows.columns(Relation, of, oneliner=of.from_id, other=of.to_id)).where(of.track_id == track_id)
    return {it.id: it for it in rows.read(Relation, connection.execute(wanted.order_by(of.id)))}


def _consultations(connection: Connection, track_id: str) -> dict[str, ConsultationState]:
    columns = rows.columns(ConsultationState, tables.Consultation)
    found = connection.execute(select(*columns).where(consultation.c.track_id == track_id))
    return {it.id: it for it in rows.read(ConsultationState, found)}


def _remember_acts(connection: Connection, board: Board, division_id: str) -> None:
    since = select(division.c.since).where(division.c.id == division_id)
    found = connection.execute(
        select(act)
        .where(act.c.track_id == board.track, act.c.revision > since.scalar_subquery())
        .order_by(act.c.revision.desc())
        .limit(ACTS_READ_BACK)
    ).all()
    for row in reversed(found):
        remember(board, act_event(row))


# Writing


def oneliner_row(card: Card, *, salt: str, commitment: str) -> dict[str, Any]:
    """A new one-liner as its table keeps it."""
    kept = dict(zip(KEPT.values(), _kept(card), strict=True))
    return {**kept, "salt": salt, "commitment": commitment}


def write_changes(connection: Connection, division_id: str, board: Board, changes: Sequence[Change]) -> None:
    """Bring the tables to what `board` shows after `changes` (already applied to it)."""
    by_entity: dict[str, list[Change]] = defaultdict(list)
    for change in changes:
        by_entity[change.entity].append(change)
    _write_categories(connection, division_id, by_entity.pop(CATEGORY, []))
    _write_relations(connection, board.track, by_entity.pop(RELATION, []))
    for change in by_entity.pop(CONSULTATION, []):
        column = CONSULTATION_COLUMNS.get(str(change.field), str(change.field))
        _update(connection, consultation, change.id, {column: change.after})
    for rest in by_entity.values():
        _write_oneliners(connection, division_id, board, rest)


def _write_categories(connection: Connection, division_id: str, changes: Iterable[Change]) -> None:
    for change in changes:
        if change.field is not None:
            column = "position" if change.field == "order" else change.field
            _update(connection, category, change.id, {column: change.after})
        elif change.after is None:
            connection.execute(delete(category).where(category.c.id == change.id))
        else:
            whole: Any = change.after
            values = {"id": change.id, "division_id": division_id, "name": whole["name"]}
            values |= {"color": whole["color"], "position": whole["order"]}
            connection.execute(insert(category), values)


def _write_relations(connection: Connection, track_id: str, changes: Iterable[Change]) -> None:
    for change in changes:
        connection.execute(delete(relation).where(relation.c.id == change.id))
        if change.after is not None:
            whole: Any = change.after
            values = {"id": change.id, "track_id": track_id, "kind": whole["kind"]}
            connection.execute(insert(relation), values | {"from_id": whole["from"], "to_id": whole["to"]})


def _write_oneliners(connection: Connection, division_id: str, board: Board, changes: Iterable[Change]) -> None:
    moved, rest = dict[str, None](), defaultdict(list)
    for change in changes:
        if change.field in PLACED:
            moved[change.id] = None
        else:
            rest[KEPT[str(change.field)]].append({"_id": change.id, "_value": change.after})
    _write_placements(connection, division_id, [board.cards[it] for it in moved if it in board.cards])
    for column, values in rest.items():
        connection.execute(
            update(oneliner).where(oneliner.c.id == bindparam("_id")).values({column: bindparam("_value")}),
            values,
        )


def _write_placements(connection: Connection, division_id: str, cards: Sequence[Card]) -> None:
    if not cards:
        return
    keys = [{"_division": division_id, "_oneliner": card.id} for card in cards]
    connection.execute(
        delete(placement).where(
            placement.c.division_id == bindparam("_division"),
            placement.c.oneliner_id == bindparam("_oneliner"),
        ),
        keys,
    )
    connection.execute(
        insert(placement),
        [
            {"division_id": division_id, "oneliner_id": card.id}
            | {column: getattr(card, name) for name, column in PLACED.items()}
            for card in cards
        ],
    )


def _update(connection: Connection, table: Table, row_id: str, values: dict[str, object]) -> None:
    connection.execute(update(table).where(table.c.id == row_id).values(values))
