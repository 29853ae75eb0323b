"""Fields that several forms of the desk are made of."""

from datetime import date
from typing import Any, Final

from flask_babel import lazy_gettext
from flask_wtf import FlaskForm
from wtforms import DateField, Field, HiddenField, StringField, TextAreaField, ValidationError
from wtforms.validators import InputRequired, Optional

from facilitator.web.forms import at_most, required, stripped

SHORT: Final = 120
LONG: Final = 1000
EARLIEST, LATEST = date(1990, 1, 1), date(2099, 12, 31)


tidy = stripped


def one_line(value: str | None) -> str:
    """The same for a field of one line."""
    return " ".join(tidy(value).split())


def long_text(label: Any, length: int = LONG, hint: Any = "", *, must: bool = False) -> TextAreaField:
    """Several lines."""
    return TextAreaField(label, [*(required() if must else []), at_most(length)], filters=[tidy], description=hint)


def short_text(label: Any, length: int = SHORT, hint: Any = "", *, must: bool = False) -> StringField:
    """One line."""
    return StringField(label, [*(required() if must else []), at_most(length)], filters=[one_line], description=hint)


def day(label: Any, hint: Any = "", *, must: bool = False) -> DateField:
    """A day."""
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


def as_day(iso: str) -> date | None:
    """Read a kept day; what is no day, such as "to be filled in", is none."""
    try:
        return date.fromisoformat(iso)
    except ValueError:
        return None


class SeenForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF has no types
    """A form that tells what it was filled from, and says so when that has changed meanwhile."""

    seen = HiddenField()

    def changed_meanwhile(self) -> None:
        """Keep what was typed, and say what happened."""
        self.form_errors.append(
            lazy_gettext("This was changed in another window meanwhile. Compare with it and save again.")
        )
