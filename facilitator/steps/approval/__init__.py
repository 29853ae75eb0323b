"""The approval: whether a version of the goal map renders those consulted correctly and completely."""

from flask_babel import lazy_gettext as _

from facilitator.services.steps import Place, Progress, Shown, Step
from facilitator.steps.approval import service


def _version(found: Progress) -> object:
    return _("version %(number)s", number=found.count) if found.count else ""


STEP = Step(
    "approval",
    after="analysis",
    places={
        "goal": Place(
            "approval",
            _("Approve"),
            _("The people consulted say whether their part is shown rightly and completely."),
            "/desk/tracks/{id}/approval",
        ),
    },
    progress=service.progress,
    note=_version,
    forget_track=service.forget,
    shown={"map": Shown("approval/on_map.html", service.shown_on_map, sheet="approved")},
    destroyed=_("approvals with their links"),
)
