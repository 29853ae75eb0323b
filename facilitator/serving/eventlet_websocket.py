"""eventlet's websocket with bounded messages and cheap frames.

Leans on `RFC6455WebSocket.Message`, `_apply_mask`, `_recv_frame` and `GreenSocket._read_trampoline`.
"""

from collections.abc import Callable
from typing import Any

from eventlet import websocket

from facilitator.serving.budget import Budget, Overdrawn
from facilitator.serving.frames import BufferedSocket, unmask


class BoundedMessage(websocket.RFC6455WebSocket.Message):  # type: ignore[misc]
    """A message whose frames together are no longer than one may be."""

    size = 0

    def push(self, data: bytes, final: bool = False) -> None:
        """Add the content of a frame. Raises: FailedConnectionError when it becomes too much."""
        self.size += len(data)
        if self.size > self.max_frame_length:
            raise websocket.FailedConnectionError(1009, "message too big")
        super().push(data, final=final)


class BoundedWebSocketWSGI(websocket.WebSocketWSGI):  # type: ignore[misc]
    """A WSGI application of one connection. The protocols from before RFC 6455 bound nothing: not offered."""

    def __init__(self, handler: Callable[[Any], Any], *, max_frame_length: int, budget: Budget) -> None:
        super().__init__(lambda connection: handler(_tuned(connection, budget)), max_frame_length=max_frame_length)
        self.support_legacy_versions = False


def _tuned(connection: Any, budget: Budget) -> Any:
    connection.Message = BoundedMessage
    connection._apply_mask = unmask
    connection.socket = BufferedSocket(connection.socket, connection.socket._read_trampoline)
    connection._recv_frame = _counted(connection._recv_frame, budget, connection.socket)
    return connection


def _counted(receive: Callable[..., Any], budget: Budget, socket: BufferedSocket) -> Callable[..., Any]:
    """Count every frame, whatever it is."""

    def receive_counted(message: Any = None) -> Any:
        frame = receive(message=message)
        try:
            budget.spend(more=socket.holds_more)
        except Overdrawn:
            raise websocket.FailedConnectionError(1008, "too much") from None
        return frame

    return receive_counted
