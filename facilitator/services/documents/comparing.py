"""Whether what a track says now is what its fixed versions say, but for what was done since. No database."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from facilitator.domain import events
from facilitator.domain.canonical import digest
from facilitator.domain.events import CLOSED
from facilitator.domain.map.left import (
    ALTERED,
    DIVISION_ADDED,
    KIND,
    PLACED,
    Acts,
    HeldState,
    changes,
    columns,
    held,
    moved_categories,
    named,
    number_of,
)
from facilitator.domain.map.reading import Contents, divisions
from facilitator.domain.oneliners import FIELDS
from facilitator.services.documents.checks import Broken
from facilitator.store.journal import FIRST_LINK, is_digest_only

NEVER_ALTERED: Final = tuple(
    it for it in FIELDS if it.document != "never" and it.name not in (*ALTERED, *PLACED, "environment")
)

NOT_AS_LEFT: Final = "{0} of {1}: it is not as the acts left it"


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
    if (closing := _last_closing(since)) is not None:
        _check_left(live, closing, acts)
    elif all("body" in act and not is_digest_only(act["body"]) for act in since):
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
    now, expected = held(live), held(fixed) if fixed else {}
    known = {it["id"] for it in fixed["oneliners"]} if fixed else set()
    expected |= {key: it for key, it in now.items() if key[0] == KIND and key[1] not in known}
    for key, _, value in changes(since, _opened_first(live, fixed, since)):
        expected[key] = value
    here = {it["id"] for it in live["oneliners"]}
    for key in sorted(expected.keys() | now.keys()):
        if expected.get(key, "") != now.get(key, "") and named(key, expected.get(key, "")) <= here:
            raise Broken(NOT_AS_LEFT.format(*key))
    if fixed:
        _check_added(live, fixed, since)
        _check_order(live, fixed, since)


def _opened_first(live: Contents, fixed: Contents | None, since: Acts) -> str:
    """The division that lay open before the acts: that of the version, or the one that no act made."""
    if fixed:
        return str(fixed["division"]["id"])
    made = {act["body"]["division"] for act in since if act["type"] == DIVISION_ADDED}
    return next((str(it["id"]) for it in divisions(live) if it["id"] not in made), "")


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
    now = columns(live)
    if not moved_categories(since) and any(now.get(it) != order for it, order in columns(fixed).items()):
        raise Broken("categories don't stand in the order in which they were fixed")


# What acts changed, of which a closing kept no more than what they left


def _last_closing(acts: Acts) -> Mapping[str, Any] | None:
    """The last act that closed a consultation and says what was left then; None: there is none, or it isn't told."""
    return next((act for act in reversed(acts) if act["type"] == CLOSED and "left" in act.get("body", ())), None)


def _check_left(live: Contents, closing: Mapping[str, Any], acts: Acts) -> None:
    """Take back what was done since the closing: then all that was closed by then is as that left it."""
    since, left = acts_since(acts, closing["chain"]), closing["body"]["left"]
    then, here = held(live), {it["id"] for it in live["oneliners"]}
    for key, before, after in reversed([*changes(since, left["division"])]):
        if then.get(key, "") != after and named(key, after or before) <= here:
            raise Broken(NOT_AS_LEFT.format(*key))
        then[key] = before
    added = {act["body"]["oneliner"] for act in since if act["type"] == events.ADDED}
    closed = _closed_by(live, acts[: len(acts) - len(since)])
    _check_new(then, added & closed)
    if number_of(then, closed - added) != left["state"]:
        raise Broken(f"what acts made of the map is not what was left at act {closing['revision']} ({CLOSED})")
    if not moved_categories(since) and digest(columns(live)) != left["columns"]:
        raise Broken(f"categories don't stand in the order that was left at act {closing['revision']} ({CLOSED})")


def _closed_by(live: Contents, acts: Acts) -> set[str]:
    """The one-liners of consultations that were closed by these acts."""
    over = {act["consultation_id"] for act in acts if act["type"] == CLOSED}
    return {it["id"] for it in live["oneliners"] if it["consultation"] in over}


def _check_new(state: HeldState, added: set[str]) -> None:
    """What was added since came in without a mark, but for its kind."""
    for key, value in sorted(state.items()):
        if value and key[0] != KIND and named(key, value) & added:
            raise Broken(NOT_AS_LEFT.format(*key))
