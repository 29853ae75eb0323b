"""Documents of small maps, and what a cell of one holds."""

from typing import Any

from facilitator.catalogues import translator
from facilitator.domain import method
from facilitator.domain.map.counts import counts, counts_line

Document = dict[str, Any]
DUTCH = translator("nl")


def oneliner(id: str, question: int = 1, category: str | None = None, **more: Any) -> Document:
    kinds = {it.number: it.kind for it in method.QUESTIONS["process"]}
    plain: Document = {
        "id": id,
        "consultation": "c1",
        "question": f"q{question}",
        "text": f"Tekst {id}.",
        "salt": None,
        "commitment": "",
        "environment": None,
        "source": "phone",
        "kind": kinds[question],
        "category": category,
        "telling": False,
        "hidden": None,
        "masks": [],
        "same": None,
        "parent": None,
        "probe": None,
        "variants": [],
        "cooperation": None,
        "world": None,
    }
    return plain | more


def document(*oneliners: Document, kind: method.TrackKind = "process", **more: Any) -> Document:
    """A document with the categories a, b and c, in that order; `also` from one-liner to category."""
    categories = [{"id": it, "name": it.upper(), "color": None, "order": at} for at, it in enumerate("abc", 1)]
    counted = counts(oneliners)
    placements = {it["id"]: it["category"] for it in oneliners if it["category"]}
    plain: Document = {
        "track": {"id": "t", "kind": kind, "language": "nl", "settled": {}},
        "questions": [
            {
                "id": f"q{it.number}",
                "number": it.number,
                "kind": it.kind,
                "title": DUTCH(it.title),
                "text": "?",
            }
            for it in method.QUESTIONS[kind]
        ],
        "consultations": [{"id": "c1", "title": "", "kind": "group", "round": 1, "day": None, "phase": "closed"}],
        "division": {"id": "d", "name": "Eigen"},
        "categories": categories,
        "probes": [
            {"id": "p1", "consultation": "c1", "oneliner": None, "text": "Waardoor komt dat?", "to": "everyone"},
            {"id": "p2", "consultation": "c1", "oneliner": None, "text": "Kunt u een voorbeeld geven?", "to": "author"},
        ],
        "oneliners": list(oneliners),
        "counts": counted,
        "counts_line": counts_line(counted, DUTCH),
        "fingerprint": "f" * 64,
        "relations": [],
        "presence": {},
    }
    also = more.pop("also", {})
    division = {"id": "d", "name": "Eigen", "active": True, "categories": categories, "placements": placements}
    return plain | {"divisions": [division | {"also": also}], "also": also} | more
