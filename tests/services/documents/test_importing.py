"""What was exported is read in again as it was, and what is broken, hostile or too large is not."""

import copy
import json
import secrets
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, insert, select

from facilitator import exports
from facilitator.domain.map.fingerprint import fingerprint
from facilitator.domain.map.whole import Map
from facilitator.services.application import Application
from facilitator.services.documents import importing, verifying
from facilitator.services.documents import versions as maps
from facilitator.services.documents.importing import Unreadable
from facilitator.store import Store, tables
from tests import example_map
from tests.makers import NOON, Room, add_facilitators, application_on
from tests.owners import own_track

Document = dict[str, Any]


@pytest.fixture
def full(room: Room) -> Room:
    """A closed consultation with something of everything, fixed twice."""
    first, second, third = (room.say(f"Uitspraak {number}.", environment="policy") for number in range(3))
    category, other = room.add_category("Regels"), room.add_category("Schaamte")
    room.act("sort", oneliners=[first, second], category=category)
    room.act("sort_also", oneliners=[first], category=other)
    room.act("mask", oneliner=third, start=0, end=9, what="person")
    room.act("hide", oneliners=[second], reason="not_content")
    room.act("probe", oneliner=first, text="Waardoor?", to="author")
    answer = room.say("Door de brieven.", probe=next(iter(room.application.track(room.made.track).probes)))
    room.act("star", oneliners=[answer])
    room.attend("policy", 3)
    room.act("close")
    relate(room, "tension", first, third)
    maps.freeze(room.own, NOON)
    room.act("add_division", name="Levensfase")
    room.act("rename_category", category=category, name="Regels en formulieren")
    maps.freeze(room.own, NOON)
    return room


def relate(room: Room, kind: str, one: str, other: str | None) -> None:
    row = {"id": f"{kind}-{one}"[:40], "track_id": room.made.track, "kind": kind, "from_id": one, "to_id": other}
    with room.store.work() as connection:
        connection.execute(insert(tables.Relation), row)


@pytest.fixture
def elsewhere(tmp_path: Path) -> Any:
    """Another facilitator with an empty database, where mallory's name is ben."""
    made = application_on(f"sqlite:///{tmp_path / 'elsewhere.sqlite'}")
    add_facilitators(made.store, "ben")
    yield made
    made.store.close()


def exported(store: Store, track: str) -> bytes:
    return exports.of_track(store, track, "json").content


def take_in(application: Application, content: bytes, by: str = "ben") -> importing.Taken:
    return importing.take_in(application.store, by, importing.read(content))


def rows_in(store: Store) -> int:
    with store.read() as connection:
        of = [it for it in tables.Base.metadata.sorted_tables if it.name != "facilitator"]
        return sum(connection.scalar(select(func.count()).select_from(it)) or 0 for it in of)


def test_what_came_of_one_consultation_is_read_in_too(full: Room, elsewhere: Application) -> None:
    content = exports.of_consultation(full.store, full.made.consultation, "json").content

    taken = take_in(elsewhere, content)

    assert maps.live(elsewhere.store, taken.track)["oneliners"] == json.loads(content)["oneliners"]


def test_a_track_comes_out_as_it_went_in(full: Room, elsewhere: Application) -> None:
    before = exported(full.store, full.made.track)
    taken = take_in(elsewhere, before)
    assert (taken.track, taken.oneliners, taken.versions, taken.running) == (full.made.track, 4, 2, ())
    assert exported(elsewhere.store, taken.track) == before
    assert verifying.database(elsewhere.store) == verifying.database(full.store)
    for number in (1, 2):
        there, here = (maps.contents(it.store, taken.track, number) for it in (elsewhere, full))
        assert there == here
    assert [it.token for it in maps.versions(elsewhere.store, taken.track)] == [None, None]


@pytest.mark.parametrize("kind", ["process", "goal"])
def test_the_whole_example_comes_out_as_it_went_in(application: Application, elsewhere: Application, kind: str) -> None:
    made = example_map.process(application) if kind == "process" else example_map.goal(application)
    maps.freeze(own_track(application.store, made.track), NOON)
    before = exported(application.store, made.track)
    taken = take_in(elsewhere, before)
    assert exported(elsewhere.store, taken.track) == before
    assert maps.state(own_track(elsewhere.store, taken.track)) == "frozen"
    there, here = (Map.of(maps.live(it.store, taken.track)) for it in (elsewhere, application))
    assert there == here
    assert (there.total, there.gaps(), there.causes()) == (here.total, here.gaps(), here.causes())
    assert verifying.database(elsewhere.store).versions == 1


@pytest.mark.parametrize("format", ["csv", "csv-excel", "summary", "xlsx"])
def test_every_other_export_is_the_same_file(full: Room, elsewhere: Application, format: exports.Format) -> None:
    taken = take_in(elsewhere, exported(full.store, full.made.track))
    there, here = (exports.of_track(it.store, taken.track, format) for it in (elsewhere, full))
    assert there == here


def test_the_chain_of_acts_goes_on_where_it_ended(full: Room, elsewhere: Application) -> None:
    taken = take_in(elsewhere, exported(full.store, full.made.track))
    there = Room(elsewhere, full.made)
    acts = verifying.database(elsewhere.store).acts
    assert isinstance(
        there.act("rename_category", by="ben", category=next(iter(there.board.categories)), name="X"), int
    )
    assert verifying.database(elsewhere.store, taken.track).acts == acts + 1
    verifying.document(json.loads(exported(elsewhere.store, taken.track)))


def test_a_version_alone_becomes_a_map_with_that_version(full: Room, elsewhere: Application) -> None:
    file = exports.of_version(full.store, full.made.track, 1, "json")
    taken = take_in(elsewhere, file.content)
    assert [it.number for it in maps.versions(elsewhere.store, taken.track)] == [1]
    assert exports.of_version(elsewhere.store, taken.track, 1, "json") == file
    assert [row.name for row in Map.of(maps.live(elsewhere.store, taken.track)).rows()][:1] == ["Regels"]


def test_what_still_ran_is_over_here_and_named(room: Room, elsewhere: Application) -> None:
    room.say("Schaamte.")
    taken = take_in(elsewhere, exported(room.store, room.made.track))
    assert taken.running == ("Schulden en armoede",)
    assert maps.state(own_track(elsewhere.store, taken.track)) == "analysis"


def test_a_document_of_an_earlier_release_is_read_in(full: Room, elsewhere: Application) -> None:
    content = json.loads(exported(full.store, full.made.track))
    for name in ("divisions", "also", "relations", "presence", "versions", "named_after"):
        del content[name]
    for name in ("organisation", "introduction", "inquiry", "start"):
        del content["track"][name]
    for it in content["oneliners"]:
        for name in ("variants", "cooperation", "world"):
            del it[name]
    for act in content["acts"]:
        act.pop("apart", None)
    content |= {"format": "facilitator/1", "fingerprint": fingerprint(it["commitment"] for it in content["oneliners"])}
    content["fingerprint_shown"] = content["fingerprint"][:16]
    taken = take_in(elsewhere, json.dumps(content).encode())
    again = json.loads(exported(elsewhere.store, taken.track))
    assert [again[name] for name in ("acts", "chain", "counts_line", "categories")] == [
        content[name] for name in ("acts", "chain", "counts_line", "categories")
    ]
    later: Document = {"variants": [], "cooperation": None, "world": None}
    assert again["oneliners"] == [it | later for it in content["oneliners"]]


def test_it_is_taken_in_once(full: Room) -> None:
    content, before = exported(full.store, full.made.track), rows_in(full.store)
    with pytest.raises(Unreadable) as refused:
        take_in(full.application, content, by="eve")
    assert refused.value.why == "here_already"
    assert rows_in(full.store) == before


def set_in(*path: Any, to: Any) -> Callable[[Document], None]:
    def alter(it: Any) -> None:
        for step in path[:-1]:
            it = it[step]
        it[path[-1]] = to

    return alter


def masked_as(shown: str) -> Callable[[Document], None]:
    """Of a one-liner in which words were masked, only what is shown is left."""

    def alter(it: Any) -> None:
        it["oneliners"][0] |= {"text": shown, "salt": None, "masks": [[0, 1, "name"]]}

    return alter


HOSTILE: list[tuple[Callable[[Document], Any], str, str]] = [
    (set_in("track", "id", to="../../etc"), "misshapen", "track.id"),
    (set_in("track", "kind", to="other"), "misshapen", "track.kind"),
    (set_in("track", "title", to="x" * 201), "misshapen", "track.title"),
    (set_in("track", "theme", to="a\x00b"), "misshapen", "track.theme"),
    (set_in("track", "suspicion", to="\ud800"), "misshapen", "track.suspicion"),
    (set_in("track", "settled", to=[]), "misshapen", "track.settled"),
    (set_in("track", "inquiry", to={"a": [[[[[[1]]]]]]}), "misshapen", "track.inquiry"),
    (set_in("track", "owner", to="ada"), "misshapen", "track.owner"),
    (set_in("__proto__", to={}), "misshapen", "__proto__"),
    (set_in("questions", 0, "number", to=10**400), "misshapen", "questions[0].number"),
    (set_in("questions", 0, "number", to=True), "misshapen", "questions[0].number"),
    (set_in("questions", 1, "number", to=1), "misshapen", "questions"),
    (set_in("consultations", 0, "day", to="12-03-2026"), "misshapen", "consultations[0].day"),
    *(
        (set_in(*path, to=said), "misshapen", where)
        for said in ("", "twee\nregels", "een\u2028twee")
        for path, where in (
            (("categories", 0, "name"), "categories[0].name"),
            (("division", "name"), "division.name"),
            (("divisions", 0, "name"), "divisions[0].name"),
            (("probes", 0, "text"), "probes[0].text"),
        )
    ),
    *((masked_as(said), "misshapen", "oneliners[0].text") for said in ("", "twee\nregels", "x" * 4001)),
    (set_in("probes", 0, "to", to="nobody"), "misshapen", "probes[0].to"),
    (set_in("consultations", 0, "phase", to="wiped"), "misshapen", "consultations[0].phase"),
    (set_in("oneliners", 0, "id", to="A" * 16), "misshapen", "oneliners[0].id"),
    (set_in("oneliners", 0, "consultation", to="0" * 16), "misshapen", "oneliners[0].consultation"),
    (set_in("oneliners", 0, "question", to="0" * 16), "misshapen", "oneliners[0].question"),
    (set_in("oneliners", 0, "probe", to="0" * 16), "misshapen", "oneliners[0].probe"),
    (set_in("oneliners", 0, "kind", to="opinion"), "misshapen", "oneliners[0].kind"),
    (set_in("oneliners", 0, "masks", to=[[0, 1]]), "misshapen", "oneliners[0].masks[0]"),
    (set_in("oneliners", 0, "environment", to="regulation"), "misshapen", "oneliners[0].environment"),
    (set_in("presence", to={"0" * 16: {"policy": 3}}), "misshapen", "presence"),
    (lambda it: it["presence"].update({key: {"policy": 2} for key in it["presence"]}), "misshapen", "presence"),
    (set_in("relations", 0, "to", to="0" * 16), "misshapen", "relations[0].to"),
    (set_in("relations", 0, "kind", to="love"), "misshapen", "relations[0].kind"),
    (set_in("divisions", to=[]), "misshapen", "divisions"),
    (set_in("divisions", 0, "placements", to={"0" * 16: "0" * 16}), "misshapen", "divisions"),
    (set_in("acts", 0, "revision", to=2**60), "misshapen", "acts[0].revision"),
    (set_in("acts", 1, "body", to={"changes": [], "digest": "x"}), "misshapen", "acts[1].body"),
    (set_in("versions", 0, "contents", "oneliners", 0, "telling", to=1), "misshapen", "versions[0].contents"),
    (lambda it: it["versions"].append(it["versions"][0]), "misshapen", "versions"),
    (set_in("versions", 0, "fingerprint", to="0" * 64), "broken", "version 1"),
    (set_in("versions", 0, "contents", "chain", to="1" * 64), "broken", "version 1"),
    (lambda it: it["versions"][0]["contents"]["oneliners"].pop(), "broken", "version 1"),
    (set_in("chain", to="1" * 64), "broken", "chain"),
    (set_in("oneliners", 0, "commitment", to="1" * 64), "broken", ""),
    (set_in("format", to="facilitator/3"), "not_ours", ""),
    (lambda it: it.pop("track"), "misshapen", "track"),
]


@pytest.mark.parametrize(("alter", "why", "where"), HOSTILE)
def test_what_is_not_as_it_should_be_is_named_and_not_stored(
    full: Room, elsewhere: Application, alter: Callable[[Document], Any], why: str, where: str
) -> None:
    content = json.loads(exported(full.store, full.made.track))
    importing.read(json.dumps(copy.deepcopy(content)).encode())
    alter(content)
    with pytest.raises(Unreadable) as refused:
        take_in(elsewhere, json.dumps(content).encode())
    assert (refused.value.why, refused.value.where[: len(where)]) == (why, where) or where in refused.value.where
    assert refused.value.why == why
    assert rows_in(elsewhere.store) == 0


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "no_json"),
        (b"\xff\xfe", "no_json"),
        (b"[" * 100_000, "no_json"),
        (b'{"format": NaN}', "no_json"),
        (b'{"format": ' + b"9" * 5000 + b"}", "no_json"),
        (b"[]", "not_ours"),
        (b'{"format": "x"}', "not_ours"),
        (b" " * (importing.LARGEST + 1), "too_large"),
    ],
)
def test_what_is_no_export_is_refused(content: bytes, why: str) -> None:
    with pytest.raises(Unreadable) as refused:
        importing.read(content)
    assert refused.value.why == why


def test_a_name_that_nobody_can_write_is_told_all_the_same(full: Room) -> None:
    content = json.loads(exported(full.store, full.made.track))
    content["\ud800" * 300] = 1
    with pytest.raises(Unreadable) as refused:
        importing.read(json.dumps(content).encode())
    assert refused.value.where.isascii()
    assert 0 < len(refused.value.where) <= importing.LONGEST_PATH


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)


def places(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Every place in a document."""
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, one in inner:
        yield (*path, key)
        yield from places(one, (*path, key))


@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_whatever_is_changed_in_a_document_it_is_refused_in_words_or_is_good(
    everything: bytes, tmp_path: Path, data: st.DataObject
) -> None:
    content = json.loads(everything)
    place = data.draw(st.sampled_from(list(places(content))))
    if data.draw(st.booleans()):
        set_in(*place, to=data.draw(JSON))(content)
    else:
        parent = content
        for step in place[:-1]:
            parent = parent[step]
        del parent[place[-1]]
    try:
        document = importing.read(json.dumps(content).encode())
    except Unreadable:
        return
    application = application_on(f"sqlite:///{tmp_path / secrets.token_hex(8)}.sqlite")
    add_facilitators(application.store, "ben")
    taken = importing.take_in(application.store, "ben", document)
    made = Map.of(maps.live(application.store, taken.track))
    assert made.total.said == made.counts["mapped"]
    assert (made.gaps(), made.causes(), made.spread()) is not None
    for format in exports.FORMATS:
        assert exports.of_track(application.store, taken.track, format).content
    verifying.database(application.store)
    assert application.track(taken.track).board.cards.keys() == {it["id"] for it in document["oneliners"]}
    application.store.close()


@pytest.fixture
def everything(full: Room) -> bytes:
    return exported(full.store, full.made.track)
