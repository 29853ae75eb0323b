"""The analysis of a track: its board over all rounds and interviews, and the history of its sorting."""

from flask import render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from facilitator.domain.method import KINDS
from facilitator.services.accounts.local import LOCAL_NAME
from facilitator.steps.analysis import history, service
from facilitator.steps.analysis.history import Done
from facilitator.web import board as boards
from facilitator.web.beside import takes_long
from facilitator.web.desk import pages
from facilitator.web.desk.owned import own_track, owned_track
from facilitator.web.who import own_account
from facilitator.words.analysis import OF_BEFORE_CLOSING, SIDES


@pages.get("/tracks/<track_id>/analysis")
@own_account
def analysis(track_id: str) -> str:
    """Open the board of a whole track, for after the consultations."""
    track = owned_track(track_id)
    found = service.seat_at_board(own_track(track_id))
    if found is None:
        return render_template("analysis/nothing.html", track=track)
    page = boards.page_data(found) | {
        "analysis": True,
        "back": url_for("desk.assignment", assignment_id=track.assignment_id),
        "history": url_for("desk.history", track_id=track_id),
        "versions": url_for("desk.versions", track_id=track_id),
    }
    return boards.rendered(found, page)


@pages.get("/tracks/<track_id>/history", endpoint="history")
@own_account
@takes_long
def history_of(track_id: str) -> str:
    """Tell who did what to the sorting, the latest first and in pages."""
    track = owned_track(track_id)
    before = request.args.get("before", type=int)
    page = history.page(own_track(track_id), before=before)
    days: dict[str, list[tuple[int, str]]] = {}
    for it in page.done:
        days.setdefault(it.day, []).append((it.revision, sentence(it)))
    return render_template("analysis/history.html", track=track, days=days, older=page.older, before=before)


def sentence(it: Done) -> str:
    """One act in words, without anybody's text."""
    values = {
        "name": _("Somebody at this computer") if it.by == LOCAL_NAME else it.by or _("The server"),
        "what": ngettext("%(num)d one-liner", "%(num)d one-liners", it.count or 1),
        "category": it.category or _("a category that is gone"),
        "before": it.before or _("a category that is gone"),
        "kind": _(KINDS[it.kind]) if it.kind in KINDS else "",
        "of": it.of,
    }
    told = SIDES.get(it.type) if it.is_whole else OF_BEFORE_CLOSING.get(it.type, SIDES.get(it.type))
    return str(told) % values if told else _("%(name)s did something", name=values["name"])
