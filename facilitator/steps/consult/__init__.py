"""Consulting: the groups, questionnaires and interviews of a track. How a room runs is the kernel's."""

from flask_babel import lazy_gettext as _
from flask_babel import ngettext

from facilitator.services.steps import Place, Progress, Shown, Step
from facilitator.steps.consult import service

PLACE = Place(
    "consult",
    _("Consult"),
    _("The same five questions for everybody. Literal, anonymous, no debate."),
    "/desk/tracks/{id}/consult",
    contents="/desk/tracks/{id}/map",
)


def _held(found: Progress) -> object:
    if not found.of:
        return ""
    held = _("%(count)s of %(of)s consultations closed", count=found.count, of=found.of)
    return f"{held}, {ngettext('%(num)d one-liner', '%(num)d one-liners', found.oneliners)}"


STEP = Step(
    "consult",
    after="persons",
    places={"process": PLACE, "goal": PLACE},
    progress=service.progress,
    note=_held,
    consultations={"group": ""},
    shown={"track": Shown("consult/on_track.html", service.shown)},
)
