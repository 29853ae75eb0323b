"""One number for a whole map, that anyone can compute."""

import hashlib

import pytest

from facilitator.domain.map.fingerprint import fingerprint

A, B, C = (hashlib.sha256(name).hexdigest() for name in (b"a", b"b", b"c"))


def leaf(commitment: str) -> bytes:
    return hashlib.sha256(b"\0" + bytes.fromhex(commitment)).digest()


def node(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\1" + left + right).digest()


def test_it_is_the_root_of_the_tree_that_is_described() -> None:
    first, second, third = sorted([A, B, C])
    assert fingerprint([A, B, C]) == node(node(leaf(first), leaf(second)), leaf(third)).hex()


def test_known_ones() -> None:
    assert fingerprint([]) == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    assert fingerprint([A]) == "a23bd5b06da9048238a65b3f1d9d0b9e15fae3dde262688e6489aa4c763d1820"
    assert fingerprint([A, B, C]) == "dd67a4e94fcb4fff954bcb093257364a5b5d0832bda9ffb7a5b6340e45ca647b"


def test_the_order_plays_no_part() -> None:
    assert fingerprint([C, A, B]) == fingerprint([A, B, C])


def test_one_more_or_less_or_other_makes_another() -> None:
    assert len({fingerprint(it) for it in ([A, B], [A, B, C], [A, C], [A, B, B], [B], [])}) == 6


def test_what_is_no_commitment_is_refused() -> None:
    with pytest.raises(ValueError, match="hex"):
        fingerprint(["niet"])
