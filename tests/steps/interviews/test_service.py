"""Interviews at the services: once, literally, under what they answer, and by nobody."""

from dataclasses import replace
from datetime import date
from uuid import uuid4

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError

from facilitator.domain.extras import Extras
from facilitator.domain.refusals import Refusal
from facilitator.exports import mapped
from facilitator.services import desk
from facilitator.services.application import Application
from facilitator.services.documents import gathering
from facilitator.services.documents import writing as documents
from facilitator.services.own import NotOwn
from facilitator.steps.interviews import service as interviews
from facilitator.steps.interviews.service import Line, NewInterview
from facilitator.steps.persons import service as key_persons
from facilitator.steps.persons.rules import Seat
from facilitator.store.tables import Consultation, Oneliner
from tests.makers import Room, code_of
from tests.owners import own_track
from tests.seated import seated
from tests.services.conftest import application, room

pytestmark = pytest.mark.usefixtures("writer")

__all__ = ["application", "room"]

TUESDAY = date(2026, 3, 24)
QUOTE = "Kinderalimentatie, toeslag, bijstand: drie wetten, drie definities van inkomen."


@pytest.fixture
def interview(room: Room) -> str:
    """An interview with somebody from regulation, in the week of 23 March."""
    made = interviews.make(room.own, NewInterview(1, "regulation", TUESDAY))
    room.application.refresh(room.made.track)
    return made


def line(room: Room, text: str = QUOTE, **more: object) -> Line:
    fields: dict[str, object] = {"key": str(uuid4()), "question": room.question(1), "text": text}
    return Line(**(fields | more))  # type: ignore[arg-type]


def test_an_interview_has_no_code_and_only_its_week(room: Room, interview: str) -> None:
    with room.store.read() as connection:
        row = connection.execute(select(Consultation).where(Consultation.id == interview)).one()
    assert (row.kind, row.code, row.day, row.title) == ("interview", None, "2026-03-23", "Gesprek 1")


def test_a_line_lies_on_the_same_map(room: Room, interview: str) -> None:
    said = interviews.take_down(room.application, interview, "ada", line(room))
    card = room.board.cards[said]
    assert (card.text, card.source, card.environment, card.round) == (QUOTE, "interview", "regulation", 1)


def test_the_same_key_again_stores_nothing(room: Room, interview: str) -> None:
    sent = line(room)
    first = interviews.take_down(room.application, interview, "ada", sent)
    assert interviews.take_down(room.application, interview, "ada", sent) == first
    assert len(room.board.cards) == 1


def test_an_answer_hangs_under_its_line_with_the_probe(room: Room, interview: str) -> None:
    above, below = line(room), line(room, "Omdat iedereen zijn eigen wet maakt.")
    below = Line(below.key, below.question, below.text, parent=above.key, asked="Waardoor komt dat?")
    parent = interviews.take_down(room.application, interview, "ada", above)
    for _ in range(2):  # as when the first answer got lost
        answer = interviews.take_down(room.application, interview, "ada", below)
    card = room.board.cards[answer]
    assert card.parent == parent
    assert room.application.track(room.made.track).probes[card.probe].text == "Waardoor komt dat?"
    assert len(room.application.track(room.made.track).probes) == 1
    assert [(it.depth, it.asked) for it in interviews.said(room.application.track(room.made.track), interview)] == [
        (0, None),
        (1, "Waardoor komt dat?"),
    ]


def test_an_answer_needs_no_probe_in_words(room: Room, interview: str) -> None:
    above = line(room)
    parent = interviews.take_down(room.application, interview, "ada", above)
    answer = interviews.take_down(room.application, interview, "ada", line(room, "Ja.", parent=above.key))
    assert (room.board.cards[answer].parent, room.board.cards[answer].probe) == (parent, None)


def test_an_answer_to_a_line_that_never_came_is_refused(room: Room, interview: str) -> None:
    with pytest.raises(Refusal, match="unknown_oneliner"):
        interviews.take_down(room.application, interview, "ada", line(room, parent=str(uuid4())))


@pytest.mark.parametrize(("text", "code"), [(" spatie", "outer_space"), ("", "empty"), ("a" * 141, "too_long")])
def test_the_rules_of_a_text_hold_here_too(room: Room, interview: str, text: str, code: str) -> None:
    with pytest.raises(Refusal, match=code):
        interviews.take_down(room.application, interview, "ada", line(room, text))


def test_a_group_takes_no_lines_of_an_interview(room: Room) -> None:
    with pytest.raises(Refusal, match="bad_request"):
        interviews.take_down(room.application, room.made.consultation, "ada", line(room))


def test_what_is_struck_is_gone_for_good(room: Room, interview: str) -> None:
    above = line(room)
    interviews.take_down(room.application, interview, "ada", above)
    below = interviews.take_down(room.application, interview, "ada", line(room, "Ja.", parent=above.key))
    interviews.strike(room.application, interview, "ada", key=above.key)
    with room.store.read() as connection:
        assert list(connection.scalars(select(Oneliner.text))) == ["Ja."]
    assert list(room.board.cards) == [below]
    interviews.take_down(room.application, interview, "ada", above)  # resent after all
    assert list(room.board.cards) == [below]
    assert [it.depth for it in interviews.said(room.application.track(room.made.track), interview)] == [0]


def test_striking_twice_is_harmless(room: Room, interview: str) -> None:
    sent = line(room)
    said = interviews.take_down(room.application, interview, "ada", sent)
    interviews.strike(room.application, interview, "ada", key=sent.key)
    interviews.strike(room.application, interview, "ada", oneliner=said)
    assert room.board.cards == {}


def test_what_a_phone_sent_is_not_struck_here(room: Room, interview: str) -> None:
    said = interviews.take_down(room.application, interview, "ada", line(room))
    other = interviews.make(room.own, NewInterview(1, None, TUESDAY))
    room.application.refresh(room.made.track)
    with pytest.raises(Refusal, match="not_yours"):
        interviews.strike(room.application, other, "ada", oneliner=said)


def close(room: Room, interview: str) -> None:
    act = room.performance("close")
    act.consultation = interview
    room.application.ask(act)


def test_what_was_stored_may_be_sent_again_after_closing(room: Room, interview: str) -> None:
    above = line(room)
    answer = line(room, "Ja.")
    below = Line(answer.key, answer.question, answer.text, parent=above.key, asked="Waardoor komt dat?")
    for it in (above, below):
        interviews.take_down(room.application, interview, "ada", it)
    close(room, interview)
    for it in (above, below):
        interviews.take_down(room.application, interview, "ada", it)
    assert len(room.board.cards) == 2


def test_after_closing_nothing_is_added_or_struck(room: Room, interview: str) -> None:
    sent = line(room)
    interviews.take_down(room.application, interview, "ada", sent)
    close(room, interview)
    with pytest.raises(Refusal, match="closed"):
        interviews.take_down(room.application, interview, "ada", line(room))
    with pytest.raises(Refusal, match="closed"):
        interviews.strike(room.application, interview, "ada", key=sent.key)
    assert len(room.board.cards) == 1


def test_an_export_says_interview_and_the_week(room: Room, interview: str) -> None:
    for _ in range(2):  # with fewer than three the round is told along with them
        interviews.make(room.own, NewInterview(1, "regulation", TUESDAY))
    interviews.take_down(room.application, interview, "ada", line(room))
    (row,) = mapped.rows(documents.document(gathering.of_track(room.store, room.made.track)))
    assert (row["round"], str(row["date"]), row["environment"]) == ("gesprek", "2026-03-23", None)


def test_a_goal_tracks_extras_go_along(application: Application) -> None:
    from tests.makers import room_on

    goal = room_on(application, track="goal")
    made = interviews.make(goal.own, NewInterview(1, None, TUESDAY))
    application.refresh(goal.made.track)
    said = interviews.take_down(application, made, "ada", line(goal, extras=Extras(kind="need")))
    assert goal.board.cards[said].kind == "need"
    assert code_of(_outcome(application, made, line(goal, extras=Extras(cooperation="yes")))) == "bad_request"


def _outcome(application: Application, interview: str, sent: Line) -> object:
    try:
        return interviews.take_down(application, interview, "ada", sent)
    except Refusal as refusal:
        return refusal


def test_without_variants_their_question_is_not_asked(application: Application) -> None:
    from tests.makers import room_on

    goal = room_on(application, track="goal")
    assert [it.number for it in interviews.questions(application.track(goal.made.track))] == [1, 2, 4, 5]


@pytest.fixture
def tom(room: Room) -> str:
    """A key person of the track, by the id of the seat."""
    [made] = seated(
        room.store, room.made.track, [Seat("policy", True, "Inkomen", "minimabeleid", name="Tom", reason="beleid")]
    )
    return made


def test_of_a_key_person_only_the_week_is_kept(room: Room, tom: str) -> None:
    own = room.own
    before = key_persons.find(own, tom)

    interviews.make(own, NewInterview(1, None, TUESDAY, person=tom))

    after = key_persons.find(own, tom)
    assert before and after
    assert after.seat == replace(before.seat, spoken="2026-W13")


def test_no_interview_is_made_whose_week_can_not_be_noted(room: Room, tom: str) -> None:
    own = room.own
    with room.store.work() as connection:
        connection.execute(
            text("CREATE TRIGGER full BEFORE UPDATE ON key_person BEGIN SELECT RAISE(ABORT, 'the disk is full'); END")
        )

    with pytest.raises(DBAPIError):
        interviews.make(own, NewInterview(1, None, TUESDAY, person=tom))

    assert [it.id for it in desk.consultations_on(room.own)] == [room.made.consultation]


@pytest.mark.parametrize("by", ["eve", "mallory"])
def test_who_has_no_business_there_takes_nothing_out(room: Room, interview: str, by: str) -> None:
    said = interviews.take_down(room.application, interview, "ada", line(room))
    with pytest.raises(Refusal, match="unknown_code"):
        interviews.strike(room.application, interview, by, oneliner=said)
    assert said in room.board.cards


@pytest.mark.parametrize("by", ["eve", "mallory"])
def test_who_has_no_business_there_is_not_told_what_a_key_led_to(room: Room, interview: str, by: str) -> None:
    sent = line(room)
    interviews.take_down(room.application, interview, "ada", sent)
    with pytest.raises(Refusal, match="unknown_code"):
        interviews.take_down(room.application, interview, by, sent)


@pytest.mark.parametrize(
    "wanted", [NewInterview(0, None, TUESDAY), NewInterview(100, None, TUESDAY), NewInterview(1, "mayor", TUESDAY)]
)
def test_no_interview_is_made_that_does_not_fit_its_track(room: Room, wanted: NewInterview) -> None:
    with pytest.raises(Refusal, match="bad_request"):
        interviews.make(room.own, wanted)


def test_no_interview_is_made_where_there_is_no_track(room: Room) -> None:
    with pytest.raises(NotOwn):
        interviews.make(own_track(room.store, "f" * 16), NewInterview(1, None, TUESDAY))
