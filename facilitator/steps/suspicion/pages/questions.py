"""The five questions of a track: reworded until somebody answers one, and fixed from then on."""

from flask import redirect, render_template, url_for
from werkzeug.wrappers import Response

from facilitator import current
from facilitator.services.desk import DeskTrack
from facilitator.services.etags import ChangedMeanwhile
from facilitator.steps.suspicion import questions as asking
from facilitator.steps.suspicion.forms import QuestionsForm
from facilitator.steps.suspicion.pages.beginnings import about
from facilitator.steps.suspicion.questions import Frozen
from facilitator.steps.suspicion.rules import sounds_like_goal
from facilitator.web.desk import pages
from facilitator.web.desk.owned import own_track, owned_track
from facilitator.web.who import own_account


@pages.route("/tracks/<track_id>/questions", methods=["GET", "POST"])
@own_account
def questions(track_id: str) -> str | Response:
    """Show the questions; keep other words for them."""
    track = owned_track(track_id)
    form = QuestionsForm()
    asked = asking.asked_on(own_track(track.id))
    if not form.is_submitted():
        form.fill(asked)
        form.etag.data = asking.etag_of(asked)
    elif form.validate() and _reworded(track, form):
        return redirect(url_for("desk.questions", track_id=track.id, saved=1), 303)
    frozen = asking.are_frozen(own_track(track.id))
    texts = " ".join(it.text for it in asked) if track.kind == "process" else ""
    context = {**about(track), "goal_words": sounds_like_goal(texts)}
    return render_template("suspicion/questions.html", form=form, asked=asked, frozen=frozen, **context)


def _reworded(track: DeskTrack, form: QuestionsForm) -> bool:
    asked = asking.asked_on(own_track(track.id))
    try:
        asking.reword(current.application(), own_track(track.id), form.wanted(asked), etag=str(form.etag.data))
    except ChangedMeanwhile:
        form.etag.data = asking.etag_of(asking.asked_on(own_track(track.id)))
        form.changed_meanwhile()
    except Frozen:
        pass  # the page says so itself
    else:
        return True
    return False
