"""The suspicion from which a process begins, the goal that was settled, and the five questions."""

from flask_babel import lazy_gettext as _

from facilitator.services.steps import Place, Shown, Step
from facilitator.steps.suspicion import service

STEP = Step(
    "suspicion",
    places={
        "process": Place(
            "suspicion",
            _("Suspicion"),
            _("Something is going on, but we do not know exactly what. So no solution yet."),
            "/desk/tracks/{id}/suspicion",
        ),
        "goal": Place(
            "settled",
            _("Settled"),
            _("The issue and its solution have been decided and have an owner."),
            "/desk/tracks/{id}/settled",
        ),
    },
    progress=lambda connection, track: service.progress(track),
    shown={
        "assignment": Shown("suspicion/on_assignment.html", service.start_shown),
        "onward": Shown("suspicion/onward.html", service.tracks_shown),
        "record": Shown("suspicion/on_record.html", service.start_shown),
    },
)
