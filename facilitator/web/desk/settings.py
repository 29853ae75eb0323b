"""A facilitator's own settings: the words that hold a one-liner back from the screen."""

from flask import redirect, render_template, request, url_for
from flask_babel import lazy_gettext
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response
from wtforms import TextAreaField, ValidationError

from facilitator import current
from facilitator.catalogues import in_every_language
from facilitator.domain.flags import INSULTS
from facilitator.services.accounts import facilitators
from facilitator.services.accounts.facilitators import LONGEST_INSULT, MOST_INSULTS
from facilitator.web.desk import pages
from facilitator.web.forms import text_of, tidy
from facilitator.web.who import me, own_account


class InsultsForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF has no types
    """One word a line."""

    insults = TextAreaField(
        lazy_gettext("Words that are held back"),
        filters=[tidy],
        description=lazy_gettext(
            "One on each line. An asterisk at the end stands for any ending: “idiot*” is also “idiots”."
        ),
    )

    def validate_insults(self, field: TextAreaField) -> None:
        """Bound the list."""
        try:
            facilitators.check_insults(words_in(text_of(field)))
        except facilitators.TooMany:
            raise ValidationError(lazy_gettext("At most %(number)s words.", number=MOST_INSULTS)) from None
        except facilitators.TooLong:
            told = lazy_gettext("At most %(length)s characters on a line.", length=LONGEST_INSULT)
            raise ValidationError(told) from None


def words_in(typed: str) -> list[str]:
    """Read a list: one word a line, each once, without lines that hold nothing."""
    lines = (" ".join(line.split()) for line in typed.splitlines())
    return list({line.casefold(): line for line in lines if line.strip(" *")}.values())


@pages.route("/settings", methods=["GET", "POST"])
@own_account
def settings() -> str | Response:
    """Show the list, and take another one over: at once, also where a consultation runs."""
    application = current.application()
    own = facilitators.insults_of(application.store, me().id)
    form = InsultsForm(data={"insults": "\n".join(_to_begin_with() if own is None else own)})
    if "reset" in request.form:
        return _keep(None)
    if form.validate_on_submit():
        return _keep(words_in(text_of(form.insults)))
    return render_template("desk/settings.html", form=form, own=own is not None, saved="saved" in request.args)


def _to_begin_with() -> list[str]:
    return [word for words in in_every_language(INSULTS) for word in words.split()]


def _keep(words: list[str] | None) -> Response:
    application = current.application()
    for track in facilitators.keep_insults(application.store, me().id, words):
        application.refresh(track)
    return redirect(url_for("desk.settings", saved=1), 303)
