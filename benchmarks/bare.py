"""The yardstick: a bare Flask-SocketIO server that answers and passes on, without rules or storage.

One emit for each submission to a room with the board and the screen. `python bare.py PORT MODE`.
"""
# ruff: noqa: E402 -- the way of waiting is chosen before anything else is imported


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
