"""Coming in as a facilitator: the first set-up, with a password, with a link; and going out."""

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response
from wtforms import PasswordField, StringField, ValidationError
from wtforms.validators import EqualTo

from facilitator import current
from facilitator.services.accounts import facilitators, passwords, signing_in
from facilitator.services.accounts.facilitators import COOKIE
from facilitator.services.accounts.signing_in import Credentials, Mismatch, TooOften
from facilitator.web import who
from facilitator.web.forms import at_most, required, same_site, text_of, tidy

pages = Blueprint("signing_in", __name__)


class SignInForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF has no types
    """A name and a password."""

    name = StringField(lazy_gettext("Name"), [*required(), at_most(passwords.LONGEST_NAME)], filters=[tidy])
    password = PasswordField(lazy_gettext("Password"), [*required(), at_most(passwords.LONGEST)])


class SetupForm(FlaskForm):  # type: ignore[misc]
    """The first facilitator."""

    name = StringField(
        lazy_gettext("Your name"),
        [*required(), at_most(passwords.LONGEST_NAME)],
        filters=[tidy],
        description=lazy_gettext("You sign in with it. Participants never see it."),
    )
    password = PasswordField(
        lazy_gettext("Password"),
        [*required(), at_most(passwords.LONGEST)],
        description=lazy_gettext("At least 12 characters. Three or four words in a row are easy to remember."),
    )
    again = PasswordField(
        lazy_gettext("The same password again"),
        [*required(), EqualTo("password", lazy_gettext("This is not the same password."))],
    )

    def validate_password(self, field: PasswordField) -> None:
        """Refuse a weak one, saying why."""
        try:
            passwords.check(text_of(field), text_of(self.name))
        except passwords.Weak as refused:
            if refused.weakness != "long":  # `at_most` says so
                raise ValidationError(WEAKNESSES[refused.weakness]) from None


WEAKNESSES = {
    "short": lazy_gettext("This is shorter than 12 characters. Make it longer, with another word for instance."),
    "common": lazy_gettext("Many people use this one, so it is easy to guess. Choose other words."),
    "name": lazy_gettext("Your name is in it, so it is easy to guess. Choose other words."),
}


@pages.route("/setup/<token>", methods=["GET", "POST"])
def set_up(token: str) -> str | Response:
    """Let the first facilitator choose a name and a password."""
    store = current.application().store
    if not facilitators.is_open(store, token, "setup", now=who.seconds()):
        abort(410)
    form = SetupForm()
    if not form.validate_on_submit():
        return render_template("setup.html", form=form)
    new = signing_in.set_up(current.application(), token, text_of(form.name), text_of(form.password))
    return who.go_in(new or abort(410), url_for("desk.overview"))


@pages.route("/sign-in", methods=["GET", "POST"])
def sign_in() -> str | Response | tuple[str, int]:
    """Let a facilitator in with a password."""
    form = SignInForm()
    if not form.validate_on_submit():
        return _ask(form)
    given = Credentials(text_of(form.name), text_of(form.password), request.remote_addr or "")
    try:
        new = signing_in.sign_in(current.application(), given)
    except TooOften as refused:
        form.form_errors.append(
            _("That was wrong too often. Wait %(wait)s seconds, then try again.", wait=refused.wait)
        )
        return _ask(form), 429
    except Mismatch:
        form.form_errors.append(_("This name and password do not belong together. Check both and try again."))
        return _ask(form), 403
    return who.go_in(new, same_site(request.args.get("next"), url_for("desk.overview")))


def _ask(form: SignInForm) -> str:
    return render_template("sign_in.html", form=form, empty=facilitators.needs_setup(current.application().store))


@pages.post("/sign-out")
def sign_out() -> Response:
    """End this browser's sign-in, here and in every open board."""
    if (somebody := who.current_facilitator()) is not None:
        who.end(somebody.sign_in)
    response = redirect(url_for("join.join"), 303)
    response.delete_cookie(COOKIE, httponly=True, samesite="Strict", secure=who.over_https())
    return response


@pages.get("/enter/<token>")
def entrance(token: str) -> tuple[str, int]:
    """Say what the link is for; looking, as what scans mail does too, does not use it up."""
    return _entrance(is_open=facilitators.is_open(current.application().store, token, "board", now=who.seconds()))


def _entrance(*, is_open: bool) -> tuple[str, int]:
    return render_template("entrance.html", is_open=is_open), 200 if is_open else 410


@pages.post("/enter/<token>")
def enter(token: str) -> Response | tuple[str, int]:
    """Sign in with a link that works once, and go to its board."""
    used = facilitators.use_board_link(current.application().store, token, now=who.seconds())
    if used is None:
        return _entrance(is_open=False)
    new, consultation = used
    return who.go_in(new, f"/desk/consultations/{consultation}/board")
