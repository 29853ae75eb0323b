"""What the board is told of likeness: from what is seen, at once, and for many boards together."""

import random
from concurrent.futures import ThreadPoolExecutor

from facilitator.domain.board import Card, Category
from facilitator.services.likeness import IDLE, Suggester
from facilitator.services.tracks import LiveTrack
from tests.domain.sequences import Room

WORDS = "schuld schaamte loket brief wachttijd deurwaarder formulier vertrouwen energie huur kind school".split()


def track_with(*texts: str) -> LiveTrack:
    """A track with these one-liners, by the place of each as its id."""
    track = Room(1).track
    for at, text in enumerate(texts):
        track.board.cards[str(at)] = Card(str(at), "question", text, "consultation", 1, "development")
    return track


def test_a_category_is_suggested_by_its_name_and_by_what_lies_there() -> None:
    track = track_with("De deurwaarder belt.", "Lange formulieren.", "Schaamte over een formulier van de deurwaarder.")
    track.board.categories = {"a": Category("a", "Schaamte", None, 1), "b": Category("b", "Regels", None, 2)}
    track.board.cards["0"].category, track.board.cards["1"].category = "a", "b"
    assert Suggester().suggest(track, "2")["categories"] == ["a", "b"]


def test_a_category_without_oneliners_is_not_suggested() -> None:
    track = track_with("Schaamte.")
    track.board.categories = {"a": Category("a", "Schaamte", None, 1)}
    assert Suggester().suggest(track, "0") == {"categories": [], "same": []}


def test_masked_words_are_not_compared() -> None:
    track = track_with("Bel Annemarie van Vliet op.", "Annemarie van Vliet")
    suggester = Suggester()
    track.board.cards["1"].category = "a"
    assert suggester.suggest(track, "0")["categories"] == ["a"]
    track.board.cards["0"].masks = [[4, 23, "name"]]
    assert suggester.suggest(track, "0")["categories"] == []


def test_hidden_oneliners_are_never_offered() -> None:
    track = track_with("Schaamte is groter dan de schuld.", "Schaamte is groter dan de schuld!")
    suggester = Suggester()
    assert suggester.suggest(track, "0")["same"] == [{"oneliner": "1", "likeness": 0.97}]
    track.board.cards["1"].hidden = "double"
    assert suggester.suggest(track, "0")["same"] == []


def test_the_chosen_one_is_answered_before_everything_is_taken_in() -> None:
    track = track_with(*(f"uitspraak nummer {at}" for at in range(1_200)))
    assert Suggester().suggest(track, "1199")["same"] == []


def test_many_boards_ask_at_once_while_oneliners_arrive() -> None:
    dice = random.Random(1)
    track = track_with(*(" ".join(dice.choices(WORDS, k=8)) for _ in range(200)))
    suggester = Suggester()

    def ask(at: int) -> bool:
        with track.lock:
            new = f"new{at}"
            track.board.cards[new] = Card(new, "question", f"loket {at}", "consultation", 1, "development")
        return suggester.suggest(track, new).keys() == {"categories", "same"}

    with ThreadPoolExecutor(8) as pool:
        assert all(pool.map(ask, range(100)))


def test_an_index_that_nobody_asks_about_is_let_go() -> None:
    now = [0.0]
    track, suggester = track_with("uitspraak over het loket"), Suggester(clock=lambda: now[0])
    suggester.suggest(track, "0")
    now[0] += IDLE
    suggester.forget_idle()
    assert suggester.tracks == {track.id}
    now[0] += 1
    suggester.forget_idle()
    assert suggester.tracks == set()
