"""The form of another consultation on a track."""

from flask_babel import lazy_gettext
from wtforms import BooleanField

from facilitator.web.desk.forms import AgainForm


class ConsultForm(AgainForm):
    """A consultation on a track."""

    dry_run = BooleanField(
        lazy_gettext("Dry run"),
        description=lazy_gettext(
            "Try everything first. Afterwards you wipe what was said, and the code stays the same."
        ),
    )
