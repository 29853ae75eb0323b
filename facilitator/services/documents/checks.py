"""Whether the parts of a document, or the rows of a track, are what its acts and commitments say. No database."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from typing import Any, Final

from facilitator.domain import text as rules
from facilitator.domain.events import CLOSED
from facilitator.domain.map.fingerprint import seal
from facilitator.domain.map.left import Acts
from facilitator.services.closing import marks_of
from facilitator.services.documents.writing import TOLD_ACTS
from facilitator.store.journal import FIRST_LINK, apart_digest, body_digest, next_link

MASKED: Final = "masked"


class Broken(Exception):
    """Something is not as it was; the message names it in one line, without anybody's text."""


def check_texts(oneliners: Iterable[Mapping[str, Any]]) -> tuple[int, int]:
    """Check each text against its commitment. Returns: how many, and how many lost words. Raises: Broken."""
    texts = masked = 0
    for it in oneliners:
        if it["salt"] is None:
            _check_masked(it)
            masked += 1
            continue
        texts += 1
        if rules.commitment(bytes.fromhex(it["salt"]), it["text"]) != it["commitment"]:
            raise Broken(f"one-liner {it['id']}: its text is not the one that was taken down")
    return texts, masked


def _check_masked(it: Mapping[str, Any]) -> None:
    """Only a text that lost words may have lost its salt."""
    if not it["masks"]:
        raise Broken(f"one-liner {it['id']}: it has no salt, though nothing in it is masked")
    if [mask[:2] for mask in it["masks"]] != [mask[:2] for mask in marks_of(it["text"])]:
        raise Broken(f"one-liner {it['id']}: it is masked elsewhere than it says")


def check_chain(acts: Acts, *, start: str = FIRST_LINK) -> str:
    """Check that each act follows from the one before. Returns: the end of the chain. Raises: Broken."""
    chain = start
    for act in acts:
        chain = next_link(chain, act, act["digest"])
        if chain != act["chain"]:
            raise Broken(f"act {act['revision']} ({act['type']}) does not follow from the one before it")
    return chain


def check_told(acts: Acts, named_after: int) -> None:
    """Check that what an act tells is what was done, and that it tells what it must. Raises: Broken."""
    for act in acts:
        named = f"act {act['revision']} ({act['type']})"
        if "body" in act and body_digest(act["body"]) != act["digest"]:
            raise Broken(f"{named} is not what was done")
        if "apart" in act and apart_digest(act["apart"]) != act["digest"]:
            raise Broken(f"{named} is not what was done")
        if act["type"] in TOLD_ACTS and "body" not in act:
            raise Broken(f"{named} does not tell what was done")
        if act["type"] == CLOSED and act["revision"] > named_after and "apart" not in act:
            raise Broken(f"{named} does not name what it destroyed")


def check_gone(oneliners: Iterable[Mapping[str, Any]], acts: Acts) -> None:
    """Demand a recorded act for every text that lost words, and that what is left is what it left. Raises: Broken.

    Acts of an earlier release, and those of a consultation that still runs, don't name the text: they are counted.
    """
    named: dict[str, str] = {}
    for act in acts:
        named |= _apart(act).get("destroyed", {})
    naming = {act["consultation_id"] for act in acts if act["type"] == CLOSED and "apart" in act}
    unnamed = 0
    for it in oneliners:
        if it["id"] in named:
            _check_left(it, named[it["id"]])
        elif it["salt"] is None:
            unnamed += 1
            if it["consultation"] in naming:
                raise Broken(f"one-liner {it['id']}: words of it are gone, and no act masked it")
    masking = sum(act["type"] == MASKED and "destroyed" not in _apart(act) for act in acts)
    if unnamed > masking:
        raise Broken(f"words are gone from {unnamed} one-liners, and {masking} acts masked one")


def _apart(act: Mapping[str, Any]) -> Mapping[str, Any]:
    found: Mapping[str, Any] = act.get("apart", {})
    return found


def _check_left(it: Mapping[str, Any], left: str) -> None:
    if it["salt"] is not None or rules.commitment(b"", it["text"]) != left:
        raise Broken(f"one-liner {it['id']}: what is left of its text is not what the act left that masked it")


def check_sealed(oneliners: Iterable[Mapping[str, Any]], acts: Acts, consultations: Collection[str]) -> None:
    """Check that a closed consultation holds what it was closed with, and nothing else. Raises: Broken."""
    held: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
    for it in oneliners:
        held[it["consultation"]].append(it)
    last = {act["consultation_id"]: act["apart"]["sealed"] for act in acts if "sealed" in _apart(act)}
    for consultation, root in last.items():
        if consultation in consultations and seal(held[consultation]) != root:
            raise Broken(f"consultation {consultation}: its one-liners are not those that it was closed with")
