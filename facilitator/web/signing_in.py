"""Coming in as a facilitator: the first set-up, with a password, with a link; and going out."""

import threading
from collections.abc import Callable
from typing import TypeVar

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response
from wtforms import PasswordField, StringField, ValidationError
from wtforms.validators import EqualTo

from facilitator import current, serving
from facilitator.services.accounts import facilitators, passwords
from facilitator.services.accounts.facilitators import COOKIE
from facilitator.web import who
from facilitator.web.attempts import Attempts
from facilitator.web.forms import at_most, required, same_site, text_of, tidy

pages = Blueprint("signing_in", __name__)
attempts = Attempts()
two_at_once = threading.Semaphore(2)

Result = TypeVar("Result")


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
    chosen = aside(passwords.Chosen, text_of(form.name), text_of(form.password))
    new = facilitators.set_up(store, token, chosen, now=who.seconds())
    return who.go_in(new or abort(410), url_for("desk.overview"))


@pages.route("/sign-in", methods=["GET", "POST"])
def sign_in() -> str | Response | tuple[str, int]:
    """Let a facilitator in with a password."""
    form = SignInForm()
    if not form.validate_on_submit():
        return _ask(form)
    name, address = text_of(form.name), request.remote_addr or ""
    if wait := attempts.wait(name, address):
        form.form_errors.append(_("That was wrong too often. Wait %(wait)s seconds, then try again.", wait=wait))
        return _ask(form), 429
    facilitator = _check(name, text_of(form.password))
    if facilitator is None:
        attempts.failed(name, address)
        form.form_errors.append(_("This name and password do not belong together. Check both and try again."))
        return _ask(form), 403
    attempts.succeeded(name, address)
    new = facilitators.sign_in(current.application().store, facilitator, now=who.seconds())
    return who.go_in(new, same_site(request.args.get("next"), url_for("desk.overview")))


def _ask(form: SignInForm) -> str:
    return render_template("sign_in.html", form=form, empty=facilitators.needs_setup(current.application().store))


def _check(name: str, password: str) -> str | None:
    """Give the facilitator with this name and password; as slow for an unknown name."""
    store = current.application().store
    found, kept = facilitators.find(store, name) or (None, None)
    if not aside(passwords.is_right, kept, password) or found is None or kept is None:
        return None
    if passwords.is_outdated(kept):
        facilitators.keep_password(store, found, aside(passwords.hash_password, password))
    return found


def aside(slow: Callable[..., Result], *args: object) -> Result:
    """Do what takes the processor for a while without keeping everybody waiting, two at once at most."""
    with two_at_once:
        return serving.in_thread(slow, *args)


@pages.post("/sign-out")
def sign_out() -> Response:
    """End this browser's sign-in, here and in every open board."""
    if (somebody := who.current_facilitator()) is not None:
        who.end(somebody.sign_in)
    response = redirect(url_for("join.join"), 303)
    response.delete_cookie(COOKIE, httponly=True, samesite="Strict", secure=who.over_https())
    return response


@pages.get("/enter/<token>")
def entrance(token: str) -> str:
    """Say what the link is for; looking, as what scans mail does too, does not use it up."""
    if not facilitators.is_open(current.application().store, token, "board", now=who.seconds()):
        abort(410)
    return render_template("entrance.html")


@pages.post("/enter/<token>")
def enter(token: str) -> Response:
    """Sign in with a link that works once, and go to its board."""
    used = facilitators.use_board_link(current.application().store, token, now=who.seconds())
    new, consultation = used or abort(410)
    return who.go_in(new, f"/desk/consultations/{consultation}/board")
