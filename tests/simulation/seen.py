"""What a board or screen makes of what it is told: the Python twin of static/js/shared/board-state.js."""

from typing import Any

Shape = dict[str, Any]

ARRIVALS = ("oneliner_received", "oneliner_added")
OF_CONSULTATION = ("phase", "question", "ends_at", "remaining", "screen")


class Seen:
    """A board as its events made it; `started` and `since` are what it came from."""

    def __init__(self, snapshot: Shape) -> None:
        self.started = snapshot
        self.since: list[Shape] = []
        self.revision: int = snapshot["revision"]
        self.cards: dict[str, Shape] = {it["id"]: it for it in snapshot["oneliners"]}
        self.categories: dict[str, Shape] = {it["id"]: it for it in snapshot["categories"]}
        self.relations: dict[str, Shape] = {it["id"]: it for it in snapshot.get("relations", [])}
        self.consultation: Shape = dict(snapshot["consultation"])
        self.received: dict[str, int] = dict(snapshot.get("received", {}))
        self.counts: dict[str, int] | None = dict(snapshot["counts"]) if "counts" in snapshot else None

    def take(self, event: Shape) -> None:
        """Go on by one event."""
        self.since.append(event)
        self.revision = event["revision"]
        self._arrive(event)
        if self.counts is not None:
            self.counts["hidden"] += event.get("hides", 0)
        for card in event.get("put", ()):
            self.cards[card["id"]] = card
        for id in event.get("drop", ()):
            self.cards.pop(id, None)
        for change in event.get("changes", ()):
            self._change(*change)
        for id, text in event.get("texts", {}).items():
            if id in self.cards:
                self.cards[id] = {**self.cards[id], "text": text}

    def _arrive(self, event: Shape) -> None:
        if event["type"] == "withheld":
            self._count(event, 1)
        elif event["type"] == "oneliner_withdrawn":
            id = event.get("oneliner") or next(iter(event.get("drop", ())), "")
            self._count(self.cards.pop(id, event), -1)
        elif event["type"] in ARRIVALS and event.get("oneliner"):
            card = event["oneliner"]
            self.cards[card["id"]] = card
            self._count(card, 1)

    def _count(self, where: Shape, more: int) -> None:
        question = where.get("question")
        if not question:
            return
        if self.counts is not None:
            self.counts["received"] += more
        if where.get("consultation", self.consultation["id"]) == self.consultation["id"]:
            self.received[question] = self.received.get(question, 0) + more

    def _change(self, entity: str, id: str, field: str | None, _: object, after: Any) -> None:
        if entity == "consultation":
            if id == self.consultation["id"] and field is not None:
                self.consultation[field] = after
            return
        things = {"oneliner": self.cards, "category": self.categories, "relation": self.relations}[entity]
        if field is not None:
            if id in things:
                things[id] = {**things[id], field: after}
        elif after is None:
            things.pop(id, None)
        elif entity != "oneliner":
            things[id] = after

    def comparable(self) -> Shape:
        """All that two boards at one revision must agree on."""
        return {
            "cards": {id: _saying(it) for id, it in self.cards.items()},
            "categories": self.categories,
            "relations": self.relations,
            "consultation": {it: self.consultation.get(it) for it in OF_CONSULTATION},
            "received": {id: count for id, count in self.received.items() if count},
            "counts": self.counts,
        }


def _saying(card: Shape) -> Shape:
    """Without the fields that say nothing: why it waited is nothing once it does not."""
    waits = card.get("gate") == "flagged"
    said = {name: value for name, value in card.items() if value is not None or name == "category"}
    return said if waits else {name: value for name, value in said.items() if name not in ("flags", "found")}
