"""What the screen's JavaScript says to the room."""

from flask_babel import lazy_gettext as _

from facilitator.words.refusals import REFUSALS

WORDS = {
    "join_how": _("Scan the square with your phone"),
    "join_or": _("or go to {address} and type"),
    "phones": _("{count} phones take part"),
    "phones_one": _("1 phone takes part"),
    "suspicion": _("We suspect that…"),
    "question_of": _("Question {number} of {of}"),
    "no_question": _("The next question comes in a moment"),
    "received": _("{count} one-liners received"),
    "received_one": _("1 one-liner received"),
    "nothing_yet": _("People are writing…"),
    "unsorted": _("Not sorted yet"),
    "no_categories": _("The categories come in a moment"),
    "more": _("+{count}"),
    "more_categories": _("+{count} more categories"),
    "more_categories_one": _("+1 more category"),
    "columns_of": _("Categories {from} to {to} of {of}"),
    "total": _("In all"),
    "gap": _("–"),
    "map": _("The map so far"),
    "category": _("Category"),
    "map_foot": _("Counts say how often something was said, not how important it is."),
    "asked": _("Asked on:"),
    "pause": _("Break"),
    "pause_until": _("We go on in a moment"),
    "thanks": _("Thank you"),
    "thanks_more": _("Your one-liners are no longer linked to your phone."),
    "stale": _("No connection for a moment. Keep writing: your phone keeps it."),
    "corner": _("Join with the code {code}"),
    "square": _("Square to scan, with the address {address}"),
    "refusal_unknown_screen": _(REFUSALS["unknown_screen"]),
    "refused": _("This screen address is not known. Open the screen again from the desk."),
}
