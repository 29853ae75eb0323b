"""The process that servers are copies of: `python -m tests.outside.preloaded MODE`.

It reads a line of JSON on its stdin for each thing that is asked, and answers with one: see `fork_server`.
Everything that a server does itself happens in the copy.
"""

import gc
import json
import os
import sys
import tempfile
from pathlib import Path
from typing import Any

from tests.outside.lifetime import die_with_parent

FORK, READ, WAIT, WRITE = os.fork, os.read, os.waitpid, os.write
"""As they are before a way of waiting replaces them: the process itself never waits that way, only its copies do."""
MOST = 1 << 20
"""Bytes of a request: it holds an environment."""


def _serve(mode: str) -> None:
    from facilitator import serving

    in_force = serving.prepare(mode)  # type: ignore[arg-type]
    assert in_force == mode
    serving.prepare = lambda wanted: wanted  # done already
    _import_everything()
    while request := _line():
        WRITE(1, json.dumps(_answer(request)).encode() + b"\n")


def _import_everything() -> None:
    """Put an application together once, on a database of its own: that reads all it ever reads."""
    import facilitator.cli.serving
    from facilitator.config import Settings
    from tests.furnished import furnish

    with tempfile.TemporaryDirectory() as folder:
        app = facilitator.create_app(Settings(database=furnish(Path(folder, "facilitator.sqlite"))))
        app.test_client().get("/")
        app.extensions["facilitator"].store.close()
    gc.collect()
    gc.freeze()  # a copy need not go through it again


def _line() -> dict[str, Any]:
    read = b""
    while not read.endswith(b"\n"):
        more = READ(0, MOST)
        if not more:
            return {}
        read += more
    asked: dict[str, Any] = json.loads(read)
    return asked


def _answer(request: dict[str, Any]) -> int | None:
    if start := request.get("start"):
        return FORK() or _be_a_server(**start)
    pid, status = WAIT(request["poll"], os.WNOHANG)
    return os.waitstatus_to_exitcode(status) if pid else None


def _be_a_server(words: list[str], environment: dict[str, str], directory: str, stdout: str, stderr: str) -> int:
    """Never comes back: the copy ends with the command."""
    die_with_parent()
    os.chdir(directory)
    os.environ.clear()
    os.environ.update(environment)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    for number, file in ((1, stdout), (2, stderr)):
        os.dup2(os.open(file, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600), number)
    sys.stdout.reconfigure(write_through=True)  # type: ignore[union-attr]
    code = 1
    try:
        from facilitator.cli.commands import main

        code = main(words)
    except SystemExit as end:
        code = int(end.code or 0)
    except BaseException:
        sys.excepthook(*sys.exc_info())
    finally:
        sys.stdout.flush()
        os._exit(code)


if __name__ == "__main__":
    _serve(sys.argv[1])
