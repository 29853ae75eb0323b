"""What each thing that a stranger, a screen or a board may ask costs the server, in milliseconds of processor time.

`.venv/bin/python benchmarks/strangers.py`: every page and answer without a sign-in, and every event of phones,
boards and screens, beside a room of ten thousand one-liners that has a published map, an approval, feedback and a
scan. All in this process, one at a time; what a running server has done by a process beside it is marked.
"""

import json
import sys
import tempfile
import time
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from flask import Flask
from sqlalchemy import insert, select, update

from benchmarks.snapshot import ONELINERS, filled
from facilitator import create_app
from facilitator.config import Settings
from facilitator.domain.buckets import Bucket
from facilitator.live import BOARD, PHONE, Live
from facilitator.live.connections import Phone, Viewer
from facilitator.services.application import Application
from facilitator.services.documents import versions as maps
from facilitator.services.own import OwnAssignment, OwnTrack
from facilitator.steps.approval import rules as approval
from facilitator.steps.feedback import service as feedback
from facilitator.steps.scan import service as scan
from facilitator.store import tables
from facilitator.web import guessing
from facilitator.web.beside import MARK

TIMES = 5
LONG = 20.0  # milliseconds, from which on it has to be bounded, or be done beside
AGAIN = str(uuid.uuid4())


@dataclass
class Place:
    """The large room, and what leads to it."""

    app: Flask
    application: Application
    track: str
    consultation: str
    named: dict[str, dict[str, str]]
    question: str
    oneliner: str

    @property
    def live(self) -> Live:
        """Its live doors."""
        found: Live = self.app.extensions["live"]
        return found


def furnished(directory: str) -> Place:
    """Make the room and everything that a link leads to."""
    database = f"sqlite:///{directory}/strangers.sqlite"
    made, consultation, owner = filled(directory, ONELINERS, database=database)
    track = made.track_of(consultation)
    own = OwnTrack(made.store, owner, track.id)
    _set_phase(own, "closed")  # a map is fixed of what is over, and a phone comes into what is not
    maps.freeze(own, made.now())
    _set_phase(own, "open")
    published = maps.publish(own, 1)
    answered = _links(OwnAssignment(made.store, owner, track.assignment), track.id)
    app = create_app(Settings(database=database, secret="measured"))
    facts, longest = track.consultations[consultation], max(track.board.cards.values(), key=lambda it: len(it.text))
    tokens = {"maps": published, "screen": facts.screen_token, **answered}
    named = {place: {"token": str(it)} for place, it in tokens.items()}
    named |= {place: {"code": facts.code or ""} for place in ("phone", "qr")}
    question = next(iter(track.questions))
    return Place(app, app.extensions["facilitator"], track.id, consultation, named, question, longest.id)


def _set_phase(own: OwnTrack, phase: str) -> None:
    with own.work() as connection:
        connection.execute(
            update(tables.Consultation).where(tables.Consultation.track_id == own.id).values(phase=phase)
        )


def _links(own: OwnAssignment, track: str) -> dict[str, str]:
    feedback.publish(own)
    with own.store.work() as connection:
        row = {"track_id": track, "version": 1, "deadline": "2099-12-31", "reminder": "", "closed": False, "totals": {}}
        connection.execute(insert(tables.ApprovalRound), row)
        asked = {"id": "approval", "track_id": track, "token_hash": approval.token_hash("ABCDEFGHJKLM")}
        empty = {"key_person_id": None, "asked": 1, "answered": None, "answer": None}
        connection.execute(insert(tables.Approval), asked | empty)
        told = connection.scalar(select(tables.Assignment.feedback_token).where(tables.Assignment.id == own.id))
    return {"approval": "ABCDEFGHJKLM", "feedback": str(told), "scan": scan.begin(own, "start")}


def pages(place: Place) -> Iterator[tuple[str, Callable[[], object]]]:
    """Every address that asks for no sign-in, with every way of asking; and some that lead nowhere."""
    client = place.app.test_client(use_cookies=False)
    for rule in place.app.url_map.iter_rules():
        if rule.rule.startswith(("/desk", "/board")):
            continue
        named = place.named.get(rule.endpoint.partition(".")[0], {})
        address = rule.rule
        for name in rule.arguments:
            address = address.replace(f"<{name}>", named.get(name, "nowhere")).replace(f"<path:{name}>", "nowhere")
        beside = ", beside" if MARK in vars(place.app.view_functions[rule.endpoint]) else ""
        for method in sorted((rule.methods or set()) & {"GET", "POST"}):
            yield f"{method} {rule.rule}{beside}", lambda a=address, m=method: client.open(a, method=m)  # type: ignore[misc]
    for name, address, body in _posts(place):
        yield name, lambda a=address, b=body: client.post(a, data=b, content_type="application/json")  # type: ignore[misc]


def _posts(place: Place) -> Iterator[tuple[str, str, str]]:
    at = f"/j/{place.named['phone']['code']}"
    keys = json.dumps({"keys": [str(uuid.uuid4()) for _ in range(200)]})
    yield "POST JSON, nested 4,000 deep", f"{at}/oneliners", "[" * 4000
    yield "POST mine, 200 keys", f"{at}/mine", keys
    yield "POST mine of a code that is nobody's", "/j/BBBBBB/mine", keys


def events(place: Place) -> Iterator[tuple[str, Callable[[], object]]]:
    """Every event of phones, boards and screens, and one that none of them knows."""
    server, guards = place.live.server, _guards(place)
    board = place.live.connections
    place.application.track(place.track)
    phone = Phone("p", place.track, place.consultation, None, "nl", Bucket.full(0, 1, 0.0))
    board.add_phone(phone)
    board.viewers["b"] = Viewer("b", place.track, place.consultation, "nl", "somebody", "x", "x")
    board.viewers["s"] = Viewer("s", place.track, place.consultation, "nl")
    server.emit = lambda *args, **named: server.packet_class(2, data=list(args[:2])).encode()
    told = {"question": place.question, "text": "Een zin van gemiddelde lengte, zoals iemand die typt."}
    revision = place.application.track(place.track).board.revision
    asked: list[tuple[str, str, str, object]] = [
        (PHONE, "p", "submit", {**told, "key": "x"}),
        (PHONE, "p", "submit, text of 1,000", {**told, "key": AGAIN, "text": "\U0001f468" * 1000}),
        (PHONE, "p", "mine", {"keys": [str(uuid.uuid4()) for _ in range(200)]}),
        (PHONE, "p", "nothing", None),
        (BOARD, "s", "since", {"revision": 0}),
        (BOARD, "b", "since", {"revision": 0}),
        (BOARD, "b", "since, 1,999 missed", {"revision": revision - 1999}),
        (BOARD, "b", "hold", {"oneliner": place.oneliner}),
        (BOARD, "b", "suggest", {"oneliner": place.oneliner}),
        (BOARD, "s", "suggest", {"oneliner": place.oneliner}),
    ]
    for namespace, sid, name, data in asked:
        message = [name.partition(",")[0], data]
        yield (
            f"{namespace} {name}" + (" (screen)" if sid == "s" else ""),
            lambda n=namespace, s=sid, m=message: guards[n].event(  # type: ignore[misc]
                s, m, lambda it: server.packet_class(3, data=[it]).encode()
            ),
        )


def _guards(place: Place) -> dict[str, Any]:
    """What stands at each door, found where the server calls it."""
    handlers = place.live.server.handlers
    return {name: handlers[name]["connect"].__self__ for name in (PHONE, BOARD)}


def cost(work: Callable[[], object]) -> tuple[float, float]:
    """Milliseconds of processor time: the first time, and the middle one of some more."""
    took = []
    for _ in range(1 + TIMES):
        guessing.forget()
        start = time.process_time()
        work()
        took.append((time.process_time() - start) * 1000)
    return took[0], sorted(took[1:])[TIMES // 2]


def main() -> None:
    """Print a row for each, the dearest marked."""
    print("| asked | ms at first | ms | |\n| --- | --- | --- | --- |")
    with tempfile.TemporaryDirectory(prefix="facilitator-measure-") as directory:
        place = furnished(directory)
        for name, work in (*pages(place), *events(place)):
            first, usual = cost(work)
            print(f"| {name} | {first:.1f} | {usual:.1f} | {'**long**' if usual > LONG else ''} |", flush=True)


if __name__ == "__main__":
    main()
