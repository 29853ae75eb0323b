"""A text is the same text at every door: taken by all of them byte for byte, or refused by all for the same reason."""

import random

import pytest
from flask import Flask

from facilitator.domain import text
from facilitator.services.application import Application
from facilitator.services.assignments import Made
from tests.doors import Doors, doors_of
from tests.hostile import FAMILY, hostile_bodies, hostile_texts

TEXTS = 40
BODIES = 60


@pytest.fixture
def doors(app: Flask, application: Application, made: Made, writer: None) -> Doors:
    return doors_of(app, application, made)


def test_every_text_is_answered_alike_at_every_door(doors: Doors) -> None:
    assert [wrong for it in hostile_texts(random.Random(9), TEXTS) if (wrong := doors.disagree(it))] == []


def test_anything_in_place_of_a_submission_is_answered(doors: Doors) -> None:
    assert [wrong for it in hostile_bodies(random.Random(9), BODIES) if (wrong := doors.fault(it))] == []


@pytest.mark.parametrize("door", ["by_socket", "by_json"])
def test_as_many_families_as_a_oneliner_may_hold_are_taken(doors: Doors, door: str) -> None:
    said = FAMILY * text.LIMIT
    assert doors.stored(getattr(doors, door)(said)) == said


def test_a_form_takes_them_too(doors: Doors) -> None:
    assert doors.by_form(FAMILY * text.LIMIT) == 200
