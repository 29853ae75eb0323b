"""What the phone's JavaScript says: `{n}` and the like are filled in there, no sentence is made there."""

from flask_babel import lazy_gettext as _

from facilitator.words.refusals import REFUSALS, VALUES

# Why a one-liner stays on the phone; the rarer reasons come with the server's own answer.
REASONS = ("empty", "too_long", "forbidden_characters", "question_closed", "bad_request")

WORDS = {
    # The connection
    "connecting": _("Connecting"),
    "online": _("Connected"),
    "away": _("No connection"),
    "back": _("Connected again."),
    # A one-liner's fate
    "sending": _("On its way"),
    "waiting": _("Waiting for connection"),
    "received": _("Received"),
    "masked": _("Received. We masked a part of it."),
    "masked_person": _("Received. We masked a part that is about a person."),
    "masked_address": _("Received. We masked an address."),
    "masked_contact": _("Received. We masked contact details."),
    "masked_insult": _("Received. We masked an insult."),
    "hidden": _("Received. We do not show this one-liner."),
    "hidden_because": _("Received. We do not show this one-liner: {reason}"),
    "withdrawing": _("Is being withdrawn"),
    "withdrawn": _("Withdrawn"),
    "kept": _("Received. It can no longer be withdrawn."),
    "closed": _("Not sent: the consultation is over. You can copy your text."),
    "unsure": _("We do not know whether this arrived before the end. You can copy your text."),
    "unsent": _("For question {number}, not sent yet. If that question opens again, your text is back in the field."),
    "copied": _("Copied"),
    **{f"no_{code}": _(REFUSALS[code], **VALUES) for code in REASONS},
    # While writing
    "left": _("{n} characters left"),
    "left_one": _("One character left"),
    "too_many": _("{n} characters too many"),
    "too_many_one": _("1 character too many"),
    "hint_two_thoughts": _("Two thoughts? Send them apart."),
    "hint_name": _("Is there a name in this? Better leave it out."),
    "hint_link": _("Is there a link in this? Better say it in your own words."),
    "without_unseen": _("Take the invisible characters out"),
    # The questions
    "question": _("Question {number} of {of}"),
    "opened": _("Question {number} is open: {text}"),
    "first": _("Wait for the first question"),
    "first_more": _("This page changes by itself when the question opens. You need not do anything."),
    "question_over": _("Question {number} is closed"),
    "next_none": _("Wait for the next question. This page changes by itself."),
    "next_one": _("Your one-liner is below. Wait for the next question. This page changes by itself."),
    "next": _("Your {n} one-liners are below. Wait for the next question. This page changes by itself."),
    "break": _("Break"),
    "minutes": _("{n} minutes left"),
    "minute": _("Less than a minute left"),
    "own": _("Your one-liners"),
    "not_sent": _("Not sent"),
    # A probe
    "probe_own": _("A probe on your one-liner"),
    "probe_everyone": _("A probe for everybody"),
}

PACED = {
    "not_open": _("The questions are not open now"),
    "not_open_more": _("This page changes by itself when they open. What you wrote has been kept."),
    "sent": _("{n} one-liners"),
    "sent_one": _("1 one-liner"),
    "sent_none": _("nothing yet"),
}
"""More, where everybody goes at their own pace."""
