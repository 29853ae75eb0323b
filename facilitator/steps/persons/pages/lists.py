"""Key persons from a file, from an earlier assignment, and as a file of their own."""

from typing import Any, Final

from flask import Response, abort, redirect, render_template, request, url_for
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response as AnyResponse

from facilitator import current
from facilitator.domain.method import ENVIRONMENTS
from facilitator.domain.refusals import RuleBroken
from facilitator.i18n import reader_language
from facilitator.services.desk import DeskTrack
from facilitator.steps.persons import export as exported
from facilitator.steps.persons import lists as key_person_lists
from facilitator.steps.persons import portfolio
from facilitator.steps.persons import service as key_persons
from facilitator.steps.persons.forms import CopyForm, holds_copy
from facilitator.steps.persons.lists import MOST_BYTES, CantRead, List, Problem
from facilitator.steps.persons.pages.seats import about, term_of
from facilitator.steps.persons.portfolio import EarlierTrack
from facilitator.steps.persons.rules import Seat, copied
from facilitator.steps.persons.service import Kept, NewSeats
from facilitator.steps.persons.words import COLUMNS, UNREADABLE, WRONG
from facilitator.web.desk import pages
from facilitator.web.desk.owned import own_track, owned_track
from facilitator.web.downloads import handed_over
from facilitator.web.forms.once import OnceForm, made_once, own_address
from facilitator.web.who import own_account

NOT_ADDED: Final = {
    key_persons.Full: UNREADABLE["full"],
    key_persons.AlreadyThere: WRONG["already_there"],
    key_persons.Over: WRONG["over"],
}
"""What is told where a rule says no."""


@pages.route("/tracks/<track_id>/persons/import", methods=["GET", "POST"])
@own_account
def persons_import(track_id: str) -> str | AnyResponse:
    """Read a file, show what is in it, and take it over when every line is well: it is read anew each time."""
    track = owned_track(track_id)
    if (own := own_address()) is not None:
        return redirect(own)
    if request.method == "GET":
        return _import_page(track)
    try:
        found = key_person_lists.read(_sent(), track.kind, _there(track), today=current.today())
        if "confirm" in request.form and made_once(lambda: _taken_over(track, found)):
            return redirect(url_for("desk.persons", track_id=track.id, _anchor="network"), 303)
    except CantRead as error:
        return _import_page(track, refused=_said(error), text=request.form.get("text", ""))
    except tuple(NOT_ADDED) as error:
        return _import_page(track, refused=_why_not(error), text=found.text)
    return _import_page(track, found=found, problems=_problems(found, track), text=found.text)


def _taken_over(track: DeskTrack, found: List) -> str:
    """Take a list over, once; gives the first of its seats, or nothing where not all is well."""
    new = NewSeats([it.seat for it in found.entries], OnceForm().key(found.text))
    key_persons.check_not_added(own_track(track.id), new)
    if _problems(found, track):
        return ""
    return key_persons.add(own_track(track.id), new, today=current.today())[0]


def _why_not(error: RuleBroken) -> object:
    return next(words for broken, words in NOT_ADDED.items() if isinstance(error, broken))


def _sent() -> str:
    """Give the text that was sent: a file goes before what stands in the field."""
    file = request.files.get("file")
    if file is not None and file.filename:
        return key_person_lists.decoded(file.stream.read(MOST_BYTES + 1))
    text = request.form.get("text", "")
    if not text.strip():
        raise CantRead("no_file")
    return text


def _there(track: DeskTrack) -> list[Seat]:
    return [it.seat for it in key_persons.seats(own_track(track.id))]


def _problems(found: List, track: DeskTrack) -> list[dict[str, Any]]:
    """Say in words what is wrong on which line."""
    problems = list(found.problems)
    if term_of(track).is_over(current.today()):
        problems += [Problem(it.line, "over") for it in found.entries if it.seat.is_filled]
    return [{"line": it.line, "text": _words(it)} for it in problems]


def _words(problem: Problem) -> str:
    text = str(WRONG[problem.code]) % {"other": problem.other} if problem.other else str(WRONG[problem.code])
    return f"{COLUMNS[problem.column]}: {text}" if problem.column in COLUMNS else text


def _said(error: CantRead) -> str:
    column = COLUMNS.get(error.detail, error.detail)
    return str(UNREADABLE[error.code]) % {"line": error.line, "column": column}


def _import_page(
    track: DeskTrack, *, found: List | None = None, problems: list[dict[str, Any]] | None = None, **more: Any
) -> str:
    state = {"form": OnceForm(), "found": found, "problems": problems or [], "refused": "", "text": "", **more}
    twice = [{"line": it.line, "text": _words(it)} for it in found.twice] if found else []
    return render_template("persons/import.html", **about(track), **state, twice=twice, columns=COLUMNS)


@pages.route("/tracks/<track_id>/persons/export", methods=["GET", "POST"])
@own_account
def persons_export(track_id: str) -> str | Response:
    """Warn that this file holds personal data; hand it over to who asks for it all the same."""
    track = owned_track(track_id)
    if request.method == "GET":
        return render_template("persons/export.html", **about(track), form=FlaskForm())
    language = reader_language()
    name = exported.filename(track.theme, current.today(), language)
    return handed_over(exported.LIST.file(exported.SeatList(_there(track), language), name))


@pages.route("/tracks/<track_id>/persons/copy", methods=["GET", "POST"])
@own_account
def persons_copy(track_id: str) -> str | AnyResponse:
    """Take people over from an earlier assignment of one's own; each needs a new reason."""
    track = owned_track(track_id)
    store = current.application().store
    sources = portfolio.sources(store, track.owner, besides=track.id)
    source = next((it for it in sources if it.track == request.values.get("from")), None)
    if source is None:
        if request.values.get("from"):
            abort(404)
        return render_template("persons/copy_from.html", **about(track), sources=sources)
    people = [it for it in key_persons.seats(own_track(source.track)) if it.seat.name]
    forms = {it.id: _copy_form(it, track) for it in people}
    if request.method == "POST":
        return _copied(track, source, people, forms)
    return _copy_page(track, source, people, forms)


def _copy_form(kept: Kept, track: DeskTrack) -> CopyForm:
    form = CopyForm(prefix=f"{kept.id}-")
    form.offer(track)
    if request.method == "GET" and kept.seat.environment in ENVIRONMENTS[track.kind]:
        form.environment.data = kept.seat.environment
    return form


def _copied(
    track: DeskTrack, source: EarlierTrack, people: list[Kept], forms: dict[str, CopyForm]
) -> str | AnyResponse:
    picked = [it for it in people if it.id in request.form.getlist("pick")]
    if term_of(track).is_over(current.today()):  # before anything is asked for
        return _copy_page(track, source, people, forms, refused=WRONG["over"])
    chosen = {it.id: forms[it.id].why() for it in picked}
    held = [holds_copy(forms[it.id], copied(it.seat, chosen[it.id]), track) for it in picked]  # all are told
    if not all(held) or not picked:
        return _copy_page(track, source, people, forms, refused="" if picked else WRONG["nobody_picked"])
    try:
        key_persons.copy(own_track(track.id), source.track, chosen, today=current.today())
    except tuple(NOT_ADDED) as error:
        return _copy_page(track, source, people, forms, refused=_why_not(error))
    return redirect(url_for("desk.persons", track_id=track.id, _anchor="network"), 303)


def _copy_page(
    track: DeskTrack, source: EarlierTrack, people: list[Kept], forms: dict[str, CopyForm], *, refused: object = ""
) -> str:
    state = {"form": FlaskForm(), "source": source, "people": people, "forms": forms, "refused": refused}
    picked = request.form.getlist("pick")
    return render_template("persons/copy.html", **about(track), **state, picked=picked)
