"""The fields that every form is made of: one for each kind of thing, with the same bounds and words everywhere."""

from collections.abc import Iterable
from datetime import date
from typing import Any, Final

from flask_babel import lazy_gettext
from flask_wtf import FlaskForm
from wtforms import DateField, Field, HiddenField, IntegerField, StringField, TextAreaField, ValidationError
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs
from wtforms.validators import InputRequired, Optional

from facilitator.domain.written import LONG, SHORT
from facilitator.web.forms import at_most, between, one_line, required, tidy

RATHER_NOT: Final = "-"
"""What a choice of environments sends where somebody does not know, or rather not say."""
EARLIEST, LATEST = date(1990, 1, 1), date(2100, 12, 31)


def long_text(label: Any, length: int = LONG, hint: Any = "", *, must: bool = False) -> TextAreaField:
    """Several lines."""
    return TextAreaField(label, _of_length(length, must=must), filters=[tidy], description=hint)


def short_text(label: Any, length: int = SHORT, hint: Any = "", *, must: bool = False) -> StringField:
    """One line."""
    return StringField(label, _of_length(length, must=must), filters=[one_line], description=hint)


def _of_length(length: int, *, must: bool) -> list[Any]:
    return [*(required() if must else []), at_most(length)]


def day(label: Any, hint: Any = "", *, must: bool = False) -> DateField:
    """A day, which may be left open unless it must be there."""
    needed = InputRequired(lazy_gettext("Fill this in.")) if must else Optional()
    return DayField(label, [needed, _possible_day], format=["%Y-%m-%d", "%d-%m-%Y"], description=hint)


class DayField(DateField):
    """A day as a browser sends it, or as people type it."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read it, with our own words for what is no day."""
        try:
            super().process_formdata(valuelist)
        except ValueError:
            raise ValueError(lazy_gettext("This is not a day. Write it as 1-4-2027.")) from None


def _possible_day(form: object, field: Field) -> None:
    if field.data and not EARLIEST <= field.data <= LATEST:
        raise ValidationError(lazy_gettext("This day is too far away."))


def whole_number(label: Any, lowest: int, highest: int, *, said: Any = None, **more: Any) -> IntegerField:
    """A number that must be there, between bounds.

    `said`: what it takes, where "a number from … to …" does not say it well; `more` is WTForms' own.
    """
    said = said or lazy_gettext("Fill in a number from %(lowest)s to %(highest)s.", lowest=lowest, highest=highest)
    return WholeNumber(label, [InputRequired(said), between(lowest, highest, said)], said=said, **more)


class WholeNumber(IntegerField):
    """A number that says in our own words what it takes."""

    def __init__(self, *arguments: Any, said: Any, **more: Any) -> None:
        super().__init__(*arguments, **more)
        self._said = said

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Read what was typed."""
        try:
            super().process_formdata(valuelist)
        except ValueError:
            raise ValueError(self._said) from None


def choices(listed: Iterable[tuple[Any, Any]]) -> list[SelectChoice]:
    """What can be chosen, from values and what they are called."""
    return [SelectChoice(value, label) for value, label in listed]


def as_day(kept: str) -> date | None:
    """Read a kept day (ISO 8601); what is no day, such as "" or "to be filled in", is none."""
    try:
        return date.fromisoformat(kept)
    except ValueError:
        return None


def iso(typed: date | None) -> str:
    """Write a day for keeping; "" is none."""
    return typed.isoformat() if typed else ""


class EtagForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF has no types
    """A form that tells what it was filled from, and says so when that has changed meanwhile."""

    etag = HiddenField()

    def changed_meanwhile(self) -> None:
        """Keep what was typed, and say what happened."""
        self.form_errors.append(
            lazy_gettext("This was changed in another window meanwhile. Compare with it and save again.")
        )
