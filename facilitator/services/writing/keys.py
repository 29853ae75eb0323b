"""Random ids, and what is kept of the keys that others made."""

import hashlib
import secrets


def new_id() -> str:
    """A random id, of 16 hexadecimal digits: it tells nothing of when it was made."""
    return secrets.token_hex(8)


def id_of(once: str | None) -> str:
    """The id of what a form makes, as random as the key that the form carries; None: of what has none."""
    return new_id() if once is None else hashlib.sha256(once.encode()).hexdigest()[:16]


def key_hash(key: str) -> str:
    """What is kept of a key: the server can recognise it and can't make it."""
    return hashlib.sha256(key.lower().encode()).hexdigest()


def digest(key: str, content: str) -> str:
    """What is kept of a text that was sent with a key, to tell a resend from another text."""
    return hashlib.sha256(f"{key.lower()}\n{content}".encode()).hexdigest()
