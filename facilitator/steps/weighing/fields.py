"""The fields of weighing and plan: texts, days, amounts, and one-liners to tick."""

import re
import unicodedata
from collections.abc import Iterable
from datetime import date
from typing import Any, Final

from flask_babel import lazy_gettext
from flask_wtf import FlaskForm
from wtforms import DateField, Field, HiddenField, SelectMultipleField, StringField, TextAreaField, ValidationError
from wtforms.validators import Optional
from wtforms.widgets import TextInput

from facilitator.domain.oneliners import Oneliner
from facilitator.i18n import reader_language
from facilitator.steps.weighing import money
from facilitator.web.forms import at_most, text_of

SHORT: Final = 200
LONG: Final = 1000
EARLIEST, LATEST = date(2000, 1, 1), date(2100, 12, 31)
LINE_ENDS = re.compile(r"\r\n?|\u2028|\u2029")


def tidy(value: str | None) -> str:
    """Take off what nobody meant to type: outer space, control characters, other systems' line ends."""
    text = LINE_ENDS.sub("\n", value or "")
    return "".join(it for it in text if it == "\n" or unicodedata.category(it) not in ("Cc", "Cs", "Cn")).strip()


def one_line(value: str | None) -> str:
    """The same for a field of one line."""
    return " ".join(tidy(value).split())


def short(label: Any, hint: Any = "") -> StringField:
    """One line."""
    return StringField(label, [at_most(SHORT)], filters=[one_line], description=hint)


def long(label: Any, hint: Any = "") -> TextAreaField:
    """Several lines."""
    return TextAreaField(label, [at_most(LONG)], filters=[tidy], description=hint)


def day(label: Any) -> DateField:
    """A day, which may be left open."""
    return DateField(label, [Optional(), _possible_day], format=["%Y-%m-%d", "%d-%m-%Y"])


def _possible_day(form: object, field: DateField) -> None:
    if field.data and not EARLIEST <= field.data <= LATEST:
        raise ValidationError(lazy_gettext("This day is too far away."))


class AmountField(Field):
    """Euros as people write them; the data is in cents, None for nothing."""

    widget = TextInput()
    data: int | None

    def _value(self) -> str:
        return str(self.raw_data[0]) if self.raw_data else money.typed(self.data, reader_language())

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read what was typed."""
        self.data = None
        if valuelist and valuelist[0].strip():
            try:
                self.data = money.read(valuelist[0])
            except ValueError:
                raise ValueError(_NO_AMOUNT) from None


_NO_AMOUNT: Final = lazy_gettext("Write an amount in euros, such as 1250,50 or 180.000. Points part the thousands.")


class PickField(SelectMultipleField):
    """One-liners to tick. What is chosen must be in the map."""

    offered: tuple[Oneliner, ...] = ()

    def offer(self, lines: Iterable[Oneliner]) -> None:
        """Say which one-liners there are."""
        self.offered = tuple(lines)
        self.choices = [(it.id, it.text) for it in self.offered]

    def pre_validate(self, form: object) -> None:
        """Refuse what is not in this map: another version, or a forged form."""
        if not set(self.data or ()) <= {it.id for it in self.offered}:
            raise ValidationError(lazy_gettext("You ticked a one-liner that is not in this version of the map."))


class SectionForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF has no types
    """A part of a document with the `revision` that it was opened at."""

    revision = HiddenField()

    def seen_revision(self) -> int:
        """Give the revision of the form; -1 where that is no number, which is never right."""
        typed = text_of(self.revision)
        return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 10 else -1

    def refuse(self, text: Any) -> None:
        """Complain of the form as a whole."""
        self.form_errors.append(text)


def ticked(field: PickField) -> tuple[str, ...]:
    """Give the ticked one-liners."""
    return tuple(dict.fromkeys(field.data or ()))


def lines_in(typed: str) -> list[str]:
    """Read a list: one a line, each once, without empty lines."""
    return list(dict.fromkeys(line for line in (" ".join(it.split()) for it in typed.splitlines()) if line))


def as_day(kept: str) -> date | None:
    """Read a day that was kept; "" is none."""
    return date.fromisoformat(kept) if kept else None


def iso(typed: date | None) -> str:
    """Write a day for keeping."""
    return typed.isoformat() if typed else ""
