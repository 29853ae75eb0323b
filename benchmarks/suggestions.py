"""How often the right category is among the suggestions, on the example with its categories.

`.venv/bin/python benchmarks/suggestions.py`: sorts the first n one-liners of a shuffled example as their
analyst did, predicts the rest, and prints how often the first and how often one of three is right.
"""

import csv
import random
import sys
import time
from collections import Counter
from pathlib import Path
from statistics import mean

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from facilitator.domain.likeness import Likeness, suggestions
from facilitator.domain.text import tidy

EXAMPLE = Path(__file__).resolve().parent.parent / "facilitator" / "example" / "oneliners_nl.csv"
SORTED = (12, 24, 48, 96, 192)
SHUFFLES = 20


def example() -> list[tuple[str, str]]:
    """The texts that have a category, with it."""
    rows = csv.DictReader(EXAMPLE.open(encoding="utf-8"))
    return [(tidy(row["text"]), row["category"]) for row in rows if row["category"]]


def measure(rows: list[tuple[str, str]], count: int, seed: int) -> tuple[float, float, float, float]:
    """Right at once, right among three, right by always naming the three fullest, seconds a suggestion."""
    order = rows[:]
    random.Random(seed).shuffle(order)
    texts = {str(at): text for at, (text, _) in enumerate(order)}
    categories = {str(at): category for at, (_, category) in enumerate(order[:count])}
    fullest = [category for category, _ in Counter(categories.values()).most_common(3)]
    names = {category: category for _, category in rows}
    likeness = Likeness()
    likeness.keep(texts)
    start = time.perf_counter()
    found = {at: suggest(likeness, str(at), categories, names) for at in range(count, len(order))}
    took = (time.perf_counter() - start) / len(found)
    first = mean(order[at][1] == next(iter(it), None) for at, it in found.items())
    three = mean(order[at][1] in it for at, it in found.items())
    return first, three, mean(order[at][1] in fullest for at in found), took


def suggest(likeness: Likeness, at: str, categories: dict[str, str], names: dict[str, str]) -> list[str]:
    return suggestions(likeness.like(at), categories, likeness.named(at, names))


def call_on(count: int) -> tuple[float, float]:
    """Seconds to take in so many texts, and of the slowest of fifty calls while others arrive."""
    words = [word for text, _ in example() for word in text.split()]
    dice = random.Random(1)
    texts = {str(at): " ".join(dice.choices(words, k=dice.randint(6, 14))) for at in range(count)}
    categories = {str(at): f"category {at % 12}" for at in range(count // 2)}
    names = {it: it for it in categories.values()}
    likeness = Likeness()
    start = time.perf_counter()
    while len(likeness) < count:
        likeness.keep(texts)
    built, slowest = time.perf_counter() - start, 0.0
    for at in range(50):
        texts[f"new {at}"] = " ".join(dice.choices(words, k=10))
        start = time.perf_counter()
        likeness.keep(texts)
        likeness.same_as(f"new {at}", likeness.like(f"new {at}"))
        suggest(likeness, f"new {at}", categories, names)
        slowest = max(slowest, time.perf_counter() - start)
    return built, slowest


def main() -> None:
    rows = example()
    print("| sorted | right at once | among three | the three fullest | ms each |")
    print("| --- | --- | --- | --- | --- |")
    for count in SORTED:
        runs = [measure(rows, count, seed) for seed in range(SHUFFLES)]
        first, three, fullest, took = (mean(column) for column in zip(*runs, strict=True))
        print(f"| {count} | {first:.2f} | {three:.2f} | {fullest:.2f} | {took * 1000:.1f} |")
    print("\n| one-liners | ms to take them in | ms of the slowest call |\n| --- | --- | --- |")
    for count in (1_000, 10_000):
        built, slowest = call_on(count)
        print(f"| {count} | {built * 1000:.0f} | {slowest * 1000:.1f} |")


if __name__ == "__main__":
    main()
