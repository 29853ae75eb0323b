"""The organisation scan: six axes, filled in on phones or together."""

from flask_babel import lazy_gettext as _

from facilitator.services.steps import Place, Step
from facilitator.steps.scan import service

STEP = Step(
    "scan",
    after="plan",
    places={"assignment": Place("scan", _("Organisation scan"), address="/desk/assignments/{id}/scan")},
    forget_assignment=service.forget,
    destroyed=_("scans with their links"),
)
