"""That a key was taken: read and written by its hash, many at a time."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import BindParameter, Connection, bindparam, insert, select

from facilitator.store import rows, tables
from facilitator.store.prepared import Prepared


@dataclass(slots=True)
class Receipt:
    """`digest` binds the text to the key, so that a resend can be told from another text."""

    key_hash: str
    digest: str
    consultation_id: str
    oneliner_id: str
    withdrawn: bool = False

    def row(self) -> dict[str, object]:
        """Its row in the table, written out: `asdict` takes five times as long."""
        return {
            "key_hash": self.key_hash,
            "digest": self.digest,
            "consultation_id": self.consultation_id,
            "oneliner_id": self.oneliner_id,
            "withdrawn": self.withdrawn,
        }


def _finding(count: int) -> Prepared:
    """The look for so many keys at once."""
    wanted: list[BindParameter[str]] = [bindparam(f"key{at}") for at in range(count)]
    return Prepared(select(*rows.columns(Receipt, tables.Receipt)).where(tables.Receipt.key_hash.in_(wanted)))


SIZES = (1, 8, 50, 400)
_find = {size: _finding(size) for size in SIZES}
_add = Prepared(insert(tables.Receipt))


def find(connection: Connection, hashes: Sequence[str]) -> list[Receipt]:
    """The receipts that there are, of those with these hashes."""
    found: list[Receipt] = []
    for start in range(0, len(hashes), SIZES[-1]):
        part = hashes[start : start + SIZES[-1]]
        size = next(size for size in SIZES if size >= len(part))
        padded = [*part, *[""] * (size - len(part))]
        held = _find[size].fetch(connection, {f"key{at}": it for at, it in enumerate(padded)})
        found += rows.named(Receipt, _find[size].names, held)
    return found


def add(connection: Connection, receipts: Sequence[Receipt]) -> None:
    """Keep that these keys were taken."""
    _add.run(connection, [receipt.row() for receipt in receipts])
