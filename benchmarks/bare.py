"""The yardstick: a bare Flask-SocketIO server that answers and passes on, without rules or storage.

One emit for each submission to a room with the board and the screen. `python bare.py PORT MODE`.
"""

import secrets
import sys
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))


def main(port: int, mode: Any) -> None:
    """Serve until stopped."""
    from facilitator import serving

    serving.prepare(mode)  # before anything else is imported
    from flask import Flask
    from flask_socketio import SocketIO, join_room

    from facilitator.serving.protocol import Endpoint

    app = Flask("bare")
    socketio = SocketIO(app, async_mode=serving.mode(), cors_allowed_origins="*")
    app.add_url_rule("/healthz", "healthz", lambda: {"status": "ok"})

    def submit(data: dict[str, Any]) -> dict[str, Any]:
        oneliner = {"id": secrets.token_hex(8), "question": data["question"], "text": data["text"]}
        socketio.emit("oneliner", oneliner, namespace="/board", to="board")
        return {"ok": True, "id": oneliner["id"]}

    def phone(auth: Any) -> None:
        """Everybody is welcome."""

    def board(auth: Any) -> None:
        join_room("board")

    socketio.on_event("connect", phone, namespace="/phone")
    socketio.on_event("connect", board, namespace="/board")
    socketio.on_event("submit", submit, namespace="/phone")
    serving.serve(app, Endpoint("127.0.0.1", port, connections=5000), listening=lambda port: None)


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2])
