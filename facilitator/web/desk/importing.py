"""Reading an export in."""

from typing import Any, Final

from flask import redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext
from flask_wtf import FlaskForm
from flask_wtf.file import FileField, FileRequired
from werkzeug.wrappers import Response

from facilitator import current, serving
from facilitator.services.documents import importing
from facilitator.services.documents.importing import LARGEST, Unreadable
from facilitator.web.beside import takes_long
from facilitator.web.desk import pages
from facilitator.web.who import me, own_account

MEGABYTES: Final = LARGEST // 2**20


class ImportForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF has no types
    """A file to read in."""

    file = FileField(
        lazy_gettext("JSON export"),
        [FileRequired(lazy_gettext("Choose a file."))],
        description=lazy_gettext("At most %(number)s MB.", number=MEGABYTES),
    )


@pages.route("/import", methods=["GET", "POST"])
@own_account
@takes_long
def map_import() -> str | Response:
    """Read an export in, as a new assignment of whoever does."""
    form = ImportForm()
    if form.validate_on_submit():
        try:
            taken = _taken_in(form.file.data)
        except Unreadable as error:
            form.file.errors = [words(error)]
        else:
            return redirect(url_for("desk.versions", track_id=taken.track), 303)
    return render_template("desk/import.html", form=form)


def _taken_in(file: Any) -> importing.Taken:
    """Check the file beside the event loop, then store it."""
    document = serving.in_thread(importing.read, file.read(LARGEST + 1))
    return importing.take_in(current.application().store, me().id, document)


def words(error: Unreadable) -> str:
    """Say why a file can't be read in, and that nothing was stored."""
    said: dict[str, str] = {
        "too_large": _("This file is larger than %(number)s MB.", number=MEGABYTES),
        "no_json": _("This is not a JSON file, or not a whole one."),
        "not_ours": _("This is not a JSON export of Facilitator."),
        "broken": _("Something in this file was changed after it was made (%(what)s).", what=error.where),
        "misshapen": _("This part of the file is not as it should be: %(where)s.", where=error.where),
        "here_already": _("This track is here already, or a part of it is."),
    }
    nothing = _("Nothing was stored.")
    return f"{said[error.why]} {nothing}"
