"""A facilitator for tests of the commands: ada signs in with her board link and acts."""

import asyncio
import uuid
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

from facilitator.rehearsal.connection import Connection
from facilitator.rehearsal.entering import sign_in
from tests.patience import PATIENCE
from tests.servers import Server

Some = TypeVar("Some")


def finished(work: Coroutine[Any, Any, Some]) -> Some:
    """Do it in a thread of its own: the browser's tests leave a loop running in this one."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, work).result()


def open_question(server: Server, made: dict[str, Any], number: int = 1) -> None:
    """Open one of the questions of what `new` made."""
    finished(act(server.url, made, {"type": "open_question", "question": made["questions"][number - 1]["id"]}))


async def act(url: str, made: dict[str, Any], fields: dict[str, Any]) -> None:
    """Sign in, do one thing on the board, and leave."""
    connection = await board(url, made["consultation"], sign_in(made["board_url"], timeout=PATIENCE))
    told = await connection.ask("act", {"key": str(uuid.uuid4()), **fields})
    assert told["ok"], told
    connection.close()


async def board(url: str, consultation: str, cookie: str) -> Connection:
    """A board that is connected."""
    return await Connection("/board").open(url, {"consultation": consultation}, {"Cookie": cookie, "Origin": url})
