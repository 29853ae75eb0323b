"""Everything that came out of a consultation or of a whole track, as it may leave the house.

What is masked is not in it, nor the salt that would let it be guessed; nor a key, a time of day, or
an order: neither of arrival nor of a category's cards, which were mostly laid down as they came.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from operator import attrgetter
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, Row, select

from facilitator.domain import method
from facilitator.domain.board import Card, Category
from facilitator.domain.consultations import read_code
from facilitator.domain.oneliners import IN_DOCUMENT, Oneliner
from facilitator.domain.refusals import Refusal
from facilitator.services.closing import marks_of
from facilitator.services.loading import load_probes, load_questions
from facilitator.services.tracks import ProbeFacts, Question
from facilitator.store import Store, rows, tables
from facilitator.store.boards import load_board


@dataclass(frozen=True)
class TrackFacts:
    """A track as its document begins. `chain`: the link of its last act; `settled` and `start` as they are kept.

    `named_after`: the revision after which acts name what they destroy.
    """

    id: str
    kind: method.TrackKind
    language: str
    title: str
    theme: str
    suspicion: str
    settled: dict[str, Any]
    chain: str
    named_after: int
    organisation: str
    introduction: str
    inquiry: dict[str, Any]
    start: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class GatheredConsultation:
    """`day` is when it was first opened, ISO 8601; of an interview the Monday before it; None: never."""

    id: str
    title: str
    kind: str
    round: int
    day: str | None
    phase: str


@dataclass(frozen=True)
class DivisionFacts:
    """A way of dividing. `placements` and `also` (a second category) go from a one-liner to a category."""

    id: str
    name: str
    active: bool
    categories: list[Category]
    placements: dict[str, str]
    also: dict[str, str]


@dataclass(frozen=True)
class VersionFacts:
    """A map as it was fixed."""

    number: int
    day: str
    by: str
    fingerprint: str
    contents: dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """`scope` is the id of the consultation or track that was asked for; `acts` are rows of `act`.

    `relations` as {"id", "kind", "from", "to"}. `presence`: how many people of an environment were at a
    consultation, where that may be told. `unasked`: the ids of questions that nobody was asked. `versions` are only
    there for the whole of a track.
    """

    scope: str
    track: TrackFacts
    questions: dict[str, Question]
    consultations: dict[str, GatheredConsultation]
    division: tuple[str, str]
    categories: list[Category]
    probes: dict[str, ProbeFacts]
    oneliners: list[Oneliner]
    acts: list[Row[Any]]
    divisions: list[DivisionFacts] = field(default_factory=list)
    relations: list[dict[str, Any]] = field(default_factory=list)
    presence: dict[str, dict[str, int]] = field(default_factory=dict)
    unasked: list[str] = field(default_factory=list)
    versions: list[VersionFacts] = field(default_factory=list)


def of_consultation(store: Store, consultation: str) -> Outcome:
    """Gather one consultation, by its id or its join code. Raises: Refusal("unknown_code")"""
    named = (tables.Consultation.id == consultation) | (tables.Consultation.code == read_code(consultation))
    with store.read() as connection:
        found = connection.execute(
            select(tables.Consultation.track_id, tables.Consultation.id).where(named)
        ).one_or_none()
        if found is None:
            raise Refusal("unknown_code")
        return _gather(connection, found.track_id, found.id)


def of_track(store: Store, track: str, *, versions: bool = True) -> Outcome:
    """Gather all consultations of a track but dry runs. Raises: Refusal("unknown_code")"""
    with store.read() as connection:
        return gather_track(connection, track, versions=versions)


def gather_track(connection: Connection, track: str, *, versions: bool = False) -> Outcome:
    """Gather a track as this transaction sees it. Raises: Refusal("unknown_code")"""
    outcome = _gather(connection, track, None)
    return replace(outcome, versions=load_versions(connection, track)) if versions else outcome


def load_versions(connection: Connection, track: str, *, number: int | None = None) -> list[VersionFacts]:
    """Give the maps that were fixed of a track, the first one first, or only the one with a `number`."""
    of = tables.MapVersion
    wanted = select(*rows.columns(VersionFacts, of)).where(of.track_id == track)
    if number is not None:
        wanted = wanted.where(of.number == number)
    return rows.read(VersionFacts, connection.execute(wanted.order_by(of.number)))


def _gather(connection: Connection, track_id: str, consultation: str | None) -> Outcome:
    track = _track(connection, track_id)
    division = _division(connection, track_id)
    board = load_board(connection, track_id, division[0])
    consultations = _consultations(connection, track_id, consultation)
    salts = _commitments(connection, list(consultations))
    presence = _presence(connection, consultations)
    questions = load_questions(connection, track_id)
    return Outcome(
        scope=consultation or track_id,
        track=track,
        questions=questions,
        consultations=consultations,
        division=division,
        categories=board.ordered_categories(),
        probes={it.id: it for it in load_probes(connection, track_id).values() if it.consultation in consultations},
        oneliners=[_gathered(board.cards[it], *salt, presence) for it, salt in salts.items()],
        acts=_acts(connection, track_id),
        divisions=gather_divisions(connection, track_id, salts),
        relations=gather_relations(connection, track_id, salts),
        presence=presence,
        unasked=_unasked(connection, consultations, board.cards.values(), questions),
    )


def _unasked(
    connection: Connection,
    consultations: Mapping[str, GatheredConsultation],
    cards: Collection[Card],
    questions: Iterable[str],
) -> list[str]:
    """The questions that none of these consultations asked; in an interview that was held all of them were."""
    spoken = {card.consultation for card in cards}
    if any(it.kind == "interview" and (it.phase == "closed" or it.id in spoken) for it in consultations.values()):
        return []
    of = tables.Consultation
    kept = connection.scalars(select(of.asked).where(of.id.in_(consultations)))
    asked = {it for opened in kept for it in opened}
    asked |= {card.question for card in cards if card.consultation in consultations}
    return [it for it in questions if it not in asked]


def shown_environments(store: Store, track: str) -> dict[str, dict[str, int]]:
    """Give how many people of an environment were at a consultation, where that may be told."""
    with store.read() as connection:
        return _presence(connection, _consultations(connection, track, None))


def _track(connection: Connection, track_id: str) -> TrackFacts:
    of = tables.Assignment
    elsewhere = {it: getattr(of, it) for it in ("title", "theme", "organisation", "start")}
    found = connection.execute(
        select(*rows.columns(TrackFacts, tables.Track, **elsewhere))
        .join(tables.Assignment, tables.Assignment.id == tables.Track.assignment_id)
        .where(tables.Track.id == track_id)
    ).one_or_none()
    if found is None:
        raise Refusal("unknown_code")
    return rows.made(TrackFacts, found)


def _division(connection: Connection, track_id: str) -> tuple[str, str]:
    row = connection.execute(
        select(tables.Division.id, tables.Division.name).where(
            tables.Division.track_id == track_id, tables.Division.active
        )
    ).one()
    return row.id, row.name


def _consultations(connection: Connection, track_id: str, only: str | None) -> dict[str, GatheredConsultation]:
    which: ColumnElement[bool] = tables.Consultation.track_id == track_id
    which &= tables.Consultation.id == only if only is not None else ~tables.Consultation.dry_run
    wanted = select(*rows.columns(GatheredConsultation, tables.Consultation)).where(which)
    by_round = wanted.order_by(tables.Consultation.round, tables.Consultation.id)
    found = rows.read(GatheredConsultation, connection.execute(by_round))
    return {it.id: replace(it, day=_published_day(it.kind, it.day)) for it in found}


def _published_day(kind: str, day: str | None) -> str | None:
    """The day; of an interview the Monday before it, since its day would tell who was spoken to."""
    if day is None or kind != "interview":
        return day
    held = date.fromisoformat(day)
    return (held - timedelta(days=held.weekday())).isoformat()


def _commitments(connection: Connection, consultations: list[str]) -> dict[str, tuple[str | None, str]]:
    """Salt and commitment of each one-liner."""
    found = connection.execute(
        select(tables.Oneliner.id, tables.Oneliner.salt, tables.Oneliner.commitment).where(
            tables.Oneliner.consultation_id.in_(consultations)
        )
    )
    return {row.id: (row.salt, row.commitment) for row in found}


def _presence(connection: Connection, consultations: Mapping[str, GatheredConsultation]) -> dict[str, dict[str, int]]:
    """Which environments may be told of a consultation: it is over, and enough people were there.

    A group by itself, since its day is told; interviews by the round and week in which they were held.
    """
    of = tables.Attendance
    closed = [it.id for it in consultations.values() if it.phase == "closed"]
    kept = connection.execute(
        select(of.consultation_id, of.environment, of.people).where(of.consultation_id.in_(closed))
    ).all()
    people = Counter[tuple[Any, str]]()
    for row in kept:
        people[_occasion(consultations[row.consultation_id]), row.environment] += row.people
    told: dict[str, dict[str, int]] = defaultdict(dict)
    for row in kept:
        number = people[_occasion(consultations[row.consultation_id]), row.environment]
        if number >= method.FEWEST_PEOPLE_SHOWN:
            told[row.consultation_id][row.environment] = number
    return dict(told)


def _occasion(it: GatheredConsultation) -> object:
    return (it.round, it.day) if it.kind == "interview" else it.id


def gather_divisions(connection: Connection, track_id: str, oneliners: Collection[str]) -> list[DivisionFacts]:
    """Every division of a track, and where it lays these one-liners."""
    of = tables.Division
    wanted = select(*rows.columns(DivisionFacts, of)).where(of.track_id == track_id).order_by(of.since, of.id)
    found = connection.execute(wanted).all()
    return [rows.made(DivisionFacts, row, **_divided(connection, row.id, oneliners)) for row in found]


def _divided(connection: Connection, division: str, oneliners: Collection[str]) -> dict[str, Any]:
    """Its categories in their order, and where it lays the one-liners."""
    category, placement = tables.Category, tables.Placement
    wanted = select(*rows.columns(Category, category)).where(category.division_id == division)
    categories = rows.read(Category, connection.execute(wanted))
    placements = connection.execute(
        select(placement.oneliner_id, placement.category_id, placement.also_category_id).where(
            placement.division_id == division
        )
    ).all()
    held = sorted((it for it in placements if it.oneliner_id in oneliners), key=lambda it: str(it.oneliner_id))
    return {
        "categories": sorted(categories, key=lambda it: (it.order, it.id)),
        "placements": {it.oneliner_id: it.category_id for it in held if it.category_id},
        "also": {it.oneliner_id: it.also_category_id for it in held if it.also_category_id},
    }


def gather_relations(connection: Connection, track_id: str, oneliners: Collection[str]) -> list[dict[str, Any]]:
    """What an analyst saw between these one-liners, and in them."""
    of = tables.Relation
    columns = (of.id, of.kind, of.from_id.label("from"), of.to_id.label("to"))
    wanted = select(*columns).where(of.track_id == track_id).order_by(of.id)
    found = [dict(row) for row in connection.execute(wanted).mappings()]
    return [it for it in found if it["from"] in oneliners and (it["to"] is None or it["to"] in oneliners)]


def _acts(connection: Connection, track_id: str, *, after: int = 0) -> list[Row[Any]]:
    of = tables.ActRecord
    query = select(of.__table__).where(of.track_id == track_id, of.revision > after)
    return list(connection.execute(query.order_by(of.revision)))


def acts_after(connection: Connection, track_id: str, contents: Mapping[str, Any]) -> list[Row[Any]]:
    """The acts of a track since one of its versions was fixed."""
    return _acts(connection, track_id, after=max((act["revision"] for act in contents["acts"]), default=0))


_ON_CARDS: Final = [it.name for it in IN_DOCUMENT if it.name in Card.__slots__]
_values: Final = attrgetter(*_ON_CARDS)


def _gathered(card: Card, salt: str | None, commitment: str, presence: Mapping[str, Mapping[str, int]]) -> Oneliner:
    """What may be told of a one-liner: not what is masked, nor the salt that would let it be guessed."""
    told: dict[str, Any] = dict(zip(_ON_CARDS, _values(card), strict=True))
    if card.environment not in presence.get(card.consultation, {}):
        told["environment"] = None
    told |= {"text": card.shown_text, "masks": marks_of(card.shown_text) if card.masks else []}
    return Oneliner(**told, salt=None if card.masks else salt, commitment=commitment)
