"""A process beside the server that answers requests which take long: `python -m facilitator.cli.worker`.

It is the whole application without the doors and the writer. It reads the database itself, is told what
to answer by lines of JSON, and ends when those end.
"""

import json
import os
import shutil
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any

from facilitator import create_app, serving
from facilitator.config import Settings
from facilitator.serving.workers import BODY, HEAD

MORE_POLITE = 5  # who is in the room goes first


def main() -> None:
    """Answer until the input ends."""
    serving.prepare("threading")
    greeting = json.loads(sys.stdin.readline())
    with suppress(OSError):
        os.nice(MORE_POLITE)
    try:
        _answer_all(_opened(greeting))
    finally:
        shutil.rmtree(greeting["folder"], ignore_errors=True)


def _opened(greeting: dict[str, Any]) -> Any:
    from facilitator.cli.serving import prepare_logging

    settings = Settings(**greeting["settings"])
    prepare_logging(settings)
    app = create_app(settings)
    application = app.extensions["facilitator"]
    application.lan_url = greeting["lan_url"]
    application.origins = frozenset(greeting["origins"])
    return app


def _answer_all(app: Any) -> None:
    for line in sys.stdin:
        told = json.loads(line)
        _answer(app, Path(told["asked"]), Path(told["made"]))


def _answer(app: Any, asked: Path, made: Path) -> None:
    """Answer one request; the folder gets its name when all is in it."""
    from werkzeug.test import run_wsgi_app

    draft = made.with_suffix(".draft")
    draft.mkdir()
    environ = json.loads((asked / HEAD).read_text())
    with (asked / BODY).open("rb") as body, (draft / BODY).open("wb") as file:
        parts, status, headers = run_wsgi_app(app.wsgi_app, environ | _as_wsgi(body))
        file.writelines(parts)
    (draft / HEAD).write_text(json.dumps({"status": status, "headers": list(headers)}))
    app.extensions["facilitator"].tracks.clear()  # the next one reads what is there then
    draft.rename(made)


def _as_wsgi(body: Any) -> dict[str, Any]:
    return {
        "wsgi.version": (1, 0),
        "wsgi.input": body,
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": False,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
    }


if __name__ == "__main__":
    main()
