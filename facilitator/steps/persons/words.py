"""What the pages of key persons say of what is wrong."""

from flask_babel import lazy_gettext as _

WRONG = {
    "empty": _("Fill this in."),
    "too_long": _("Too long."),
    "odd_characters": _("There are characters in it that can't be seen or printed."),
    "unknown_environment": _("Choose one of the four environments of this track."),
    "unknown_type": _("Choose one of the five network types."),
    "unknown_stake": _("Choose experience, insight or interest; on a process track it stays empty."),
    "unknown_round": _("Not a round: a number, or “interview”."),
    "no_reason": _("Whoever is named needs a reason: why this person?"),
    "no_stake": _("Choose what this person brings: experience, insight or interest."),
    "nobody_named_here": _("Of a rhizome network nobody is named. Keep only the way in, under “route”."),
    "route_of_rhizome": _("Only a rhizome network has a route. Use “contact”."),
    "nobody_to_invite": _("Nobody is named here yet, so nobody can be invited."),
    "nobody_to_speak": _("Nobody is named here yet, so nobody can have been spoken."),
    "no_such_week": _("Write a week of the calendar, such as 2026-W13."),
    "unknown_side": _("Choose internal or external."),
    "columns": _("There are more cells on this line than the header has."),
    "same_line": _("The same person stands on line %(other)s."),
    "on_the_list": _("The same person is on the list already."),
    "over": _("The time for which names are kept here is over. Make it longer first, or prepare a next round."),
    "at_once": _("With this number names would go at once, for good. Tick “Remove the names now” if you want that."),
    "nobody_picked": _("Tick whom you want to take over."),
    "already_there": _("The same person is on this seat already."),
}

UNREADABLE = {
    "too_large": _("The file is larger than 200 kB. Split it."),
    "no_text": _("This is no CSV file. In Excel, choose “Save as” and then “CSV UTF-8”."),
    "broken": _("The quotation marks don't fit, from line %(line)s on. Look at them there."),
    "no_lines": _("There is nothing in it. The first line must name the columns; every next line is one seat."),
    "too_many": _("There are more than 500 lines in it. Split it."),
    "no_column": _("The column “%(column)s” is not there. The first line must name the columns."),
    "column_twice": _("The column “%(column)s” is there twice."),
    "full": _("A track has at most 500 seats. With these there would be more."),
    "no_file": _("Choose a file first, or paste the lines."),
}

COLUMNS = {
    "environment": _("environment"),
    "internal": _("internal_external"),
    "function": _("function"),
    "sub_function": _("sub_function"),
    "name": _("name"),
    "organisation": _("organisation"),
    "role": _("role"),
    "contact": _("contact"),
    "network_type": _("network_type"),
    "route": _("route"),
    "reason": _("reason"),
    "stake": _("stake"),
    "note": _("note"),
    "invited": _("invited"),
    "spoken": _("spoken"),
}
"""What a column is called in a file."""
