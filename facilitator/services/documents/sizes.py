"""How much there is, asked before it is gathered."""

from sqlalchemy import ColumnElement, func, select

from facilitator.store import Store, tables


def of_track(store: Store, track: str) -> int:
    """How many one-liners a track has, all its rounds together."""
    return _counted(store, tables.Consultation.track_id == track)


def of_consultation(store: Store, consultation: str) -> int:
    """How many one-liners a consultation has."""
    return _counted(store, tables.Consultation.id == consultation)


def of_published(store: Store, token: str) -> int:
    """How many one-liners the track has whose map a token lets somebody read; 0 where it leads nowhere."""
    of = tables.MapVersion
    return _counted(
        store, tables.Consultation.track_id == select(of.track_id).where(of.token == token).scalar_subquery()
    )


def _counted(store: Store, wanted: ColumnElement[bool]) -> int:
    of = tables.Oneliner
    found = select(func.count()).select_from(of).join(tables.Consultation, tables.Consultation.id == of.consultation_id)
    with store.read() as connection:
        return int(connection.scalar(found.where(wanted)) or 0)
