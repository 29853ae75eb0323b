"""Processes beside the server for what would hold everybody up: few, started when needed, ended when idle.

Told what to do by a line, and looked after by looking: a pipe that is read would have to wait in each
mode's own way. What they give lies in a file that has no name any more once it is handed on.
"""

import json
import os
import shutil
import subprocess
import tempfile
import threading
import time
from collections import defaultdict, deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any, Final

MOST: Final = 2
MOST_WAITING: Final = 8  # pieces of work of one person, with the one that is done
IDLE: Final = 20.0  # seconds, after which a worker ends and its memory is given back
LONGEST: Final = 120.0  # seconds for one piece of work
LOOK: Final = 0.02  # seconds between two looks
PART: Final = 64 * 1024  # bytes
HEAD, BODY = "head.json", "body"
IN_MEMORY: Final = Path("/dev/shm")


class TooMuch(Exception):
    """Somebody has asked for more than waits its turn."""


@dataclass
class Work:
    """A piece of work: `asked` as JSON and bytes, and what came of it, None where it failed."""

    asked: dict[str, Any]
    sent: bytes
    done: threading.Event = field(default_factory=threading.Event)
    head: dict[str, Any] | None = None
    body: IO[bytes] | None = None
    _reading: threading.Lock = field(default_factory=threading.Lock)

    def parts(self) -> Iterator[bytes]:
        """Read what came of it, part by part; several may do so at once."""
        at = 0
        while part := self._part(at):
            at += len(part)
            yield part

    def _part(self, at: int) -> bytes:
        assert self.body is not None
        with self._reading:
            self.body.seek(at)
            return self.body.read(PART)

    def wait(self, seconds: float) -> bool:
        """Wait for it so long at most. Returns: whether it is done."""
        return self.done.wait(seconds)


class Worker:
    """One process, with a folder for what goes to and fro. It ends when its input ends, also when we die."""

    def __init__(self, command: Sequence[str], greeting: dict[str, Any], environment: Mapping[str, str]) -> None:
        self._folder = Path(tempfile.mkdtemp(prefix="facilitator-", dir=_quick_place()))
        read, self._write = os.pipe()
        self._process = subprocess.Popen(
            command,
            stdin=read,
            stdout=subprocess.DEVNULL,
            env=environment,
            start_new_session=True,  # a keyboard's interrupt is for the server, whose end is its own
        )
        os.close(read)
        self._tell({**greeting, "folder": str(self._folder)})
        self._number = 0
        self.free_since = time.monotonic()

    def _tell(self, what: dict[str, Any]) -> None:
        os.write(self._write, json.dumps(what).encode() + b"\n")

    def do(self, work: Work) -> None:
        """Do it, and wait for it. Raises: OSError when the process is gone or takes too long."""
        self._number += 1
        asked, made = self._folder / f"{self._number}.asked", self._folder / f"{self._number}.made"
        asked.mkdir()
        (asked / BODY).write_bytes(work.sent)
        (asked / HEAD).write_text(json.dumps(work.asked))
        self._tell({"asked": str(asked), "made": str(made)})
        self._wait_for(made)
        work.head, work.body = json.loads((made / HEAD).read_text()), (made / BODY).open("rb")
        for folder in (asked, made):  # an open file outlives its name, except on Windows
            shutil.rmtree(folder, ignore_errors=True)
        self.free_since = time.monotonic()

    def _wait_for(self, made: Path) -> None:
        until = time.monotonic() + LONGEST
        while not made.exists():
            if self._process.poll() is not None or time.monotonic() > until:
                raise OSError("a worker did not do its work")
            time.sleep(LOOK)

    def end(self) -> None:
        """Let it go, and take away what lies in its folder."""
        with suppress(OSError):
            os.close(self._write)
        self._process.kill()
        while self._process.poll() is None:
            time.sleep(LOOK)
        shutil.rmtree(self._folder, ignore_errors=True)


def _quick_place() -> str | None:
    """Where files are in memory alone, so that nothing of a text comes onto the disk; else the usual place."""
    return str(IN_MEMORY) if os.access(IN_MEMORY, os.W_OK) else None


class Workers:
    """At most `MOST` processes; of one person one piece of work is done at a time."""

    def __init__(
        self, command: Sequence[str], greeting: Callable[[], dict[str, Any]], *, environment: Mapping[str, str]
    ) -> None:
        """`greeting`: what a new one is told first."""
        self._environment = environment
        self._command = command
        self._greeting = greeting
        self._free: list[Worker] = []
        self._slots = threading.Semaphore(MOST)
        self._lock = threading.Lock()
        self._waiting: defaultdict[str, deque[Work]] = defaultdict(deque)

    def put(self, person: str, asked: dict[str, Any], sent: bytes = b"") -> Work:
        """Have something done for a person, in turn. Raises: TooMuch"""
        work = Work(asked, sent)
        with self._lock:
            queue = self._waiting[person]
            if len(queue) >= MOST_WAITING:
                raise TooMuch
            queue.append(work)
            is_first = len(queue) == 1
        if is_first:
            threading.Thread(target=self._serve, args=(person,), daemon=True).start()
        return work

    def _serve(self, person: str) -> None:
        """Do what a person waits for, one after the other."""
        while True:
            with self._lock:
                work = self._waiting[person][0]
            self._carry_out(work)
            work.done.set()
            with self._lock:
                self._waiting[person].popleft()
                if not self._waiting[person]:
                    del self._waiting[person]
                    return

    def _carry_out(self, work: Work) -> None:
        with self._slots:
            worker: Worker | None = None
            try:
                worker = self._a_free_one()
                worker.do(work)
            except Exception:
                work.head = work.body = None
                if worker is not None:
                    worker.end()
                return
            with self._lock:
                self._free.append(worker)
        threading.Thread(target=self._end_when_idle, args=(worker,), daemon=True).start()

    def _a_free_one(self) -> Worker:
        with self._lock:
            if self._free:
                return self._free.pop()
        return Worker(self._command, self._greeting(), self._environment)

    def _end_when_idle(self, worker: Worker) -> None:
        since = worker.free_since
        time.sleep(IDLE)
        with self._lock:
            is_idle = worker in self._free and worker.free_since == since
            if is_idle:
                self._free.remove(worker)
        if is_idle:
            worker.end()

    def end(self) -> None:
        """Let all go that are free."""
        with self._lock:
            free, self._free = self._free, []
        for worker in free:
            worker.end()
