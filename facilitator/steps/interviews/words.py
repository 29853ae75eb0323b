"""What the JavaScript of an interview's page says: `{n}` and the like are filled in there."""

from flask_babel import lazy_gettext as _

from facilitator.words.refusals import REFUSALS, VALUES

REASONS = ("empty", "too_long", "forbidden_characters", "not_one_line", "outer_space", "bad_request", "closed")

WORDS = {
    "received": _("Received"),
    "waiting": _("Waiting for connection"),
    "all_kept": _("Everything is on the server."),
    "kept_here": _("{n} lines are kept on this device and go as soon as there is a connection."),
    "kept_here_one": _("1 line is kept on this device and goes as soon as there is a connection."),
    "signed_out": _("You are signed out. Sign in in another tab; your lines are kept here and then go by themselves."),
    "struck": _("Struck."),
    "not_struck": _("No connection, so this is not struck yet. Try again."),
    "first_send": _("There are lines that are not on the server yet. Wait for a connection, then close."),
    "answers": _("Answer to: {text}"),
    "answers_nothing": _("Own remark, no answer to a probe"),
    "left": _("{n} characters left"),
    "left_one": _("One character left"),
    "too_many": _("{n} characters too many"),
    "too_many_one": _("1 character too many"),
    **{f"no_{code}": _(REFUSALS[code], **VALUES) for code in REASONS},
}
