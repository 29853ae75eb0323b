"""How far consulting is, told by what was held and said."""

from sqlalchemy import Connection, func, select

from facilitator.services import desk
from facilitator.services.desk import DeskTrack
from facilitator.services.own import OwnTrack
from facilitator.services.steps import Progress
from facilitator.store import Store
from facilitator.store.tables import Consultation, Oneliner


def progress(connection: Connection, track: DeskTrack) -> Progress:
    """Tell how many consultations are closed, over which days, and how much was said. Dry runs do not count."""
    real = (Consultation.track_id == track.id) & ~Consultation.dry_run
    rows = connection.execute(select(Consultation.phase, Consultation.day).where(real)).all()
    said = connection.scalar(
        select(func.count())
        .select_from(Oneliner)
        .join(Consultation, Consultation.id == Oneliner.consultation_id)
        .where(real)
    )
    closed = [row for row in rows if row.phase == "closed"]
    days = sorted(row.day for row in rows if row.day)
    is_begun = bool(days or said or closed)
    return Progress(
        "later" if not is_begun else "done" if len(closed) == len(rows) else "busy",
        since=days[0] if days else None,
        until=days[-1] if days else None,
        count=len(closed),
        of=len(rows),
        oneliners=said or 0,
    )


def shown(store: Store, track: DeskTrack) -> dict[str, object]:
    """Give a track, and whether there is a consultation on it already."""
    return {"track": track, "is_begun": bool(desk.consultations_on(OwnTrack(store, track.owner, track.id)))}
