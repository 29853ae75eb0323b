"""Reading an export in: the same map, versions and fingerprints, under an assignment of whoever reads it.

What was told by digest stays told by digest: the track's chain of acts goes on from where it ended, and all of it
can still be checked. Every consultation is over here: its phones were somewhere else.
"""

import json
from dataclasses import dataclass
from typing import Any, Final, Literal

from sqlalchemy import Connection, select
from sqlalchemy.exc import IntegrityError

from facilitator.domain.map.fingerprint import FORMATS
from facilitator.domain.refusals import RuleBroken
from facilitator.domain.shapes import Misshapen
from facilitator.services.accounts.helpers import check_own_account
from facilitator.services.documents import imported, shapes, verifying
from facilitator.services.documents.agreement import Document, check_agreement, completed
from facilitator.services.documents.verifying import Broken
from facilitator.services.writing import new_id
from facilitator.store import Store, tables
from facilitator.store.once import is_taken

LARGEST: Final = 20 * 1024 * 1024
"""So many bytes may be read in."""

LONGEST_PATH: Final = 200

WhyUnreadable = Literal["too_large", "no_json", "not_ours", "broken", "misshapen", "here_already"]


class Unreadable(RuleBroken):
    """A file can't be read in, and nothing of it was. `where`: the field, or what verifying says of it."""

    def __init__(self, why: WhyUnreadable, where: str = "") -> None:
        super().__init__(f"{why}: {where}")
        self.why, self.where = why, where.encode("ascii", "backslashreplace").decode()[:LONGEST_PATH]


@dataclass(frozen=True)
class Taken:
    """What was read in. `running`: the titles of consultations that were not closed where they were held."""

    assignment: str
    track: str
    oneliners: int
    versions: int
    running: tuple[str, ...]


def read(content: bytes) -> Document:
    """Read a file and check all of it; touches no database, so may be done beside the event loop.

    Raises: Unreadable
    """
    if len(content) > LARGEST:
        raise Unreadable("too_large")
    try:
        found = json.loads(content, parse_constant=_no_constant)
    except (ValueError, RecursionError):
        raise Unreadable("no_json") from None
    if not isinstance(found, dict) or found.get("format") not in FORMATS:
        raise Unreadable("not_ours")
    try:
        shapes.document(found, "")
        check_agreement(found)
        verifying.document(found)
        made = completed(found)
        for version in made["versions"]:
            check_agreement(version["contents"])
    except Misshapen as error:
        raise Unreadable("misshapen", str(error)) from None
    except Broken as error:
        raise Unreadable("broken", str(error)) from None
    return made


def _no_constant(name: str) -> None:
    raise ValueError(name)


def take_in(store: Store, facilitator: str, document: Document) -> Taken:
    """Store a document that `read` gave, all of it or nothing, as an assignment of a facilitator.

    Raises: Unreadable("here_already") when something of it is here under the same id; Refusal("forbidden"): a guest has
    no assignments
    """
    assignment, track = new_id(), document["track"]
    with store.read() as connection:
        check_own_account(connection, facilitator)
        _check_free(connection, document)
    many = imported.many_rows(document, store.engine.dialect)  # before anybody has to wait for us
    try:
        with store.work() as connection:
            check_own_account(connection, facilitator)
            imported.insert_assignment(connection, assignment, facilitator, track)
            imported.insert_track(connection, assignment, document)
            imported.insert_many(connection, many)
    except IntegrityError as error:
        if not is_taken(error):
            raise
        raise Unreadable("here_already") from None
    running = tuple(it["title"] for it in document["consultations"] if it["phase"] != "closed")
    return Taken(assignment, track["id"], len(document["oneliners"]), len(document["versions"]), running)


def _check_free(connection: Connection, document: Document) -> None:
    ids: dict[Any, list[str]] = {
        tables.Track: [document["track"]["id"]],
        tables.Question: [it["id"] for it in document["questions"]],
        tables.Consultation: [it["id"] for it in document["consultations"]],
        tables.Division: [it["id"] for it in document["divisions"]],
        tables.Category: [category["id"] for it in document["divisions"] for category in it["categories"]],
        tables.Probe: [it["id"] for it in document["probes"]],
        tables.Relation: [it["id"] for it in document.get("relations", ())],
        tables.Oneliner: [it["id"] for it in document["oneliners"]],
    }
    for table, wanted in ids.items():
        for at in range(0, len(wanted), 500):
            some = wanted[at : at + 500]
            if connection.scalar(select(table.id).where(table.id.in_(some)).limit(1)) is not None:
                raise Unreadable("here_already")
