"""One way of writing a value, so that everybody who hashes it hashes the same."""

import hashlib
import json


def canonical(value: object) -> str:
    """Write JSON with sorted keys, without blanks, and with every sign as itself.

    Raises:
        TypeError, ValueError: something in it has no JSON of its own (a date, not-a-number).
    """
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)


def digest(value: object) -> str:
    """Give the hex SHA-256 of a value as it is written here, in UTF-8."""
    return hashlib.sha256(canonical(value).encode()).hexdigest()
