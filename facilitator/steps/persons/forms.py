"""The forms for key persons: first the function, then the sub-function, then the name."""

from collections.abc import Iterable
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext
from flask_wtf import FlaskForm
from wtforms import (
    BooleanField,
    Field,
    HiddenField,
    RadioField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.widgets import CheckboxInput, ListWidget

from facilitator import current
from facilitator.domain.method import environments_for
from facilitator.services.desk import DeskTrack
from facilitator.steps.persons.networks import NETWORK_TYPES, STAKES
from facilitator.steps.persons.retention import FEWEST_MONTHS, MOST_MONTHS
from facilitator.steps.persons.rules import INTERVIEW, LIMITS, Seat, Why, tidied, week_said, wrong
from facilitator.steps.persons.turnout import MOST_PEOPLE, Headcount
from facilitator.steps.persons.words import WRONG
from facilitator.web.forms import text_of, tidy
from facilitator.web.forms.fields import choices, whole_number
from facilitator.web.forms.once import OnceForm

IN_FORM = {"internal": "side"}
"""Field of a seat → its field in a form, where that has another name."""
INSIDE, OUTSIDE = "internal", "external"


def one_of(label: Any, **more: Any) -> RadioField:
    """Make radio buttons whose choices come later, and are checked by the domain."""
    return RadioField(label, choices=[], validate_choice=False, **more)


class AngleForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF has no types
    """Where a seat is: environment and side, function, and then the sub-function."""

    environment = one_of(lazy_gettext("Environment"))
    side = one_of(lazy_gettext("From inside or outside?"), default=OUTSIDE)
    function = StringField(
        lazy_gettext("Functional angle"),
        filters=[tidy],
        description=lazy_gettext("Which field of work has to do with it? Such as: income, housing, health."),
    )
    sub_function = StringField(
        lazy_gettext("Sub-functional angle"),
        filters=[tidy],
        description=lazy_gettext("Which part of that field exactly? Such as: rent arrears, or home visits."),
    )

    def offer(self, track: DeskTrack) -> None:
        """Put the choices of a track in."""
        self.environment.choices = choices((it["key"], _upper(it["label"])) for it in environments_for(track.kind, _))
        self.side.choices = choices([(INSIDE, _("Internal")), (OUTSIDE, _("External"))])

    def seat(self) -> Seat:
        """Give the white spot that was typed."""
        return tidied(
            Seat(
                text_of(self.environment),
                text_of(self.side) == INSIDE,
                text_of(self.function),
                text_of(self.sub_function),
            )
        )

    def says_side(self) -> bool:
        """Tell whether a side was chosen, and say so where not."""
        if text_of(self.side) in (INSIDE, OUTSIDE):
            return True
        add_error(self.side, "unknown_side")
        return False


class NewSeatForm(AngleForm, OnceForm):
    """The same of a seat that is being made."""


class SeatForm(AngleForm):
    """A whole seat: where it is, and who sits there."""

    network_type = one_of(lazy_gettext("Network type"))
    name = StringField(
        lazy_gettext("Name"),
        filters=[tidy],
        description=lazy_gettext("Of a person or a group. Empty: the seat stays a white spot."),
    )
    organisation = StringField(lazy_gettext("Organisation or role"), filters=[tidy])
    contact = StringField(
        lazy_gettext("Contact"), filters=[tidy], description=lazy_gettext("A telephone number or address.")
    )
    route = StringField(
        lazy_gettext("Route"),
        filters=[tidy],
        description=lazy_gettext("How this network is reached, and nothing more. It is never in an export."),
    )
    reason = StringField(lazy_gettext("Why this person?"), filters=[tidy])
    stake = one_of(lazy_gettext("What does this person bring?"))
    note = TextAreaField(lazy_gettext("Note"), filters=[tidy])
    invited = SelectMultipleField(
        lazy_gettext("Invited for"),
        choices=[],
        validate_choice=False,
        option_widget=CheckboxInput(),
        widget=ListWidget(prefix_label=False),
    )
    spoken = StringField(
        lazy_gettext("Spoken in week"),
        filters=[tidy],
        description=lazy_gettext("Such as week 30, or 2026-W30. The week is enough: a day can point somebody out."),
    )
    etag = HiddenField()

    def offer(self, track: DeskTrack, rounds: Iterable[str] = ()) -> None:
        """Put the choices of a track in; only a goal track asks for a stake."""
        super().offer(track)
        self.network_type.choices = choices((key, _upper(_(it))) for key, it in NETWORK_TYPES.items())
        self.stake.choices = choices((key, _upper(_(it))) for key, it in STAKES.items())
        self.invited.choices = choices((it, round_name(it)) for it in rounds)
        if track.kind == "goal":
            self.reason.label.text = _("Which experience, insight or interest?")
        else:
            del self.stake

    def seat(self) -> Seat:
        """Give the seat that was typed."""
        where = super().seat()
        texts: dict[str, Any] = {name: text_of(self[name]) for name in LIMITS}
        return tidied(
            Seat(
                where.environment,
                where.internal,
                network_type=text_of(self.network_type),
                stake=text_of(self.stake) if "stake" in self else "",
                invited=tuple(self.invited.data or ()),
                spoken=week_said(text_of(self.spoken), current.today()),
                **texts,
            )
        )

    @classmethod
    def of(cls, seat: Seat) -> "SeatForm":
        """Fill a form with a seat as it is."""
        return cls(data={**vars(seat), "side": INSIDE if seat.internal else OUTSIDE})


class CountForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF has no types
    """How many of one environment were invited, said yes and came."""

    class Meta:
        """WTForms' own settings."""

        csrf = False  # the form around it has the token

    invited = whole_number(lazy_gettext("Invited"), 0, MOST_PEOPLE)
    accepted = whole_number(lazy_gettext("Said yes"), 0, MOST_PEOPLE)
    came = whole_number(lazy_gettext("Came"), 0, MOST_PEOPLE)

    def count(self) -> Headcount:
        """Give what was counted."""
        return Headcount(self.invited.data or 0, self.accepted.data or 0, self.came.data or 0)


class MonthsForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF has no types
    """How long key persons are kept."""

    months = whole_number(lazy_gettext("Months after the last closing"), FEWEST_MONTHS, MOST_MONTHS)
    at_once = BooleanField(lazy_gettext("Remove the names now"))


class CopyForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF has no types
    """Why somebody from an earlier assignment belongs here too."""

    class Meta:
        """WTForms' own settings."""

        csrf = False  # the form around it has the token

    environment = one_of(lazy_gettext("Environment"))
    reason = StringField(lazy_gettext("Why this person, here?"), filters=[tidy])
    stake = one_of(lazy_gettext("What does this person bring?"))

    def offer(self, track: DeskTrack) -> None:
        """Put the choices of a track in."""
        self.environment.choices = choices((it["key"], _upper(it["label"])) for it in environments_for(track.kind, _))
        self.stake.choices = choices((key, _upper(_(it))) for key, it in STAKES.items())
        if track.kind != "goal":
            del self.stake

    def why(self) -> Why:
        """Give what was typed."""
        stake = text_of(self.stake) if "stake" in self else ""
        return Why(text_of(self.environment), text_of(self.reason), stake)


def holds(form: AngleForm, seat: Seat, track: DeskTrack) -> bool:
    """Check a seat and put what is wrong at the fields of the form."""
    return form.says_side() & _holds(form, seat, track)


def holds_copy(form: CopyForm, seat: Seat, track: DeskTrack) -> bool:
    """Check a seat that was taken over."""
    return bool(form.validate()) & _holds(form, seat, track)


def _holds(form: FlaskForm, seat: Seat, track: DeskTrack) -> bool:
    found = wrong(seat, track.kind)
    for name, code in found.items():
        field = IN_FORM.get(name, name)
        if field in form:
            add_error(form[field], code)
    return not found


def add_error(field: Field, code: str) -> None:
    """Put a text at a field."""
    text = WRONG[code]
    if code == "too_long" and field.short_name in LIMITS:
        text = lazy_gettext("At most %(length)s characters.", length=LIMITS[field.short_name])
    field.errors = [*field.errors, text]


def round_name(round: str) -> str:
    """Say which round it is."""
    return str(_("Interview") if round == INTERVIEW else _("Round %(number)s", number=round))


def _upper(label: str) -> str:
    return label[:1].upper() + label[1:]
