"""Closing a consultation: the phones' keys go, masked words go, and the order goes."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import ColumnElement, Connection, delete, select, update

from facilitator.catalogues import translator
from facilitator.domain.board import Board
from facilitator.domain.map.counts import counts, counts_line
from facilitator.domain.map.fingerprint import SEALED, seal
from facilitator.domain.oneliners import kept_in
from facilitator.domain.text import MASK, commitment
from facilitator.services import attendance
from facilitator.store import tables
from facilitator.store.rewriting import rewrite


def close_consultation(connection: Connection, consultation_id: str, board: Board) -> dict[str, object]:
    """Unlink a consultation's one-liners from everything that could lead to who said them.

    Deletes the receipts (hashes of the phones' keys), forgets from which environment few looked,
    destroys what is masked, and writes all rows anew in random order.

    Returns: what the act tells apart, so that anyone can check what was destroyed, and what lies here from now on
    """
    connection.execute(delete(tables.Receipt).where(tables.Receipt.consultation_id == consultation_id))
    connection.execute(update(tables.Consultation).where(tables.Consultation.id == consultation_id).values(code=None))
    attendance.forget_few(connection, consultation_id)
    _rewrite(connection, tables.Oneliner.consultation_id == consultation_id, board)
    masked = {it.id: it.shown_text for it in board.cards.values() if it.consultation == consultation_id and it.masks}
    return {"destroyed": left_of(masked), "sealed": sealed(connection, consultation_id)}


def left_of(texts: Mapping[str, str]) -> dict[str, str]:
    """Stand for what is left of texts that lost words, by one-liner: SHA-256, as it may be read anyway."""
    return {id: commitment(b"", text) for id, text in sorted(texts.items())}


def sealed(connection: Connection, consultation_id: str) -> str:
    """Give the root over what never changes any more of a closed consultation's one-liners."""
    of = tables.Oneliner
    columns = kept_in("oneliner")
    wanted = select(*(getattr(of.__table__.c, columns[name]).label(name) for name in SEALED))
    return seal(dict(row) for row in connection.execute(wanted.where(of.consultation_id == consultation_id)).mappings())


def destroy_masked(connection: Connection, oneliner_id: str, board: Board) -> None:
    """Destroy what is masked in one one-liner whose consultation is closed already, also where it was fixed."""
    _rewrite(connection, tables.Oneliner.id == oneliner_id, board)
    _destroy_in_versions(connection, oneliner_id, board)


def _destroy_in_versions(connection: Connection, oneliner_id: str, board: Board) -> None:
    """A map version keeps the commitment, so that its fingerprint stays; the words and the salt go."""
    of, shown = tables.MapVersion, board.cards[oneliner_id].shown_text
    gone = {"text": shown, "salt": None, "masks": marks_of(shown)}
    for version, contents in connection.execute(select(of.id, of.contents).where(of.track_id == board.track)).all():
        held = [it | gone if it["id"] == oneliner_id else it for it in contents["oneliners"]]
        if held != contents["oneliners"]:
            contents = {**contents, "oneliners": held, **_counted(contents, held)}
            connection.execute(update(of).where(of.id == version).values(contents=contents))


def _counted(contents: dict[str, Any], held: list[dict[str, Any]]) -> dict[str, Any]:
    """What a version says of its counts, now that more is masked in it."""
    counted = counts(held)
    return {"counts": counted, "counts_line": counts_line(counted, translator(contents["track"]["language"]))}


def _rewrite(connection: Connection, which: ColumnElement[bool], board: Board) -> None:
    """A text can't be updated, so that rows are taken out and put back."""
    rewrite(connection, tables.Oneliner, which, lambda row: _destroyed(row, board))


def _destroyed(row: dict[str, Any], board: Board) -> dict[str, Any]:
    """The row without what is masked: text and salt gone, the commitment kept."""
    if not row["masks"]:
        return row
    shown = board.cards[row["id"]].shown_text
    return {**row, "text": shown, "salt": None, "masks": marks_of(shown)}


def marks_of(shown: str) -> list[list[Any]]:
    """Where the masks lie in a text whose masked words are gone."""
    found, at = [], shown.find(MASK)
    while at >= 0:
        found.append([at, at + len(MASK), "gone"])
        at = shown.find(MASK, at + len(MASK))
    return found
