"""A simulated phone: keys of its own, patience, and a memory of what was promised to it."""

import asyncio
import time
import uuid
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from facilitator.rehearsal.connection import Connection

ANSWER_WITHIN = 5.0  # seconds until a one-liner is sent again
COME_BACK_AFTER = 0.5  # seconds between attempts to connect again
MOST_KEYS = 200  # in one `mine`


@dataclass
class Tally:
    """What all phones together were told. Keys are in `acknowledged` with their one-liner's id."""

    acknowledged: dict[str, str] = field(default_factory=dict)
    seconds: list[float] = field(default_factory=list)
    refused: Counter[str] = field(default_factory=Counter)
    doubled: set[str] = field(default_factory=set)
    lost: set[str] = field(default_factory=set)
    waited: int = 0  # times that a phone was told to slow down
    resent: int = 0  # times that no answer came in time

    def took(self, key: str, oneliner: str) -> None:
        """A key was acknowledged with an id; two ids for one key are a doubled one-liner."""
        if self.acknowledged.setdefault(key, oneliner) != oneliner:
            self.doubled.add(key)


class RehearsalPhone:
    """One phone in a consultation. `question` is the open one, as the server told it, or None."""

    def __init__(self, server: str, code: str, tally: Tally, environment: str | None = None) -> None:
        self.state: dict[str, Any] = {}
        self.environment = environment
        self.opened = asyncio.Event()
        self._server = server
        self._auth = {"code": code, "environment": environment}
        self._tally = tally
        self._keys: list[str] = []
        self._connection: Connection | None = None

    @property
    def question(self) -> dict[str, Any] | None:
        """The question that is open to it; None where none is."""
        found: dict[str, Any] | None = self.state.get("question")
        return found if self.state.get("phase") == "open" else None

    async def come_in(self) -> None:
        """Connect, and wait to be told what is going on. Raises: NotLetIn, OSError, TimeoutError."""
        told = asyncio.Event()

        def tell(state: dict[str, Any]) -> None:
            self.state = state
            told.set()
            self._notice()

        connection = Connection("/phone")
        connection.on["state"] = tell
        self._connection = await connection.open(self._server, self._auth)
        async with asyncio.timeout(ANSWER_WITHIN):
            await told.wait()

    def _notice(self) -> None:
        if self.question is None:
            self.opened.clear()
        else:
            self.opened.set()

    async def say(self, text: str) -> None:
        """Send a one-liner to the open question until it is answered, always with the same key."""
        if self.question is None:
            return
        key = str(uuid.uuid4())
        self._keys.append(key)
        submission = {"key": key, "question": self.question["id"], "text": text}
        answer, seconds = await self._persist(submission)
        if not answer["ok"]:
            self._tally.refused[answer["error"]["code"]] += 1
            return
        self._tally.took(key, answer["id"])
        self._tally.seconds.append(seconds)

    async def repeat(self, text: str) -> None:
        """Say it, and once more with the same key, as a phone does whose answer got lost."""
        before = len(self._keys)
        question = self.question
        await self.say(text)
        if question is None or len(self._keys) == before or self._keys[before] not in self._tally.acknowledged:
            return
        key = self._keys[before]
        answer, _ = await self._persist({"key": key, "question": question["id"], "text": text})
        if answer["ok"]:
            self._tally.took(key, answer["id"])

    async def _persist(self, submission: dict[str, Any]) -> tuple[dict[str, Any], float]:
        """The final answer, and how long it took since the phone was last told to wait."""
        start = time.perf_counter()
        while True:
            try:
                answer = await self._ask("submit", submission)
            except (TimeoutError, ConnectionError):
                self._tally.resent += 1
                continue
            if answer["ok"] or answer["error"]["code"] != "too_fast":
                return answer, time.perf_counter() - start
            self._tally.waited += 1
            await asyncio.sleep(float(answer["error"].get("retry_after", 1)))
            start = time.perf_counter()

    async def be_there(self) -> None:
        """Come back for as long as it takes, where the connection was lost."""
        while self._connection is None or not self._connection.is_open:
            await self._come_back()

    async def _ask(self, event: str, data: object) -> dict[str, Any]:
        await self.be_there()
        assert self._connection is not None
        return await self._connection.ask(event, data, patience=ANSWER_WITHIN)

    async def _come_back(self) -> None:
        try:
            await self.come_in()
        except (OSError, TimeoutError):
            await asyncio.sleep(COME_BACK_AFTER)

    async def check(self) -> None:
        """Ask what became of all keys, and note what was promised and is not there."""
        for start in range(0, len(self._keys), MOST_KEYS):
            keys = self._keys[start : start + MOST_KEYS]
            answer = await self._ask("mine", {"keys": keys})
            self._compare(keys, answer["oneliners"])

    def _compare(self, keys: Sequence[str], told: Sequence[dict[str, Any]]) -> None:
        there = {it["key"] for it in told if it["status"] != "withdrawn"}
        self._tally.lost |= {key for key in keys if key in self._tally.acknowledged and key not in there}
        for it in told:
            if it["key"] in self._tally.acknowledged:
                self._tally.took(it["key"], it["id"])

    def leave(self) -> None:
        """Hang up."""
        if self._connection is not None:
            self._connection.close()
