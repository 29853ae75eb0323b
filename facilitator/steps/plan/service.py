"""The plan of approach of a goal track: what is written by hand, and what else it rests on."""

from dataclasses import dataclass

from sqlalchemy import Connection, delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from facilitator.domain.refusals import Refusal
from facilitator.services.desk import DeskTrack
from facilitator.services.own import OwnTrack
from facilitator.services.steps import Progress
from facilitator.services.writing import new_id
from facilitator.steps.plan import rules as plan
from facilitator.steps.plan.rules import Plan
from facilitator.steps.weighing import service as weighings
from facilitator.store.tables import ActionPlan


@dataclass(frozen=True)
class KeptPlan:
    """`revision` 0: nothing was written by hand yet. `weighing`: the one it was last written on."""

    weighing: str | None
    plan: Plan
    revision: int


def kept(own: OwnTrack) -> KeptPlan:
    """Give what was written of a track's plan."""
    with own.read() as connection:
        return _kept(connection, own.id)


def _kept(connection: Connection, track: str) -> KeptPlan:
    wanted = select(ActionPlan.weighing_id, ActionPlan.contents, ActionPlan.revision)
    row = connection.execute(wanted.where(ActionPlan.track_id == track)).one_or_none()
    return KeptPlan(row.weighing_id, plan.read(row.contents), row.revision) if row else KeptPlan(None, Plan(), 0)


def save(own: OwnTrack, *, weighing: str, revision: int, written: Plan) -> None:
    """Keep a plan, as far as nobody wrote after `revision`.

    Raises:
        Refusal("changed_since"): somebody did, or `weighing` is not the track's last closed one; nothing is stored.
        Refusal("bad_request"): what was changed goes beyond its bounds, or rests on what is not on the map.
    """
    values = {"weighing_id": weighing, "contents": plan.written(written), "revision": revision + 1}
    try:
        with own.work() as connection:
            if weighings.last_closed_id(connection, own.id) != weighing:
                raise Refusal("changed_since")
            lines = weighings.lines_under(connection, weighing)
            plan.check_plan(written, _kept(connection, own.id).plan, lines)
            if revision == 0:
                connection.execute(insert(ActionPlan), {"id": new_id(), "track_id": own.id, **values})
                return
            as_seen = (ActionPlan.track_id == own.id) & (ActionPlan.revision == revision)
            if connection.execute(update(ActionPlan).where(as_seen).values(**values)).rowcount != 1:
                raise Refusal("changed_since")
    except IntegrityError:
        raise Refusal("changed_since") from None


def progress(connection: Connection, track: DeskTrack) -> Progress:
    """Tell whether something of the plan was written by hand."""
    there = connection.scalar(select(ActionPlan.id).where(ActionPlan.track_id == track.id))
    return Progress("done" if there else "later")


def forget(connection: Connection, track: str) -> None:
    """Take the plan out, with the track itself."""
    connection.execute(delete(ActionPlan).where(ActionPlan.track_id == track))
