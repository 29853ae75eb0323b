"""Versions of a map: fixed once, the same for ever, read by whoever has the link, and without what was masked."""

import json
import threading
from typing import Any

import pytest
from sqlalchemy import insert, select, text, update

from facilitator import exports
from facilitator.domain.map.whole import Map
from facilitator.services import rounds
from facilitator.services.application import Application
from facilitator.services.documents import importing, verifying
from facilitator.services.documents import versions as maps
from facilitator.services.documents.verifying import Broken
from facilitator.services.documents.versions import NotYet
from facilitator.services.documents.writing import fingerprinted
from facilitator.services.own import NotOwn
from facilitator.services.rounds import Gathering
from facilitator.store import tables
from facilitator.store.journal import FIRST_LINK, next_link
from tests.makers import NOON, Room, application_on, room_on
from tests.owners import own_track


@pytest.fixture
def closed(room: Room) -> Room:
    """A consultation that is over, with two one-liners in one category."""
    said = [room.say("Schaamte is de drempel."), room.say("Truus van de balie hielp mij.")]
    room.act("sort", oneliners=said, category=room.add_category("Schaamte"))
    room.act("close")
    return room


def freeze(room: Room, *, anew: bool = False) -> maps.Version:
    return maps.freeze(room.own, NOON, anew=anew)


def contents(room: Room, number: int = 1) -> dict[str, Any]:
    found = maps.contents(room.store, room.made.track, number)
    assert found is not None
    return found


def test_a_version_is_the_map_of_that_moment(closed: Room) -> None:
    live = maps.live(closed.store, closed.made.track)
    version = freeze(closed)
    assert (version.number, version.day, version.by, version.token) == (1, "2026-03-12", "ada", None)
    told = {"number": 1, "day": "2026-03-12", "by": "ada"}
    assert contents(closed) == fingerprinted(live, told) | {"version": told | {"fingerprint": version.fingerprint}}
    assert maps.version(closed.store, closed.made.track, 1) == version


def test_what_is_done_afterwards_does_not_touch_it(closed: Room) -> None:
    freeze(closed)
    before = contents(closed)
    closed.act("rename_category", category=next(iter(closed.board.categories)), name="Trots")
    closed.act("star", oneliners=list(closed.board.cards))
    assert contents(closed) == before
    assert [row.name for row in Map.of(maps.live(closed.store, closed.made.track)).rows()] == ["Trots"]


def test_versions_are_numbered_one_after_the_other(closed: Room) -> None:
    assert [freeze(closed, anew=True).number for _ in range(3)] == [1, 2, 3]
    assert [it.number for it in maps.versions(closed.store, closed.made.track)] == [1, 2, 3]
    assert len({it.fingerprint for it in maps.versions(closed.store, closed.made.track)}) == 3


def test_a_map_that_was_not_touched_is_not_fixed_again(closed: Room) -> None:
    first = freeze(closed)
    assert freeze(closed) == first
    closed.act("star", oneliners=list(closed.board.cards))
    assert freeze(closed).number == 2


def test_a_map_with_something_that_runs_is_not_fixed(room: Room) -> None:
    room.say("Nog niet klaar.")
    with pytest.raises(NotYet) as refused:
        freeze(room)
    assert refused.value.running == ("Schulden en armoede",)
    assert maps.versions(room.store, room.made.track) == []


def test_an_empty_map_is_not_fixed(room: Room) -> None:
    room.act("close")
    with pytest.raises(NotYet) as refused:
        freeze(room)
    assert refused.value.running == ()


def test_a_track_that_is_not_there_has_no_map(closed: Room) -> None:
    with pytest.raises(NotOwn):
        maps.freeze(own_track(closed.store, "0" * 16), NOON)
    assert maps.version(closed.store, "0" * 16, 1) is None
    assert maps.contents(closed.store, closed.made.track, 1) is None


def test_how_far_a_map_is(closed: Room) -> None:
    def state() -> maps.MapState:
        return maps.state(closed.own)

    assert state() == "analysis"
    freeze(closed)
    assert state() == "frozen"
    closed.act("star", oneliners=list(closed.board.cards))
    assert state() == "analysis"
    rounds.add_consultation(closed.own, Gathering("Ronde 2", 2))
    assert state() == "live"


def test_a_dry_run_is_on_no_map(application: Application) -> None:
    dry = room_on(application, dry_run=True)
    dry.open()
    dry.say("Proef.")
    dry.act("close")
    assert maps.live(application.store, dry.made.track)["oneliners"] == []
    assert maps.state(own_track(application.store, dry.made.track)) == "live"
    with pytest.raises(NotYet):
        freeze(dry)
    assert b"Proef" not in exports.of_track(application.store, dry.made.track, "json").content
    assert b"Proef" in exports.of_consultation(application.store, dry.made.consultation, "json").content


def test_no_act_slips_in_while_a_version_is_fixed(closed: Room) -> None:
    """Many sort while versions are fixed: each version's acts end where its chain does, and it lies as they say."""
    card, category = next(iter(closed.board.cards)), next(iter(closed.board.categories))
    other = Application(closed.application.settings, closed.store, now=lambda: NOON)

    def sort() -> None:
        for at in range(30):
            Room(other, closed.made).act("sort", oneliners=[card], category=category if at % 2 else None)

    sorting = threading.Thread(target=sort)
    sorting.start()
    while sorting.is_alive():
        freeze(closed)
    sorting.join()
    for it in maps.versions(closed.store, closed.made.track):
        held = contents(closed, it.number)
        sorts = [act for act in held["acts"] if act["type"] == "sorted"]
        lies = next(one["category"] for one in held["oneliners"] if one["id"] == card)
        assert lies == (category if len(sorts) % 2 else None)
    assert verifying.database(closed.store).versions == it.number


# What is masked later


def test_a_name_that_is_masked_later_is_in_no_version(closed: Room) -> None:
    said = next(card.id for card in closed.board.cards.values() if card.text.startswith("Truus"))
    versions = [freeze(closed), freeze(closed, anew=True)]
    closed.act("mask", oneliner=said, start=0, end=5, what="person")
    for version in versions:
        held = contents(closed, version.number)
        assert "Truus" not in json.dumps(held)
        masked = next(it for it in held["oneliners"] if it["id"] == said)
        assert (masked["text"], masked["salt"]) == ("▮▮▮▮ van de balie hielp mij.", None)
        assert held["fingerprint"] == version.fingerprint
        assert held["counts_line"] == "2 ontvangen = 2 in de map (1 deels afgeschermd) + 0 niet getoond"
    assert verifying.database(closed.store).versions == 2
    with closed.store.read() as connection:
        kept = connection.execute(select(tables.MapVersion.contents)).all()
    assert "Truus" not in str(kept)


def test_two_names_that_are_masked_one_by_one_are_both_gone(closed: Room) -> None:
    said = next(card.id for card in closed.board.cards.values() if card.text.startswith("Truus"))
    freeze(closed)
    closed.act("mask", oneliner=said, start=0, end=5, what="person")
    freeze(closed, anew=True)
    closed.act("mask", oneliner=said, start=12, end=17, what="address")
    texts = {next(it["text"] for it in contents(closed, n)["oneliners"] if it["id"] == said) for n in (1, 2)}
    assert texts == {closed.board.cards[said].shown_text}
    verifying.database(closed.store)


def test_a_masked_name_is_gone_from_the_file(closed: Room) -> None:
    said = next(card.id for card in closed.board.cards.values() if card.text.startswith("Truus"))
    freeze(closed)
    closed.act("mask", oneliner=said, start=0, end=5, what="person")
    file = closed.store.file
    assert file is not None
    for held in (file, *file.parent.glob(f"{file.name}-*")):
        assert b"Truus" not in held.read_bytes(), held


# Publishing


def test_whoever_has_the_token_reads_the_version(closed: Room) -> None:
    freeze(closed)
    token = maps.publish(closed.own, 1)
    assert token is not None
    assert maps.publish(closed.own, 1) == token
    version, held = maps.published(closed.store, token) or (None, None)
    assert version is not None
    assert (version.number, held) == (1, contents(closed))
    assert maps.last_published(closed.store, closed.made.track) == token


def test_a_withdrawn_token_leads_nowhere_ever_again(closed: Room) -> None:
    freeze(closed)
    token = maps.publish(closed.own, 1)
    maps.withdraw(closed.own, 1)
    assert maps.published(closed.store, str(token)) is None
    assert maps.last_published(closed.store, closed.made.track) is None
    assert maps.publish(closed.own, 1) != token


@pytest.mark.parametrize("token", ["", "None", "x", "0" * 500])
def test_a_guess_leads_nowhere(closed: Room, token: str) -> None:
    freeze(closed)
    assert maps.published(closed.store, token) is None


def test_tokens_can_not_be_guessed(closed: Room) -> None:
    numbers = [freeze(closed, anew=True).number for _ in range(20)]
    tokens = {maps.publish(closed.own, number) for number in numbers}
    assert len(tokens) == 20
    assert all(token is not None and len(token) >= 22 for token in tokens)


# Comparing


def test_a_version_is_compared_with_another_and_with_now(closed: Room) -> None:
    freeze(closed)
    closed.act("star", oneliners=list(closed.board.cards))
    freeze(closed)
    found = maps.changes(closed.own, 1, 2)
    assert found is not None
    assert len(found.telling) == 2
    assert not maps.changes(closed.own, 2, None)
    assert maps.changes(closed.own, 1, 9) is None


# Checking


def alter(room: Room, statement: str) -> None:
    with room.store.work() as connection:
        connection.execute(text(statement))


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE map_version SET fingerprint = '0'",
        "UPDATE map_version SET contents = json_set(contents, '$.oneliners[0].text', 'Anders.')",
        "UPDATE map_version SET contents = json_remove(contents, '$.oneliners[0]')",
        "UPDATE map_version SET contents = json_set(contents, '$.track.id', 'x')",
        "UPDATE map_version SET contents = json_set(contents, '$.acts', json('[]'), '$.chain', 'x')",
        "UPDATE map_version SET contents = json_remove(contents, '$.counts')",
    ],
)
def test_a_version_that_was_altered_is_named(closed: Room, statement: str) -> None:
    freeze(closed)
    verifying.database(closed.store)
    alter(closed, statement)
    with pytest.raises(Broken, match="version 1: "):
        verifying.database(closed.store)


def test_a_version_along_other_acts_than_the_track_s_is_named(closed: Room) -> None:
    freeze(closed)
    held = contents(closed)
    act = held["acts"][0] | {"by": "eve"}
    act["chain"] = next_link(FIRST_LINK, act, act["digest"])
    forged = {**held, "acts": [act], "chain": act["chain"]}
    with closed.store.work() as connection:
        connection.execute(update(tables.MapVersion).values(contents=forged))
    with pytest.raises(Broken, match="version 1: its acts are not those of the track"):
        verifying.database(closed.store)


def test_an_export_of_a_version_is_checked_alone(closed: Room) -> None:
    freeze(closed)
    file = exports.of_version(closed.store, closed.made.track, 1, "json")
    assert file.filename == "procesmap_schulden-en-armoede_v1_2026-03-12.json"
    content = json.loads(file.content)
    assert (content["version"]["number"], content["version"]["by"]) == (1, "ada")
    assert verifying.document(content).versions == 1
    with pytest.raises(Broken, match="version 1"):
        verifying.document(content | {"version": content["version"] | {"fingerprint": "0" * 64}})


def test_an_export_of_a_track_has_its_versions_and_checks_them(closed: Room) -> None:
    freeze(closed)
    closed.act("star", oneliners=list(closed.board.cards))
    freeze(closed)
    content = json.loads(exports.of_track(closed.store, closed.made.track, "json").content)
    assert [it["number"] for it in content["versions"]] == [1, 2]
    assert verifying.document(content).versions == 2
    content["versions"][0]["contents"]["oneliners"][0]["commitment"] = "0" * 64
    with pytest.raises(Broken, match="version 1"):
        verifying.document(content)


# Who was there


def interview(room: Room, day: str, **people: int) -> str:
    """Add an interview of the first round that is over, on a day, with people by environment; and what was said."""
    added = rounds.add_consultation(room.own, Gathering("Gesprek", 1))
    with room.store.work() as connection:
        connection.execute(
            update(tables.Consultation)
            .where(tables.Consultation.id == added.consultation)
            .values(kind="interview", day=day, phase="closed")
        )
        rows = [{"consultation_id": added.consultation, "environment": it, "people": n} for it, n in people.items()]
        connection.execute(insert(tables.Attendance), rows)
        row = dict(connection.execute(select(tables.Oneliner.__table__)).mappings().first() or {})
        row |= {"id": added.consultation, "consultation_id": added.consultation, "environment": next(iter(people))}
        connection.execute(insert(tables.Oneliner), row)
    room.application.refresh(room.made.track)
    return added.consultation


def told(room: Room, consultation: str) -> str | None:
    found: str | None = Map.of(maps.live(room.store, room.made.track)).lines[consultation].environment
    return found


def test_interviews_of_a_round_and_week_are_told_together(closed: Room) -> None:
    days = ("2026-03-16", "2026-03-17", "2026-03-20")
    same = [interview(closed, day, policy=1) for day in days[:2]]
    assert told(closed, same[0]) is None
    same.append(interview(closed, days[2], policy=1))
    later = interview(closed, "2026-03-23", policy=1)
    assert [told(closed, it) for it in (*same, later)] == ["policy"] * 3 + [None]
    days_told = {it["day"] for it in maps.live(closed.store, closed.made.track)["consultations"]}
    assert days_told == {"2026-03-12", "2026-03-16", "2026-03-23"}


def test_a_few_interviews_are_rows_of_their_round(closed: Room) -> None:
    for day in ("2026-03-16", "2026-03-17"):
        interview(closed, day, policy=1)
    content = exports.of_track(closed.store, closed.made.track, "csv").content.decode()
    assert content.count(",gesprek/ronde 1,2026-03-09,") == 4
    interview(closed, "2026-03-18", policy=1)
    content = exports.of_track(closed.store, closed.made.track, "csv").content.decode()
    assert (content.count(",gesprek,2026-03-16,"), content.count(",ronde 1,2026-03-12,")) == (3, 2)


def test_an_import_of_interviews_tells_as_many(closed: Room, tmp_path: Any) -> None:
    for day in ("2026-03-16", "2026-03-17", "2026-03-20"):
        interview(closed, day, policy=1)
    content = exports.of_track(closed.store, closed.made.track, "json").content
    elsewhere = application_on(f"sqlite:///{tmp_path / 'elsewhere.sqlite'}")
    with elsewhere.store.work() as connection:
        connection.execute(insert(tables.Facilitator), {"id": "ben", "name": "ben", "password_hash": None})
    importing.take_in(elsewhere.store, "ben", importing.read(content))
    assert exports.of_track(elsewhere.store, closed.made.track, "json").content == content
    elsewhere.store.close()


@pytest.mark.parametrize(
    ("phases", "stage"),
    [([], "live"), (["lobby"], "live"), (["closed", "paused"], "live"), (["closed", "closed"], "analysis")],
)
def test_a_map_waits_for_its_analysis_once_everything_on_it_is_closed(phases: list[str], stage: str) -> None:
    held = [{"title": f"Ronde {at}", "phase": phase} for at, phase in enumerate(phases, 1)]
    assert maps.stage({"consultations": held}) == stage


def test_a_question_that_was_asked_since_makes_another_map(closed: Room) -> None:
    """Nobody answered it, which is a finding now."""
    freeze(closed)
    assert maps.state(closed.own) == "frozen"
    of = tables.Consultation
    with closed.store.work() as connection:
        connection.execute(update(of).values(asked=[it.id for it in closed.made.questions[:3]]))
    assert maps.state(closed.own) == "analysis"
    assert freeze(closed).number == 2
