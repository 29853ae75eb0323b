"""A simulated facilitator: opens the questions, makes the example's categories, sorts most of it.

Leaves off for good as soon as somebody else does something on the board.
"""

import asyncio
import uuid
from collections import Counter
from collections.abc import Sequence
from typing import Any

from facilitator.rehearsal.connection import Connection
from facilitator.rehearsal.sayings import Saying

FIRST_CATEGORIES, MORE_CATEGORIES = 6, 2  # at the first question, and at each one after
LEFT_OVER = 7  # one in so many stays unsorted, besides what belongs to no category
AT_ONCE = 3  # one-liners sorted in one go
SORTING = 18  # times in a question


class SomebodyElse(Exception):
    """A person took over the board."""


class Course:
    """The course of an example consultation, seconds divided by `pace`."""

    def __init__(self, board: Connection, said: Sequence[Saying], pace: float) -> None:
        self._board = board
        self._pace = pace
        self._said = said
        self._category_of = {it.text: it.category for it in said}
        self._categories: dict[str, str] = {}  # name → id
        self._unsorted: dict[str, str] = {}  # id → text
        self._own: set[int] = set()
        self._acted: set[int] = set()
        self._questions: list[dict[str, Any]] = []
        self._told = asyncio.Event()
        board.on.update({"snapshot": self._start, "events": self._follow})

    def _start(self, snapshot: dict[str, Any]) -> None:
        self._questions = snapshot["questions"]
        self._told.set()

    def _follow(self, batch: dict[str, Any]) -> None:
        for event in batch["events"]:
            if "by" in event:
                self._acted.add(event["revision"])
            if isinstance(event.get("oneliner"), dict):
                self._unsorted[event["oneliner"]["id"]] = event["oneliner"]["text"]
            for entity, thing, field, _, after in event.get("changes", ()):
                if entity == "category" and field is None and after is not None:
                    self._categories[after["name"]] = thing

    async def run(self) -> None:
        """Take the consultation through its questions, or until somebody takes over."""
        await self._told.wait()
        try:
            for question in self._questions:
                await self._ask(question)
        except SomebodyElse:
            return

    async def _ask(self, question: dict[str, Any]) -> None:
        """One question: shown, answered, divided, looked at."""
        await self._act("open_question", question=question["id"])
        await self._show("question", 8)
        await self._show("stream", 10)
        for name in self._wanted(question["number"]):
            await self._act("add_category", name=name)
            await self._wait(1.5)
        await self._show("columns", 2)
        for _ in range(SORTING):
            await self._sort_some()
            await self._wait(2.5)
        await self._show("overview", 20)

    def _wanted(self, number: int) -> list[str]:
        """The categories that most one-liners of a question belong to, as far as they are not there yet."""
        count = Counter(it.category for it in self._said if it.category and it.question == number)
        missing = [name for name, _ in count.most_common() if name not in self._categories]
        return missing[: MORE_CATEGORIES if self._categories else FIRST_CATEGORIES]

    async def _sort_some(self) -> None:
        """Sort the longest waiting one that has a category, with others that belong there too."""
        fitting = [it for it in self._unsorted if self._category(it) is not None]
        if not fitting:
            return
        category = self._category(fitting[0])
        together = [it for it in fitting if self._category(it) == category][:AT_ONCE]
        for oneliner in together:
            del self._unsorted[oneliner]
        await self._act("sort", oneliners=together, category=category)

    def _category(self, oneliner: str) -> str | None:
        """Where the example puts it; None for what is left to the visitor."""
        if int(oneliner, 16) % LEFT_OVER == 0:
            return None
        return self._categories.get(self._category_of.get(self._unsorted[oneliner]) or "")

    async def _show(self, mode: str, seconds: float) -> None:
        await self._act("screen", mode=mode)
        await self._wait(seconds)

    async def _act(self, kind: str, **fields: object) -> None:
        """Raises: SomebodyElse, before anything is done against a person's wish."""
        if self._acted - self._own:
            raise SomebodyElse
        answer = await self._board.ask("act", {"key": str(uuid.uuid4()), "type": kind, **fields})
        if answer["ok"]:
            self._own.add(answer["revision"])

    async def _wait(self, seconds: float) -> None:
        await asyncio.sleep(seconds / self._pace)
