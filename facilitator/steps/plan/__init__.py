"""The plan of approach that a closed weighing of a goal track ends in."""

from flask_babel import lazy_gettext as _

from facilitator.services.steps import Place, Step
from facilitator.steps.plan import service

STEP = Step(
    "plan",
    after="weighing",
    places={
        "goal": Place("plan", _("Plan"), _("A supported and workable plan of approach."), "/desk/tracks/{id}/plan"),
    },
    progress=service.progress,
    forget_track=service.forget,
    destroyed=_("plans"),
)
