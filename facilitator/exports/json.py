"""The whole document as JSON: for keeping, for checking and for reading in again."""

import json
from collections.abc import Mapping


def document(content: Mapping[str, object]) -> bytes:
    """Write canonical JSON for people and programs: keys sorted, UTF-8, one line an entry.

    Raises:
        TypeError, ValueError: something in it has no JSON of its own (a date, not-a-number).
    """
    text = json.dumps(content, ensure_ascii=False, allow_nan=False, indent=2, sort_keys=True)
    return (text + "\n").encode()
