"""How a rule says no: with a stable code, put into words by the door that answers."""

from collections.abc import Mapping
from typing import Final, Literal, get_args

Code = Literal[
    "empty",
    "outer_space",
    "too_long",
    "not_one_line",
    "forbidden_characters",
    "unknown_question",
    "question_closed",
    "too_fast",
    "full",
    "key_taken",
    "not_yours",
    "bad_request",
    "internal",
    "read_only",
    "changed_since",
    "nothing_to_undo",
    "nothing_to_redo",
    "unknown_oneliner",
    "unknown_category",
    "unknown_code",
    "closed",
    "try_later",
    "forbidden",
    "no_suspicion",
    "not_settled",
]

DeskCode = Literal["dry_run_there", "not_the_first", "not_now"]
"""What only the desk's pages are told, which put it into words beside the field that it is about."""

CODES: Final[frozenset[str]] = frozenset(get_args(Code))
"""What programs may be told: docs/protocol.md lists them."""


class RuleBroken(Exception):
    """A rule says no, and nothing was stored. A page that knows which one puts it beside the field it is about."""


class Refusal(RuleBroken):
    """A rule refuses what was asked, with a code that a program may be told.

    `detail` holds what a client can act on (`retry_after` in seconds, `limit`), never words
    and never anybody's text.
    """

    def __init__(self, code: Code | DeskCode, detail: Mapping[str, object] | None = None) -> None:
        super().__init__(code)
        self.code: Code | DeskCode = code
        self.detail: dict[str, object] = dict(detail or {})
