"""A facilitator for tests of the commands: ada signs in with her board link and acts."""

import asyncio
import urllib.error
import urllib.request
import uuid
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

from facilitator.rehearsal.connection import Connection
from tests.patience import PATIENCE
from tests.servers import Server

Some = TypeVar("Some")


class _Stay(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_: Any, **__: Any) -> None:
        """Nowhere: the cookie is in the answer itself."""


def finished(work: Coroutine[Any, Any, Some]) -> Some:
    """Do it in a thread of its own: the browser's tests leave a loop running in this one."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, work).result()


def sign_in(board_url: str) -> str:
    """The cookie that a board link gives, once."""
    try:
        answer = urllib.request.build_opener(_Stay).open(board_url, timeout=PATIENCE)
    except urllib.error.HTTPError as error:
        answer = error
    return str(answer.headers["Set-Cookie"]).partition(";")[0]


def open_question(server: Server, made: dict[str, Any], number: int = 1) -> None:
    """Open one of the questions of what `new` made."""
    finished(act(server.url, made, {"type": "open_question", "question": made["questions"][number - 1]["id"]}))


async def act(url: str, made: dict[str, Any], fields: dict[str, Any]) -> None:
    """Sign in, do one thing on the board, and leave."""
    connection = await board(url, made["consultation"], sign_in(made["board_url"]))
    told = await connection.ask("act", {"key": str(uuid.uuid4()), **fields})
    assert told["ok"], told
    connection.close()


async def board(url: str, consultation: str, cookie: str) -> Connection:
    """A board that is connected."""
    return await Connection("/board").open(url, {"consultation": consultation}, {"Cookie": cookie, "Origin": url})
