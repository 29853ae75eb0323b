"""Who hears of what: the only module that sends to anybody but the one who asked."""

from collections.abc import Mapping, Sequence
from typing import Any

from facilitator import showing, wire
from facilitator.domain.acts import ACT_TYPES, ROOM, Audience
from facilitator.domain.events import RECEIVED, WITHDRAWN
from facilitator.live.connections import (
    BOARD,
    PHONE,
    Connections,
    Viewer,
    boards_room,
    phones_room,
    screens_room,
)
from facilitator.live.pubsub import OneProcess, PubSub
from facilitator.live.shared_snapshots import SharedSnapshots
from facilitator.services.accounts.facilitators import SignedIn
from facilitator.services.application import Application
from facilitator.services.oneliners import reason_of
from facilitator.services.tracks import Announcement, LiveTrack

AUDIENCES: Mapping[str, frozenset[Audience]] = {
    **dict.fromkeys((RECEIVED, WITHDRAWN), ROOM),
    **{it.past: it.audience for it in ACT_TYPES.values()},
}
"""Event type → who hears of it. Phones never get text: a state, or word of their own one-liner."""

FATEFUL = ("hidden", "masks")  # fields whose change its author is told of


class Broadcast:
    """Sends what happened to the boards, screens and phones of this process."""

    def __init__(self, server: Any, application: Application, connections: Connections) -> None:
        self._server = server
        self._application = application
        self._connections = connections
        self.pubsub: PubSub = OneProcess()
        self.snapshots = SharedSnapshots(application)

    def announce(self, track: LiveTrack, announcements: Sequence[Announcement]) -> None:
        """Tell everybody concerned, in one frame for each board and each screen."""
        if not announcements:
            return
        board = track.board
        if self._anybody(BOARD, boards_room(track.id)):
            told = [wire.board_event(it, board) for it in announcements]
            self._emit("events", _batch(told), boards_room(track.id), BOARD)
        if self._anybody(BOARD, screens_room(track.id)):
            shown = [wire.screen_event(it, board) for it in announcements]
            self._emit("events", _batch(shown), screens_room(track.id), BOARD)
        for announcement in announcements:
            self._tell_phones(track, announcement)

    def _tell_phones(self, track: LiveTrack, announcement: Announcement) -> None:
        event = announcement.event
        audience = AUDIENCES[event.type]
        if "phones" in audience and event.consultation is not None:
            self.state(track, event.consultation)
        if "authors" in audience:
            for oneliner in dict.fromkeys(it.id for it in event.changes if it.field in FATEFUL):
                self._fate(track, oneliner)
        if "asked" in audience:
            self._probe(track, str(event.fields["probe"]))

    def state(self, track: LiveTrack, consultation: str) -> None:
        """Tell the phones of a consultation what is going on."""
        if self._anybody(PHONE, phones_room(consultation)):
            state = showing.phone_state(self._application, track, consultation, track.language)
            self._emit("state", state, phones_room(consultation), PHONE)

    def _fate(self, track: LiveTrack, oneliner: str) -> None:
        found, card = self._connections.author(oneliner), track.board.cards.get(oneliner)
        if found is None or card is None:
            return
        sid, key = found
        fate = {"key": key, "status": card.status}
        if (reason := reason_of(card.hidden, card.masks)) is not None:
            fate["reason"] = reason
        self._emit("fate", fate, sid, PHONE)

    def _probe(self, track: LiveTrack, probe_id: str) -> None:
        probe = track.probes[probe_id]
        message = probe_message(probe.id, probe.oneliner, probe.text)
        if probe.audience == "everyone" or probe.oneliner is None:
            self._emit("probe", message, phones_room(probe.consultation), PHONE)
        elif (found := self._connections.author(probe.oneliner)) is not None:
            self._emit("probe", message, found[0], PHONE)

    def reset(self, track: LiveTrack) -> None:
        """Give all boards, screens and phones of a track a new start."""
        for viewer in list(self._connections.viewers.values()):
            if viewer.track == track.id:
                self.greet(viewer.sid)
        for consultation in track.consultations:
            self.state(track, consultation)

    def greet(self, sid: str) -> None:
        """Bring a board or screen up to date and let it hear what follows."""
        viewer = self._connections.viewers[sid]
        track = self._application.track(viewer.track)
        room = screens_room(track.id) if viewer.is_screen else boards_room(track.id)
        with track.lock:
            name, message, behind = self.catch_up(sid, viewer.since)
            viewer.since = None
            self._emit(name, message, sid, BOARD)
            self.send_behind(sid, behind)
            self._server.enter_room(sid, room, namespace=BOARD)
        if not viewer.is_screen:
            self._tell_held(viewer)

    def _tell_held(self, newcomer: Viewer) -> None:
        """Tell a board what others have chosen by now."""
        for viewer in list(self._connections.viewers.values()):
            if viewer.track == newcomer.track and viewer.holding is not None and viewer.sid != newcomer.sid:
                self._emit("holding", _held_by(viewer), newcomer.sid, BOARD)

    def send_behind(self, sid: str, batch: dict[str, Any] | None) -> None:
        """Send what happened since a snapshot was made."""
        if batch is not None:
            self._emit("events", batch, sid, BOARD)

    def catch_up(self, sid: str, revision: int | None) -> tuple[str, dict[str, Any], dict[str, Any] | None]:
        """What a viewer misses since `revision`: ("events", batch) or ("snapshot", whole), and a batch to send behind.

        Hold the track's lock until that is sent too.
        """
        viewer = self._connections.viewers[sid]
        track = self._application.track(viewer.track)
        missed = None if revision is None else track.since(revision)
        if missed is not None:
            return "events", _told(viewer, track, missed), None
        message, since = self.snapshots.of(track, viewer.consultation, screen=viewer.is_screen)
        if viewer.facilitator is not None:
            you = SignedIn(viewer.facilitator, viewer.name, viewer.sign_in or "")
            message["you"] = showing.you(track, you)
        return "snapshot", message, _told(viewer, track, since) if since else None

    def holding(self, viewer: Viewer, oneliner: str | None) -> None:
        """Tell the boards of a track which card a facilitator has chosen; boards of other processes too."""
        held = _held_by(viewer) | {"oneliner": oneliner}
        self.held(viewer.track, held)
        self.pubsub.held(viewer.track, held)

    def held(self, track_id: str, held: dict[str, Any]) -> None:
        """Tell the boards of a track who holds a one-liner now."""
        if self._anybody(BOARD, boards_room(track_id)):
            self._emit("holding", held, boards_room(track_id), BOARD)

    def presence(self, consultation: str) -> None:
        """Tell boards and screens how many are here; which environments, boards alone."""
        track = self._application.track_of(consultation)
        counts = self._application.doors.presence(consultation)
        for viewer in list(self._connections.viewers.values()):
            if viewer.consultation == consultation:
                told = {**counts, "environments": {}} if viewer.is_screen else counts
                self._emit("presence", told, viewer.sid, BOARD)
        del track

    def _emit(self, event: str, message: object, room: str, namespace: str) -> None:
        self._server.emit(event, message, room=room, namespace=namespace)

    def _anybody(self, namespace: str, room: str) -> bool:
        return bool(self._server.manager.rooms.get(namespace, {}).get(room))


def _told(viewer: Viewer, track: LiveTrack, missed: Sequence[Announcement]) -> dict[str, Any]:
    shape = wire.screen_event if viewer.is_screen else wire.board_event
    return _batch([shape(it, track.board) for it in missed], at=track.board.revision)


def _held_by(viewer: Viewer) -> dict[str, Any]:
    return {"by": viewer.facilitator, "name": viewer.name, "oneliner": viewer.holding}


def probe_message(probe_id: str, oneliner: str | None, text: str) -> dict[str, Any]:
    """A probe as phones hear it. `oneliner` None: everybody is asked."""
    return {"id": probe_id, "oneliner": oneliner, "text": text}


def _batch(events: list[dict[str, Any]], *, at: int = 0) -> dict[str, Any]:
    """Contiguous events; an empty batch says where we are."""
    first = events[0]["revision"] if events else at + 1
    last = events[-1]["revision"] if events else at
    return {"from": first, "to": last, "events": events}
