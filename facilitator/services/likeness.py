"""What is like a one-liner on its track's board: a hint for whoever sorts, never more."""

from collections import OrderedDict
from threading import Lock
from typing import Any

from facilitator.domain.likeness import Likeness, suggestions
from facilitator.domain.refusals import Refusal
from facilitator.services.tracks import LiveTrack
from facilitator.serving.turns import next_turn

TRACKS_HELD = 20


class Suggester:
    """Holds an index for each of the latest tracks that were asked about, in memory."""

    def __init__(self) -> None:
        self._held: OrderedDict[str, Likeness] = OrderedDict()
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
        found = self._held.pop(track, None)
        if found is None:
            found = Likeness(breathe=next_turn)
        self._held[track] = found
        if len(self._held) > TRACKS_HELD:
            self._held.popitem(last=False)
        return found
