"""The organisation scan on somebody's phone: six sliders, no name, no cookie."""

from dataclasses import dataclass

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from facilitator import current
from facilitator.domain.refusals import Refusal
from facilitator.steps.scan import service as scan
from facilitator.steps.scan.forms import ScanForm, values_of
from facilitator.steps.scan.rules import AXES, Moment
from facilitator.steps.scan.words import POLES
from facilitator.web.forms import protection

pages = Blueprint("scan", __name__)


@dataclass(frozen=True)
class Axis:
    """An axis for the picture of the profiles: its poles, and a mark for each moment (0 to 100, None: not yet)."""

    key: str
    left: str
    right: str
    start: int | None
    end: int | None


def axes(taken: dict[Moment, scan.Taking]) -> list[Axis]:
    """Give both profiles, laid over each other."""
    shown = {moment: it.profile.values or {} for moment, it in taken.items()}
    start, end = shown.get("start", {}), shown.get("end", {})
    return [Axis(it, str(POLES[it][0]), str(POLES[it][1]), start.get(it), end.get(it)) for it in AXES]


@pages.get("/scan/<token>")
def ask(token: str) -> str | tuple[str, int]:
    """Show the six sliders."""
    return _page(_asked(token), ScanForm())


@pages.post("/scan/<token>")
@protection.exempt  # type: ignore[untyped-decorator]
def take(token: str) -> str | Response | tuple[str, int]:
    """Keep an answer. Who filled it in is asked nowhere."""
    wanted, form = _asked(token), ScanForm(MultiDict(request.form))
    if not form.validate():
        return _page(wanted, form, status=400)
    try:
        scan.answer(current.application().store, token, values_of(form))
    except Refusal as refusal:
        return _page(wanted, form, refused=_why(refusal), status=409)
    return redirect(url_for("scan.thanks", token=token), 303)


@pages.get("/scan/<token>/thanks")
def thanks(token: str) -> str:
    """Say that it was received."""
    return render_template("scan/thanks.html", asked=_asked(token))


def _why(refusal: Refusal) -> str:
    if refusal.code == "full":
        return str(_("So many people have filled this in that no more fits. Your answer was not kept."))
    return str(_("The scan was closed while you were filling it in. Your answer was not kept."))


def _asked(token: str) -> scan.Asked:
    return scan.asked(current.application().store, token) or abort(404)


def _page(wanted: scan.Asked, form: ScanForm, *, refused: str = "", status: int = 200) -> tuple[str, int]:
    page = render_template("scan/answer.html", asked=wanted, form=form, refused=refused)
    return page, 410 if not wanted.open and status == 200 else status
