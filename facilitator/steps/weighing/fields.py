"""The fields of weighing and plan alone: amounts, and one-liners to tick."""

from collections.abc import Iterable
from typing import Any, Final

from flask_babel import lazy_gettext
from flask_wtf import FlaskForm
from wtforms import Field, HiddenField, SelectMultipleField, ValidationError
from wtforms.widgets import TextInput

from facilitator.domain.oneliners import Oneliner
from facilitator.i18n import reader_language
from facilitator.steps.weighing import money
from facilitator.web.forms import text_of
from facilitator.web.forms.fields import choices


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
        self.choices = choices((it.id, it.text) for it in self.offered)

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
