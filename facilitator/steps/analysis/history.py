"""Who did what to a track's sorting: from the kept acts, without anybody's text."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, select

from facilitator.domain.acts import ACT_TYPES
from facilitator.domain.events import CATEGORY
from facilitator.services.own import OwnTrack
from facilitator.store import tables
from facilitator.store.journal import is_digest_only

ON_A_PAGE = 100
THE_ROOM = frozenset(it.past for it in ACT_TYPES.values() if not it.in_history)


@dataclass(frozen=True)
class Done:
    """One act. `by` None: the server. `category` and `before` are names of categories or divisions; `of` a revision.

    `is_whole` False: a closing left only that it was done, not with what; the rest is empty then.
    """

    revision: int
    day: str
    by: str | None
    type: str
    count: int
    category: str
    before: str
    kind: str | None
    of: int | None
    is_whole: bool = True


@dataclass(frozen=True)
class Page:
    """The latest first. `older`: before which revision the next page begins; None at the end."""

    done: list[Done]
    older: int | None


def page(own: OwnTrack, *, before: int | None = None) -> Page:
    """Give a page of what was done before a revision, or of the latest."""
    wanted = [it for it in _entries(own) if before is None or it.revision < before]
    latest = wanted[: -ON_A_PAGE - 1 : -1]
    return Page(latest, latest[-1].revision if len(wanted) > ON_A_PAGE else None)


def _entries(own: OwnTrack) -> Iterator[Done]:
    """All that was done, in order: names are those of the moment."""
    of, who = tables.ActRecord, tables.Facilitator
    query = (
        select(of.revision, of.day, who.name, of.type, of.body)
        .outerjoin(who, who.id == of.by)
        .where(of.track_id == own.id)
        .order_by(of.revision)
    )
    with own.read() as connection:
        rows = connection.execute(query).all()
    names: dict[str, str] = {}
    for row in rows:
        was = dict(names)
        _rename(names, row.body)
        if row.type not in THE_ROOM:
            yield _done(row, names, was)


def _rename(names: dict[str, str], body: Mapping[str, Any]) -> None:
    for entity, thing, field, _, after in body["changes"]:
        if entity == CATEGORY and field is None and after:
            names[thing] = after["name"]
        elif entity == CATEGORY and field == "name":
            names[thing] = after


def _done(row: Row[Any], names: Mapping[str, str], was: Mapping[str, str]) -> Done:
    body = row.body
    if is_digest_only(body):
        return Done(row.revision, row.day, row.name, row.type, 0, "", "", None, None, is_whole=False)
    made = [it[1] for it in body["changes"] if it[0] == CATEGORY and it[2] is None]
    category = body.get("category") or body.get("into") or (made[0] if row.type == "category_added" and made else None)
    before = body.get("from") if row.type == "categories_merged" else body.get("category")
    return Done(
        revision=row.revision,
        day=row.day,
        by=row.name,
        type=_type(row.type, body),
        count=len(set(_oneliners(body))),
        category=str(body["name"]) if row.type == "division_added" else names.get(str(category), ""),
        before=was.get(str(before), ""),
        kind=body.get("kind"),
        of=body.get("of"),
    )


def _type(type: str, body: Mapping[str, Any]) -> str:
    """To sort into nothing is another thing to say."""
    if type in ("sorted", "sorted_also") and body.get("category") is None:
        return f"un{type}"
    return type


def _oneliners(body: Mapping[str, Any]) -> list[str]:
    told = body.get("oneliners") or body.get("oneliner") or []
    return [told] if isinstance(told, str) else list(told)
