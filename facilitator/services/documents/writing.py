"""A track or consultation as one document: for keeping, for checking, for reading in again, and for its map.

The order in it follows neither arrival nor ids, and is the same each time.
"""

import random
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from sqlalchemy import Row

from facilitator.catalogues import translator
from facilitator.domain.acts import ACT_TYPES
from facilitator.domain.board import Category
from facilitator.domain.map.counts import counts, counts_line
from facilitator.domain.map.fingerprint import FORMAT, SHOWN, of_document
from facilitator.domain.oneliners import Oneliner
from facilitator.services.documents.gathering import DivisionFacts, Outcome, VersionFacts
from facilitator.store.journal import CHAINED, FIRST_LINK, body_digest, is_digest_only, told_apart

TOLD_ACTS: Final = frozenset(it.past for it in ACT_TYPES.values() if it.disclosed)
"""Types of events of which all is told; the others are told by digest."""


def document(outcome: Outcome) -> dict[str, Any]:
    """Give everything but keys, so that it can be kept, read in again and checked by anyone."""
    oneliners = [it.as_dict() for it in _mixed(outcome)]
    counted = counts(oneliners)
    found = {
        "format": FORMAT,
        "track": {key: value for key, value in vars(outcome.track).items() if key not in ("chain", "named_after")},
        "questions": [vars(it) for it in outcome.questions.values()],
        "consultations": [vars(it) for it in outcome.consultations.values()],
        "division": dict(zip(("id", "name"), outcome.division, strict=True)),
        "categories": _categories(outcome.categories),
        "divisions": [told_division(it) for it in outcome.divisions],
        "also": next((it.also for it in outcome.divisions if it.active), {}),
        "relations": outcome.relations,
        "presence": outcome.presence,
        "probes": [_probe(vars(it)) for it in sorted(outcome.probes.values(), key=lambda it: it.id)],
        "oneliners": oneliners,
        "counts": counted,
        "counts_line": counts_line(counted, translator(outcome.track.language)),
        "acts": [_act(it._asdict()) for it in outcome.acts],
        "chain": outcome.track.chain,
        "named_after": outcome.track.named_after,
        **({"unasked": outcome.unasked} if outcome.unasked else {}),
        **({"versions": [_within(it) for it in outcome.versions]} if outcome.versions else {}),
    }
    return fingerprinted(found)


def fingerprinted(found: dict[str, Any], version: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """Give a document its fingerprint; `version`: the number, day and name under which it is fixed."""
    root = of_document(found, version)
    return {**found, "fingerprint": root, "fingerprint_shown": root[:SHOWN]}


def of_version(it: VersionFacts, later: Sequence[Row[Any]] = ()) -> dict[str, Any]:
    """Give a fixed map as a document by itself: its contents, and what was said of it when it was fixed.

    `later`: the acts of its track since, given along where one of them took words from it.
    """
    told = [_act(act._asdict()) for act in later]
    ids = {one["id"] for one in it.contents["oneliners"]}
    since = [act for act in told if ids & act.get("apart", {}).get("destroyed", {}).keys()]
    along = {"later": told[: told.index(since[-1]) + 1]} if since else {}
    return {**it.contents, **along, "version": version_head(it)}


def version_head(it: VersionFacts) -> dict[str, Any]:
    """What is said of a version where it was fixed."""
    return {name: getattr(it, name) for name in ("number", "day", "by", "fingerprint")}


def _within(it: VersionFacts) -> dict[str, Any]:
    """A version beside the track's own acts, of which it has those up to its `chain`."""
    return {**version_head(it), "contents": {name: held for name, held in it.contents.items() if name != "acts"}}


def whole_version(within: Mapping[str, Any], acts: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Give the contents of a version that lies within a track's document their acts back.

    Raises: ValueError where the track's acts never came to the version's chain
    """
    contents = within["contents"]
    links = [FIRST_LINK, *(act["chain"] for act in acts)]
    return {**contents, "acts": list(acts[: links.index(contents["chain"])])}


def _mixed(outcome: Outcome) -> list[Oneliner]:
    mixed = sorted(outcome.oneliners, key=lambda it: it.id)
    random.Random(f"{outcome.track.id}:{len(mixed)}").shuffle(mixed)
    return mixed


def _categories(found: Iterable[Category]) -> list[dict[str, Any]]:
    return [{"id": it.id, "name": it.name, "color": it.color, "order": number} for number, it in enumerate(found, 1)]


def told_division(it: DivisionFacts) -> dict[str, Any]:
    """A division with its categories, and what lies in them."""
    return {**vars(it), "categories": _categories(it.categories)}


def _probe(facts: Mapping[str, Any]) -> dict[str, Any]:
    return {key: facts[key] for key in ("id", "consultation", "oneliner", "text")} | {"to": facts["audience"]}


def _act(row: Mapping[str, Any]) -> dict[str, Any]:
    """An act's link of the chain: enough to follow it, and its body where that tells no order."""
    link = {name: row[name] for name in CHAINED}
    link |= {"digest": body_digest(row["body"]), "chain": row["chain"]}
    if (apart := told_apart(row["body"])) is not None:
        return link | {"apart": apart}
    is_told = row["type"] in TOLD_ACTS and not is_digest_only(row["body"])
    return link | ({"body": row["body"]} if is_told else {})
