"""Reading an export in: the same map, versions and fingerprints, under an assignment of whoever reads it.

What was told by digest stays told by digest: the track's chain of acts goes on from where it ended, and all of it
can still be checked. Every consultation is over here: its phones were somewhere else.
"""

import json
import secrets
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal

from sqlalchemy import Connection, insert, select

from facilitator.catalogues import translator
from facilitator.domain import method
from facilitator.domain.board import resting_order
from facilitator.domain.map.fingerprint import FORMATS
from facilitator.domain.oneliners import FIELDS
from facilitator.domain.refusals import RuleBroken
from facilitator.domain.shapes import Misshapen
from facilitator.services.accounts.helpers import check_own_account
from facilitator.services.documents import shapes, verifying
from facilitator.services.documents.agreement import Document, check_agreement, completed
from facilitator.services.documents.verifying import Broken
from facilitator.services.writing import new_id
from facilitator.store import Store, tables
from facilitator.store.journal import digest_only
from facilitator.store.once import insert_once

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
    with store.work() as connection:
        check_own_account(connection, facilitator)
        _check_free(connection, document)
        _insert_assignment(connection, assignment, facilitator, track)
        _insert_track(connection, assignment, document)
        _insert_room(connection, document)
        _insert_divisions(connection, document)
        _insert_oneliners(connection, document)
        _insert_acts(connection, document)
        _insert_versions(connection, document)
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


def _insert_assignment(connection: Connection, id: str, facilitator: str, track: Mapping[str, Any]) -> None:
    row: dict[str, Any] = {"id": id, "facilitator_id": facilitator, "title": track["title"], "theme": track["theme"]}
    organisation = track.get("organisation") or translator(track["language"])(method.ORGANISATION)
    row |= {"organisation": organisation, "start": track.get("start", {})}
    connection.execute(insert(tables.Assignment), row)


def _insert_track(connection: Connection, assignment: str, document: Document) -> None:
    """Its journal goes on after the acts that were read in; nothing before that can be undone."""
    track, revision = document["track"], _last_revision(document) + len(document["divisions"])
    row = {name: track[name] for name in ("id", "kind", "language", "suspicion", "settled")}
    row |= {"introduction": track.get("introduction", ""), "inquiry": track.get("inquiry", {})}
    row |= {"assignment_id": assignment, "revision": revision, "floor": revision, "chain": document["chain"]}
    row |= {"whole_after": _last_revision(document), "named_after": document["named_after"]}
    if not insert_once(connection, tables.Track, row):
        raise Unreadable("here_already")


def _last_revision(document: Document) -> int:
    return document["acts"][-1]["revision"] if document["acts"] else 0


def _insert_room(connection: Connection, document: Document) -> None:
    track = document["track"]["id"]
    _insert(connection, tables.Question, [it | {"track_id": track} for it in document["questions"]])
    _insert(connection, tables.Consultation, [_consultation(it, track) for it in document["consultations"]])
    _insert(
        connection,
        tables.Probe,
        [
            {
                "id": it["id"],
                "consultation_id": it["consultation"],
                "oneliner_id": it["oneliner"],
                "text": it["text"],
                "audience": it["to"],
            }
            for it in document["probes"]
        ],
    )
    _insert(connection, tables.Attendance, list(_attendance(document)))


def _consultation(it: Mapping[str, Any], track: str) -> dict[str, Any]:
    return {
        "id": it["id"],
        "track_id": track,
        "kind": it["kind"],
        "round": it["round"],
        "title": it["title"],
        "code": None,
        "screen_token": secrets.token_urlsafe(16),
        "hold": 0,
        "day": it["day"],
        "phase": "closed",
        "question_id": None,
        "ends_at": None,
        "remaining": None,
        "screen": {"mode": "end"},
        "self_paced": False,
        "dry_run": False,
    }


def _attendance(document: Document) -> Iterable[dict[str, Any]]:
    """Interviews of one round and week are told together, so that their number is kept once."""
    consultations = {it["id"]: it for it in document["consultations"]}
    kept: set[object] = set()
    for consultation, environments in document["presence"].items():
        it = consultations[consultation]
        occasion = (it["round"], it["day"]) if it["kind"] == "interview" else consultation
        for environment, people in environments.items():
            held = 0 if (occasion, environment) in kept else people
            kept.add((occasion, environment))
            yield {"consultation_id": consultation, "environment": environment, "people": held}


def _insert_divisions(connection: Connection, document: Document) -> None:
    track, last = document["track"]["id"], _last_revision(document)
    divisions = document["divisions"]
    _insert(
        connection,
        tables.Division,
        [
            {"id": it["id"], "track_id": track, "name": it["name"], "active": it["active"], "since": last + at}
            for at, it in enumerate(divisions, 1)
        ],
    )
    _insert(
        connection,
        tables.Category,
        [_category(category, it["id"]) for it in divisions for category in it["categories"]],
    )
    _insert(connection, tables.Placement, [row for it in divisions for row in _placements(it)])


def _category(it: Mapping[str, Any], division: str) -> dict[str, Any]:
    row = {name: it[name] for name in ("id", "name", "color")}
    return row | {"division_id": division, "position": it["order"]}


def _placements(division: Mapping[str, Any]) -> Iterable[dict[str, Any]]:
    for oneliner in {**division["placements"], **division["also"]}:
        yield {
            "division_id": division["id"],
            "oneliner_id": oneliner,
            "category_id": division["placements"].get(oneliner),
            "position": resting_order(oneliner),
            "also_category_id": division["also"].get(oneliner),
        }


def _insert_oneliners(connection: Connection, document: Document) -> None:
    _insert(connection, tables.Oneliner, [_oneliner(it) for it in document["oneliners"]])
    _insert(
        connection,
        tables.Relation,
        [
            {"id": it["id"], "track_id": document["track"]["id"], "kind": it["kind"]}
            | {"from_id": it["from"], "to_id": it["to"]}
            for it in document.get("relations", ())
        ],
    )


_KEPT: Final = [(it, it.column.removeprefix("oneliner.")) for it in FIELDS if it.column.startswith("oneliner.")]


def _oneliner(it: Mapping[str, Any]) -> dict[str, Any]:
    return {column: it.get(field.name, field.absent) for field, column in _KEPT}


def _insert_acts(connection: Connection, document: Document) -> None:
    names = ("revision", "type", "by", "consultation_id", "day", "chain")
    _insert(
        connection,
        tables.ActRecord,
        [
            {name: it[name] for name in names}
            | {"track_id": document["track"]["id"], "key_hash": None}
            | {"body": it.get("body") or digest_only(it["digest"], it.get("apart"))}
            for it in document["acts"]
        ],
    )


def _insert_versions(connection: Connection, document: Document) -> None:
    _insert(
        connection,
        tables.MapVersion,
        [{**it, "id": new_id(), "track_id": document["track"]["id"], "token": None} for it in document["versions"]],
    )


def _insert(connection: Connection, table: Any, rows: Sequence[Mapping[str, Any]]) -> None:
    if rows:
        connection.execute(insert(table), [dict(row) for row in rows])
