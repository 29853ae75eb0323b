"""The server is killed in the middle of it: what was acknowledged is there, once, with the same bytes."""

from functools import partial
from pathlib import Path

from tests.faults.ledger import Ledger, senders, wait_until
from tests.live.clients import Phone
from tests.live.rooms import query, room_on
from tests.servers import Server

KILLS = 4
EACH = 100  # acknowledgements before the next one
PHONES = 6
STORED = "SELECT id, text FROM oneliner"


def test_acknowledged_is_there_once_after_every_kill(tmp_path: Path) -> None:
    ledger = Ledger()
    with Server(tmp_path, PHONE_RATE="0", CONSULTATION_RATE="0") as server, room_on(server) as room:
        question = room.open()
        code = room.made["code"]
        phones = senders(PHONES, lambda: Phone(server.url, code), question, ledger)
        for kill in range(1, KILLS + 1):
            wait_until(partial(ledger.holds, kill * EACH))
            server.kill()
            server.start()
        for phone in phones:
            phone.finish()
        ledger.check(query(server, STORED))
    assert len(ledger.acknowledged) >= KILLS * EACH
    assert set(ledger.refused) <= {"internal"}


def test_a_resend_after_a_kill_stores_nothing_new(tmp_path: Path) -> None:
    with Server(tmp_path, PHONE_RATE="0") as server, room_on(server) as room:
        room.open()
        phone = room.phone()
        first = phone.submit("Schaamte.", key="3f0e5b1a-8a53-4c0e-9d6c-1f2e3d4c5b6a")
        server.kill()
        server.start()
        again = Phone(server.url, room.made["code"])
        answer = again.submit("Schaamte.", key="3f0e5b1a-8a53-4c0e-9d6c-1f2e3d4c5b6a")
        again.close()
        assert answer == first
        assert len(query(server, "SELECT id FROM oneliner")) == 1


def test_what_was_open_is_open_again(tmp_path: Path) -> None:
    with Server(tmp_path) as server, room_on(server) as room:
        question = room.open(2, seconds=600)
        before = room.phone().state
        server.kill()
        server.start()
        with Phone(server.url, room.made["code"]) as back:
            assert (back.state["phase"], back.state["question"]["id"]) == ("open", question)
            assert back.state["ends_at"] == before["ends_at"]


def test_a_stop_that_is_asked_for_answers_everything_first(tmp_path: Path) -> None:
    ledger = Ledger()
    with Server(tmp_path, PHONE_RATE="0", CONSULTATION_RATE="0") as server, room_on(server) as room:
        question, code = room.open(), room.made["code"]
        phones = senders(4, lambda: Phone(server.url, code), question, ledger)
        wait_until(partial(ledger.holds, 100))
        child = server.process.running
        server.terminate()
        assert child is not None
        assert child.returncode == 0, "it ended by itself"
        ledger.check(query(server, STORED))
        server.start()
        for phone in phones:
            phone.finish()
        ledger.check(query(server, STORED))
