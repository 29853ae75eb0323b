"""What the civil servant adds to the feedback."""

from flask_babel import lazy_gettext
from flask_wtf import FlaskForm
from wtforms import HiddenField

from facilitator.steps.feedback.service import LONGEST, Written
from facilitator.web.forms import text_of
from facilitator.web.forms.fields import long_text


class FeedbackForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF has no types
    """The few words that the civil servant adds."""

    etag = HiddenField()
    thanks = long_text(
        lazy_gettext("To begin with"), LONGEST["thanks"], lazy_gettext("A word of thanks, and what it was about.")
    )
    next = long_text(
        lazy_gettext("What happens now"),
        LONGEST["next"],
        lazy_gettext("What is done, by whom, and when people hear of it again."),
    )
    contact = long_text(lazy_gettext("Whom people can ask"), LONGEST["contact"])

    def written(self) -> Written:
        """Give what was filled in."""
        return Written(text_of(self.thanks), text_of(self.next), text_of(self.contact))
