"""The desk's forms."""

from typing import Any

from flask_babel import lazy_gettext
from wtforms import BooleanField, Field, IntegerField, RadioField, StringField, TextAreaField, ValidationError

from facilitator.domain.beginnings import LONGEST
from facilitator.domain.consultations import LONGEST_HOLD, SHORTEST_HOLD, USUAL_HOLD
from facilitator.i18n import reader_language
from facilitator.languages import LANGUAGES
from facilitator.services.assignments import Wanted
from facilitator.web.forms import text_of
from facilitator.web.forms.fields import choices, day, long_text, short_text, whole_number
from facilitator.web.forms.once import OnceForm

SETTLED = ("issue", "solution", "owner", "settled_by")


def _hold() -> IntegerField:
    return whole_number(
        lazy_gettext("Seconds before a one-liner may come on the screen"),
        SHORTEST_HOLD,
        LONGEST_HOLD,
        default=USUAL_HOLD,
        description=lazy_gettext("You see it on the board at once, so that you can mask a name in time."),
    )


def _title(hint: Any, *, must: bool = False) -> StringField:
    return short_text(lazy_gettext("Title"), LONGEST["title"], hint, must=must)


def _self_paced() -> BooleanField:
    return BooleanField(
        lazy_gettext("Questionnaire"),
        description=lazy_gettext(
            "All questions are open at once, for days, to whoever has the link. No room is needed."
        ),
    )


class AgainForm(OnceForm):
    """Another consultation with the same questions, on the same map."""

    which = RadioField(
        lazy_gettext("What do you add?"),
        choices=choices(
            [
                ("round", lazy_gettext("A new round")),
                ("room", lazy_gettext("A second room, the same round")),
            ]
        ),
        default="round",
    )
    title = _title(lazy_gettext("On the phones and the screen."), must=True)
    hold = _hold()
    self_paced = _self_paced()


class NewConsultationForm(OnceForm):
    """What a consultation needs to begin."""

    track = RadioField(
        lazy_gettext("What do you want to know?"),
        choices=choices(
            [
                ("process", lazy_gettext("Process track")),
                ("goal", lazy_gettext("Goal track")),
            ]
        ),
        default="process",
    )
    theme = short_text(
        lazy_gettext("Theme"),
        LONGEST["theme"],
        lazy_gettext("A few words, such as “debt and poverty”. It stands in the first question."),
        must=True,
    )
    suspicion = long_text(
        lazy_gettext("We suspect that…"),
        LONGEST["suspicion"],
        lazy_gettext("What seems to be going on, and for whom? Not a solution yet. The screen can show it."),
    )
    issue = long_text(
        lazy_gettext("The settled issue"), LONGEST["issue"], lazy_gettext("What is going on, in one sentence.")
    )
    solution = long_text(
        lazy_gettext("The settled solution or goal"),
        LONGEST["solution"],
        lazy_gettext("What has been decided, in one or two sentences. The screen can show it."),
    )
    owner = short_text(lazy_gettext("Who owns it"), LONGEST["owner"])
    term = day(lazy_gettext("To be reached by"))
    settled_by = short_text(
        lazy_gettext("Settled by"),
        LONGEST["settled_by"],
        lazy_gettext("For example the executive, the council or the board."),
    )
    title = _title(lazy_gettext("On the phones and the screen. Empty: the theme."))
    language = RadioField(
        lazy_gettext("Language of the questions"),
        choices=choices((code, it.name) for code, it in LANGUAGES.items()),
        default=reader_language,
    )
    organisation = short_text(
        lazy_gettext("Word for your organisation"),
        LONGEST["organisation"],
        lazy_gettext("It stands in the questions. Empty: “gemeente”, in English “municipality”."),
    )
    hold = _hold()
    self_paced = _self_paced()
    dry_run = BooleanField(
        lazy_gettext("Dry run"),
        description=lazy_gettext(
            "Try everything first. Afterwards you wipe what was said, and the code stays the same."
        ),
    )

    def validate_suspicion(self, field: TextAreaField) -> None:
        """A process starts from a suspicion."""
        if self.track.data == "process" and not field.data:
            raise ValidationError(lazy_gettext("A process starts from a suspicion. Write what seems to be going on."))

    def validate_solution(self, field: TextAreaField) -> None:
        """A goal is settled before it is asked about."""
        if self.track.data == "goal" and not field.data:
            raise ValidationError(lazy_gettext("A goal has been settled first. Write what was decided."))

    def validate_owner(self, field: StringField) -> None:
        """A solution without an owner is not carried out."""
        if self.track.data == "goal" and not field.data:
            raise ValidationError(lazy_gettext("A solution needs an owner. Write who that is."))

    def validate_issue(self, field: TextAreaField) -> None:
        """A solution is a solution of something."""
        if self.track.data == "goal" and not field.data:
            raise ValidationError(lazy_gettext("Write which issue it solves."))

    def validate_term(self, field: Field) -> None:
        """A goal is reached by some day."""
        if self.track.data == "goal" and not field.data and not field.errors:
            raise ValidationError(lazy_gettext("A goal has a term. Fill in the day."))

    def validate_settled_by(self, field: StringField) -> None:
        """Somebody decided it."""
        if self.track.data == "goal" and not field.data:
            raise ValidationError(lazy_gettext("Write who decided it."))

    def wanted(self) -> Wanted:
        """Give what was asked for; what belongs to the other track stays behind."""
        is_process = self.track.data == "process"
        settled = {} if is_process else {name: self[name].data for name in SETTLED}
        if not is_process and self.term.data:
            settled["term"] = self.term.data.isoformat()
        return Wanted(
            track=self.track.data,
            theme=text_of(self.theme),
            language=self.language.data,
            title=self.title.data or None,
            organisation=self.organisation.data or None,
            suspicion=text_of(self.suspicion) if is_process else "",
            settled=settled,
            hold=self.hold.data or 0,
            self_paced=bool(self.self_paced.data),
            dry_run=bool(self.dry_run.data),
            once=self.key(),
        )
