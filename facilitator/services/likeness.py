"""What is like a one-liner on its track's board: a hint for whoever sorts, never more."""

import time
from collections import OrderedDict
from collections.abc import Callable
from threading import Lock
from typing import Any

from facilitator.domain.likeness import Likeness, suggestions
from facilitator.domain.refusals import Refusal
from facilitator.services.tracks import LiveTrack
from facilitator.serving.gc_tuning import give_back
from facilitator.serving.turns import rest

TRACKS_HELD = 20
IDLE = 30.0  # seconds without a question, after which an index is let go: of ten thousand it takes 80 MB


class Suggester:
    """Holds an index for each of the latest tracks that were asked about, in memory."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._held: OrderedDict[str, tuple[Likeness, float]] = OrderedDict()  # with when it was asked
        self._lock = Lock()  # two boards may ask at once

    def suggest(self, track: LiveTrack, oneliner: str) -> dict[str, Any]:
        """Where something like it lies, the likeliest category first; and what is nearly the same.

        Only what is seen is compared: masked words and hidden one-liners are not.
        Raises: Refusal("unknown_oneliner")
        """
        with track.lock:
            cards = [card for card in track.board.cards.values() if card.hidden is None]
            texts = {card.id: card.shown_text for card in cards}
            categories = {card.id: card.category for card in cards if card.category is not None}
            names = {it.id: it.name for it in track.board.categories.values()}
        if oneliner not in texts:
            raise Refusal("unknown_oneliner")
        with self._lock:
            likeness = self._of(track.id)
            likeness.keep(texts, first=oneliner)
            like = likeness.like(oneliner)
            same = likeness.same_as(oneliner, like)
            return {
                "categories": suggestions(like, categories, likeness.named(oneliner, names)),
                "same": [{"oneliner": other, "likeness": round(found, 2)} for other, found in same],
            }

    def _of(self, track: str) -> Likeness:
        found = self._held.pop(track)[0] if track in self._held else Likeness(breathe=rest)
        self._held[track] = found, self._clock()
        if len(self._held) > TRACKS_HELD:
            self._held.popitem(last=False)
        return found

    @property
    def tracks(self) -> set[str]:
        """Those of which an index is held."""
        return set(self._held)

    def forget_idle(self) -> None:
        """Give the memory back of what nobody has asked about for a while."""
        if not self._held or not self._lock.acquire(blocking=False):
            return  # somebody is asking
        try:
            idle = [track for track, (_, at) in self._held.items() if self._clock() - at > IDLE]
            for track in idle:
                del self._held[track]
        finally:
            self._lock.release()
        if idle:
            give_back()
