"""Reading a track from the tables, and catching up with what other processes wrote."""

from collections.abc import Callable, Sequence
from typing import Any, Final

from sqlalchemy import Connection, Row, select

from facilitator.catalogues import translator
from facilitator.domain.acts import ACT_TYPES
from facilitator.domain.beginnings import may_begin, read_settled
from facilitator.domain.board import Card
from facilitator.domain.events import PROBED, Event
from facilitator.domain.extras import variants_of
from facilitator.domain.flags import Insults, usual_insults
from facilitator.services.tracks import Announcement, LiveConsultation, LiveTrack, ProbeFacts, Question
from facilitator.store import rows, tables
from facilitator.store.boards import load_board, load_cards, nobody_waits
from facilitator.store.journal import brings_oneliner, events_after

REWRITING: Final = frozenset(it.past for it in ACT_TYPES.values() if it.rewrites)


def load_track(connection: Connection, track_id: str, breathe: Callable[[], None] = nobody_waits) -> LiveTrack | None:
    """Read a whole track from the tables. `breathe` lets others go on in between."""
    row = connection.execute(_ABOUT_TRACK.where(tables.Track.id == track_id)).one_or_none()
    if row is None:
        return None
    track = LiveTrack(
        id=row.id,
        owner=row.owner,
        assignment=row.assignment,
        kind=row.kind,
        language=row.language,
        theme=row.theme,
        organisation=row.organisation,
        suspicion=row.suspicion,
        introduction=row.introduction,
        chain=row.chain,
        division=(row.division, row.division_name),
        divisions=_divisions(connection, track_id),
        questions=load_questions(connection, track_id),
        consultations=load_consultations(connection, track_id),
        probes=load_probes(connection, track_id),
        board=load_board(connection, track_id, row.division, breathe),
        insults=Insults(usual_insults(translator(row.language)) if row.insults is None else row.insults),
        **_begun(row),
    )
    for card in track.board.cards.values():
        track.look_at(card)
    return track


_ABOUT_TRACK: Final = (
    select(
        tables.Track.id,
        tables.Assignment.facilitator_id.label("owner"),
        tables.Assignment.id.label("assignment"),
        tables.Track.kind,
        tables.Track.language,
        tables.Assignment.theme,
        tables.Assignment.organisation,
        tables.Track.suspicion,
        tables.Division.id.label("division"),
        tables.Division.name.label("division_name"),
        tables.Track.chain,
        tables.Facilitator.insults,
        tables.Track.settled,
        tables.Track.introduction,
        tables.Assignment.start,
    )
    .join(tables.Assignment, tables.Assignment.id == tables.Track.assignment_id)
    .join(tables.Facilitator, tables.Facilitator.id == tables.Assignment.facilitator_id)
    .join(tables.Division, tables.Division.track_id == tables.Track.id)
    .where(tables.Division.active)
)


def _begun(row: Row[*tuple[Any, ...]]) -> dict[str, Any]:
    """Give the fields of a LiveTrack that say what it starts from, and whether that is enough to begin."""
    settled, is_goal = read_settled(row.settled), row.kind == "goal"
    for_the_room = {"solution": settled.solution, "owner": settled.owner, "term": settled.term}
    return {
        "variants": variants_of(row.settled) if is_goal else {},
        "intention": str(row.start.get("intention") or ""),
        "horizon_point": str(row.start.get("horizon_point") or ""),
        "settled": for_the_room if is_goal else {},
        "may_begin": may_begin(row.kind, suspicion=row.suspicion, settled=settled),
    }


def _divisions(connection: Connection, track_id: str) -> dict[str, str]:
    found = connection.execute(
        select(tables.Division.id, tables.Division.name)
        .where(tables.Division.track_id == track_id)
        .order_by(tables.Division.since, tables.Division.id)
    )
    return {row.id: row.name for row in found}


def load_questions(connection: Connection, track_id: str) -> dict[str, Question]:
    """Read a track's questions by id, in their order."""
    of = tables.Question
    wanted = select(*rows.columns(Question, of)).where(of.track_id == track_id).order_by(of.number)
    return {it.id: it for it in rows.read(Question, connection.execute(wanted))}


def load_consultations(connection: Connection, track_id: str) -> dict[str, LiveConsultation]:
    """Read what does not change of a track's consultations, by id."""
    of = tables.Consultation
    wanted = select(*rows.columns(LiveConsultation, of)).where(of.track_id == track_id)
    return {it.id: it for it in rows.read(LiveConsultation, connection.execute(wanted))}


def load_probes(connection: Connection, track_id: str) -> dict[str, ProbeFacts]:
    """Read every probe that was asked on a track, by id."""
    of = tables.Probe
    wanted = select(*rows.columns(ProbeFacts, of)).join(
        tables.Consultation, tables.Consultation.id == of.consultation_id
    )
    found = connection.execute(wanted.where(tables.Consultation.track_id == track_id))
    return {it.id: it for it in rows.read(ProbeFacts, found)}


def catch_up(connection: Connection, track: LiveTrack, revision: int) -> list[Announcement]:
    """Apply what other processes wrote up to `revision`."""
    events = events_after(connection, track.id, track.board.revision)
    if not _contiguous(events, track.board.revision, revision) or _rewrote(events):
        raise FellBehind(track.id)
    cards = _cards_of(connection, track, events)
    if any(event.type == PROBED for event in events):
        track.probes = load_probes(connection, track.id)
    return [track.apply(event, cards.get(event.revision, ())) for event in events]


class FellBehind(Exception):
    """The journal no longer reaches back to where this process is: read the tables."""


def _rewrote(events: Sequence[Event]) -> bool:
    """Whether the tables now say more than the events do."""
    return any(event.type in REWRITING for event in events)


def _contiguous(events: Sequence[Event], held: int, revision: int) -> bool:
    return [event.revision for event in events] == list(range(held + 1, revision + 1))


def _cards_of(connection: Connection, track: LiveTrack, events: Sequence[Event]) -> dict[int, tuple[Card, ...]]:
    ids = {str(event.fields["oneliner"]): event for event in events if brings_oneliner(event)}
    if not ids:
        return {}
    cards = load_cards(connection, track.division[0], ids=list(ids))
    for card in cards:
        track.look_at(card)
    return {ids[card.id].revision: (card,) for card in cards}
