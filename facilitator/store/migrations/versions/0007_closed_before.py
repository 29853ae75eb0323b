"""Of consultations that an earlier release closed: what tells an order, or an environment of few, goes as it does now.

Acts that name their one-liners are kept by digest alone, places that nobody chose are dealt anew, rows are written
anew in random order (services.arrival_order, services.attendance). What was fixed stays as it was fixed.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from alembic import op

from facilitator.domain.places import Places, dealt
from facilitator.store import journal
from facilitator.store.rewriting import rewrite_rows

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

TABLES = ("act", "attendance", "consultation", "division", "map_version", "oneliner", "placement", "probe", "relation",
          "track")  # fmt: skip
FEWEST = 3
"""In fewer people somebody could be told by where they look from."""


@dataclass(frozen=True)
class _Closed:
    """A consultation that was closed before, and the revision of the act that did."""

    track: str
    id: str
    revision: int


def upgrade() -> None:
    """Do for them what closing does."""
    connection = op.get_bind()
    held = sa.MetaData()
    held.reflect(connection, only=TABLES, resolve_fks=False)
    by_track: dict[str, list[_Closed]] = defaultdict(list)
    for it in _closed_before(connection, held.tables):
        by_track[it.track].append(it)
    for track, closed in by_track.items():
        _Track(connection, held.tables, track).take_out(closed)


Tables = Mapping[str, sa.Table]


def _closed_before(connection: sa.Connection, tables: Tables) -> Iterator[_Closed]:
    act, kept = tables["act"], tables["consultation"]
    here = (act.c.type == "closed") & act.c.consultation_id.in_(sa.select(kept.c.id))
    for it in connection.execute(sa.select(act).where(here).order_by(act.c.track_id, act.c.revision)).all():
        if "by_digest" not in it.body:
            yield _Closed(it.track_id, it.consultation_id, it.revision)


class _Track:
    """A track with consultations that were closed before."""

    def __init__(self, connection: sa.Connection, tables: Tables, id: str) -> None:
        self._connection, self._tables, self._id = connection, tables, id
        act, kept, oneliner = tables["act"], tables["consultation"], tables["oneliner"]
        self._acts = connection.execute(sa.select(act).where(act.c.track_id == id).order_by(act.c.revision)).all()
        mine = sa.select(kept.c.id).where(kept.c.track_id == id)
        wanted = sa.select(oneliner.c.id, oneliner.c.consultation_id).where(oneliner.c.consultation_id.in_(mine))
        self._said: dict[str, str] = {it.id: it.consultation_id for it in connection.execute(wanted)}

    def take_out(self, closed: Sequence[_Closed]) -> None:
        """Leave no order and no environment of few."""
        consultations = {it.id for it in closed}
        self._forget_few(consultations)
        self._deal_anew(consultations)
        probe, relation = self._tables["probe"], self._tables["relation"]
        rewrite_rows(self._connection, probe, probe.c.consultation_id.in_(consultations))
        rewrite_rows(self._connection, relation, relation.c.track_id == self._id)
        self._keep_by_digest(closed)

    # Acts

    def _keep_by_digest(self, closed: Sequence[_Closed]) -> None:
        whole = [it for it in self._acts if not journal.is_digest_only(it.body)]
        bodies = {it.revision: it.body for it in whole if any(self._names(it, one) for one in closed)}
        journal.keep_by_digest(self._connection, self._id, bodies)
        if bodies:
            track = self._tables["track"]
            later = (track.c.id == self._id) & (track.c.whole_after < max(bodies))
            self._connection.execute(sa.update(track).where(later).values(whole_after=max(bodies)))

    def _names(self, act: sa.Row[Any], closed: _Closed) -> bool:
        """Whether an act from before a closing names one of its one-liners, or one that was withdrawn."""
        if act.revision >= closed.revision:
            return False
        told = {act.body["oneliner"]} if isinstance(act.body.get("oneliner"), str) else set()
        told |= {
            *act.body.get("oneliners", ()),
            *(id for entity, id, *_ in act.body["changes"] if entity == "oneliner"),
        }
        if any(it not in self._said for it in told):
            return True
        return any(self._said.get(it) == closed.id for it in journal.texts_in(act.body))

    # Places

    def _deal_anew(self, consultations: Collection[str]) -> None:
        places, of = self._places(), self._tables["placement"]
        columns: dict[tuple[str, str, str], dict[str, int]] = defaultdict(dict)
        oneliner = self._tables["oneliner"]
        mine = sa.select(oneliner.c.id).where(oneliner.c.consultation_id.in_(consultations))
        which = of.c.oneliner_id.in_(mine)  # by a query: there may be more than a statement takes values
        for it in self._connection.execute(sa.select(of).where(which, of.c.category_id.is_not(None))):
            if not places.is_chosen(it.division_id, it.oneliner_id, it.position):
                column = (it.division_id, it.category_id, self._said[it.oneliner_id])
                columns[column][it.oneliner_id] = it.position
        anew = {(division, id): at for (division, *_), lying in columns.items() for id, at in dealt(lying).items()}
        rewrite_rows(
            self._connection,
            of,
            which,
            lambda it: {**it, "position": anew.get((it["division_id"], it["oneliner_id"]), it["position"])},
        )

    def _places(self) -> Places:
        places, division = Places(), self._opened_first()
        for act in self._acts:
            if division is not None and not journal.is_digest_only(act.body):
                places.follow(journal.act_event(act), division)
            if act.type == "division_used":
                division = act.body.get("division", division)
        return places

    def _opened_first(self) -> str | None:
        """The division that lay open before the acts; None where several may have."""
        of = self._tables["division"]
        there = set(self._connection.scalars(sa.select(of.c.id).where(of.c.track_id == self._id)))
        first = there - {act.body.get("division") for act in self._acts if act.type == "division_added"}
        return first.pop() if len(first) == 1 else None

    # Environments

    def _forget_few(self, consultations: Collection[str]) -> None:
        kept, oneliner = self._tables["consultation"], self._tables["oneliner"]
        groups = self._connection.scalars(
            sa.select(kept.c.id).where(kept.c.id.in_(consultations), kept.c.kind != "interview")
        ).all()
        enough = {it: self._enough(it) for it in groups}
        rewrite_rows(
            self._connection,
            oneliner,
            oneliner.c.consultation_id.in_(consultations),
            lambda it: (
                it
                if it["environment"] in enough.get(it["consultation_id"], (it["environment"],))
                else {**it, "environment": None}
            ),
        )

    def _enough(self, consultation: str) -> Collection[str]:
        """Environments that may be told: of enough people, and so that no row without one is one person's alone.

        What was told by a version is told.
        """
        of, oneliner = self._tables["attendance"], self._tables["oneliner"]
        wanted = sa.select(of.c.environment, of.c.people).where(of.c.consultation_id == consultation)
        people = {
            it.environment: it.people for it in self._connection.execute(wanted.order_by(of.c.people, of.c.environment))
        }
        few = [it for it in people if people[it] < FEWEST]
        phones = (oneliner.c.consultation_id == consultation) & (oneliner.c.source == "phone")
        spoke = self._connection.scalars(sa.select(oneliner.c.environment).distinct().where(phones)).all()
        alone = sum(people[it] for it in few if it in spoke) == 1 and None not in spoke
        gone = set(list(people)[: len(few) + 1] if alone else few) - self._told(consultation)
        self._connection.execute(sa.delete(of).where(of.c.consultation_id == consultation, of.c.environment.in_(gone)))
        return people.keys() - gone

    def _told(self, consultation: str) -> set[str]:
        of = self._tables["map_version"]
        fixed = self._connection.scalars(sa.select(of.c.contents).where(of.c.track_id == self._id)).all()
        told = (it for contents in fixed for it in contents["oneliners"] if it["consultation"] == consultation)
        return {it["environment"] for it in told if it["environment"]}
