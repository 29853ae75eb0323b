"""What must hold after every step, whatever happened."""

import json
import re
from collections import Counter
from dataclasses import asdict
from typing import Any

from facilitator.domain.board import Board, Card
from facilitator.domain.events import REDONE, UNDONE
from facilitator.domain.method import FEWEST_PEOPLE_SHOWN
from facilitator.domain.oneliners import kept_in
from facilitator.domain.text import MASK
from facilitator.services.documents import verifying
from facilitator.services.writing import key_hash
from facilitator.store.boards import load_board
from tests.simulation.cells import Cells, allowed
from tests.simulation.phones import Line
from tests.simulation.seen import Seen, Shape
from tests.simulation.shadow import Shadow, Step
from tests.simulation.world import World

KEPT = {name: column for name, column in kept_in("oneliner").items() if name in Card.__slots__}
LISTS = ("masks", "variants")
PLACED = kept_in("placement")


class Invariants:
    """Follows a world from outside: by what was answered, what was told, and the file."""

    def __init__(self, world: World, *, thorough: bool) -> None:
        """`thorough`: the whole database is verified in the end, which takes as long as all the rest."""
        self._world = world
        self._thorough = thorough
        self._read = 0
        self._failures = 0
        self._taken: dict[str, tuple[str, str]] = {}  # key → (id, text), as it was acknowledged
        self._withdrawn: set[str] = set()
        self._maybe_withdrawn: set[str] = set()
        self._cells = Cells(world.disk)
        self._stood: dict[int, list[tuple[Shape, Shape]]] = {}
        self._shadow = Shadow()
        self._shadow.be(world.track.board)
        world.announced = self._note_announced
        self._steps: dict[int, Step] = {}
        self._checked: dict[int, object] = {}
        self._held: object = None

    def check(self) -> None:
        """Look at everything that the last step may have changed. Raises: AssertionError"""
        with self._world.disk.untouched():
            self._read_answers()
            changed = self._cells.changed()
            if changed is not None:
                self._check_linkable(changed)
                self._check_literal()
                self._check_tables()
            self._note_board()
            self._check_undo()
            self._check_viewers()
            self._check_presence()

    # Acknowledged is there once, byte for byte

    def _lines(self) -> list[Line]:
        return [line for phone in self._world.phones for line in phone.lines]

    def _read_answers(self) -> None:
        self._maybe_withdrawn |= {line.key for line in self._lines() if line.withdrawing}
        failed, self._failures = self._world.disk.failures != self._failures, self._world.disk.failures
        assert failed or "try_later" not in self._world.network.turned_away, "a connection could not be looked at"
        self._world.network.turned_away.clear()
        for _, event, data, told in self._world.network.answered[self._read :]:
            assert told["ok"] or failed or told["error"]["code"] != "internal", (event, data)
            assert told["ok"] or event == "act" or told["error"]["code"] != "bad_request", (event, data)
            if event == "submit" and told["ok"]:
                before = self._taken.setdefault(data["key"], (told["id"], data["text"]))
                assert before == (told["id"], data["text"]), "acknowledged twice, as something else"
            if event == "withdraw" and told["ok"]:
                self._withdrawn.add(data["key"])
        self._read = len(self._world.network.answered)

    def _check_literal(self) -> None:
        there: dict[str, str] = {it["id"]: it["text"] for it in self._cells.rows("oneliner") if it["source"] == "phone"}
        for key, (id, text) in self._taken.items():
            if key in self._withdrawn:
                assert id not in there, "withdrawn, and still there"
            elif id in there:
                assert _is_left_of(there[id], text), (there[id], text)
            else:
                assert key in self._maybe_withdrawn, f"acknowledged, and lost: {text!r}"
        assert len({id for id, _ in self._taken.values()}) == len(self._taken), "one for two"
        whole = Counter(text for text in there.values() if MASK not in text)
        assert whole <= Counter(line.text for line in self._lines()), "there more often than it was said"

    # Tables, counts and what may be kept

    def _check_linkable(self, changed: set[str]) -> None:
        more = changed - allowed(self._world.heard, went_down=self._world.went_down)
        assert not more, f"{sorted(more)} changed by {[it.event.type for it in self._world.heard]}"
        (consultation,) = self._cells.rows("consultation")
        if consultation["phase"] == "closed":
            assert not self._cells.rows("receipt")
            assert not self._cells.rows("arrival")
            assert consultation["code"] is None
            few = {it["environment"] for it in self._cells.rows("attendance") if it["people"] < FEWEST_PEOPLE_SHOWN}
            assert not few

    def _check_tables(self) -> None:
        """What the server holds is what lies in the tables."""
        board = self._world.track.board
        (track,) = self._cells.rows("track")
        assert board.revision == track["revision"]
        rows, placed = self._cells.rows("oneliner"), {it["oneliner_id"]: it for it in self._cells.rows("placement")}
        assert {it["id"] for it in rows} == board.cards.keys()
        for row in rows:
            held, lies = board.cards[row["id"]], placed.get(row["id"])
            assert {name: getattr(held, name) for name in KEPT} == {name: _cell(row, it) for name, it in KEPT.items()}
            if lies is not None:
                assert {name: getattr(held, name) for name in PLACED} == {name: lies[it] for name, it in PLACED.items()}
        assert {it["id"] for it in self._cells.rows("category")} == board.categories.keys()
        assert {it["id"] for it in self._cells.rows("relation")} == board.relations.keys()

    def _check_as_after_a_restart(self) -> None:
        """What the server holds is what it would read if it began anew, with what can be undone."""
        track = self._world.track
        with self._world.disk.store.read() as connection:
            read = load_board(connection, track.id, track.division[0])
        assert _plain(track.board) == _plain(read)
        assert track.board.histories == read.histories

    def _check_presence(self) -> None:
        world, seats = self._world, Counter[str | None]()
        for phone in world.phones:
            links = [it for it in world.network.links.values() if it.client is phone and it.at_server]
            seats[phone.environment] += bool(links)
        told = world.presence(world.made.consultation)
        assert told["phones"] == seats.total()
        expected = {it: count for it, count in seats.items() if it and count >= FEWEST_PEOPLE_SHOWN}
        assert told["environments"] == expected

    # Boards

    def _note_announced(self) -> None:
        with self._world.disk.untouched():
            self._note_board()

    def _note_board(self) -> None:
        """How the board stands at this revision; read anew it may say more."""
        track = self._world.track
        if track.board.revision in self._stood and self._held is track:
            return
        self._held = track
        board, screen = (Seen(self._world.shown(it)) for it in self._world.viewers[-2:])
        assert sum(board.received.values()) == len(board.cards)
        assert screen.counts == {
            "received": len(board.cards),
            "hidden": sum(it["status"] == "hidden" for it in board.cards.values()),
        }
        stands = (board.comparable(), screen.comparable())
        self._stood.setdefault(track.board.revision, []).append(stands)

    def _check_viewers(self) -> None:
        for viewer in self._world.viewers:
            seen = viewer.seen
            if seen is None or self._checked.get(id(viewer)) == (id(seen), seen.revision):
                continue
            self._checked[id(viewer)] = (id(seen), seen.revision)
            sees = seen.comparable()
            stood = [it[viewer.is_screen] for it in self._stood[seen.revision]]
            assert sees in stood, _difference(sees, stood[-1])

    # Undo

    def _check_undo(self) -> None:
        for announcement in self._world.heard:
            self._shadow.arrive(announcement.arrived)
            event = announcement.event
            of = self._steps.get(event.fields.get("of", 0))  # type: ignore[call-overload]
            step = self._shadow.take(event)
            if event.type in (UNDONE, REDONE) and of is not None:
                goal, left = (of.before, of.after) if event.type == UNDONE else (of.after, of.before)
                assert step.before == left, "somebody had changed it since"
                assert step.after == goal, "it is not what it was"
            self._steps[event.revision] = step
        self._shadow.be(self._world.track.board)

    # When all has come to rest

    def check_settled(self) -> None:
        """Everybody is back, and nothing is under way. Raises: AssertionError"""
        self.check()
        world = self._world
        with world.disk.untouched():
            for line in self._lines():
                assert not line.waits, "never answered"
            assert all(it.state for it in world.phones if it.is_in), "a phone was told nothing"
            assert all(it.seen for it in world.viewers if it.is_in), "a board or screen was told nothing"
            for viewer in world.viewers:
                if viewer.seen is not None and viewer.is_in:
                    assert viewer.seen.comparable() == self._stood[world.track.board.revision][-1][viewer.is_screen]
            self._check_fates()
            self._check_as_after_a_restart()
            if self._thorough:
                verifying.database(world.disk.store)
            self._check_swept()

    def _check_fates(self) -> None:
        """Each phone knows what became of its own."""
        cards = self._world.track.board.cards
        for phone in self._world.phones:
            for line in phone.lines if phone.is_in else ():
                if line.id and not line.withdrawing:
                    assert phone.told[line.key] == cards[line.id].status

    def _check_swept(self) -> None:
        """Of the phones' keys nothing is on the disk any more once it is closed."""
        world = self._world
        if world.track.board.consultations[world.made.consultation].phase != "closed":
            return
        world.application.sweep()
        content = b"".join(world.disk.image())
        for line in self._lines():
            assert key_hash(line.key).encode() not in content
            assert line.key.encode() not in content


def _is_left_of(left: str, text: str) -> bool:
    """Whether it is the text, or the text with masks in place of some of it."""
    return left == text or (MASK in left and re.fullmatch(re.escape(left).replace(MASK, ".+"), text) is not None)


def _cell(row: Shape, column: str) -> object:
    """A cell as the board holds it."""
    return json.loads(row[column]) if column in LISTS else bool(row[column]) if column == "telling" else row[column]


def _plain(board: Board) -> Shape:
    cards: dict[str, Any] = {id: asdict(it) | {"found": None} for id, it in board.cards.items()}
    return {
        "cards": cards,
        "categories": board.categories,
        "relations": board.relations,
        "consultations": board.consultations,
    }


def _difference(ours: Shape, theirs: Shape) -> str:
    parts = [name for name in ours if ours[name] != theirs[name]]
    return "\n".join(f"{name}: {ours[name]}\n  not {theirs[name]}" for name in parts)
