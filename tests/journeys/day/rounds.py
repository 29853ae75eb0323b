"""A further round or an interview on a track that exists."""

import secrets

from sqlalchemy import insert

from facilitator.domain.consultations import new_code
from facilitator.services.codes import code_hash
from facilitator.services.writing import new_id
from facilitator.store import Store, tables
from tests.journeys.rooms import Room


class Later(Room):
    """A consultation on the track of an earlier one, led by the same facilitator."""

    def __init__(self, first: Room, *, kind: str, round: int, hold: int = 0) -> None:
        self._become(first, _insert(first, kind, round, hold))

    def _become(self, first: Room, made: dict[str, str]) -> None:
        self.server = first.server
        self.made = first.made | made | {"screen_url": f"{first.server.url}/screen/{made['token']}"}
        self.questions = first.questions
        self.share_sign_in(first)


def _insert(first: Room, kind: str, round: int, hold: int) -> dict[str, str]:
    made = {"consultation": new_id(), "code": new_code(secrets.choice), "token": secrets.token_urlsafe(16)}
    store = Store(first.server.database)
    row = {
        "id": made["consultation"], "track_id": first.made["track"], "kind": kind, "round": round,
        "title": "Schulden en armoede", "code": made["code"], "screen_token": made["token"], "hold": hold,
        "day": None, "phase": "lobby", "question_id": None, "ends_at": None, "remaining": None,
        "screen": {"mode": "join"}, "self_paced": False, "dry_run": False,
    }  # fmt: skip
    with store.work() as connection:
        connection.execute(insert(tables.UsedCode), {"code_hash": code_hash(made["code"])})
        connection.execute(insert(tables.Consultation), row)
    store.close()
    return made
