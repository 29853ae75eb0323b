"""The door of phones: namespace `/phone`."""

import time
from collections.abc import Callable
from typing import Any

from limits import parse
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

from facilitator import showing, wire
from facilitator.domain.buckets import Bucket
from facilitator.domain.consultations import read_code
from facilitator.domain.refusals import Refusal
from facilitator.i18n import message_in
from facilitator.live.broadcast import probe_message
from facilitator.live.connections import PHONE, Connections, Handler, Phone, phones_room
from facilitator.services import consultations, oneliners, probes
from facilitator.services.application import Application
from facilitator.services.consultations import Found
from facilitator.services.writing import Submit, Withdraw
from facilitator.serving.socketio_adapter import Acknowledge

LONGEST_SEAT = 64
MOST_REFUSALS = 100  # of haste; a phone that goes on after that is disconnected
KEYS_OF_A_PACKET = 2  # so many keys take as much work as any other packet
WRONG_CODES = parse("20/minute")  # from one address; right codes are never refused
WRONG_CODES_IN_ALL = parse("60/minute")


class PhoneDoor:
    """Reads what phones send, hands it on, answers each message exactly once."""

    def __init__(
        self, server: Any, application: Application, connections: Connections, came: Callable[[], None] = lambda: None
    ) -> None:
        self._server = server
        self._application = application
        self._connections = connections
        self._wrong = MovingWindowRateLimiter(MemoryStorage())
        self._found: dict[str, Found] = {}
        self._came = came
        self.handlers: dict[str, Handler] = {"submit": self.submit, "withdraw": self.withdraw, "mine": self.mine}
        self.costs: dict[str, Callable[[object], float]] = {"mine": _cost_of_keys}

    # Coming and going

    def connect(self, sid: str, environ: dict[str, Any], auth: object = None) -> None:
        """Let a phone in by its code. Raises: Refusal."""
        if not isinstance(auth, dict) or not isinstance(auth.get("code"), str):
            raise Refusal("unknown_code")
        found = self._consultation(auth["code"], str(environ.get("REMOTE_ADDR", "")))
        track = self._application.track(found.track)
        phone = Phone(
            sid,
            found.track,
            found.id,
            oneliners.read_environment(track.kind, auth.get("environment")),
            found.language,
            self._full_bucket(),
            seat=_seat(auth.get("seat")),
        )
        self._connections.add_phone(phone)

    def _consultation(self, code: str, address: str) -> Found:
        code = read_code(code)
        known = self._found.get(code)
        if known is not None and self._still_open(known):
            return known
        try:
            found = consultations.by_code(self._application, code)
        except Refusal as refusal:
            self._found.pop(code, None)
            if refusal.code == "unknown_code" and self._guesses_on(address):
                raise Refusal("try_later") from None
            raise
        self._application.track_of(found.id)
        self._found[code] = found
        return found

    def _guesses_on(self, address: str) -> bool:
        """Count a wrong code; from then on too many from there, or from everywhere, are not even told so."""
        here = self._wrong.hit(WRONG_CODES, address)
        return not here or not self._wrong.hit(WRONG_CODES_IN_ALL, "codes")

    def _still_open(self, found: Found) -> bool:
        track = self._application.tracks.get(found.track)
        state = track.board.consultations.get(found.id) if track else None
        return state is not None and state.phase != "closed"

    def _full_bucket(self) -> Bucket:
        settings = self._application.settings
        return Bucket.full(settings.phone_rate, settings.phone_burst, time.monotonic())

    def greet(self, sid: str) -> None:
        """Tell a phone that came in what is going on."""
        phone = self._connections.phones.get(sid)
        if phone is None:
            return
        track = self._application.track(phone.track)
        self._server.enter_room(sid, phones_room(phone.consultation), namespace=PHONE)
        state = showing.phone_state(self._application, track, phone.consultation, phone.language)
        self._server.emit("state", state, room=sid, namespace=PHONE)
        self._repeat_probes(phone)
        self._came()

    def disconnect(self, sid: str, reason: object = None) -> None:
        """Forget a phone."""
        self._connections.drop_phone(sid)

    # Messages

    def submit(self, sid: str, data: object, answer: Acknowledge) -> None:
        """Take a one-liner down; `answer` is called when it is durable, or at once with a no."""
        phone = self._connections.phones[sid]
        submission = wire.read_submission(data)
        self._hold_back(phone)

        def settled(outcome: object) -> None:
            if isinstance(outcome, Refusal):
                answer(self.refused(phone.language, outcome))
                return
            if sid in self._connections.phones:
                self._connections.subscribe(phone, str(outcome), submission.key)
            answer({"ok": True, "id": outcome})

        self._application.put(
            Submit(
                track=phone.track,
                consultation=phone.consultation,
                submission=submission,
                environment=phone.environment,
                answer=settled,
            )
        )

    def _hold_back(self, phone: Phone) -> None:
        """Raises: Refusal("too_fast") with when to try again."""
        try:
            self._application.pace.keep(phone.consultation, phone.bucket)
        except Refusal:
            phone.refusals += 1
            if phone.refusals > MOST_REFUSALS:
                self._server.disconnect(phone.sid, namespace=PHONE)
            raise

    def withdraw(self, sid: str, data: object, answer: Acknowledge) -> None:
        """Take a one-liner back."""
        phone = self._connections.phones[sid]
        key = wire.read_key(data)

        def settled(outcome: object) -> None:
            if isinstance(outcome, Refusal):
                answer(self.refused(phone.language, outcome))
            else:
                answer({"ok": True})

        self._application.put(Withdraw(track=phone.track, consultation=phone.consultation, key=key, answer=settled))

    def mine(self, sid: str, data: object, answer: Acknowledge) -> None:
        """Tell what became of one-liners, to whoever holds their keys, and go on telling."""
        phone = self._connections.phones[sid]
        track = self._application.track(phone.track)
        found = oneliners.mine(self._application, track, phone.consultation, wire.read_keys(data))
        for it in found:
            if it.status != "withdrawn":
                self._connections.subscribe(phone, it.id, it.key)
        answer({"ok": True, "oneliners": [wire.mine(it) for it in found]})
        self._repeat_probes(phone)

    def _repeat_probes(self, phone: Phone) -> None:
        """Probes on the open question that a phone may have missed while it was away."""
        track = self._application.track(phone.track)
        for probe in probes.missed(track, phone.consultation, written=phone.oneliners):
            message = probe_message(probe.id, probe.oneliner, probe.text)
            self._server.emit("probe", message, room=phone.sid, namespace=PHONE)

    def refused(self, language: str, refusal: Refusal) -> dict[str, Any]:
        """Answer a refusal in words."""
        return wire.refused(refusal, message_in(language, refusal.code, refusal.detail))

    def language_of(self, sid: str) -> str:
        """The language of a phone; the setting's for one that is not here (any more)."""
        phone = self._connections.phones.get(sid)
        return phone.language if phone else self._application.settings.language


def _cost_of_keys(asked: object) -> float:
    keys = asked.get("keys") if isinstance(asked, dict) else None
    return max(1.0, len(keys) / KEYS_OF_A_PACKET) if isinstance(keys, list) else 1.0


def _seat(told: object) -> str:
    """What a phone calls itself; "" where that is nothing we would keep, even in memory."""
    return told if isinstance(told, str) and len(told) <= LONGEST_SEAT else ""
