"""The page behind an invitation: what it is, and coming in as a guest or with one's own account."""

from flask import Blueprint, abort, redirect, render_template, request
from flask_babel import lazy_gettext
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response
from wtforms import StringField

from facilitator import current
from facilitator.services import desk
from facilitator.services.accounts import helpers
from facilitator.services.accounts.facilitators import SignedIn
from facilitator.web import who
from facilitator.web.forms import at_most, required, text_of, tidy

pages = Blueprint("inviting", __name__)


class GuestForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF has no types
    """The name of somebody without an account."""

    name = StringField(
        lazy_gettext("Your name"),
        [*required(), at_most(helpers.LONGEST_NAME)],
        filters=[tidy],
        description=lazy_gettext("The other facilitator sees it. Participants never do."),
    )


class OwnAccountForm(FlaskForm):  # type: ignore[misc]
    """Nothing to fill in: who is signed in is known."""


@pages.get("/invite/<token>")
def invitation(token: str) -> str | Response:
    """Say what the link is for; looking does not use it up."""
    if who.current_facilitator() is None and who.came_from_elsewhere():
        return who.onward(request.path)
    return _ask(token, OwnAccountForm() if _own_account() else GuestForm())


@pages.post("/invite/<token>")
def accept(token: str) -> str | Response:
    """Begin to help, which ends the link."""
    somebody = _own_account()
    form = OwnAccountForm() if somebody else GuestForm()
    if not form.validate_on_submit():
        return _ask(token, form)
    return _with_account(token, somebody) if somebody else _as_guest(token, text_of(form.name))


def _own_account() -> SignedIn | None:
    """Who is signed in with an account of their own; a guest of another consultation comes in by name."""
    somebody = who.current_facilitator()
    return None if somebody is None or somebody.guest else somebody


def _ask(token: str, form: FlaskForm) -> str:
    application = current.application()
    consultation = helpers.invited_to(application.store, token, now=who.seconds()) or abort(410)
    return render_template(
        "invitation.html",
        form=form,
        me=_own_account(),
        consultation=desk.any_consultation(application.store, consultation) or abort(410),
    )


def _with_account(token: str, somebody: SignedIn) -> Response:
    store = current.application().store
    return redirect(_board(helpers.accept(store, token, facilitator=somebody.id, now=who.seconds()) or abort(410)), 303)


def _as_guest(token: str, name: str) -> Response:
    accepted = helpers.accept_as_guest(current.application().store, token, name=name, now=who.seconds())
    new, consultation = accepted or abort(410)
    return who.go_in(new, _board(consultation))


def _board(consultation: str) -> str:
    return f"/desk/consultations/{consultation}/board"
