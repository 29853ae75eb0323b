"""The approval of a goal map by one consulted person: the whole map, one question, and room for what is not right."""

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from facilitator import current
from facilitator.domain.consultations import read_code
from facilitator.i18n import use_language
from facilitator.services.documents import versions as maps
from facilitator.steps.approval import service as approvals
from facilitator.steps.approval.forms import AnswerForm, CodeForm
from facilitator.steps.approval.rules import Answer
from facilitator.web.beside import takes_long_by
from facilitator.web.forms import protection
from facilitator.web.guessing import wrong_code
from facilitator.web.maps.pages import TOLD
from facilitator.web.maps.shown import MapSource, rendered

pages = Blueprint("approval", __name__)


def _answer(typed: str) -> Answer:
    return "agreed" if typed == "agreed" else "agreed_with_remark" if typed == "agreed_with_remark" else "not_agreed"


@pages.get("/approve")
def code() -> str | Response | tuple[str, int]:
    """Ask for the code on the paper, and go on where it is one of ours."""
    form = CodeForm(request.args)
    if "code" not in request.args:
        return render_template("approval/code.html", form=form)
    typed = read_code(form.code.data or "")
    if (
        not form.validate()
        or not typed
        or approvals.asked(current.application().store, typed, today=current.today()) is None
    ):
        wrong_code()
        form.code.errors = [_("We do not know this code. Check the letters on your paper and try again.")]
        return render_template("approval/code.html", form=form), 404
    return redirect(url_for("approval.ask", token=typed), 303)


@pages.get("/approve/<token>")
@takes_long_by(approvals.size)
def ask(token: str) -> tuple[str, int]:
    """Show the whole map and the question under it."""
    wanted = _asked(token)
    return _page(wanted, AnswerForm(), 410 if wanted.closed else 200)


@pages.post("/approve/<token>")
@protection.exempt  # type: ignore[untyped-decorator]
@takes_long_by(approvals.size)
def answer(token: str) -> Response | tuple[str, int]:
    """Keep an answer. The link is the key: it needs no cookie."""
    wanted, form = _asked(token), AnswerForm(MultiDict(request.form))
    if not form.validate():
        return _page(wanted, form, 400)
    store, said = current.application().store, _answer(str(form.answer.data))
    if not approvals.answer(store, token, said, form.said(), today=current.today()):
        return _page(_asked(token), form, 409)
    return redirect(url_for("approval.thanks", token=token), 303)


@pages.get("/approve/<token>/thanks")
def thanks(token: str) -> str:
    """Say what happens with the answer."""
    return render_template("approval/thanks.html", asked=_asked(token), token=token)


def _asked(token: str) -> approvals.Asked:
    found = approvals.asked(current.application().store, token, today=current.today())
    if found is None:
        wrong_code()
        abort(404)
    return found


def _page(wanted: approvals.Asked, form: AnswerForm, status: int) -> tuple[str, int]:
    """Draw the map with the question around it."""
    contents = maps.contents(current.application().store, wanted.track, wanted.version) or abort(404)
    use_language(contents["track"]["language"])
    version = {name: contents["version"][name] for name in TOLD}
    source = MapSource(contents, "published", request.path, version=version)
    around = {
        "layout": "approval/around.html",
        "styles": "approval",
        "asked": wanted,
        "form": form,
        "late": status == 409,
    }
    return rendered(source, around=around), status
