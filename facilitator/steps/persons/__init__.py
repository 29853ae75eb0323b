"""Key persons: who is asked, from which network, and until when their names are kept."""

from flask_babel import lazy_gettext as _

from facilitator.services.steps import Place, Progress, Step
from facilitator.steps.persons import retention, service

PAGE = "/desk/tracks/{id}/persons"


def _seats(found: Progress) -> object:
    return _("%(count)s of %(of)s seats filled", count=found.count, of=found.of) if found.of else ""


STEP = Step(
    "persons",
    after="suspicion",
    places={
        "process": Place(
            "persons", _("Key persons"), _("Who has knowledge and skill of it, inside and outside?"), PAGE
        ),
        "goal": Place("persons", _("Network"), _("Who has experience, insight or an interest in the solution?"), PAGE),
        "desk": Place("network", _("Your network"), address="/desk/network"),
    },
    progress=service.progress,
    note=_seats,
    forget_track=service.forget,
    forget_due=retention.forget_expired,
    swept=("key_person",),
    destroyed=_("key persons"),
)
