"""What is filled in about an approval: by whoever answers, and at the desk."""

from flask_babel import lazy_gettext
from flask_wtf import FlaskForm
from wtforms import (
    DateField,
    FieldList,
    Form,
    FormField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
    ValidationError,
    widgets,
)

from facilitator import current
from facilitator.steps.approval.invitations import MOST_PAPER_CODES
from facilitator.steps.approval.rules import (
    LONGEST_REMARK,
    LONGEST_REMINDER,
    LONGEST_REPLY,
    MOST_REMARKS,
    RemarkKind,
    may_end,
)
from facilitator.web.forms import at_most, text_of
from facilitator.web.forms.fields import choices, day, long_text, whole_number

KINDS = {
    "missing": lazy_gettext("Something I said is not in it"),
    "category": lazy_gettext("Something is in the wrong category"),
    "other": lazy_gettext("Something else"),
}
ANSWERS = {
    "agreed": lazy_gettext("Yes, correctly and completely"),
    "agreed_with_remark": lazy_gettext("Yes, with a remark"),
    "not_agreed": lazy_gettext("No"),
}


class RemarkForm(Form):
    """One thing that is not right. Empty: no remark."""

    kind = SelectField(lazy_gettext("What is it about?"), choices=choices(KINDS.items()), validate_choice=False)
    text = long_text(lazy_gettext("Your remark"), LONGEST_REMARK)


class AnswerForm(Form):
    """The one question, and what is not right."""

    answer = RadioField(
        lazy_gettext("Is what you brought in rendered correctly and completely?"), choices=choices(ANSWERS.items())
    )
    remarks = FieldList(FormField(RemarkForm), min_entries=MOST_REMARKS, max_entries=MOST_REMARKS)

    def validate_answer(self, field: RadioField) -> None:
        """Ask for the remark that the answer speaks of."""
        if field.data == "agreed_with_remark" and not self.said():
            raise ValidationError(lazy_gettext("Write your remark below, or choose another answer."))

    def said(self) -> list[tuple[RemarkKind, str]]:
        """Give the remarks that were written."""
        rows = [entry.form for entry in self.remarks]
        return [(_kind(it.kind.data), text_of(it.text)) for it in rows if text_of(it.text)]


class CodeForm(Form):
    """A code on paper, for whoever was interviewed. Sent by GET: it changes nothing."""

    code = StringField(lazy_gettext("Code"), [at_most(64)], description=lazy_gettext("Twelve letters, on your paper."))


def _kind(typed: str) -> RemarkKind:
    return "missing" if typed == "missing" else "category" if typed == "category" else "other"


class DayForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF has no types
    """Until when people can answer."""

    deadline = day(lazy_gettext("Last day to answer"), must=True)

    def validate_deadline(self, field: DateField) -> None:
        """Give people at least today."""
        if field.data and not may_end(field.data, current.today()):
            raise ValidationError(lazy_gettext("Choose a day from today on, within two years."))


class BeginForm(DayForm):
    """Which version is asked about."""

    version = SelectField(lazy_gettext("Version"), coerce=int)


class ReminderForm(DayForm):
    """The text that whoever still has to answer is sent once."""

    reminder = long_text(lazy_gettext("Reminder"), LONGEST_REMINDER)


class PeopleForm(FlaskForm):  # type: ignore[misc]
    """Who is asked: key persons by name, and codes on paper for whoever was interviewed."""

    people = SelectMultipleField(
        lazy_gettext("Key persons"),
        option_widget=widgets.CheckboxInput(),
        widget=widgets.ListWidget(prefix_label=False),
    )
    paper = whole_number(
        lazy_gettext("Codes on paper"),
        0,
        MOST_PAPER_CODES,
        description=lazy_gettext("For people who were interviewed and are on no list. At most 60 at a time."),
    )


class HandlingForm(FlaskForm):  # type: ignore[misc]
    """What is done with a remark."""

    handling = RadioField(
        lazy_gettext("What do you do with it?"),
        choices=choices(
            [
                ("taken", lazy_gettext("Taken over in a next version")),
                ("not_taken", lazy_gettext("Not taken over")),
            ]
        ),
    )
    reply = long_text(lazy_gettext("Why, or how"), LONGEST_REPLY)

    def validate_reply(self, field: TextAreaField) -> None:
        """Ask why not."""
        if self.handling.data == "not_taken" and not text_of(field):
            raise ValidationError(lazy_gettext("Say why it is not taken over."))
