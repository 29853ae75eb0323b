"""The yardstick: a bare Flask-SocketIO server that answers and passes on, without rules or storage.

One emit for each submission to a room with the board and the screen. `python bare.py PORT MODE`.
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from facilitator import runtime

runtime.prepare(sys.argv[2])  # type: ignore[arg-type]

import secrets
from typing import Any

from flask import Flask
from flask_socketio import SocketIO, join_room

app = Flask("bare")
socketio = SocketIO(app, async_mode=runtime.mode(), cors_allowed_origins="*")


@app.get("/healthz")
def healthz() -> dict[str, str]:
    return {"status": "ok"}


@socketio.on("connect", namespace="/phone")
def phone() -> None:
    """Everybody is welcome."""


@socketio.on("connect", namespace="/board")
def board() -> None:
    join_room("board")


@socketio.on("submit", namespace="/phone")
def submit(data: dict[str, Any]) -> dict[str, Any]:
    oneliner = {"id": secrets.token_hex(8), "question": data["question"], "text": data["text"]}
    socketio.emit("oneliner", oneliner, namespace="/board", to="board")
    return {"ok": True, "id": oneliner["id"]}


if __name__ == "__main__":
    runtime.serve(app, socketio, host="127.0.0.1", port=int(sys.argv[1]), most=5000, listening=lambda port: None)
