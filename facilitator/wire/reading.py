"""What several doors read, and how an answer says no."""

from typing import Any

from facilitator.domain.fields import whole
from facilitator.domain.refusals import Refusal


def read_revision(data: object) -> int:
    """The revision of a `since`. Raises: Refusal("bad_request")"""
    revision = data.get("revision") if isinstance(data, dict) and len(data) == 1 else None
    return whole(0, 2**53)(revision)


def refused(refusal: Refusal, message: str) -> dict[str, Any]:
    """The answer that says no, with what the client can act on."""
    error: dict[str, Any] = {"code": refusal.code, "message": message, **refusal.detail}
    return {"ok": False, "error": error}
