"""What the store promises, on both databases: accepted is durable, once, in the right place."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from uuid import uuid4

import pytest
from sqlalchemy import func, select

from facilitator.domain.events import Act
from facilitator.domain.refusals import Refusal
from facilitator.services.application import Application
from facilitator.services.documents import verifying
from facilitator.services.doors import NoDoors
from facilitator.services.tracks import Announcement, LiveTrack
from facilitator.services.writing import THE_SERVER, Job, Perform, Withdraw
from facilitator.store import journal, tables
from tests.makers import Room, code_of, room_on


def texts(room: Room) -> list[str]:
    with room.store.read() as connection:
        return list(connection.execute(select(tables.Oneliner.text)).scalars())


def count(room: Room, table: type[tables.Base]) -> int:
    with room.store.read() as connection:
        return int(connection.execute(select(func.count()).select_from(table)).scalar_one())


# One-liners


def test_a_oneliner_is_kept_as_it_was_typed(room: Room) -> None:
    typed = "Eén 👩‍👩‍👧 loket; 'snel' = \"goed\" — e\u0301"
    room.say(typed)
    assert texts(room) == [typed]


def test_the_same_key_and_text_is_the_same_oneliner(room: Room) -> None:
    key = str(uuid4())
    first = room.say("Schaamte.", key=key)
    assert room.send("Schaamte.", key=key) == first
    assert room.send("Schaamte.", key=key.upper()) == first
    assert len(texts(room)) == 1


def test_the_same_key_with_another_text_is_refused(room: Room) -> None:
    key = str(uuid4())
    room.say("Schaamte.", key=key)
    assert code_of(room.send("Schaamte!", key=key)) == "key_taken"
    assert texts(room) == ["Schaamte."]


def test_a_key_belongs_to_one_consultation(room: Room) -> None:
    key, elsewhere = str(uuid4()), room_on(room.application)
    elsewhere.open()
    room.say("Schaamte.", key=key)
    assert code_of(elsewhere.send("Schaamte.", key=key)) == "key_taken"


def test_what_is_sent_twice_at_once_is_stored_once(room: Room) -> None:
    job = room.submission("Schaamte.")
    again = room.submission("Schaamte.", key=job.submission.key)
    other = room.submission("Anders.", key=job.submission.key)
    first, second, third = room.application.write([job, again, other])
    assert first == second
    assert code_of(third) == "key_taken"
    assert texts(room) == ["Schaamte."]


def test_the_same_words_of_two_people_are_two_oneliners(room: Room) -> None:
    assert room.say("Schaamte.") != room.say("Schaamte.")
    assert texts(room) == ["Schaamte.", "Schaamte."]


def test_what_is_withdrawn_is_gone(room: Room) -> None:
    kept, gone = room.say("Blijft."), room.say("Gaat weg.")
    assert room.withdraw(room.keys[gone]) is None
    assert texts(room) == ["Blijft."]
    assert set(room.board.cards) == {kept}


def test_withdrawing_twice_is_harmless(room: Room) -> None:
    gone = room.say("Gaat weg.")
    revision = room.board.revision
    room.withdraw(room.keys[gone])
    assert room.withdraw(room.keys[gone]) is None
    assert room.board.revision == revision + 1


def test_what_was_withdrawn_does_not_come_back_by_a_late_resend(room: Room) -> None:
    gone = room.say("Gaat weg.")
    room.withdraw(room.keys[gone])
    assert room.send("Gaat weg.", key=room.keys[gone]) == gone
    assert texts(room) == []


def test_sent_and_withdrawn_at_once_leaves_nothing(room: Room) -> None:
    job = room.submission("Toch niet.")
    withdrawal = Withdraw(track=job.track, consultation=job.consultation, key=job.submission.key)
    sent, withdrawn = room.application.write([job, withdrawal])
    assert isinstance(sent, str)
    assert withdrawn is None
    assert texts(room) == []


def test_only_who_holds_the_key_withdraws(room: Room) -> None:
    room.say("Van ben.")
    assert code_of(room.withdraw(str(uuid4()))) == "not_yours"
    assert texts(room) == ["Van ben."]


def test_withdrawing_ends_with_the_question(room: Room) -> None:
    said = room.say("Blijft.")
    room.act("close_question")
    assert code_of(room.withdraw(room.keys[said])) == "question_closed"
    assert texts(room) == ["Blijft."]


@pytest.mark.parametrize("act", ["close_question", "pause", "close"])
def test_a_question_that_is_not_open_takes_nothing(room: Room, act: str) -> None:
    room.act(act)
    assert code_of(room.send("Te laat.")) == "question_closed"
    assert texts(room) == []


def test_another_question_than_the_open_one_takes_nothing(room: Room) -> None:
    assert code_of(room.send("Elders.", question=2)) == "question_closed"


def test_a_question_that_does_not_exist_is_refused(room: Room) -> None:
    job = room.submission("Waarop?")
    job.submission = replace(job.submission, question="0" * 16)
    assert code_of(room.application.write([job])[0]) == "unknown_question"


def test_an_answer_to_a_probe_knows_what_it_answers(room: Room) -> None:
    parent = room.say("De brief is te lang.")
    room.act("probe", oneliner=parent, text="Waardoor?", to="author")
    (probe,) = room.application.track(room.made.track).probes
    answer = room.say("Juristen schrijven hem.", probe=probe)
    assert room.board.cards[answer].parent == parent
    room.application.refresh(room.made.track)
    assert (room.board.cards[answer].parent, room.board.cards[answer].probe) == (parent, probe)


def test_a_probe_of_another_consultation_is_refused(room: Room) -> None:
    elsewhere = room_on(room.application)
    elsewhere.act("probe", oneliner=None, text="Wat nog?", to="everyone")
    (probe,) = elsewhere.application.track(elsewhere.made.track).probes
    assert code_of(room.send("Antwoord.", probe=probe)) == "bad_request"


def test_one_that_the_database_refuses_spoils_nothing_for_the_others(room: Room) -> None:
    let_the_database_refuse(room, "Fout.")
    before, bad, after = told_in_one_batch(room, "Voor.", "Fout.", "Na.")
    assert isinstance(before, str)
    assert isinstance(after, str)
    assert code_of(bad) == "internal"
    assert sorted(texts(room)) == ["Na.", "Voor."]
    room.application.refresh(room.made.track)
    assert len(room.board.cards) == 2


def let_the_database_refuse(room: Room, text: str) -> None:
    """Hold a text back that every rule of ours lets through: something that we did not think of."""
    on_sqlite = (
        f"CREATE TRIGGER refused BEFORE INSERT ON oneliner WHEN NEW.text = '{text}'"
        " BEGIN SELECT RAISE(ABORT, 'refused'); END"
    )
    elsewhere = f"ALTER TABLE oneliner ADD CONSTRAINT refused CHECK (text <> '{text}')"
    with room.store.work() as connection:
        connection.exec_driver_sql(on_sqlite if room.store.is_sqlite else elsewhere)


def told_in_one_batch(room: Room, *texts: str) -> list[object]:
    """What each is told that was sent together with the others, past every door."""
    told: dict[str, object] = {}
    for text in texts:
        job = room.submission(text)
        job.answer = partial(told.__setitem__, text)
        room.application.put(job)
    room.application.writer.drain()
    return [told[text] for text in texts]


def test_an_unknown_track_is_a_bad_request_for_itself_alone(room: Room) -> None:
    lost, good = room.submission("Waar?"), room.submission("Hier.")
    lost.track = "0" * 16
    told: list[object] = []
    for job in (lost, good):
        job.answer = told.append
        room.application.put(job)
    room.application.writer.drain()
    assert code_of(told[0]) == "bad_request"
    assert texts(room) == ["Hier."]


def test_nobody_alters_a_text(room: Room) -> None:
    room.say("Letterlijk.")
    for column in ("text", "commitment"):
        with pytest.raises(Exception, match="never altered"), room.store.work() as connection:
            connection.exec_driver_sql(f"UPDATE oneliner SET {column} = 'Anders.'")
    assert texts(room) == ["Letterlijk."]


# The journal


def boards_are_equal(room: Room, other: Application) -> bool:
    other.track(room.made.track)
    room.application.look(room.made.track)
    other.look(room.made.track)
    mine, theirs = room.board, other.track(room.made.track).board
    return bool(mine == theirs)


def on(application: Application, job: Job) -> object:
    return application.write([job])[0]


class Listening(NoDoors):
    """Doors that remember the revisions they heard of, and the tracks that began afresh."""

    def __init__(self) -> None:
        self.heard: list[int] = []
        self.fresh: list[str] = []

    def announce(self, track: LiveTrack, announcements: Sequence[Announcement]) -> None:
        self.heard += [it.event.revision for it in announcements]

    def reset(self, track: LiveTrack) -> None:
        self.fresh.append(track.id)


def test_two_processes_number_what_happens_without_gaps(room: Room, other: Application) -> None:
    other.track(room.made.track)
    doors = other.doors = Listening()
    start = room.board.revision
    for number in range(10):
        assert isinstance(on(room.application, room.submission(f"Hier {number}.")), str)
        assert isinstance(on(other, room.submission(f"Daar {number}.")), str)
    other.look(room.made.track)
    assert doors.heard == list(range(start + 1, start + 21))
    assert boards_are_equal(room, other)
    assert len(texts(room)) == 20


def test_a_process_hears_of_everything_from_another(room: Room, other: Application) -> None:
    other.track(room.made.track)
    first, second = room.say("Een."), room.say("Twee.")
    category = room.add_category("Regels")
    room.act("sort", oneliners=[second, first], category=category)
    room.act("mask", oneliner=first, start=0, end=2, what="person")
    room.act("star", oneliners=[second])
    room.act("probe", oneliner=first, text="Waardoor?", to="author")
    room.act("add_oneliner", question=room.question(2), text="Van papier.", source="paper")
    room.withdraw(room.keys[second])
    room.act("undo")
    doors = other.doors = Listening()
    assert boards_are_equal(room, other)
    assert other.track(room.made.track).probes == room.application.track(room.made.track).probes
    assert not doors.fresh, "it could follow the events"


def test_what_happened_reads_back_as_it_was(room: Room) -> None:
    first = room.say("Een.")
    category = room.add_category("Regels")
    room.act("sort", oneliners=[first], category=category)
    room.act("set_kind", oneliners=[first], kind="cause")
    held = room.board
    room.application.refresh(room.made.track)
    assert room.board == held


def test_who_is_behind_what_is_forgotten_starts_afresh(room: Room, other: Application) -> None:
    other.track(room.made.track)
    room.say("Een.")
    with room.store.work() as connection:
        journal.forget_arrivals(connection, room.made.track, up_to=room.board.revision)
    assert count(room, tables.Arrival) == 0
    doors = other.doors = Listening()
    other.look(room.made.track)
    other.freshen()
    assert doors.fresh == [room.made.track]
    assert boards_are_equal(room, other)


def test_who_is_behind_may_write_all_the_same(room: Room, other: Application) -> None:
    other.track(room.made.track)
    room.say("Een.")
    with room.store.work() as connection:
        journal.forget_arrivals(connection, room.made.track, up_to=room.board.revision)
    assert isinstance(on(other, room.submission("Twee.")), str)
    assert boards_are_equal(room, other)
    assert sorted(texts(room)) == ["Een.", "Twee."]


def test_the_clock_leaves_no_order_of_arrival_behind(application: Application, other: Application) -> None:
    room = room_on(application, hold=4)
    room.open()
    other.track(room.made.track)
    said = [room.say(f"Nummer {number}.") for number in range(5)]
    acts = count(room, tables.ActRecord)
    for oneliner in said:
        act = Act("release", {"oneliners": [oneliner]})
        on(application, Perform(track=room.made.track, consultation=room.made.consultation, act=act, by=THE_SERVER))
    assert boards_are_equal(room, other)
    assert {card.gate for card in room.board.cards.values()} == {"open"}
    assert count(room, tables.ActRecord) == acts
    room.act("close")
    assert count(room, tables.Arrival) == 0


# Acts


def test_an_act_with_the_same_key_is_done_once(room: Room) -> None:
    key = str(uuid4())
    revision = room.act("add_category", name="Regels", key=key)
    assert room.act("add_category", name="Regels", key=key) == revision
    assert len(room.board.categories) == 1


def test_the_same_act_twice_in_one_batch_is_done_once(room: Room) -> None:
    job = room.performance("add_category", name="Regels")
    again = room.performance("add_category", name="Regels", key=job.act.key)
    first, second = room.application.write([job, again])
    assert first == second
    assert len(room.board.categories) == 1


def test_an_act_is_undone_and_redone(room: Room) -> None:
    said, category = room.say("Een."), room.add_category("Regels")
    room.act("sort", oneliners=[said], category=category)
    room.act("undo")
    assert room.board.cards[said].category is None
    room.act("redo")
    room.application.refresh(room.made.track)
    assert room.board.cards[said].category == category


def test_nobody_undoes_what_somebody_else_changed_since(room: Room) -> None:
    room.join("eve")
    said, category, next_one = room.say("Een."), room.add_category("Regels"), room.add_category("Geld")
    room.act("sort", oneliners=[said], category=category)
    room.act("sort", oneliners=[said], category=next_one, by="eve")
    assert code_of(room.act("undo")) == "changed_since"
    assert room.board.cards[said].category == next_one


def test_undoing_is_of_the_own_acts_alone(room: Room) -> None:
    room.join("eve")
    room.add_category("Regels")
    assert code_of(room.act("undo", by="eve")) == "nothing_to_undo"


def test_the_chain_of_acts_holds_over_two_processes(room: Room, other: Application) -> None:
    other.track(room.made.track)
    for number in range(3):
        on(room.application, room.performance("add_category", name=f"Hier {number}"))
        on(other, room.performance("add_category", name=f"Daar {number}"))
    assert verifying.database(room.store).acts == 7


def test_undoing_works_over_two_processes(room: Room, other: Application) -> None:
    said, category = room.say("Een."), room.add_category("Regels")
    room.act("sort", oneliners=[said], category=category)
    assert isinstance(on(other, room.performance("undo")), int)
    room.application.look(room.made.track)
    assert room.board.cards[said].category is None


def test_a_refused_act_changes_nothing(room: Room) -> None:
    revision = room.board.revision
    assert code_of(room.act("sort", oneliners=["0" * 16], category=None)) == "unknown_oneliner"
    assert room.board.revision == revision


def test_a_batch_holds_refused_and_accepted_acts_together(room: Room) -> None:
    jobs = [
        room.performance("add_category", name="Regels"),
        room.performance("rename_category", category="x", name="y"),
    ]
    first, second = room.application.write(jobs)
    assert isinstance(first, int)
    assert isinstance(second, Refusal)
