"""One kit of fields: the same words and the same bounds for the same thing, on every form."""

from collections.abc import Iterator
from datetime import date

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict
from wtforms import DateField, Form, IntegerField
from wtforms.fields.core import UnboundField

from facilitator.domain.beginnings import LONGEST
from facilitator.steps.plan.forms import ActionForm
from facilitator.steps.suspicion.forms import SettledForm
from facilitator.steps.weighing.forms import AlternativeForm, CloseForm, DiagnosisForm, InputsForm
from facilitator.web.desk.assignments.forms import DetailsForm
from facilitator.web.desk.forms import AgainForm, NewConsultationForm
from facilitator.web.forms import lines_in, one_line, tidy
from facilitator.web.forms.fields import EARLIEST, LATEST, DayField, WholeNumber, as_day, iso

DAYS = [
    (NewConsultationForm, "term"),
    (SettledForm, "term"),
    (SettledForm, "settled_on"),
    (AlternativeForm, "term"),
    (InputsForm, "planning_from"),
    (ActionForm, "when"),
]
TEXTS = {
    "theme": [(NewConsultationForm, "theme"), (DetailsForm, "theme")],
    "title": [(NewConsultationForm, "title"), (AgainForm, "title"), (DetailsForm, "title")],
    "organisation": [(NewConsultationForm, "organisation"), (DetailsForm, "organisation")],
    "issue": [(NewConsultationForm, "issue"), (SettledForm, "issue"), (DiagnosisForm, "diagnosis")],
    "solution": [(NewConsultationForm, "solution"), (SettledForm, "solution"), (DiagnosisForm, "solution")],
    "owner": [(NewConsultationForm, "owner"), (SettledForm, "owner"), (AlternativeForm, "owner")],
    "settled_by": [(NewConsultationForm, "settled_by"), (SettledForm, "settled_by"), (CloseForm, "by")],
}
"""What is written down, and every field that takes it; what one form keeps, another one carries over."""


@pytest.fixture(autouse=True)
def request_in_english(app: Flask) -> Iterator[None]:
    with app.test_request_context("/?language=en"):
        yield


def complaints(form: type[Form], field: str, typed: str) -> list[str]:
    filled = form(formdata=MultiDict({field: typed}))
    filled[field].validate(filled)
    return [str(error) for error in filled[field].errors]


@pytest.mark.parametrize(("form", "field"), DAYS)
@pytest.mark.parametrize("typed", ["soon", "31-02-2027", "2027-13-01", "1/4/2027"])
def test_what_is_no_day_is_said_in_the_same_words(form: type[Form], field: str, typed: str) -> None:
    assert complaints(form, field, typed)[:1] == ["This is not a day. Write it as 1-4-2027."]


@pytest.mark.parametrize(("form", "field"), DAYS)
@pytest.mark.parametrize("typed", ["1989-12-31", "2101-01-01"])
def test_a_day_too_far_away_is_so_on_every_form(form: type[Form], field: str, typed: str) -> None:
    assert complaints(form, field, typed) == ["This day is too far away."]


@pytest.mark.parametrize(("form", "field"), DAYS)
@pytest.mark.parametrize("typed", [EARLIEST.isoformat(), LATEST.isoformat(), "1-4-2027"])
def test_a_day_within_bounds_is_taken_as_people_write_it(form: type[Form], field: str, typed: str) -> None:
    assert complaints(form, field, typed) == []


@pytest.mark.parametrize(
    ("thing", "form", "field"), [(thing, *where) for thing, places in TEXTS.items() for where in places]
)
def test_the_same_thing_may_be_as_long_on_every_form(thing: str, form: type[Form], field: str) -> None:
    too_long = f"At most {LONGEST[thing]} characters."

    assert too_long not in complaints(form, field, "x" * LONGEST[thing])
    assert complaints(form, field, "x" * (LONGEST[thing] + 1)) == [too_long]


@pytest.mark.parametrize("typed", ["", "ten", "11", "1.5", "9" * 5000])
def test_a_number_out_of_bounds_is_said_in_the_same_words(typed: str) -> None:
    assert complaints(AgainForm, "hold", typed)[:1] == ["Fill in a number from 0 to 10."]


def test_no_form_has_a_day_or_number_of_another_make() -> None:
    strangers = [
        f"{form.__name__}.{name}"
        for form in _forms(Form)
        for name, field in vars(form).items()
        if isinstance(field, UnboundField) and _is_stranger(field.field_class)
    ]

    assert strangers == []


def _forms(above: type[Form]) -> Iterator[type[Form]]:
    for form in above.__subclasses__():
        yield form
        yield from _forms(form)


def _is_stranger(made: type) -> bool:
    makes = ((DateField, DayField), (IntegerField, WholeNumber))
    return any(made is plain or (issubclass(made, plain) and not issubclass(made, ours)) for plain, ours in makes)


def test_what_nobody_meant_to_type_is_taken_off() -> None:
    assert tidy("  a\r\nb\u2028c\rd\x00\ud800\ufffe ") == "a\nb\nc\nd"
    assert one_line(" a \r\n  b\t") == "a b"


def test_a_sign_that_is_newer_than_we_are_stays() -> None:
    assert tidy("\U0001fadf") == "\U0001fadf"


@given(st.text())
def test_tidying_again_changes_nothing(typed: str) -> None:
    assert tidy(tidy(typed)) == tidy(typed)
    assert one_line(one_line(typed)) == one_line(typed)


def test_a_list_has_each_line_once() -> None:
    assert lines_in("a\n\n b  c \na") == ["a", "b c"]


@pytest.mark.parametrize("kept", ["", "to be filled in"])
def test_what_is_no_kept_day_is_none(kept: str) -> None:
    assert as_day(kept) is None


def test_a_day_is_kept_as_it_is_read() -> None:
    assert as_day(iso(date(2027, 4, 1))) == date(2027, 4, 1)
    assert iso(None) == ""
