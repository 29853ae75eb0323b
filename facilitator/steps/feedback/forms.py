"""What the civil servant adds to the feedback."""

from flask_babel import lazy_gettext
from flask_wtf import FlaskForm
from wtforms import HiddenField

from facilitator.steps.feedback.service import Written
from facilitator.web.forms import text_of
from facilitator.web.forms.fields import long_text


class FeedbackForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF has no types
    """The few words that the civil servant adds."""

    etag = HiddenField()
    thanks = long_text(lazy_gettext("To begin with"), 1000, lazy_gettext("A word of thanks, and what it was about."))
    next = long_text(
        lazy_gettext("What happens now"), 2000, lazy_gettext("What is done, by whom, and when people hear of it again.")
    )
    contact = long_text(lazy_gettext("Whom people can ask"), 300)

    def written(self) -> Written:
        """Give what was filled in."""
        return Written(text_of(self.thanks), text_of(self.next), text_of(self.contact))
