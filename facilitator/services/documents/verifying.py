"""Checking that nothing was altered since: on the database, or on an exported document alone."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Connection, select

from facilitator.domain import text as rules
from facilitator.domain.map.counts import counts
from facilitator.domain.map.fingerprint import SHOWN, fingerprint
from facilitator.services.closing import marks_of
from facilitator.services.documents.gathering import FORMAT, load_versions
from facilitator.services.documents.writing import whole_version
from facilitator.store import Store, tables
from facilitator.store.journal import FIRST_LINK, body_digest, next_link

UNWHOLE: Final = (KeyError, TypeError, ValueError, AttributeError, IndexError)


class Broken(Exception):
    """Something is not as it was; the message names it in one line, without anybody's text."""


@dataclass(frozen=True)
class Checked:
    """How much was found good. `masked` texts lost their words and salt, so can't be checked."""

    texts: int = 0
    masked: int = 0
    acts: int = 0
    versions: int = 0

    def __add__(self, other: "Checked") -> "Checked":
        return Checked(**{name: count + getattr(other, name) for name, count in vars(self).items()})


def database(store: Store, track: str | None = None) -> Checked:
    """Check all tracks, or one: texts, map versions, the chain of acts. Raises: Broken."""
    with store.read() as connection:
        chains = _chains(connection, track)
        if track is not None and not chains:
            raise Broken(f"there is no track {track}")
        return sum((_track(connection, it, chain) for it, chain in chains), Checked())


def _chains(connection: Connection, only: str | None) -> list[tuple[str, str]]:
    query = select(tables.Track.id, tables.Track.chain).order_by(tables.Track.id)
    if only is not None:
        query = query.where(tables.Track.id == only)
    return [(row.id, row.chain) for row in connection.execute(query)]


def _track(connection: Connection, track: str, chain: str) -> Checked:
    rows = connection.execute(
        select(
            tables.Oneliner.id,
            tables.Oneliner.text,
            tables.Oneliner.salt,
            tables.Oneliner.commitment,
            tables.Oneliner.masks,
        )
        .join(tables.Consultation, tables.Consultation.id == tables.Oneliner.consultation_id)
        .where(tables.Consultation.track_id == track)
        .order_by(tables.Oneliner.id)
    ).mappings()
    checked = check_texts(dict(row) for row in rows)
    acts = connection.execute(
        select(tables.ActRecord.__table__).where(tables.ActRecord.track_id == track).order_by(tables.ActRecord.revision)
    ).mappings()
    done = [{**act, "digest": body_digest(act["body"])} for act in acts]
    counted = check_chain(done, chain, f"track {track}")
    return checked + _versions(connection, track, {act["chain"] for act in done}) + Checked(acts=counted)


def _versions(connection: Connection, track: str, links: Collection[str]) -> Checked:
    """A version is a document by itself, and was fixed somewhere along the track's own chain of acts."""
    found = load_versions(connection, track)
    for it in found:
        with _named(f"track {track}: version {it.number}"):
            if it.contents["fingerprint"] != it.fingerprint or it.contents["track"]["id"] != track:
                raise Broken("it does not have the fingerprint that it was fixed with")
            _document(it.contents)
            _check_along(it.contents["chain"], links)
    return Checked(versions=len(found))


@contextmanager
def _named(what: str) -> Iterator[None]:
    """Say of which part something is broken, also when it isn't whole."""
    try:
        yield
    except Broken as error:
        raise Broken(f"{what}: {error}") from None
    except UNWHOLE:
        raise Broken(f"{what}: parts of it are missing or of another kind") from None


def _check_along(chain: str, links: Collection[str]) -> None:
    if chain != FIRST_LINK and chain not in links:
        raise Broken("its acts are not those of the track")


def check_texts(oneliners: Iterable[Mapping[str, Any]]) -> Checked:
    """Check each text against its commitment. Raises: Broken."""
    texts = masked = 0
    for it in oneliners:
        if it["salt"] is None:
            _check_masked(it)
            masked += 1
            continue
        texts += 1
        if rules.commitment(bytes.fromhex(it["salt"]), it["text"]) != it["commitment"]:
            raise Broken(f"one-liner {it['id']}: its text is not the one that was taken down")
    return Checked(texts=texts, masked=masked)


def _check_masked(it: Mapping[str, Any]) -> None:
    """Only a text that lost words may have lost its salt."""
    if it["text"] and not it["masks"]:
        raise Broken(f"one-liner {it['id']}: it has no salt, though nothing in it is masked")
    if [mask[:2] for mask in it["masks"]] != [mask[:2] for mask in marks_of(it["text"])]:
        raise Broken(f"one-liner {it['id']}: it is masked elsewhere than it says")


def check_chain(acts: Sequence[Mapping[str, Any]], end: str, where: str) -> int:
    """Check that each act follows from the one before, up to `end`. Raises: Broken."""
    chain = FIRST_LINK
    for act in acts:
        chain = next_link(chain, act, act["digest"])
        if chain != act["chain"]:
            raise Broken(f"{where}: act {act['revision']} ({act['type']}) does not follow from the one before it")
    if chain != end:
        raise Broken(f"{where}: the chain of acts does not end where it should")
    return len(acts)


def document(content: Any) -> Checked:
    """Check a JSON export by itself. Raises: Broken, also when it isn't one of ours."""
    if not isinstance(content, dict) or content.get("format") != FORMAT:
        raise Broken("this is not a JSON export of ours")
    try:
        checked = _document(content)
        versions = [_within(it, content["acts"]) for it in content.get("versions", ())]
        if content.get("version"):
            versions.append(_said(content["version"], content))
        return sum(versions, checked)
    except UNWHOLE:
        raise Broken("this is not a whole JSON export: parts of it are missing or of another kind") from None


def _within(version: Mapping[str, Any], acts: Sequence[Mapping[str, Any]]) -> Checked:
    """A version that lies within a track's document, along the same acts."""
    with _named(f"version {version['number']}"):
        _check_along(version["contents"]["chain"], [act["chain"] for act in acts])
        contents = whole_version(version, acts)
        _document(contents)
        return _said(version, contents)


def _said(version: Mapping[str, Any], contents: Mapping[str, Any]) -> Checked:
    if version["fingerprint"] != contents["fingerprint"]:
        raise Broken(f"version {version['number']}: it does not have the fingerprint that it was fixed with")
    return Checked(versions=1)


def _document(content: Mapping[str, Any]) -> Checked:
    oneliners, acts = content["oneliners"], content["acts"]
    checked = check_texts(oneliners)
    if len({it["id"] for it in oneliners}) != len(oneliners):
        raise Broken("a one-liner is in it more than once")
    if content["counts"]["received"] != len(oneliners):
        raise Broken(f"it says {content['counts']['received']} one-liners and holds {len(oneliners)}")
    _check_fingerprint(content)
    if content["counts"] != counts(oneliners):
        raise Broken("its one-liners are not counted as they are")
    for act in acts:
        if "body" in act and body_digest(act["body"]) != act["digest"]:
            raise Broken(f"act {act['revision']} ({act['type']}) is not what was done")
    return checked + Checked(acts=check_chain(acts, content["chain"], "the export"))


def _check_fingerprint(content: Mapping[str, Any]) -> None:
    root = fingerprint(it["commitment"] for it in content["oneliners"])
    if root != content["fingerprint"] or root[:SHOWN] != content["fingerprint_shown"]:
        raise Broken(f"its one-liners make fingerprint {root[:SHOWN]}, not {content['fingerprint_shown']}")
