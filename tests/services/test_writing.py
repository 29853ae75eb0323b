"""What the writer itself refuses, whichever door handed it in."""

from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import event

from facilitator.domain.extras import Extras
from facilitator.domain.refusals import Refusal
from facilitator.services.accounts import helpers
from facilitator.services.application import Application
from tests.makers import Room, code_of, room_on


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("", "empty"),
        ("\u200b", "empty"),
        (" x", "outer_space"),
        ("twee\nregels", "not_one_line"),
        ("x" * 141, "too_long"),
        ("x" * 5000, "too_long"),
        ("een\x00twee", "forbidden_characters"),
        ("half \ud800", "forbidden_characters"),
    ],
)
def test_a_text_that_will_not_do_is_refused_in_the_transaction(room: Room, said: str, code: str) -> None:
    added = room.act("add_oneliner", question=room.question(), text=said, source="paper")

    assert (code_of(room.send(said)), code_of(added)) == (code, code)
    assert room.board.cards == {}


@pytest.mark.parametrize("environment", ["", "target_group", "nobody"])
def test_an_environment_of_another_track_is_refused(room: Room, environment: str) -> None:
    assert code_of(room.send("Goed zo.", environment=environment)) == "bad_request"


@pytest.mark.parametrize(
    ("question", "extras"),
    [
        (2, Extras(cooperation="perhaps")),
        (3, Extras(variants=(("A", "whatever"),))),
        (3, Extras(variants=(("Z", "for"),))),
        (1, Extras(kind="development")),
    ],
)
def test_what_a_question_does_not_offer_is_refused(application: Application, question: int, extras: Extras) -> None:
    room = room_on(application, track="goal", settled={"variants": [{"key": "A", "name": "bus"}]})
    room.open(question)

    assert code_of(room.send("Goed zo.", question=question, extras=extras)) == "bad_request"


@pytest.mark.parametrize(
    ("type", "fields"),
    [
        ("add_category", {"name": ""}),
        ("add_category", {"name": "twee\nregels"}),
        ("add_category", {"name": "x" * 81}),
        ("add_category", {"name": "Werk", "color": "red"}),
        ("add_division", {"name": "   "}),
        ("probe", {"text": "x" * 101, "to": "everyone"}),
        ("probe", {"text": "Hoe?", "to": "nobody"}),
        ("add_oneliner", {"text": "Goed zo.", "source": "fax"}),
        ("screen", {"mode": "fireworks"}),
        ("close", {"at": "once"}),
        ("applaud", {}),
    ],
)
def test_an_act_is_read_again_in_the_transaction(room: Room, type: str, fields: dict[str, Any]) -> None:
    if type == "add_oneliner":
        fields = {**fields, "question": room.question()}
    before = room.board.revision

    assert code_of(room.act(type, **fields)) == "bad_request"
    assert room.board.revision == before


def test_a_reason_is_one_line(room: Room) -> None:
    said = room.say("Goed zo.")

    assert code_of(room.act("hide", oneliners=[said], reason="x\ny")) == "bad_request"


def test_one_bad_job_spoils_nothing_for_the_others(room: Room) -> None:
    good, bad = room.submission("Goed zo."), room.submission("x" * 5000)

    outcomes = room.application.write([replace(bad), good])

    assert isinstance(outcomes[0], Refusal) and isinstance(outcomes[1], str)


# Who may act


def test_who_has_no_business_here_acts_not(room: Room) -> None:
    assert code_of(room.act("add_category", by="eve", name="Werk")) == "forbidden"
    assert room.board.categories == {}


def test_who_helps_acts_until_let_go(room: Room) -> None:
    room.join("eve")
    assert isinstance(room.act("add_category", by="eve", name="Werk"), int)
    helpers.let_go(room.store, facilitator="ada", consultation=room.made.consultation, helper="eve")
    assert code_of(room.act("add_category", by="eve", name="Wonen")) == "forbidden"


def test_who_was_let_go_is_not_told_what_was_done_with_a_key(room: Room) -> None:
    room.join("eve")
    sent = room.performance("add_category", by="eve", name="Werk")
    room.application.write([sent])
    helpers.let_go(room.store, facilitator="ada", consultation=room.made.consultation, helper="eve")
    assert code_of(room.application.write([sent])[0]) == "forbidden"


def test_who_helps_with_one_consultation_acts_not_in_another(application: Application, room: Room) -> None:
    other = room_on(application)
    other.join("eve")
    stray = replace(room.performance("add_category", by="eve", name="Werk"), consultation=other.made.consultation)
    assert code_of(application.write([stray])[0]) == "forbidden"


@pytest.mark.parametrize(("by", "looked_up"), [("ada", 0), ("eve", 1)])
def test_a_helper_is_looked_up_once_in_a_batch_and_the_owner_never(room: Room, by: str, looked_up: int) -> None:
    room.join("eve")
    asked: list[str] = []
    watch = lambda *told: asked.append(told[2])  # noqa: E731
    event.listen(room.store.engine, "before_cursor_execute", watch)

    room.application.write([room.performance("add_category", by=by, name=name) for name in ("Werk", "Wonen", "Zorg")])

    event.remove(room.store.engine, "before_cursor_execute", watch)
    assert sum("membership" in it for it in asked) == looked_up
