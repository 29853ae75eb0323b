"""The weighing: what was heard beside course, own view, budget and planning."""

from flask_babel import lazy_gettext as _

from facilitator.services.steps import Place, Shown, Step
from facilitator.steps.weighing import service

PAGE = "/desk/tracks/{id}/weighing"
STEP = Step(
    "weighing",
    after="approval",
    places={
        "process": Place(
            "weighing", _("Weigh"), _("The supported outcome beside course, own view, budget and planning."), PAGE
        ),
        "goal": Place("weighing", _("Weigh"), _("The supported outcome beside money, people and own view."), PAGE),
    },
    progress=service.progress,
    forget_track=service.forget,
    settled=service.ended_in,
    shown={
        "onward": Shown("weighing/onward.html", service.carried_shown),
        "record_of_track": Shown("weighing/on_record.html", service.outcome_shown),
    },
    destroyed=_("weighings"),
)
