"""What the board's JavaScript says: `{category}` and the like are filled in there, no sentence is made there."""

from flask_babel import lazy_gettext as _

from facilitator.words.board.bar import BAR
from facilitator.words.board.cards import CARDS
from facilitator.words.board.categories import CATEGORIES
from facilitator.words.board.keys import KEYS
from facilitator.words.board.told import TOLD
from facilitator.words.refusals import REFUSALS, VALUES

CODES = (
    "empty",
    "too_long",
    "not_one_line",
    "forbidden_characters",
    "full",
    "unknown_code",
    "forbidden",
    "closed",
    "internal",
)

WORDS = {
    **CARDS,
    **CATEGORIES,
    **BAR,
    **TOLD,
    **KEYS,
    **{f"refusal_{code}": _(REFUSALS[code], **VALUES) for code in CODES},
}
