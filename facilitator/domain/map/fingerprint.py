"""One number for a whole map: which one-liners it holds, whatever their order.

The Merkle tree of RFC 6962, over the commitments in ascending order, each taken as 32 bytes:
a leaf is SHA-256(00 ‖ commitment), a node SHA-256(01 ‖ left ‖ right), where left covers the
largest power of two that is smaller than the number of leaves. Of nothing it is SHA-256().
"""

import hashlib
from collections.abc import Iterable, Sequence
from typing import Final

SHOWN: Final = 16
"""So many hex digits are shown on screens, prints and exports."""


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
