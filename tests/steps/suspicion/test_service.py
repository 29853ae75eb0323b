"""What a track starts from is kept whole, over what was seen, and nobody is asked anything without it."""

from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import update

from facilitator.domain.beginnings import Settled, Variant
from facilitator.domain.refusals import Refusal
from facilitator.services import assignments, desk, rounds
from facilitator.services.application import Application
from facilitator.services.assignments import Beginning
from facilitator.services.desk import DeskTrack
from facilitator.services.etags import ChangedMeanwhile
from facilitator.services.rounds import Gathering
from facilitator.steps.suspicion import questions
from facilitator.steps.suspicion import service as beginnings
from facilitator.steps.suspicion.questions import Frozen
from facilitator.steps.suspicion.rules import Finding, Suspicion
from facilitator.steps.suspicion.service import VariantInUse
from facilitator.store.tables import Oneliner, Track
from tests.makers import Room, application_on, code_of, room_on
from tests.owners import own_assignment, own_track
from tests.services.conftest import application, room

__all__ = ["application", "room"]

WRITTEN = Suspicion(
    "inwoners te laat komen.", "", {"where": Finding("in de wijk", "suspected")}, "Daarom vragen we het."
)
SETTLED = Settled("schulden", "Een Geldpunt.", "2027-04-01", "wethouder", "college")


def track_of(room: Room) -> DeskTrack:
    found = desk.track(room.store, "ada", room.made.track)
    assert found is not None
    return found


def empty(room: Room, **values: object) -> None:
    """Leave a track as an earlier release could have left it."""
    with room.store.work() as connection:
        connection.execute(update(Track).where(Track.id == room.made.track).values(**values))
    room.application.refresh(room.made.track)


def test_a_new_process_has_a_suspicion_to_begin_with(application: Application) -> None:
    assert track_of(room_on(application)).suspicion == "er iets aan de hand is met Schulden en armoede."


def test_a_new_goal_has_something_settled_to_begin_with(application: Application) -> None:
    goal = track_of(room_on(application, track="goal", language="en"))

    assert beginnings.settled_of(goal).owner == "to be filled in"
    assert goal.suspicion == ""


@pytest.mark.parametrize("track", ["process", "goal"])
def test_what_is_just_made_can_be_opened(application: Application, track: str) -> None:
    room = room_on(application, track=track)
    assert isinstance(room.act("open_question", question=room.question()), int)


def test_no_question_opens_without_a_suspicion(application: Application) -> None:
    room = room_on(application)
    empty(room, suspicion="  ")

    assert code_of(room.act("open_question", question=room.question())) == "no_suspicion"
    assert room.board.consultations[room.made.consultation].phase == "lobby"


@pytest.mark.parametrize("name", ["issue", "solution", "term", "owner", "settled_by"])
def test_no_question_opens_before_a_goal_is_settled(application: Application, name: str) -> None:
    room = room_on(application, track="goal", settled=vars(SETTLED) | {"variants": [], name: ""})

    assert code_of(room.act("open_question", question=room.question())) == "not_settled"


def test_what_is_suspected_is_kept_and_seen_by_whoever_is_there(room: Room) -> None:
    track = track_of(room)

    beginnings.keep_suspicion(room.application, room.own, WRITTEN, etag=beginnings.etag_of_suspicion(track))

    kept = beginnings.suspicion_of(track_of(room))
    assert (kept.text, kept.findings["where"], kept.introduction) == (
        WRITTEN.text,
        Finding("in de wijk", "suspected"),
        "Daarom vragen we het.",
    )
    assert room.application.track(track.id).suspicion == WRITTEN.text
    assert track.id in room.application.stale


def test_another_process_reads_a_changed_suspicion(room: Room) -> None:
    other, track = application_on(str(room.store.url)), track_of(room)
    other.track(track.id)

    beginnings.keep_suspicion(room.application, room.own, WRITTEN, etag=beginnings.etag_of_suspicion(track))
    other.look(track.id)

    assert other.track(track.id).suspicion == WRITTEN.text
    other.store.close()


def test_an_older_suspicion_is_not_kept(room: Room) -> None:
    track = track_of(room)
    seen = beginnings.etag_of_suspicion(track)
    beginnings.keep_suspicion(room.application, room.own, WRITTEN, etag=seen)

    with pytest.raises(ChangedMeanwhile):
        beginnings.keep_suspicion(room.application, room.own, Suspicion("iets anders"), etag=seen)

    assert track_of(room).suspicion == WRITTEN.text


def test_submitting_goes_on_after_the_suspicion_changed(room: Room) -> None:
    track = track_of(room)
    room.say("Voor.")

    beginnings.keep_suspicion(room.application, room.own, WRITTEN, etag=beginnings.etag_of_suspicion(track))

    room.say("Na.")
    assert {card.text for card in room.board.cards.values()} == {"Voor.", "Na."}


def test_a_variant_that_somebody_chose_stays(application: Application) -> None:
    room = room_on(
        application, track="goal", settled={"variants": [{"key": "A", "name": "bus"}, {"key": "B", "name": "punt"}]}
    )
    room.open(3)
    said = room.say("De bus!", question=3)
    with room.store.work() as connection:
        chosen = [{"variant": "A", "stance": "for"}]
        connection.execute(update(Oneliner).where(Oneliner.id == said).values(variants=chosen))
    track = track_of(room)
    seen = beginnings.etag_of_settled(track)

    for names in ({"A": "trein", "B": "punt"}, {"B": "punt"}):
        variants = tuple(Variant(*it) for it in names.items())
        with pytest.raises(VariantInUse):
            wanted = Settled(**{**vars(SETTLED), "variants": variants})
            beginnings.keep_settled(application, room.own, wanted, introduction="", etag=seen)

    other = Settled(**{**vars(SETTLED), "variants": (Variant("A", "bus"), Variant("B", "winkel"))})
    beginnings.keep_settled(application, room.own, other, introduction="", etag=seen)
    assert application.track(track.id).variants == {"A": "bus", "B": "winkel"}


def test_an_older_settlement_is_not_kept(application: Application) -> None:
    room = room_on(application, track="goal")

    with pytest.raises(ChangedMeanwhile):
        beginnings.keep_settled(application, room.own, SETTLED, introduction="", etag="x")


def test_questions_get_other_words_before_the_first_answer(room: Room) -> None:
    track = track_of(room)
    asked = questions.asked_on(room.own)

    texts = {it.id: (it.title, f"{it.text} Echt?") for it in asked}
    questions.reword(room.application, room.own, texts, etag=questions.etag_of(asked))

    assert all(it.text.endswith("Echt?") for it in room.application.track(track.id).questions.values())
    assert questions.asked_on(room.own)[0].source.startswith("WELKE ONTWIKKELINGEN")


def test_questions_are_fixed_from_the_first_answer_on(room: Room) -> None:
    asked = questions.asked_on(room.own)
    room.say("Schaamte.")

    with pytest.raises(Frozen):
        questions.reword(
            room.application,
            room.own,
            {asked[0].id: ("x", "y")},
            etag=questions.etag_of(asked),
        )

    assert questions.are_frozen(room.own)
    assert questions.asked_on(room.own) == asked


def test_another_tracks_questions_are_not_reworded(application: Application) -> None:
    mine, other = room_on(application), room_on(application)
    asked = questions.asked_on(mine.own)
    theirs = other.made.questions[0]

    questions.reword(
        application,
        mine.own,
        {theirs.id: ("x", "y")},
        etag=questions.etag_of(asked),
    )

    assert application.track(other.made.track).questions[theirs.id].text == theirs.text


def test_a_goal_is_begun_beside_the_process(application: Application) -> None:
    room = room_on(application)
    found = desk.assignment(application.store, "ada", room.made.assignment)
    assert found is not None

    first = assignments.begin_goal(own_assignment(application.store, found), Beginning(SETTLED))
    assignments.begin_goal(own_assignment(application.store, found), Beginning(SETTLED))

    assert [it.kind for it in desk.tracks_of(application.store, found)] == ["process", "goal", "goal"]
    begun = desk.track(application.store, "ada", first)
    assert begun is not None and beginnings.settled_of(begun) == SETTLED
    assert len(questions.asked_on(own_track(application.store, begun.id))) == 5


def test_an_assignment_has_one_process(application: Application) -> None:
    made = room_on(application).made
    found = desk.assignment(application.store, "ada", made.assignment)
    assert found is not None

    assert assignments.begin_process(own_assignment(application.store, found), "nog iets.", language="nl") == made.track


def test_somebody_elses_is_as_if_not_there(application: Application) -> None:
    made = room_on(application).made

    assert desk.assignment(application.store, "eve", made.assignment) is None
    assert desk.track(application.store, "eve", made.track) is None


@pytest.mark.parametrize("keys", ["B", "AC", "BA", "AA", "Z"])
def test_variants_are_named_from_a_on(application: Application, keys: str) -> None:
    found = desk.assignment(application.store, "ada", room_on(application).made.assignment)
    assert found is not None
    wanted = replace(SETTLED, variants=tuple(Variant(key, "bus") for key in keys))

    with pytest.raises(Refusal, match="bad_request"):
        assignments.begin_goal(own_assignment(application.store, found), Beginning(wanted))


def test_a_next_round_and_another_room_are_numbered_by_what_is_there(application: Application) -> None:
    room = room_on(application)
    for round in ("new", "last", 1):
        rounds.add_consultation(room.own, Gathering("Nog een", round))

    assert sorted(it.round for it in desk.consultations_on(room.own)) == [1, 1, 2, 2]


def test_a_dry_run_is_alone_and_first(application: Application) -> None:
    rehearsed, held = room_on(application, dry_run=True), room_on(application)

    with pytest.raises(Refusal, match="dry_run_there"):
        rounds.add_consultation(own_track(application.store, rehearsed.made.track), Gathering("Echt"))
    with pytest.raises(Refusal, match="not_the_first"):
        rounds.add_consultation(own_track(application.store, held.made.track), Gathering("Proef", dry_run=True))


@pytest.mark.parametrize("hold", [-1, 11])
def test_a_hold_has_bounds(application: Application, hold: int) -> None:
    with pytest.raises(Refusal, match="bad_request"):
        room_on(application, hold=hold)


@pytest.mark.parametrize(
    "odd",
    [
        {"text": ""},
        {"text": "x" * 281},
        {"owners": "x" * 201},
        {"introduction": "x" * 601},
        {"findings": {"where": Finding("x" * 1001)}},
        {"findings": {"where": Finding("", "perhaps")}},  # type: ignore[arg-type]
    ],
)
def test_no_suspicion_is_kept_that_does_not_fit(room: Room, odd: dict[str, Any]) -> None:
    track = track_of(room)
    with pytest.raises(Refusal, match="bad_request"):
        beginnings.keep_suspicion(
            room.application,
            room.own,
            replace(WRITTEN, **odd),
            etag=beginnings.etag_of_suspicion(track),
        )
    assert track_of(room) == track


@pytest.mark.parametrize("odd", [{"wanted": replace(SETTLED, term="ooit")}, {"introduction": "x" * 601}])
def test_nothing_settled_is_kept_that_does_not_fit(application: Application, odd: dict[str, Any]) -> None:
    goal = room_on(application, track="goal")
    wanted: dict[str, Any] = {"wanted": SETTLED, "introduction": "", **odd}
    with pytest.raises(Refusal, match="bad_request"):
        beginnings.keep_settled(application, goal.own, etag=beginnings.etag_of_settled(track_of(goal)), **wanted)


def test_no_answer_to_the_start_is_kept_that_does_not_fit(room: Room) -> None:
    found = desk.assignment(room.store, "ada", room.made.assignment)
    assert found is not None
    answers = beginnings.start_of(found) | {"problem": "x" * 1001}
    with pytest.raises(Refusal, match="bad_request"):
        beginnings.keep_start(
            room.application,
            own_assignment(room.application.store, found.id),
            answers,
            etag=beginnings.etag_of_start(found),
        )


@pytest.mark.parametrize("wording", [("", "Hoe?"), ("Titel", ""), ("x" * 61, "Hoe?"), ("Titel", "x" * 301)])
def test_no_question_is_put_that_does_not_fit(application: Application, wording: tuple[str, str]) -> None:
    room = room_on(application)
    asked = questions.asked_on(room.own)
    with pytest.raises(Refusal, match="bad_request"):
        questions.reword(
            application,
            room.own,
            {asked[0].id: wording},
            etag=questions.etag_of(asked),
        )
    assert questions.asked_on(room.own) == asked


def third(room: Room) -> str:
    """How the third question of a goal is put."""
    return questions.asked_on(room.own)[2].text


def settle(application: Application, goal: Room, *variants: Variant) -> None:
    seen = beginnings.etag_of_settled(track_of(goal))
    wanted = replace(SETTLED, variants=variants)
    beginnings.keep_settled(application, goal.own, wanted, introduction="", etag=seen)


def test_the_third_question_of_a_goal_asks_for_the_variants_that_there_are(application: Application) -> None:
    goal = room_on(application, track="goal")
    assert third(goal) == "Indien er varianten zijn; welke ondersteunt u dan, en waarom?"
    settle(application, goal, Variant("A", "bus"))
    assert third(goal) == "Welke variant ondersteunt u, en waarom?"
    settle(application, goal)
    assert third(goal) == "Indien er varianten zijn; welke ondersteunt u dan, en waarom?"


def test_a_goal_that_begins_with_variants_asks_for_them(application: Application) -> None:
    goal = room_on(application, track="goal", settled={"variants": [{"key": "A", "name": "bus"}]})
    assert third(goal) == "Welke variant ondersteunt u, en waarom?"


def test_own_words_of_the_third_question_stay(application: Application) -> None:
    goal = room_on(application, track="goal")
    asked = questions.asked_on(goal.own)
    own = {it.id: (it.title, "Bus of punt?" if it.number == 3 else it.text) for it in asked}
    questions.reword(application, goal.own, own, etag=questions.etag_of(asked))
    settle(application, goal, Variant("A", "bus"))
    assert third(goal) == "Bus of punt?"


def test_a_question_that_was_answered_is_put_as_it_was(application: Application) -> None:
    goal = room_on(application, track="goal")
    goal.open()
    goal.say("De bus.")
    settle(application, goal, Variant("A", "bus"))
    assert third(goal) == "Indien er varianten zijn; welke ondersteunt u dan, en waarom?"
