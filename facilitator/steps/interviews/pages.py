"""Interviews at the desk: making one, and the page on which is taken down what somebody says."""

from dataclasses import asdict
from datetime import date
from typing import Any
from uuid import uuid4

from flask import Response, abort, jsonify, redirect, render_template, request, url_for
from flask_babel import format_date
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from facilitator import current, wire
from facilitator.catalogues import translator
from facilitator.domain import method, text
from facilitator.domain.extras import offered
from facilitator.domain.refusals import Refusal
from facilitator.i18n import refusal_message
from facilitator.services import desk
from facilitator.services.tracks import LiveTrack
from facilitator.steps.interviews import service as interviews
from facilitator.steps.interviews.forms import InterviewForm
from facilitator.steps.interviews.service import Line, NewInterview
from facilitator.steps.persons import service as key_persons
from facilitator.web import phone
from facilitator.web.desk import pages
from facilitator.web.desk.consultations import owned
from facilitator.web.desk.owned import own_track, owned_track
from facilitator.web.errors import STATUS_OF, as_json
from facilitator.web.forms import protection
from facilitator.web.forms.fields import RATHER_NOT
from facilitator.web.forms.once import made_once, own_address
from facilitator.web.who import came_from_elsewhere, me, own_account, signed_in
from facilitator.words.board.ready import PROBES

ID_LENGTH = 16


@pages.route("/tracks/<track_id>/interviews/new", methods=["GET", "POST"])
@own_account
def new_interview(track_id: str) -> str | AnyResponse:
    """Make an interview on a track."""
    track = owned_track(track_id)
    if (own := own_address()) is not None:
        return redirect(own)
    application = current.application()
    form = InterviewForm(
        data={
            "day": current.today(),
            "round": max(1, desk.last_round(application.store, track_id)),
            "person": (person := request.args.get("person", "")),
            "environment": key_persons.angle_of(own_track(track_id), person),
        }
    )
    form.offer("goal" if track.kind == "goal" else "process")
    if not form.validate_on_submit():
        return render_template("interviews/new.html", form=form, track=track)
    made = made_once(lambda: _make(track_id, form))
    return redirect(url_for("desk.interview", consultation_id=made), 303)


def _make(track_id: str, form: InterviewForm) -> str:
    environment = None if form.environment.data == RATHER_NOT else str(form.environment.data)
    day, person = form.day.data or current.today(), form.person.data or None
    wanted = NewInterview(form.round.data or 1, environment, day, form.key(), person)
    made = interviews.make(own_track(track_id), wanted)
    current.application().refresh(track_id)
    return made


@pages.get("/consultations/<consultation_id>/interview")
@signed_in
def interview(consultation_id: str) -> str:
    """Show the page of an interview: to write on, or to read back from."""
    return _page(consultation_id)


@pages.post("/consultations/<consultation_id>/interview")
@signed_in
def note(consultation_id: str) -> str | AnyResponse:
    """Take a line down from a form, where no script does; a refused text is still in its field."""
    sent = {name: request.form[name] for name in ("key", "question", "parent", "asked") if request.form.get(name)}
    sent["text"] = text.tidy(request.form.get("text", ""))
    try:
        _take_down(consultation_id, {**sent, **phone.chosen_extras()})
    except Refusal as refusal:
        return _page(consultation_id, refused=refusal_message(refusal.code, refusal.detail), sent=sent)
    here = url_for("desk.interview", consultation_id=consultation_id)
    return redirect(f"{here}#question-{sent.get('question', '')}", 303)


@pages.post("/consultations/<consultation_id>/interview/lines")
@protection.exempt  # type: ignore[untyped-decorator]  # may come hours later; JSON can't be forged from elsewhere
@signed_in
def take_line(consultation_id: str) -> AnyResponse:
    """Take a line down from the page's script, which sends it until it has an answer."""
    _found(consultation_id)
    return _answer(lambda: {"id": _take_down(consultation_id, _json())})


@pages.post("/consultations/<consultation_id>/interview/strike")
@protection.exempt  # type: ignore[untyped-decorator]
@signed_in
def strike_line(consultation_id: str) -> AnyResponse:
    """Take a line out for good: from the script by its key or id, from a form by its id."""
    if request.is_json:
        return _answer(lambda: _strike(consultation_id, _json()))
    protection.protect()
    _strike(consultation_id, {"oneliner": request.form.get("oneliner", "")})
    return redirect(url_for("desk.interview", consultation_id=consultation_id, read=1), 303)


def _strike(consultation_id: str, sent: dict[str, Any]) -> dict[str, Any]:
    found = _found(consultation_id)
    if "key" in sent:
        interviews.strike(current.application(), found.id, me().id, key=wire.read_key(sent))
    else:
        interviews.strike(current.application(), found.id, me().id, oneliner=wire.read_oneliner(sent))
    return {}


def _json() -> dict[str, Any]:
    """Raises: Refusal("bad_request"), and whatever comes from another site."""
    if came_from_elsewhere() or not request.is_json:
        abort(403)
    request.max_content_length = text.LARGEST_CARRIER
    return phone.read_json()


def _answer(do: Any) -> Response:
    try:
        return jsonify({"ok": True, **do()})
    except Refusal as refusal:
        response = as_json(refusal.code, refusal_message(refusal.code, refusal.detail), refusal.detail)
        response.status_code = STATUS_OF.get(refusal.code, 400)
        return response


def _take_down(consultation_id: str, sent: dict[str, Any]) -> str:
    """Raises: Refusal"""
    found = _found(consultation_id)
    parent, asked = sent.pop("parent", None), sent.pop("asked", None)
    if not isinstance(parent, str | None) or not isinstance(asked, str | None):
        raise Refusal("bad_request")
    read = wire.read_submission(sent)
    if read.probe is not None:
        raise Refusal("bad_request")
    line = Line(read.key, read.question, read.text, _parent(parent), wire.read_probe(asked), read.extras)
    return interviews.take_down(current.application(), found.id, me().id, line)


def _parent(sent: str | None) -> str | None:
    """The line that is answered, by its id, or by its key where the page has no answer yet. Raises: Refusal"""
    if not sent:
        return None
    return wire.read_oneliner({"oneliner": sent}) if len(sent) == ID_LENGTH else wire.read_key({"key": sent})


def _found(consultation_id: str) -> desk.DeskConsultation:
    found = owned(consultation_id)
    return found if interviews.is_interview(_track(found), found.id) else abort(404)


def _track(found: desk.DeskConsultation) -> LiveTrack:
    return current.application().track_of(found.id)


def _page(consultation_id: str, **more: Any) -> str:
    found = _found(consultation_id)
    track, store, open_now = _track(found), current.application().store, found.phase != "closed"
    environment = interviews.environment_of(store, found.id) if open_now else None
    said = interviews.said(track, found.id)
    here = said if open_now else []  # once it is closed, what one person said is not to be seen together
    in_the_room = translator(found.language)
    return render_template(
        "interviews/interview.html",
        consultation=found,
        mine=found.owner == me().id,
        questions=[(it, _extras(track, it.id)) for it in interviews.questions(track)],
        said=here,
        count=len(said),
        lines=[asdict(it) for it in here],
        environment=_(method.ENVIRONMENT_LABELS[environment]) if environment else None,
        week=_week(interviews.day_of(store, found.id)),
        probes=[in_the_room(it) for it in PROBES],
        key=uuid4,
        reading="read" in request.args or not open_now,
        **{"refused": None, "sent": {}} | more,
    )


def _week(monday: str | None) -> str:
    """Say a week's Monday as people write it."""
    return format_date(date.fromisoformat(monday), "d MMMM yyyy") if monday else ""


def _extras(track: LiveTrack, question: str) -> list[dict[str, Any]]:
    """What a goal track's question asks beside the text, as the phone's page has it."""
    found = offered(track.questions[question].kind, track.variants, _)
    return [{"question": question, **found}] if track.kind == "goal" and found else []
