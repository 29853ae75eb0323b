"""No order in which rows lie or leave tells in which order they came."""

from collections.abc import Sequence

from sqlalchemy import select

from facilitator.exports import mapped
from facilitator.services.application import Application
from facilitator.services.documents import gathering
from facilitator.services.documents import writing as documents
from facilitator.store import tables
from tests.makers import Room, add_facilitators, application_on, room_on

MANY = 2500
"""So many that chance alone stays below the bound: 0.1 is five standard deviations."""


def full_room(application: Application) -> Room:
    """Many numbered one-liners, in batches of all sizes."""
    room = room_on(application)
    room.open()
    waiting = [room.submission(f"{number}") for number in range(MANY)]
    size = 1
    while waiting:
        application.write(waiting[:size])
        del waiting[:size]
        size = size % 40 + 3
    return room


def rank_correlation(found: Sequence[int]) -> float:
    """Spearman's rho between where the numbers stand and what they are."""
    count = len(found)
    assert sorted(found) == list(range(count))
    return 1 - 6 * sum((at - number) ** 2 for at, number in enumerate(found)) / (count * (count**2 - 1))


def in_store(room: Room) -> list[int]:
    with room.store.read() as connection:
        return [int(it) for it in connection.execute(select(tables.Oneliner.text)).scalars()]


def test_a_file_never_holds_the_order_of_arrival(tmp_path: object) -> None:
    application = application_on(f"sqlite:///{tmp_path}/facilitator.sqlite")
    add_facilitators(application.store, "ada")
    room = full_room(application)
    assert abs(rank_correlation(in_store(room))) < 0.1
    application.store.close()


def test_after_closing_no_order_of_arrival_is_left(application: Application) -> None:
    room = full_room(application)
    room.act("close")
    assert abs(rank_correlation(in_store(room))) < 0.1
    with room.store.read() as connection:
        assert connection.execute(select(tables.Receipt)).all() == []
        assert connection.execute(select(tables.Arrival)).all() == []


def test_no_export_follows_arrival_or_ids(application: Application) -> None:
    room = full_room(application)
    outcome = gathering.of_consultation(application.store, room.made.consultation)
    listed = [int(str(row["text"])) for row in mapped.rows(documents.document(outcome))]
    documented = documents.document(outcome)["oneliners"]
    assert abs(rank_correlation(listed)) < 0.1
    assert abs(rank_correlation([int(it["text"]) for it in documented])) < 0.1
    by_id = {it["id"]: rank for rank, it in enumerate(sorted(documented, key=lambda it: it["id"]))}
    assert abs(rank_correlation([by_id[it["id"]] for it in documented])) < 0.1


def test_no_export_tells_in_which_order_cards_were_laid(application: Application) -> None:
    room = full_room(application)
    category = room.add_category("Alles")
    laid = sorted(room.board.cards.values(), key=lambda card: int(card.text))[:300]
    for card in laid:
        room.act("sort", oneliners=[card.id], category=category)
    document = documents.document(gathering.of_track(application.store, room.made.track))
    assert len(document["acts"]) >= len(laid)
    assert not any(card.id in str(document["acts"]) for card in laid)
    found = [int(it["text"]) for it in document["oneliners"] if it["category"] == category]
    assert abs(rank_correlation(found)) < 0.3
