"""The front door: somebody with a code goes to the phone page, a facilitator to the desk."""

import re
from typing import Final
from urllib.parse import unquote

from flask import Blueprint, redirect, render_template, request
from flask_babel import gettext as _
from flask_babel import lazy_gettext
from werkzeug.wrappers import Response
from wtforms import Form, StringField

from facilitator import current
from facilitator.domain.consultations import read_code
from facilitator.i18n import refusal_message
from facilitator.services import consultations
from facilitator.web.forms import at_most
from facilitator.web.guessing import wrong_code

pages = Blueprint("join", __name__)

LONGEST: Final = 500
"""A whole address may be pasted, with words around it."""
_IN_ADDRESS: Final = re.compile(r"/j/([^/?#\s]+)|[?&]code=([^&#\s]+)", re.IGNORECASE)


class JoinForm(Form):
    """A code, sent by GET: it changes nothing, so it needs no cookie on anybody's phone."""

    code = StringField(
        lazy_gettext("Code"),
        [at_most(LONGEST)],
        description=lazy_gettext("Six letters, on the screen or on your card."),
    )


@pages.get("/")
def join() -> str | Response | tuple[str, int]:
    """Ask for the code, and go on where there is a consultation with it."""
    form = JoinForm(request.args)
    if "code" not in request.args:
        return render_template("join.html", form=form, longest=LONGEST)
    if not form.validate():
        return render_template("join.html", form=form, longest=LONGEST), 400
    code = read_code(_meant(form.code.data or ""))
    if not code:
        form.code.errors = [_("Fill in the six letters that you see on the screen.")]
        return render_template("join.html", form=form, longest=LONGEST), 400
    if not consultations.exists(current.application().store, code):
        wrong_code()
        form.code.errors = [refusal_message("unknown_code")]
        return render_template("join.html", form=form, longest=LONGEST), 404
    return redirect(f"/j/{code}", 303)


def _meant(typed: str) -> str:
    """Give the code out of the address that a phone opens, or of this page; what is no address is a code itself."""
    found = _IN_ADDRESS.search(typed)
    return unquote(found[1] or found[2]) if found else typed
