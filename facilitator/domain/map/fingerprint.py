"""One number for a whole map: everything that it shows, whatever the order.

The Merkle tree of RFC 6962, over commitments in ascending order, each taken as 32 bytes: a leaf is
SHA-256(00 ‖ commitment), a node SHA-256(01 ‖ left ‖ right), where left covers the largest power of two that is
smaller than the number of leaves. Of nothing it is SHA-256().

A document of format 1 is committed to by its texts alone; of format 2 by each part of it. docs/verify.md has the
whole recipe.
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from facilitator.domain.canonical import digest

SHOWN: Final = 16
"""So many hex digits are shown on screens, prints and exports."""

TEXTS_ALONE: Final = "facilitator/1"
FORMAT: Final = "facilitator/2"
"""What an exported document says it is; another shape, or another fingerprint, gets another number."""
FORMATS: Final = (TEXTS_ALONE, FORMAT)

NOT_COVERED: Final = frozenset(
    {"acts", "later", "version", "versions", "fingerprint", "fingerprint_shown", "counts_line"}
)
"""Fields of a document that follow from others, are checked by the chain, or have a fingerprint of their own."""
WITHOUT: Final = {
    "oneliners": ("text", "salt", "masks"),
    "counts": ("masked",),
}
"""What is left out of a part: a later mask takes it away, and the text is there by its commitment."""
FIXED_AS: Final = ("number", "day", "by")
"""What is said of a version, and covered with it."""
SEALED: Final = ("id", "commitment", "consultation", "question", "source", "probe", "parent", "variants", "cooperation")
"""What never changes of a one-liner once its consultation is closed, and every document tells."""


def fingerprint(commitments: Iterable[str]) -> str:
    """Give the hex root over commitments in hex. Raises: ValueError when one isn't hex."""
    return _root(sorted(bytes.fromhex(commitment) for commitment in commitments)).hex()


def _root(leaves: Sequence[bytes]) -> bytes:
    if not leaves:
        return hashlib.sha256().digest()
    if len(leaves) == 1:
        return hashlib.sha256(b"\0" + leaves[0]).digest()
    left = 1 << (len(leaves) - 1).bit_length() - 1
    return hashlib.sha256(b"\1" + _root(leaves[:left]) + _root(leaves[left:])).digest()


def of_document(document: Mapping[str, Any], version: Mapping[str, Any] | None = None) -> str:
    """Give the fingerprint of a document by its own format. `version`: what is said of it where it was fixed."""
    if document["format"] == TEXTS_ALONE:
        return fingerprint(it["commitment"] for it in document["oneliners"])
    return fingerprint(_parts(document, version))


def _parts(document: Mapping[str, Any], version: Mapping[str, Any] | None) -> Iterator[str]:
    """Commit to each field, and of a list to each entry."""
    if version is not None:
        yield digest(["version", {name: version[name] for name in FIXED_AS}])
    for name, value in document.items():
        if name not in NOT_COVERED:
            for it in value if isinstance(value, list) else [value]:
                yield digest([name, _without(it, WITHOUT.get(name, ()))])


def _without(value: Any, names: Sequence[str]) -> Any:
    return {name: held for name, held in value.items() if name not in names} if names else value


def seal(oneliners: Iterable[Mapping[str, Any]]) -> str:
    """Give the root over what never changes of a closed consultation's one-liners, by the names of a document."""
    return fingerprint(digest(["sealed", {name: it[name] for name in SEALED}]) for it in oneliners)
