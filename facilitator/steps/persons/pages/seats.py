"""Key persons of a track: who has knowledge and skill of it, from inside and outside. For its owner alone."""

from typing import Any

from flask import abort, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from facilitator import current
from facilitator.domain.method import ENVIRONMENTS, environments_for
from facilitator.services.desk import DeskTrack
from facilitator.services.etags import ChangedMeanwhile
from facilitator.steps.persons import portfolio, turnout
from facilitator.steps.persons import retention as contact_retention
from facilitator.steps.persons import service as key_persons
from facilitator.steps.persons.forms import MonthsForm, NewSeatForm, SeatForm, add_error, holds, round_name
from facilitator.steps.persons.networks import DEFINITIONS, NETWORK_TYPES, RHIZOME, STAKES
from facilitator.steps.persons.retention import EmptiesNow, Term
from facilitator.steps.persons.rules import INTERVIEW, Coverage, Seat, folded, in_order, is_round, said_twice
from facilitator.steps.persons.service import Kept, NewSeats
from facilitator.web.desk import pages
from facilitator.web.desk.owned import own_assignment, own_track, owned_track
from facilitator.web.desk.steps import steps_of
from facilitator.web.forms import text_of
from facilitator.web.forms.once import made_once, own_address
from facilitator.web.who import own_account


@pages.get("/tracks/<track_id>/persons")
@own_account
def persons(track_id: str) -> str:
    """Show the network around a track."""
    track = owned_track(track_id)
    term = term_of(track)
    return overview_of(track, MonthsForm(formdata=None, data={"months": term.months}))


def overview_of(track: DeskTrack, months: MonthsForm) -> str:
    """Show the network, with the form for how long it is kept."""
    store = current.application().store
    found = key_persons.seats(own_track(track.id))
    seats = [it.seat for it in found]
    made, counted = turnout.rounds(own_track(track.id)), turnout.counted(own_track(track.id))
    shown = shown_rounds(found, made, counted)
    return render_template(
        "persons/overview.html",
        **about(track),
        steps=steps_of(track),
        seats=found,
        coverage=Coverage.of(seats, ENVIRONMENTS[track.kind]),
        twice=said_twice(seats),
        rounds=shown,
        made=made,
        counted=counted,
        invited={it: turnout.invited(found, it) for it in shown},
        sources=portfolio.sources(store, track.owner, besides=track.id),
        months=months,
    )


def about(track: DeskTrack) -> dict[str, Any]:
    """Collect what every page of key persons shows."""
    return {
        "track": track,
        "environments": environments_for(track.kind, _),
        "labels": {key: _(it) for key, it in NETWORK_TYPES.items()},
        "definitions": {key: _(it) for key, it in DEFINITIONS.items()},
        "stakes": {key: _(it) for key, it in STAKES.items()},
        "round_name": round_name,
        "term": term_of(track),
        "today": current.today(),
    }


def term_of(track: DeskTrack) -> Term:
    """Tell until when a track's key persons are kept."""
    return contact_retention.term(own_track(track.id))


def shown_rounds(found: list[Kept], *more: Any) -> tuple[str, ...]:
    """List the rounds that were made, counted or invited for, and the one that comes next."""
    known = {round for kept in found for round in kept.seat.invited}.union({INTERVIEW}, *more)
    numbers = [int(it) for it in known if it != INTERVIEW]
    return in_order(it for it in {*known, str(max(numbers, default=0) + 1)} if is_round(it))


@pages.route("/tracks/<track_id>/persons/new", methods=["GET", "POST"])
@own_account
def persons_new(track_id: str) -> str | Response:
    """Make a seat in two steps: first the function, then the sub-function. The name comes on its own page."""
    track = owned_track(track_id)
    if (own := own_address()) is not None:
        return redirect(own)
    form = NewSeatForm()
    form.offer(track)
    if request.method == "GET":
        form.environment.data = request.args.get("environment")
        form.side.data = request.args.get("side") or form.side.data
        return _step(track, form, 1)
    is_first = "sub_function" not in request.form
    is_well = form.validate() & holds(form, form.seat(), track)
    if is_first and not {"environment", "side", "function"} & set(form.errors):
        form.sub_function.errors = []
        return _step(track, form, 2)
    if is_first or not is_well:
        return _step(track, form, 1 if {"environment", "side", "function"} & set(form.errors) else 2)
    return _made(track, form)


def _made(track: DeskTrack, form: NewSeatForm) -> str | Response:
    try:
        made = made_once(lambda: _add(track, form))
    except key_persons.Full:
        return _step(track, form, 1, full=True)
    return redirect(url_for("desk.person", track_id=track.id, seat_id=made), 303)


def _add(track: DeskTrack, form: NewSeatForm) -> str:
    new = NewSeats([form.seat()], form.key())
    [made] = key_persons.add(own_track(track.id), new, today=current.today())
    return made


def _step(track: DeskTrack, form: NewSeatForm, step: int, *, full: bool = False) -> str:
    if step == 1:
        form.sub_function.errors = []
    seats = [it.seat for it in key_persons.seats(own_track(track.id))]
    function = folded(text_of(form.function))
    known = {it.sub_function: it for it in seats if folded(it.function) == function} if step == 2 else {}
    functions = sorted({it.function for it in seats})
    return render_template(
        "persons/new.html", **about(track), form=form, step=step, full=full, functions=functions, known=list(known)
    )


@pages.route("/tracks/<track_id>/persons/<seat_id>", methods=["GET", "POST"])
@own_account
def person(track_id: str, seat_id: str) -> str | Response:
    """Show one seat, and keep who sits there."""
    track = owned_track(track_id)
    kept = seat_of(track, seat_id)
    form = SeatForm() if request.method == "POST" else SeatForm.of(kept.seat)
    form.offer(track, _rounds_for(track, kept))
    if request.method == "POST" and _keep(track, kept, form):
        return redirect(url_for("desk.persons", track_id=track.id, _anchor=f"s-{kept.id}"), 303)
    changed = request.method == "POST" and text_of(form.etag) != kept.etag
    return render_template("persons/seat.html", **about(track), kept=kept, form=form, changed=changed)


def seat_of(track: DeskTrack, seat_id: str) -> Kept:
    """Give a seat of a track, or answer 404."""
    return key_persons.find(own_track(track.id), seat_id) or abort(404)


def _rounds_for(track: DeskTrack, kept: Kept) -> tuple[str, ...]:
    return shown_rounds([kept], turnout.rounds(own_track(track.id)))


def _keep(track: DeskTrack, kept: Kept, form: SeatForm) -> bool:
    """Keep what was typed; False where that can't be, with the reason at its field."""
    seat = form.seat()
    if not (form.validate() & holds(form, seat, track)):
        return False
    if text_of(form.etag) != kept.etag:
        return False
    return _changed(track, kept, form, seat)


def _changed(track: DeskTrack, kept: Kept, form: SeatForm, seat: Seat) -> bool:
    try:
        key_persons.change(own_track(track.id), kept, seat, today=current.today())
    except key_persons.Over:
        add_error(form.route if seat.network_type == RHIZOME else form.name, "over")
        return False
    except key_persons.AlreadyThere:
        add_error(form.name, "already_there")
        return False
    except ChangedMeanwhile:
        return False
    forget_on_disk()
    return True


def forget_on_disk() -> None:
    """What was taken out goes off the disk too, at the next sweep."""
    current.application().unswept = True


@pages.post("/tracks/<track_id>/persons/<seat_id>/remove")
@own_account
def person_remove(track_id: str, seat_id: str) -> str | Response:
    """Take a seat out."""
    track = owned_track(track_id)
    kept = seat_of(track, seat_id)
    etag = text_of(SeatForm().etag)
    if etag != kept.etag:
        form = SeatForm.of(kept.seat)
        form.offer(track, _rounds_for(track, kept))
        return render_template("persons/seat.html", **about(track), kept=kept, form=form, changed=True)
    key_persons.remove(own_track(track.id), kept)
    forget_on_disk()
    return redirect(url_for("desk.persons", track_id=track.id), 303)


@pages.post("/tracks/<track_id>/persons/months")
@own_account
def persons_months(track_id: str) -> str | Response:
    """Set how long key persons are kept, for the whole assignment."""
    track, form = owned_track(track_id), MonthsForm()
    if not form.validate_on_submit():
        return overview_of(track, form)
    months, at_once = form.months.data or 0, bool(form.at_once.data)
    try:
        contact_retention.keep_for(own_assignment(track.assignment_id), months, today=current.today(), at_once=at_once)
    except EmptiesNow:
        add_error(form.months, "at_once")
        return overview_of(track, form)
    return redirect(url_for("desk.persons", track_id=track.id, _anchor="keeping"), 303)
