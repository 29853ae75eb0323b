"""The rows of a document that is read in.

While they are written nobody else writes: those of which there may be ten thousands are made ready beforehand.
"""

import secrets
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Connection, Dialect, insert

from facilitator.catalogues import translator
from facilitator.domain import method
from facilitator.domain.board import resting_order
from facilitator.domain.oneliners import FIELDS
from facilitator.services.documents.agreement import Document
from facilitator.services.writing import new_id
from facilitator.store import tables
from facilitator.store.journal import digest_only
from facilitator.store.prepared import Prepared


@dataclass(frozen=True)
class Ready:
    """The many rows of one table, as the driver takes them."""

    statement: Prepared
    rows: Sequence[Any]


_ONELINERS: Final = Prepared(insert(tables.Oneliner))
_PLACEMENTS: Final = Prepared(insert(tables.Placement))
_ACTS: Final = Prepared(insert(tables.ActRecord))
_VERSIONS: Final = Prepared(insert(tables.MapVersion))


def many_rows(document: Document, dialect: Dialect) -> list[Ready]:
    """Make ready what there may be much of; needs no database."""
    found: list[tuple[Prepared, list[dict[str, Any]]]] = [
        (_ONELINERS, [_oneliner(it) for it in document["oneliners"]]),
        (_PLACEMENTS, [row for it in document["divisions"] for row in _placements(it)]),
        (_ACTS, _acts(document)),
        (_VERSIONS, _versions(document)),
    ]
    return [Ready(statement, statement.shaped(dialect, rows)) for statement, rows in found if rows]


def insert_many(connection: Connection, many: Sequence[Ready]) -> None:
    """Insert what `many_rows` made ready, after the track."""
    for it in many:
        it.statement.run_shaped(connection, it.rows)


def insert_assignment(connection: Connection, id: str, facilitator: str, track: Mapping[str, Any]) -> None:
    """Make the assignment of somebody under which a track is read in."""
    row: dict[str, Any] = {"id": id, "facilitator_id": facilitator, "title": track["title"], "theme": track["theme"]}
    organisation = track.get("organisation") or translator(track["language"])(method.ORGANISATION)
    row |= {"organisation": organisation, "start": track.get("start", {})}
    connection.execute(insert(tables.Assignment), row)


def insert_track(connection: Connection, assignment: str, document: Document) -> None:
    """Insert a track with all of it that is little. Many rows refer to it: `insert_many`.

    Its journal goes on after the acts that were read in; nothing before that can be undone.
    """
    track, revision = document["track"], _last_revision(document) + len(document["divisions"])
    row = {name: track[name] for name in ("id", "kind", "language", "suspicion", "settled")}
    row |= {"introduction": track.get("introduction", ""), "inquiry": track.get("inquiry", {})}
    row |= {"assignment_id": assignment, "revision": revision, "floor": revision, "chain": document["chain"]}
    row |= {"whole_after": _last_revision(document), "named_after": document["named_after"]}
    connection.execute(insert(tables.Track), row)
    _insert_room(connection, document)
    _insert_divisions(connection, document)
    _insert_relations(connection, document)


def _last_revision(document: Document) -> int:
    return document["acts"][-1]["revision"] if document["acts"] else 0


def _insert_room(connection: Connection, document: Document) -> None:
    track, asked = document["track"]["id"], _asked(document)
    _insert(connection, tables.Question, [it | {"track_id": track} for it in document["questions"]])
    _insert(connection, tables.Consultation, [_consultation(it, track, asked) for it in document["consultations"]])
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


def _asked(document: Document) -> list[str]:
    """The ids of the questions that somebody was asked."""
    unasked = document.get("unasked", ())
    return [it["id"] for it in document["questions"] if it["id"] not in unasked]


def _consultation(it: Mapping[str, Any], track: str, asked: list[str]) -> dict[str, Any]:
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
        "asked": asked,
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


def _insert_relations(connection: Connection, document: Document) -> None:
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


def _acts(document: Document) -> list[dict[str, Any]]:
    names = ("revision", "type", "by", "consultation_id", "day", "chain")
    return [
        {name: it[name] for name in names}
        | {"track_id": document["track"]["id"], "key_hash": None}
        | {"body": it.get("body") or digest_only(it["digest"], it.get("apart"))}
        for it in document["acts"]
    ]


def _versions(document: Document) -> list[dict[str, Any]]:
    track = document["track"]["id"]
    return [{**it, "id": new_id(), "track_id": track, "token": None} for it in document["versions"]]


def _insert(connection: Connection, table: Any, rows: Sequence[Mapping[str, Any]]) -> None:
    if rows:
        connection.execute(insert(table), [dict(row) for row in rows])
