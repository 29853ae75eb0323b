"""Whether what a track says now is what its fixed versions say, but for what was done since. No database."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from facilitator.domain import events
from facilitator.domain.map.reading import Contents, divisions
from facilitator.domain.oneliners import FIELDS
from facilitator.services.documents.checks import Acts, Broken
from facilitator.store.journal import FIRST_LINK, is_digest_only

Key = tuple[str, ...]

ALTERED: Final = ("kind", "telling", "hidden", "same", "world")
"""What acts change of a one-liner, besides where it lies."""
PLACED: Final = ("category", "also")
NEVER_ALTERED: Final = tuple(
    it for it in FIELDS if it.document != "never" and it.name not in (*ALTERED, *PLACED, "environment")
)
KIND: Final = "kind"
RELATION: Final = "relation"
DIVISION_USED: Final = "division_used"
DIVISION_ADDED: Final = "division_added"


@dataclass(frozen=True)
class Fixed:
    """A version as it is compared."""

    number: int
    contents: Contents


def check_versions(live: Contents, versions: Sequence[Fixed], acts: Acts) -> None:
    """Check a track's document as it is now against its versions, the first one first. Raises: Broken."""
    for it in versions:
        _check_kept(live, it)
    latest = versions[-1] if versions else None
    since = acts_since(acts, latest.contents["chain"] if latest else FIRST_LINK)
    if all("body" in act and not is_digest_only(act["body"]) for act in since):
        _check_explained(live, latest.contents if latest else None, since)


def acts_since(acts: Acts, chain: str) -> Acts:
    """The acts after a link of the chain. Raises: ValueError where there is no such link."""
    return acts[[FIRST_LINK, *(act["chain"] for act in acts)].index(chain) :]


# What never changes


def _check_kept(live: Contents, fixed: Fixed) -> None:
    then, where = fixed.contents, f"version {fixed.number}"
    now = {it["id"]: it for it in live["oneliners"]}
    for it in then["oneliners"]:
        _check_oneliner(now.get(it["id"]), it, where)
        _check_environment(now[it["id"]], it, live, fixed)
    asked = {it["question"] for it in then["oneliners"]}
    _check_things("question", live["questions"], (it for it in then["questions"] if it["id"] in asked), where)
    _check_things("consultation", live["consultations"], then["consultations"], where)
    _check_things("probe", live["probes"], then["probes"], where)
    _check_things("division", _named(divisions(live)), _named(divisions(then)), where)
    _check_presence(live, then, where)


def _check_oneliner(now: Contents | None, then: Contents, where: str) -> None:
    if now is None:
        raise Broken(f"one-liner {then['id']}: it is in {where}, and gone now")
    for it in NEVER_ALTERED:
        if _plain(now.get(it.name, it.absent)) != _plain(then.get(it.name, it.absent)):
            raise Broken(f"one-liner {then['id']}: its {it.name} is not that of {where}")


def _plain(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value


def _check_environment(now: Contents, then: Contents, live: Contents, fixed: Fixed) -> None:
    """An environment may come to be told by interviews that were held since; one that was told stays."""
    if now["environment"] == then["environment"]:
        return
    more = _told(live, now) != _told(fixed.contents, then)
    if then["environment"] is not None or not more:
        raise Broken(f"one-liner {then['id']}: its environment is not that of version {fixed.number}")


def _told(document: Contents, it: Contents) -> Mapping[str, int]:
    told: Mapping[str, int] = document.get("presence", {}).get(it["consultation"], {})
    return told


def _named(found: Iterable[Contents]) -> list[dict[str, Any]]:
    return [{name: it[name] for name in ("id", "name")} for it in found]


def _check_things(what: str, live: Iterable[Contents], then: Iterable[Contents], where: str) -> None:
    now = {it["id"]: it for it in live}
    for it in then:
        if now.get(it["id"]) != it:
            raise Broken(f"{what} {it['id']}: it is not that of {where}")


def _check_presence(live: Contents, then: Contents, where: str) -> None:
    """How many were there; of interviews more may have been held since."""
    kinds = {it["id"]: it["kind"] for it in live["consultations"]}
    for consultation, told in then.get("presence", {}).items():
        now = live.get("presence", {}).get(consultation, {})
        same = now == told if kinds[consultation] == "group" else all(now.get(it, 0) >= told[it] for it in told)
        if not same:
            raise Broken(f"consultation {consultation}: who was there is not that of {where}")


# What acts change


def _check_explained(live: Contents, fixed: Contents | None, since: Acts) -> None:
    """Whatever is otherwise than it was fixed (or than it came in) was made so by an act since."""
    now, expected = _held(live), _held(fixed) if fixed else {}
    known = {it["id"] for it in fixed["oneliners"]} if fixed else set()
    expected |= {key: it for key, it in now.items() if key[0] == KIND and key[1] not in known}
    for key, value in _changes(since, _opened_first(live, fixed, since)):
        expected[key] = value
    here = {it["id"] for it in live["oneliners"]}
    for key in sorted(expected.keys() | now.keys()):
        if expected.get(key, "") != now.get(key, "") and _is_here(key, expected.get(key, ""), here):
            raise Broken(f"{key[0]} of {key[1]}: it is not as the acts left it")
    if fixed:
        _check_added(live, fixed, since)
        _check_order(live, fixed, since)


def _held(document: Contents) -> dict[Key, str]:
    """Everything that acts change, in a flat table: what, of which, where; as text, "" where there is nothing."""
    found: dict[Key, str] = {}
    for it in document["oneliners"]:
        found |= {(name, it["id"]): _text(it.get(name)) for name in ALTERED}
    for division in divisions(document):
        where = division["id"]
        found |= {("category", it, where): category for it, category in division["placements"].items()}
        found |= {("also", it, where): category for it, category in (division.get("also") or {}).items()}
        for it in division["categories"]:
            found |= _category(it, where)
    for it in document.get("relations", ()):
        found[RELATION, it["id"]] = _relation(it)
    return found


def _text(value: object) -> str:
    return "" if value in (None, False) else str(value)


def _category(it: Contents, division: str) -> dict[Key, str]:
    return {(f"category's {name}", it["id"], division): _text(it[name]) for name in ("name", "color")}


def _relation(it: Contents) -> str:
    return f"{it['kind']} {it['from']} {_text(it['to'])}"


def _changes(acts: Acts, division: str) -> Iterator[tuple[Key, str]]:
    """What acts leave, one after the other. `division`: which one lies open before the first of them."""
    for act in acts:
        for entity, id, field, before, after in act["body"]["changes"]:
            if entity == events.ONELINER and field in (*ALTERED, *PLACED):
                yield (field, id, division) if field in PLACED else (field, id), _text(after)
            elif entity == events.RELATION:
                yield (RELATION, id), _relation(after) if after else ""
            elif entity == events.CATEGORY and field in ("name", "color"):
                yield (f"category's {field}", id, division), _text(after)
            elif entity == events.CATEGORY and field is None:
                gone = dict.fromkeys(_category(after or before, division), "")
                yield from (_category(after, division) if after else gone).items()
        if act["type"] == DIVISION_USED:
            division = act["body"]["division"]


def _opened_first(live: Contents, fixed: Contents | None, since: Acts) -> str:
    """The division that lay open before the acts: that of the version, or the one that no act made."""
    if fixed:
        return str(fixed["division"]["id"])
    made = {act["body"]["division"] for act in since if act["type"] == DIVISION_ADDED}
    return next((str(it["id"]) for it in divisions(live) if it["id"] not in made), "")


def _is_here(key: Key, expected: str, oneliners: Collection[str]) -> bool:
    """Whether it is about what is still in the document: what was withdrawn, or tried in a dry run, is not."""
    if key[0] == RELATION:
        return set(expected.split(" ")[1:]) <= {*oneliners, ""}
    return key[0].startswith("category's") or key[1] in oneliners


def _check_added(live: Contents, fixed: Contents, since: Acts) -> None:
    """What is new in a consultation that was fixed already was added by an act."""
    known = {it["id"] for it in fixed["oneliners"]}
    over = {it["id"] for it in fixed["consultations"]}
    added = {act["body"]["oneliner"] for act in since if act["type"] == events.ADDED}
    for it in live["oneliners"]:
        if it["id"] not in known | added and it["consultation"] in over:
            raise Broken(f"one-liner {it['id']}: no act added it to what was fixed")


def _check_order(live: Contents, fixed: Contents, since: Acts) -> None:
    """Categories stand as they were fixed, unless one came, went or was moved."""
    touched = {change[2] for act in since for change in act["body"]["changes"] if change[0] == events.CATEGORY}
    now = {it["id"]: _in_order(it) for it in divisions(live)}
    if not touched & {None, "order"} and any(now[it["id"]] != _in_order(it) for it in divisions(fixed)):
        raise Broken("categories don't stand in the order in which they were fixed")


def _in_order(division: Contents) -> list[str]:
    return [it["id"] for it in sorted(division["categories"], key=lambda it: (it["order"], it["id"]))]
