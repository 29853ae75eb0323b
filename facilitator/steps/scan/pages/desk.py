"""The organisation scan at the desk: opening it to phones, filling it in together, and both profiles on the screen."""

from flask import abort, redirect, render_template, request, url_for
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from facilitator import current, showing
from facilitator.services.desk import DeskAssignment
from facilitator.steps.scan import service as scan
from facilitator.steps.scan.forms import ScanForm, values_of
from facilitator.steps.scan.pages.public import axes
from facilitator.steps.scan.rules import MOMENTS, Moment
from facilitator.web.desk import pages
from facilitator.web.desk.owned import own_assignment, owned_assignment
from facilitator.web.qr import within_page
from facilitator.web.who import own_account


@pages.get("/assignments/<assignment_id>/scan", endpoint="scan")
@own_account
def show(assignment_id: str) -> str:
    """Show both profiles, and how to fill them in."""
    return _page(owned_assignment(assignment_id), {})


@pages.get("/assignments/<assignment_id>/scan/screen")
@own_account
def scan_screen(assignment_id: str) -> str:
    """Show both profiles large."""
    assignment = owned_assignment(assignment_id)
    taken = scan.taken(own_assignment(assignment.id))
    open_now = next((link(it.token) for it in taken.values() if it.open), None)
    return render_template(
        "scan/screen.html", assignment=assignment, axes=axes(taken), taken=taken, open=open_now, qr=within_page
    )


@pages.post("/assignments/<assignment_id>/scan/<moment>/phones")
@own_account
def scan_open(assignment_id: str, moment: str) -> Response:
    """Open the scan to phones, or take no more answers."""
    assignment, when = owned_assignment(assignment_id), _moment(moment)
    change = scan.end if "close" in request.form else scan.begin
    change(own_assignment(assignment.id), when)
    return _back(assignment, when)


@pages.post("/assignments/<assignment_id>/scan/<moment>/together")
@own_account
def scan_together(assignment_id: str, moment: str) -> str | Response:
    """Keep what the team agreed on."""
    assignment, when = owned_assignment(assignment_id), _moment(moment)
    form = ScanForm(MultiDict(request.form), prefix=f"{when}-")
    if not form.validate():
        return _page(assignment, {when: form})
    scan.fill_in_together(own_assignment(assignment.id), when, values_of(form))
    return _back(assignment, when)


def link(token: str) -> str:
    """The address that phones open."""
    return showing.public_url(current.application()) + url_for("scan.ask", token=token)


def _page(assignment: DeskAssignment, typed: dict[Moment, ScanForm]) -> str:
    taken = scan.taken(own_assignment(assignment.id))
    return render_template(
        "scan/desk.html",
        assignment=assignment,
        axes=axes(taken),
        taken=taken,
        forms={it: typed.get(it) or _form(taken.get(it), it) for it in MOMENTS},
        links={it: link(found.token) for it, found in taken.items()},
        failed=bool(typed),
        qr=within_page,
    )


def _form(found: scan.Taking | None, moment: Moment) -> ScanForm:
    together = found is not None and found.profile.together
    return ScanForm(data=found.profile.values if found and together else None, prefix=f"{moment}-")


def _moment(name: str) -> Moment:
    return next((it for it in MOMENTS if it == name), None) or abort(404)


def _back(assignment: DeskAssignment, moment: Moment) -> Response:
    return redirect(url_for("desk.scan", assignment_id=assignment.id, _anchor=f"m-{moment}"), 303)
