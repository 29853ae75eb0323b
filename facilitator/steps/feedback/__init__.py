"""The feedback: telling whoever took part what was done with it."""

from flask_babel import lazy_gettext as _

from facilitator.services.steps import Place, Step

STEP = Step(
    "feedback",
    after="scan",
    places={"assignment": Place("feedback", _("Feedback to participants"), address="/desk/assignments/{id}/feedback")},
    destroyed=_("the page for participants"),
)
