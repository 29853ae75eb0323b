"""What an account asks for as its own: the services of the desk take it in place of the store.

To have one shows nothing yet. Each transaction on it looks first whose it is, so that no door has to and none can
forget to.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, exists, select

from facilitator.domain.refusals import RuleBroken
from facilitator.store import Store
from facilitator.store.tables import Assignment, Track


class NotOwn(RuleBroken):
    """It is somebody else's, or it is not there: nobody is told which."""


@dataclass(frozen=True)
class Own:
    """Something at the desk, by its `id`, and the account that asks for it: `by`, a facilitator's id."""

    store: Store
    by: str
    id: str

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A transaction that only reads. Raises: NotOwn"""
        with self.store.read() as connection:
            self.check(connection)
            yield connection

    @contextmanager
    def work(self) -> Iterator[Connection]:
        """A transaction that writes, committed at the end of the block. Raises: NotOwn"""
        with self.store.work() as connection:
            self.check(connection)
            yield connection

    def check(self, connection: Connection) -> None:
        """The same, within a transaction that somebody else began. Raises: NotOwn"""
        if not connection.scalar(select(self._is_own())):
            raise NotOwn

    def _is_own(self) -> ColumnElement[bool]:
        raise NotImplementedError


class OwnAssignment(Own):
    """An assignment that an account asks for as its own."""

    def _is_own(self) -> ColumnElement[bool]:
        return exists().where(Assignment.id == self.id, Assignment.facilitator_id == self.by)


class OwnTrack(Own):
    """A track of an assignment that an account asks for as its own."""

    def _is_own(self) -> ColumnElement[bool]:
        of_assignment = Assignment.id == Track.assignment_id
        return exists().where(Track.id == self.id, of_assignment, Assignment.facilitator_id == self.by)
