"""What the map's JavaScript says."""

from flask_babel import lazy_gettext as _

WORDS = {
    "yours": _("yours"),
    "mine": _("{n} of these one-liners are yours. Only this phone knows: it marks them, and sends nothing."),
    "mine_one": _("One of these one-liners is yours. Only this phone knows: it marks it, and sends nothing."),
    "mine_none": _("What you said is not marked here: this phone no longer knows it, or it was not shown."),
    "saving": _("Making the picture…"),
    "saved": _("The picture has been saved."),
    "failed": _("The picture could not be made. Try the SVG instead."),
}
