"""Checking that nothing was altered since: on the database, or on an exported document alone."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Connection, select
from sqlalchemy.exc import NoResultFound

from facilitator.catalogues import translator
from facilitator.domain.events import CLOSED
from facilitator.domain.map.counts import counts, counts_line
from facilitator.domain.map.fingerprint import FORMATS, SHOWN, TEXTS_ALONE, of_document
from facilitator.domain.oneliners import kept_in
from facilitator.services.documents import comparing, gathering
from facilitator.services.documents.agreement import divides_alike
from facilitator.services.documents.checks import (
    Broken,
    check_chain,
    check_gone,
    check_sealed,
    check_texts,
    check_told,
)
from facilitator.services.documents.comparing import Fixed
from facilitator.services.documents.gathering import load_versions
from facilitator.services.documents.writing import document as document_of
from facilitator.services.documents.writing import version_head, whole_version
from facilitator.store import Store, rows, tables
from facilitator.store.journal import FIRST_LINK, body_digest, is_digest_only, told_apart

__all__ = ["Broken", "Checked", "database", "document"]

UNWHOLE: Final = (KeyError, TypeError, ValueError, AttributeError, IndexError, NoResultFound)
EVER: Final = 2**62
"""The revision after which acts of a document of an earlier format name what they destroy."""


@dataclass(frozen=True)
class Checked:
    """How much was found good. `masked` texts lost their words and salt, so can't be checked.

    `texts_alone`: how many of the versions have a fingerprint of an earlier format, which covers nothing else.
    """

    texts: int = 0
    masked: int = 0
    acts: int = 0
    versions: int = 0
    texts_alone: int = 0

    def __add__(self, other: "Checked") -> "Checked":
        return Checked(**{name: count + getattr(other, name) for name, count in vars(self).items()})


def database(store: Store, track: str | None = None) -> Checked:
    """Check all tracks, or one: texts, map versions, the chain of acts, what lies there now. Raises: Broken."""
    with store.read() as connection:
        found = _tracks(connection, track)
        if track is not None and not found:
            raise Broken(f"there is no track {track}")
        return sum((_track(connection, it) for it in found), Checked())


@dataclass(frozen=True)
class _Track:
    id: str
    chain: str
    named_after: int
    whole_after: int


def _tracks(connection: Connection, only: str | None) -> list[_Track]:
    query = select(*rows.columns(_Track, tables.Track)).order_by(tables.Track.id)
    return rows.read(_Track, connection.execute(query if only is None else query.where(tables.Track.id == only)))


def _track(connection: Connection, track: _Track) -> Checked:
    with _named(f"track {track.id}"):
        oneliners, acts = _oneliners(connection, track.id), _acts(connection, track.id)
        texts, masked = check_texts(oneliners)
        if check_chain(acts) != track.chain:
            raise Broken("the chain of acts does not end where it should")
        _check_whole(acts, track)
        check_told(acts, track.named_after)
        check_gone(oneliners, acts)
        check_sealed(oneliners, acts, {act["consultation_id"] for act in acts})
        checked = _versions(connection, track.id, acts)
        live = document_of(gathering.gather_track(connection, track.id))
        found = load_versions(connection, track.id)
        comparing.check_versions(live, [Fixed(it.number, it.contents) for it in found], acts)
    return checked + Checked(texts=texts, masked=masked, acts=len(acts))


def _oneliners(connection: Connection, track: str) -> list[dict[str, Any]]:
    """The rows of a track, dry runs too, by the names of a document."""
    of = tables.Oneliner.__table__
    wanted = select(*(of.c[column].label(name) for name, column in kept_in("oneliner").items()))
    wanted = wanted.join(tables.Consultation, tables.Consultation.id == of.c.consultation_id)
    found = connection.execute(wanted.where(tables.Consultation.track_id == track).order_by(of.c.id))
    return [dict(row) for row in found.mappings()]


def _acts(connection: Connection, track: str) -> list[dict[str, Any]]:
    """The acts of a track as a document would tell them, if it told all of them."""
    of = tables.ActRecord
    found = connection.execute(select(of.__table__).where(of.track_id == track).order_by(of.revision)).mappings()
    return [_told(dict(row)) for row in found]


def _told(act: dict[str, Any]) -> dict[str, Any]:
    apart = told_apart(act["body"])
    return {**act, "digest": body_digest(act["body"]), **({} if apart is None else {"apart": apart})}


def _check_whole(acts: Sequence[Mapping[str, Any]], track: _Track) -> None:
    """Only a closing may have taken bodies away: it says of which acts."""
    taken = {it for act in acts if act["type"] == CLOSED for it in act["body"].get("by_digest", ())}
    for act in acts:
        if act["revision"] > track.whole_after and act["revision"] not in taken and is_digest_only(act["body"]):
            raise Broken(f"act {act['revision']} ({act['type']}) is there by its digest alone")


def _versions(connection: Connection, track: str, acts: Sequence[Mapping[str, Any]]) -> Checked:
    """A version is a document by itself, and was fixed somewhere along the track's own chain of acts."""
    checked = Checked()
    for it in load_versions(connection, track):
        with _named(f"version {it.number}"):
            if it.contents["fingerprint"] != it.fingerprint or it.contents["track"]["id"] != track:
                raise Broken("it does not have the fingerprint that it was fixed with")
            _check_along(it.contents["chain"], acts)
            _document(it.contents, version_head(it), later=comparing.acts_since(acts, it.contents["chain"]))
            checked += _counted(it.contents)
    return checked


def _counted(contents: Mapping[str, Any]) -> Checked:
    return Checked(versions=1, texts_alone=contents["format"] == TEXTS_ALONE)


@contextmanager
def _named(what: str) -> Iterator[None]:
    """Say of which part something is broken, also when it isn't whole."""
    try:
        yield
    except Broken as error:
        raise Broken(f"{what}: {error}") from None
    except UNWHOLE:
        raise Broken(f"{what}: parts of it are missing or of another kind") from None


def _check_along(chain: str, acts: Sequence[Mapping[str, Any]]) -> None:
    if chain != FIRST_LINK and chain not in [act["chain"] for act in acts]:
        raise Broken("its acts are not those of the track")


def document(content: Any) -> Checked:
    """Check a JSON export by itself. Raises: Broken, also when it isn't one of ours."""
    if not isinstance(content, dict) or content.get("format") not in FORMATS:
        raise Broken("this is not a JSON export of ours")
    try:
        version, versions = content.get("version"), content.get("versions", ())
        checked = _document(content, version, later=content.get("later", ()))
        if version:
            checked += _said(version, content)
        checked = sum((_within(it, content["acts"]) for it in versions), checked)
        fixed = [Fixed(it["number"], it["contents"]) for it in versions]
        comparing.check_versions(content, fixed, content["acts"])
        return checked
    except UNWHOLE:
        raise Broken("this is not a whole JSON export: parts of it are missing or of another kind") from None


def _within(version: Mapping[str, Any], acts: Sequence[Mapping[str, Any]]) -> Checked:
    """A version that lies within a track's document, along the same acts."""
    with _named(f"version {version['number']}"):
        _check_along(version["contents"]["chain"], acts)
        contents = whole_version(version, acts)
        _document(contents, version, later=comparing.acts_since(acts, contents["chain"]))
        return _said(version, contents)


def _said(version: Mapping[str, Any], contents: Mapping[str, Any]) -> Checked:
    if version["fingerprint"] != contents["fingerprint"]:
        raise Broken(f"version {version['number']}: it does not have the fingerprint that it was fixed with")
    return _counted(contents)


def _document(
    content: Mapping[str, Any], version: Mapping[str, Any] | None, *, later: Sequence[Mapping[str, Any]]
) -> Checked:
    """Check a document. `version`: what is said of it, if it was fixed; `later`: the acts of its track since."""
    oneliners, acts = content["oneliners"], content["acts"]
    texts, masked = check_texts(oneliners)
    if len({it["id"] for it in oneliners}) != len(oneliners):
        raise Broken("a one-liner is in it more than once")
    if content["counts"]["received"] != len(oneliners):
        raise Broken(f"it says {content['counts']['received']} one-liners and holds {len(oneliners)}")
    _check_acts(content, later)
    _check_fingerprint(content, version)
    _check_counts(content)
    if "divisions" in content and not divides_alike(content):
        raise Broken("its one-liners lie elsewhere than in the division that lies open")
    check_gone(oneliners, [*acts, *later])
    check_sealed(oneliners, acts, {it["id"] for it in content["consultations"]})
    return Checked(texts=texts, masked=masked, acts=len(acts))


def _check_acts(content: Mapping[str, Any], later: Sequence[Mapping[str, Any]]) -> None:
    check_told([*content["acts"], *later], content.get("named_after", EVER))
    if check_chain(content["acts"]) != content["chain"]:
        raise Broken("the chain of acts does not end where it should")
    check_chain(later, start=content["chain"])


def _check_fingerprint(content: Mapping[str, Any], version: Mapping[str, Any] | None) -> None:
    root = of_document(content, version)
    if root != content["fingerprint"] or root[:SHOWN] != content["fingerprint_shown"]:
        raise Broken(f"what it holds makes fingerprint {root[:SHOWN]}, not {content['fingerprint_shown']}")


def _check_counts(content: Mapping[str, Any]) -> None:
    counted = counts(content["oneliners"])
    said = counts_line(counted, translator(content["track"]["language"]))
    if content["counts"] != counted or content["counts_line"] != said:
        raise Broken("its one-liners are not counted as they are")
