"""Whether the parts of a document agree, and what an earlier release left out of it."""

from collections.abc import Iterable, Mapping, Set
from itertools import pairwise
from typing import Any

from facilitator.domain import method
from facilitator.domain.shapes import Misshapen
from facilitator.services.documents import shapes
from facilitator.services.documents.writing import whole_version
from facilitator.services.writing import MOST_ONELINERS

Document = dict[str, Any]


def check_agreement(it: Mapping[str, Any]) -> None:
    """Each id that is named must be there, once. Raises: Misshapen."""
    oneliners = shapes.unique([one["id"] for one in it["oneliners"]], "oneliners")
    consultations = shapes.unique([one["id"] for one in it["consultations"]], "consultations")
    questions = shapes.unique([one["id"] for one in it["questions"]], "questions")
    probes = shapes.unique([one["id"] for one in it["probes"]], "probes")
    shapes.unique([str(one["number"]) for one in it["questions"]], "questions")
    if len(oneliners) > MOST_ONELINERS:
        raise Misshapen("oneliners")
    _all_in(consultations, ((one["consultation"], f"probes[{at}]") for at, one in enumerate(it["probes"])))
    for name, known in (("consultation", consultations), ("question", questions), ("probe", {*probes, None})):
        _all_in(known, ((one[name], f"oneliners[{at}].{name}") for at, one in enumerate(it["oneliners"])))
    _check_divisions(it, oneliners)
    _check_references(it, consultations, oneliners)


def _all_in(known: Set[str] | Set[str | None], named: Iterable[tuple[str | None, str]]) -> None:
    for id, path in named:
        if id not in known:
            raise Misshapen(path)


def divides_alike(it: Mapping[str, Any]) -> bool:
    """Whether a document says of the division that lies open what it says of that in `divisions`."""
    placed = {one["id"]: one["category"] for one in it["oneliners"] if one["category"]}
    told = (it["division"]["id"], placed, it["categories"], it.get("also", {}))
    names = ("id", "placements", "categories", "also")
    return [tuple(one[name] for name in names) for one in it["divisions"] if one["active"]] == [told]


def _check_divisions(it: Mapping[str, Any], oneliners: set[str]) -> None:
    categories = {one["id"] for one in it["categories"]}
    placed = (one["category"] for one in it["oneliners"] if one["category"])
    _all_in(categories, ((category, "oneliners") for category in placed))
    shapes.unique([one["id"] for one in it["categories"]], "categories")
    if "divisions" not in it:
        return
    divisions = it["divisions"]
    shapes.unique([one["id"] for one in divisions], "divisions")
    shapes.unique([category["id"] for one in divisions for category in one["categories"]], "divisions")
    if not divides_alike(it):
        raise Misshapen("divisions")
    for at, one in enumerate(divisions):
        _check_division(one, f"divisions[{at}]", oneliners)


def _check_division(one: Mapping[str, Any], path: str, oneliners: set[str]) -> None:
    categories = {category["id"] for category in one["categories"]}
    for name in ("placements", "also"):
        _all_in(oneliners, ((oneliner, f"{path}.{name}") for oneliner in one[name]))
        _all_in(categories, ((category, f"{path}.{name}") for category in one[name].values()))


def _check_references(it: Mapping[str, Any], consultations: set[str], oneliners: set[str]) -> None:
    """Relations between what is there, and environments only where they may be told."""
    presence = it.get("presence")
    _all_in(consultations, ((consultation, "presence") for consultation in presence or ()))
    relations = it.get("relations", ())
    _all_in(oneliners, ((one["from"], f"relations[{at}].from") for at, one in enumerate(relations)))
    ends = [(one["to"], f"relations[{at}].to") for at, one in enumerate(relations) if one["kind"] != "intervention"]
    _all_in(oneliners, ends)
    shapes.unique([one["id"] for one in relations], "relations")
    for at, one in enumerate(it["oneliners"]):
        told = presence is None or one["environment"] in presence.get(one["consultation"], {})
        if one["environment"] is not None and not told:
            raise Misshapen(f"oneliners[{at}].environment")


def completed(found: Document) -> Document:
    """Fill in what an earlier release did not write, and make each version whole by itself."""
    acts = [*found["acts"], *found.get("later", ())]
    if any(late["revision"] <= early["revision"] for early, late in pairwise(acts)):
        raise Misshapen("acts")
    contents = {name: value for name, value in found.items() if name not in ("version", "versions", "later")}
    within = found.get("versions", [])
    versions = [{**it, "contents": whole_version(it, acts)} for it in within]
    if "version" in found:
        versions = [{**found["version"], "contents": contents}]
    shapes.unique([str(it["number"]) for it in versions], "versions")
    for at, it in enumerate(versions):
        if it["contents"]["track"]["id"] != found["track"]["id"]:
            raise Misshapen(f"versions[{at}].contents.track.id")
    last = acts[-1] if acts else {"revision": 0, "chain": found["chain"]}
    whole = {"acts": acts, "chain": last["chain"], "named_after": found.get("named_after", last["revision"])}
    return {**contents, **whole, "divisions": _divisions(found), "presence": _presence(found), "versions": versions}


def _divisions(found: Document) -> list[Document]:
    if "divisions" in found:
        return list(found["divisions"])
    placements = {it["id"]: it["category"] for it in found["oneliners"] if it["category"]}
    return [
        {
            **found["division"],
            "active": True,
            "categories": found["categories"],
            "placements": placements,
            "also": found.get("also", {}),
        }
    ]


def _presence(found: Document) -> dict[str, dict[str, int]]:
    """How many were there; where that was not written, as many as its being told says."""
    if "presence" in found:
        return dict(found["presence"])
    told: dict[str, dict[str, int]] = {}
    for it in found["oneliners"]:
        if it["environment"] is not None:
            told.setdefault(it["consultation"], {})[it["environment"]] = method.FEWEST_PEOPLE_SHOWN
    return told
