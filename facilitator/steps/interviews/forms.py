"""What is known of an interview before it begins."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext
from wtforms import HiddenField, RadioField
from wtforms.validators import InputRequired

from facilitator.domain import method
from facilitator.domain.consultations import MOST_ROUNDS
from facilitator.web.forms.fields import RATHER_NOT, choices, day, whole_number
from facilitator.web.forms.once import OnceForm


class InterviewForm(OnceForm):
    """What is known of an interview before it begins."""

    environment = RadioField(
        lazy_gettext("From which angle does this person look?"),
        [InputRequired(lazy_gettext("Choose one."))],
        description=lazy_gettext("Chosen once, for everything that is said. The name is not asked for anywhere."),
    )
    day = day(
        lazy_gettext("A day in the week of the interview"),
        lazy_gettext("Only the week is kept: a day could tell who it was."),
        must=True,
    )
    round = whole_number(lazy_gettext("Belongs to round"), 1, MOST_ROUNDS)
    person = HiddenField()

    def offer(self, track: method.TrackKind) -> None:
        """Say which angles there are on a track."""
        angles = [(it["key"], it["label"].capitalize()) for it in method.environments_for(track, _)]
        listed = [*angles, (RATHER_NOT, _("Don't know / rather not"))]
        self.environment.choices = choices(listed)
