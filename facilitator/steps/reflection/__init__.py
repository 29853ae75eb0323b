"""The reflection: five lines that somebody writes for himself at the end."""

from flask_babel import lazy_gettext as _

from facilitator.services.steps import Place, Shown, Step
from facilitator.steps.reflection import service

STEP = Step(
    "reflection",
    after="feedback",
    places={"assignment": Place("reflection", _("Reflection"), address="/desk/assignments/{id}/reflection")},
    forget_assignment=service.forget,
    shown={"network": Shown("reflection/on_network.html", lambda store, titles: {"assignments": titles})},
    destroyed=_("your reflection"),
)
