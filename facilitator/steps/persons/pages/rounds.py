"""Who is invited to a round, and how many came: names on the list, only counts once it is over."""

from typing import Any

from flask import abort, redirect, render_template, request, url_for
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response

from facilitator.domain.method import ENVIRONMENTS
from facilitator.services.desk import DeskTrack
from facilitator.steps.persons import service as key_persons
from facilitator.steps.persons import turnout
from facilitator.steps.persons.forms import CountForm
from facilitator.steps.persons.pages.seats import about, shown_rounds
from facilitator.steps.persons.service import Kept
from facilitator.web.desk import pages
from facilitator.web.desk.owned import own_track, owned_track
from facilitator.web.who import own_account


@pages.get("/tracks/<track_id>/persons/rounds/<round>")
@own_account
def persons_round(track_id: str, round: str) -> str:
    """Show who is invited to a round, and the counts."""
    track = owned_track(track_id)
    found = _found(track, round)
    return _page(track, round, found, _counts(track, round, found))


@pages.post("/tracks/<track_id>/persons/rounds/<round>/invited")
@own_account
def persons_invite(track_id: str, round: str) -> Response:
    """Note who is invited: the ticked ones of those that were shown."""
    track = owned_track(track_id)
    _found(track, round)
    ticked = set(request.form.getlist("invited"))
    marks = {seat_id: seat_id in ticked for seat_id in request.form.getlist("shown")}
    key_persons.mark(own_track(track.id), marks, round)
    return redirect(url_for("desk.persons_round", track_id=track.id, round=round, saved="invited"), 303)


@pages.post("/tracks/<track_id>/persons/rounds/<round>/turnout")
@own_account
def persons_turnout(track_id: str, round: str) -> str | Response:
    """Keep the counts of a round that is over."""
    track = owned_track(track_id)
    found = _found(track, round)
    forms = {it: CountForm(prefix=f"{it}-") for it in ENVIRONMENTS[track.kind]}
    is_over = turnout.rounds(own_track(track.id)).get(round, False)
    are_well = [form.validate() for form in forms.values()]  # all are told, not only the first
    if not all(are_well) or not is_over:
        return _page(track, round, found, forms, refused=not is_over)
    counts = {it: form.count() for it, form in forms.items()}
    turnout.keep(own_track(track.id), round, counts)
    return redirect(url_for("desk.persons_round", track_id=track.id, round=round, saved="turnout"), 303)


def _found(track: DeskTrack, round: str) -> list[Kept]:
    """Give the seats of a track that has such a round, or answer 404."""
    found = key_persons.seats(own_track(track.id))
    known = shown_rounds(found, turnout.rounds(own_track(track.id)), turnout.counted(own_track(track.id)))
    return found if round in known else abort(404)


def _counts(track: DeskTrack, round: str, found: list[Kept]) -> dict[str, CountForm]:
    """Fill in what was counted, and otherwise who is invited by the list."""
    kept = turnout.counted(own_track(track.id)).get(round, {})
    invited = turnout.invited(found, round)
    forms = {}
    for it in ENVIRONMENTS[track.kind]:
        data = vars(kept[it]) if it in kept else {"invited": invited.get(it, 0)}
        forms[it] = CountForm(formdata=None, prefix=f"{it}-", data=data)
    return forms


def _page(
    track: DeskTrack, round: str, found: list[Kept], forms: dict[str, CountForm], *, refused: bool = False
) -> str:
    state: dict[str, Any] = {
        "form": FlaskForm(),
        "forms": forms,
        "round": round,
        "seats": [it for it in found if it.seat.is_filled],
        "is_over": turnout.rounds(own_track(track.id)).get(round, False),
        "refused": refused,
        "saved": request.args.get("saved", ""),
    }
    return render_template("persons/round.html", **about(track), **state)
