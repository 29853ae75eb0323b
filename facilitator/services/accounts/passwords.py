"""Passwords: how they are kept, and which are too weak.

Source: OWASP password storage (Argon2id, 19 MiB, two passes, one lane); NIST SP 800-63B on length and common ones.
"""

from typing import Final, Literal

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from argon2.low_level import ARGON2_VERSION

from facilitator.domain import written
from facilitator.domain.refusals import RuleBroken

Weakness = Literal["short", "long", "common", "name"]

SHORTEST: Final = 12
LONGEST: Final = 200
LONGEST_NAME: Final = 80
FEWEST_DIFFERENT: Final = 5
COMMON: Final = frozenset(
    """
    password passwort passw0rd wachtwoord welkom welcome qwerty qwertyuiop qwertyuiopas azerty azertyuiop asdfghjkl
    zxcvbnm letmein letmeinplease iloveyou ikhouvanjou geheim admin administrator beheerder gemeente municipality
    facilitator gespreksleider consultatie consultation winter lente voorjaar zomer herfst najaar spring summer autumn
    nederland amsterdam rotterdam denhaag utrecht eindhoven groningen feyenoord football voetbal sunshine princess
    monkey dragon superman trustno changeme default secret mijnwachtwoord mypassword correcthorsebatterystaple
    """.split()
)
KEY_ROWS: Final = (
    "01234567890123456789",
    "98765432109876543210",
    "abcdefghijklmnopqrstuvwxyz",
    "qwertyuiopasdfghjklzxcvbnm",
)

_hasher = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)
NOBODY: Final = (
    f"$argon2id$v={ARGON2_VERSION}$m={_hasher.memory_cost},t={_hasher.time_cost},p={_hasher.parallelism}"
    f"${'A' * 22}${'A' * 43}"
)
"""Kept for who isn't known, so that an unknown name takes as long as a wrong password; of no password, all zeros."""


def hash_password(password: str) -> str:
    """Make what is kept instead of the password. Takes about 50 ms: not for the event loop."""
    return _hasher.hash(password)


def is_right(kept: str | None, password: str) -> bool:
    """Whether this is the password; as slow without one (`kept` None) as with a wrong one."""
    try:
        right = _hasher.verify(kept or NOBODY, password)
    except (VerificationError, InvalidHashError):
        return False
    return right and kept is not None


def is_outdated(kept: str) -> bool:
    """Whether it was kept by weaker rules than today's."""
    return _hasher.check_needs_rehash(kept)


class Weak(RuleBroken):
    """A password will not do, for this `weakness`."""

    def __init__(self, weakness: Weakness) -> None:
        super().__init__(weakness)
        self.weakness = weakness


class Chosen:
    """A name with a password that will do for it. There is no making one of another, so that none is ever stored.

    Made apart from the transaction that stores it: hashing takes about 50 ms, not for the event loop either.
    `kept` is what is stored instead of the password.

    Raises: Weak; Refusal("bad_request"): the name is none, more than a line, or longer than LONGEST_NAME
    """

    def __init__(self, name: str, password: str) -> None:
        written.check({"name": name}, {"name": written.line(LONGEST_NAME, must=True)})
        check(password, name)
        self.name = name
        self.kept = hash_password(password)


def check(password: str, name: str) -> None:
    """Refuse a password that is too weak for somebody of this name, or longer than we read. Raises: Weak"""
    if len(password) < SHORTEST:
        raise Weak("short")
    if len(password) > LONGEST:
        raise Weak("long")
    plain = password.casefold()
    if name and name.casefold() in plain:
        raise Weak("name")
    core = "".join(sign for sign in plain if sign.isalpha())
    if core in COMMON or len(set(plain)) < FEWEST_DIFFERENT or any(plain in row for row in KEY_ROWS):
        raise Weak("common")
