"""What a hostile client can send, bounded in count and time: `python benchmarks/attacks.py NAME COUNT SECONDS TARGET`.

TARGET is JSON: where the server is, and what a phone, a board and a screen of its large room come in with.
Whoever is ended comes back at once. Only ever against a server of one's own on the loopback.
"""

import asyncio
import contextlib
import json
import os
import secrets
import sys
import time
import urllib.error
import urllib.request
import uuid
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

BATCH = 200
MASK = bytes(4)
LEAST_SECONDS_A_TURN = 0.05


@dataclass(frozen=True)
class Target:
    """A server, and its large room."""

    url: str
    code: str
    consultation: str
    track: str
    screen: str
    cookie: str
    question: str
    oneliner: str
    closed: str
    file: str
    token: str

    @property
    def place(self) -> tuple[str, int]:
        """Host and port, of this machine alone."""
        found = urlsplit(self.url)
        assert found.hostname == "127.0.0.1", "only against a server of one's own"
        return found.hostname, int(found.port or 80)


@dataclass
class Attacker:
    """One connection's worth of an attack, repeated until the time is up."""

    target: Target
    until: float
    sent: int = 0
    answered: int = 0

    @property
    def goes_on(self) -> bool:
        """Whether there is time left."""
        return time.monotonic() < self.until

    async def dial(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        """Open a connection."""
        return await asyncio.open_connection(*self.target.place, limit=64 * 1024 * 1024)

    async def send(self, writer: asyncio.StreamWriter, data: bytes, count: int = 1) -> None:
        """Send something, as fast as it is taken."""
        writer.write(data)
        await writer.drain()
        self.sent += count


def frame(payload: bytes, opcode: int = 1, *, final: bool = True) -> bytes:
    """One masked frame, as a client sends it."""
    first, size = (0x80 if final else 0) | opcode, len(payload)
    if size < 126:
        return bytes((first, 0x80 | size)) + MASK + payload
    if size < 1 << 16:
        return bytes((first, 0x80 | 126)) + size.to_bytes(2, "big") + MASK + payload
    return bytes((first, 0x80 | 127)) + size.to_bytes(8, "big") + MASK + payload


async def websocket(attacker: Attacker, connect: str = "") -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    """A websocket that is in; what it is sent is thrown away. `connect`: the packet to come in with."""
    reader, writer = await attacker.dial()
    target = attacker.target
    writer.write(
        f"GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: {urlsplit(target.url).netloc}\r\n"
        f"Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nOrigin: {target.url}\r\n"
        f"Cookie: {target.cookie}\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n".encode()
    )
    await reader.readuntil(b"\r\n\r\n")
    if connect:
        writer.write(frame(connect.encode()))
    asyncio.get_running_loop().create_task(_swallow(attacker, reader))
    await asyncio.sleep(0.1)
    return reader, writer


async def _swallow(attacker: Attacker, reader: asyncio.StreamReader) -> None:
    with contextlib.suppress(OSError):
        while data := await reader.read(1 << 20):
            attacker.answered += data.count(b"43/")


def phone(target: Target) -> str:
    """How a phone comes into the large room."""
    return "40/phone," + json.dumps({"code": target.code})


def board(target: Target) -> str:
    """How a board comes in."""
    return "40/board," + json.dumps({"consultation": target.consultation, "since": 2**40})


def screen(target: Target) -> str:
    """How a screen comes in."""
    return "40/board," + json.dumps({"screen": target.screen})


def flood(of: Callable[[Target, int], bytes], connect: Callable[[Target], str] | None = None) -> Any:
    """Send without end what `of` makes, by its number."""

    async def attack(attacker: Attacker) -> None:
        target = attacker.target
        _, writer = await websocket(attacker, connect(target) if connect else "")
        number = 0
        with contextlib.closing(writer):
            while attacker.goes_on and not writer.is_closing():
                batch = b"".join(of(target, number + at) for at in range(BATCH))
                await attacker.send(writer, batch, BATCH)
                number += BATCH

    return attack


def asked_in_turn(of: Callable[[Target, int], bytes], connect: Callable[[Target], str], most: int) -> Any:
    """Ask `most` things at once, and wait for the end of the time."""

    async def attack(attacker: Attacker) -> None:
        target = attacker.target
        _, writer = await websocket(attacker, connect(target))
        with contextlib.closing(writer):
            for number in range(most):
                await attacker.send(writer, of(target, number))
            while attacker.goes_on and not writer.is_closing():
                await asyncio.sleep(0.1)

    return attack


def event(namespace: str, number: int, name: str, data: object) -> bytes:
    """An event that waits for an answer, as a frame."""
    return frame(f"42{namespace},{number}{json.dumps([name, data])}".encode())


def _submit(target: Target, number: int) -> bytes:
    text = f"vloed {secrets.token_hex(4)}"
    return event("/phone", number, "submit", {"key": str(uuid.uuid4()), "question": target.question, "text": text})


def _mine(target: Target, number: int) -> bytes:
    return event("/phone", number, "mine", {"keys": [str(uuid.uuid4()) for _ in range(200)]})


def _since(target: Target, number: int) -> bytes:
    return event("/board", number, "since", {"revision": 0})


def _suggest(target: Target, number: int) -> bytes:
    return event("/board", number, "suggest", {"oneliner": target.oneliner})


def _unknown(target: Target, number: int) -> bytes:
    return event("/phone", number, "nothing", None)


async def drip(attacker: Attacker, head: bytes) -> None:
    """Many connections that say a byte every three seconds."""

    async def one() -> None:
        with contextlib.suppress(OSError):
            _, writer = await attacker.dial()
            with contextlib.closing(writer):
                await attacker.send(writer, head)
                while attacker.goes_on and not writer.is_closing():
                    await asyncio.sleep(3)
                    await attacker.send(writer, b"x")

    await asyncio.gather(*(one() for _ in range(15)))


async def dripping_heads(attacker: Attacker) -> None:
    """Heads that never end."""
    await drip(attacker, b"GET / HTTP/1.1\r\nHost: x\r\nX-Slow: ")


async def dripping_bodies(attacker: Attacker) -> None:
    """Bodies that never end."""
    address = f"/j/{attacker.target.code}/oneliners"
    await drip(attacker, f"POST {address} HTTP/1.1\r\nHost: x\r\nContent-Length: 9000\r\n\r\n".encode())


async def nested(attacker: Attacker) -> None:
    """JSON that is nested too deep, one request behind the other on one connection."""
    body = b"[" * 4000
    head = f"POST /j/{attacker.target.code}/oneliners HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
    await _pipelined(attacker, head.encode() + b"Content-Length: 4000\r\n\r\n" + body)


async def pipelined(attacker: Attacker) -> None:
    """Pages, one request behind the other on one connection."""
    await _pipelined(attacker, b"GET / HTTP/1.1\r\nHost: x\r\n\r\n")


async def _pipelined(attacker: Attacker, request: bytes) -> None:
    reader, writer = await attacker.dial()
    asyncio.get_running_loop().create_task(_swallow(attacker, reader))
    with contextlib.closing(writer):
        while attacker.goes_on and not writer.is_closing():
            await attacker.send(writer, request * 10, 10)


async def endless_body(attacker: Attacker) -> None:
    """A body without an end, that nobody asked for."""
    _, writer = await attacker.dial()
    with contextlib.closing(writer):
        writer.write(b"POST /nowhere HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n")
        while attacker.goes_on and not writer.is_closing():
            await attacker.send(writer, b"10000\r\n" + b"x" * 65536 + b"\r\n")


async def polled_pongs(attacker: Attacker) -> None:
    """POSTs of five hundred packets."""
    opened = await _fetch(attacker, "/socket.io/?EIO=4&transport=polling")
    sid = json.loads(opened[1:])["sid"]
    while attacker.goes_on:
        await _fetch(attacker, f"/socket.io/?EIO=4&transport=polling&sid={sid}", b"\x1e".join([b"3"] * 500))


def fetched(path: Callable[[Target], str]) -> Any:
    """Ask for one page or file over and over, for who is signed in."""

    async def attack(attacker: Attacker) -> None:
        await _fetch(attacker, path(attacker.target))

    return attack


async def _fetch(attacker: Attacker, path: str, body: bytes | None = None, **headers: str) -> bytes:
    target = attacker.target
    request = urllib.request.Request(target.url + path, body, {"Cookie": target.cookie, **headers})

    def ask() -> bytes:
        attacker.sent += 1
        try:
            with urllib.request.urlopen(request, timeout=max(1.0, attacker.until - time.monotonic() + 20)) as answer:
                whole: bytes = answer.read()
                attacker.answered += 1
                return whole
        except urllib.error.HTTPError as refused:
            with refused:
                refused.read()
            if body is not None:
                raise ConnectionError from None
            return b""

    return await asyncio.to_thread(ask)


async def freezing(attacker: Attacker) -> None:
    """Fix a map of ten thousand."""
    await _form(
        attacker, f"/desk/tracks/{attacker.target.closed}/map/versions", "application/x-www-form-urlencoded", b""
    )


async def importing(attacker: Attacker) -> None:
    """Read a map of ten thousand in, which is there already or is not."""
    content = Path(attacker.target.file).read_bytes()
    head = b'--x\r\nContent-Disposition: form-data; name="file"; filename="a.json"\r\n\r\n'
    await _form(attacker, "/desk/import", "multipart/form-data; boundary=x", head + content + b"\r\n")


async def _form(attacker: Attacker, path: str, kind: str, body: bytes) -> None:
    token = attacker.target.token.encode()
    if kind.startswith("multipart"):
        body += b'--x\r\nContent-Disposition: form-data; name="csrf_token"\r\n\r\n' + token + b"\r\n--x--\r\n"
    else:
        body += b"csrf_token=" + token
    with contextlib.suppress(ConnectionError):
        await _fetch(attacker, path, body, **{"Content-Type": kind, "Referer": attacker.target.url})


ATTACKS: dict[str, Callable[[Attacker], Awaitable[None]]] = {
    "nothing": lambda attacker: asyncio.sleep(0.2),
    "unknown events": flood(_unknown, phone),
    "bare pongs": flood(lambda target, number: frame(b"", 10)),
    "engine pongs": flood(lambda target, number: frame(b"3")),
    "pings": flood(lambda target, number: frame(b"x", 9)),
    "empty fragments": flood(lambda target, number: frame(b"" if number else b"4", 0 if number else 1, final=False)),
    "submit": flood(_submit, phone),
    "mine, 200 keys": flood(_mine, phone),
    "since 0, board": asked_in_turn(_since, board, 40),
    "since 0, screen": asked_in_turn(_since, screen, 20),
    "suggest": flood(_suggest, board),
    "polled pongs": polled_pongs,
    "dripping heads": dripping_heads,
    "dripping bodies": dripping_bodies,
    "nested JSON": nested,
    "pipelined pages": pipelined,
    "endless body": endless_body,
    "xlsx": fetched(lambda it: f"/desk/tracks/{it.track}/export/xlsx"),
    "map": fetched(lambda it: f"/desk/tracks/{it.track}/map"),
    "archive": fetched(lambda it: f"/desk/tracks/{it.track}/export/archive"),
    "freeze": freezing,
    "import": importing,
}


async def attack(name: str, count: int, seconds: float, target: Target) -> dict[str, int]:
    """Attack from so many connections at once. Returns: what was sent and answered."""
    attackers = [Attacker(target, time.monotonic() + seconds) for _ in range(count)]

    async def again_and_again(attacker: Attacker) -> None:
        while attacker.goes_on:
            with contextlib.suppress(OSError, EOFError, asyncio.IncompleteReadError, ValueError):
                await ATTACKS[name](attacker)
            await asyncio.sleep(LEAST_SECONDS_A_TURN)

    await asyncio.wait([asyncio.create_task(again_and_again(it)) for it in attackers], timeout=seconds + 25)
    return {"sent": sum(it.sent for it in attackers), "answered": sum(it.answered for it in attackers)}


if __name__ == "__main__":
    told = asyncio.run(attack(sys.argv[1], int(sys.argv[2]), float(sys.argv[3]), Target(**json.loads(sys.argv[4]))))
    print(json.dumps(told), flush=True)
    os._exit(0)  # without waiting for what is still asked for
