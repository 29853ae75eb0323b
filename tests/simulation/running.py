"""One seed: a world goes on step by step, and after each of them everything must hold."""

from dataclasses import dataclass
from typing import Any

from tests.simulation.chance import seeded
from tests.simulation.disk import Disk
from tests.simulation.invariants import Invariants
from tests.simulation.world import HOLDS, World

STEPS = 80


class Failed(AssertionError):
    """A seed for which something did not hold."""


@dataclass
class Done:
    """What came of one seed."""

    steps: int
    crashes: int
    oneliners: int
    acts: int
    sequences: list[dict[str, Any]]
    """What each board and screen was told, from where to where: for whoever takes events as well."""


def run(disk: Disk, seed: int, *, steps: int = STEPS, thorough: bool = True) -> Done:
    """Let one seed happen. Raises: Failed, with what happened last"""
    happened: list[str] = []
    with seeded(seed) as chance:
        world = World(disk, chance, HOLDS[seed % len(HOLDS)])
        invariants = Invariants(world, thorough=thorough)
        try:
            for _ in range(steps):
                happened.append(world.step())
                invariants.check()
            happened.append("settle")
            world.settle()
            invariants.check_settled()
        except Exception as error:
            last = "\n".join(happened[-12:])
            raise Failed(f"seed {seed}, step {len(happened)}, after\n{last}\n{error}") from error
        return _done(world, steps)


def _done(world: World, steps: int) -> Done:
    track = world.track
    sequences = []
    for viewer in world.viewers:
        if viewer.seen is not None and viewer.seen.revision == track.board.revision:
            told = {"screen": viewer.is_screen, "start": viewer.seen.started, "events": viewer.seen.since}
            sequences.append({**told, "end": world.shown(viewer)})
    acts = sum(event == "act" for _, event, _, _ in world.network.answered)
    return Done(steps, world.crashes, len(track.board.cards), acts, sequences)
