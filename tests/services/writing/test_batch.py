"""What waits for a track is done in the order in which it came, each with its own outcome."""

from facilitator.services.writing import Job, Withdraw, carry_out
from facilitator.services.writing.unit_of_work import UnitOfWork
from facilitator.store import journal
from tests.makers import NOON, Room, code_of


def test_each_job_has_its_outcome_in_its_place(room: Room) -> None:
    jobs: list[Job] = [
        room.performance("undo"),
        room.submission("Schaamte."),
        room.performance("add_category", name="Werk"),
    ]
    nothing, said, revision = room.application.write(jobs)
    assert (code_of(nothing), said in room.board.cards, revision) == ("nothing_to_undo", True, room.board.revision)


def test_what_was_said_is_there_for_the_act_that_comes_after_it(room: Room) -> None:
    sent = room.submission("Schaamte.")
    said, back = room.application.write(
        [sent, Withdraw(track=sent.track, consultation=sent.consultation, key=sent.submission.key)]
    )
    assert (back, said in room.board.cards) == (None, False)


def test_an_act_between_two_texts_counts_for_the_second(room: Room) -> None:
    first, _, second = room.application.write(
        [room.submission("Op tijd."), room.performance("close_question"), room.submission("Te laat.")]
    )
    assert first in room.board.cards
    assert code_of(second) == "question_closed"


def test_the_track_s_head_moves_with_what_was_done(room: Room) -> None:
    room.application.write([room.submission("Een."), room.submission("Twee.")])
    with room.store.read() as connection:
        head = journal.head(connection, room.made.track)
    assert head is not None and head.revision == room.board.revision == 3


def test_where_nothing_was_done_the_head_stays(room: Room) -> None:
    before = room.board.revision
    assert code_of(room.application.write([room.performance("undo")])[0]) == "nothing_to_undo"
    with room.store.read() as connection:
        head = journal.head(connection, room.made.track)
    assert head is not None and head.revision == before


def test_no_jobs_have_no_outcomes(room: Room) -> None:
    track = room.application.track(room.made.track)
    with room.store.work() as connection:
        unit = UnitOfWork(track, connection, NOON)
        assert (carry_out(unit, []), unit.announcements) == ([], [])
