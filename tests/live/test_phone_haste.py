"""How fast a phone and a consultation may be at `/phone`, and what comes of more."""

import time
from pathlib import Path

from tests.live.clients import Shape, new_key
from tests.live.rooms import code_of, room_on
from tests.outside.process import wait_until
from tests.patience import PATIENCE
from tests.servers import Server


def test_haste_is_refused_with_when_to_try_again(tmp_path: Path) -> None:
    with Server(tmp_path) as server, room_on(server) as room:
        room.open()
        phone = room.phone()
        answers: list[Shape] = []
        while all(answer["ok"] for answer in answers):  # as many at a time as any machine may need to be in haste
            already = len(answers)
            for at in range(already, already + 9):
                data = {"key": new_key(), "question": room.questions[0], "text": f"snel {at}"}
                phone.send("submit", data, answers.append)
            wait_until(lambda so_far=already: len(answers) == so_far + 9, seconds=PATIENCE, what="all answers")  # type: ignore[misc]
        assert sum(answer["ok"] for answer in answers) >= 5
        refused = next(answer for answer in reversed(answers) if not answer["ok"])
        assert code_of(refused) == "too_fast"
        wait = refused["error"]["retry_after"]
        assert 0 < wait <= 2
        assert room.phone().submit("een ander heeft er geen last van")["ok"]
        time.sleep(wait)
        assert phone.submit("niet meer te snel")["ok"]


def test_who_goes_on_in_haste_is_disconnected(tmp_path: Path) -> None:
    with Server(tmp_path) as server, room_on(server) as room:
        room.open()
        phone = room.phone()
        for at in range(150):
            phone.send("submit", {"key": new_key(), "question": room.questions[0], "text": f"{at}"})
        phone.wait_until_gone()
        assert room.phone().submit("een ander")["ok"]


def test_a_consultation_takes_so_many_a_second_and_says_when_to_try_again(tmp_path: Path) -> None:
    with Server(tmp_path, PHONE_RATE="0", CONSULTATION_RATE="2") as server, room_on(server) as room:
        room.open()
        phone = room.phone()
        answers: list[Shape] = []
        for at in range(60):
            phone.send("submit", {"key": new_key(), "question": room.questions[0], "text": f"{at}"}, answers.append)
        wait_until(lambda: len(answers) == 60, seconds=PATIENCE, what="all answers")
        refused = [answer for answer in answers if not answer["ok"]]
        assert {code_of(answer) for answer in refused} == {"too_fast"}
        assert all(answer["error"]["retry_after"] > 0 for answer in refused)
        assert len(room.stored()) == 60 - len(refused) >= 2
