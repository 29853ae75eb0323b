"""How far the map of a track is, told by its versions."""

from sqlalchemy import Connection, select

from facilitator.services.desk import DeskConsultation, DeskTrack, consultations_on
from facilitator.services.own import OwnTrack
from facilitator.services.steps import Progress
from facilitator.store.tables import Consultation, MapVersion, Oneliner


def progress(connection: Connection, track: DeskTrack) -> Progress:
    """Tell how many versions were fixed, when and by whom; busy as soon as there is something to sort."""
    rows = connection.execute(
        select(MapVersion.number, MapVersion.day, MapVersion.by)
        .where(MapVersion.track_id == track.id)
        .order_by(MapVersion.number)
    ).all()
    if rows:
        return Progress("done", rows[0].day, rows[-1].day, rows[-1].by, count=rows[-1].number)
    is_begun = connection.scalar(
        select(Oneliner.id)
        .join(Consultation, Consultation.id == Oneliner.consultation_id)
        .where(Consultation.track_id == track.id, ~Consultation.dry_run)
        .limit(1)
    )
    return Progress("busy" if is_begun else "later")


def seat_at_board(own: OwnTrack) -> DeskConsultation | None:
    """Give the consultation through which a track's board is reached; None where there is none.

    Rather no rehearsal, rather no interview that still goes on, and of the rest that of the last round.
    """
    listed = consultations_on(own)
    return min(listed, key=lambda it: (it.dry_run, it.code is None and it.phase != "closed", -it.round), default=None)
