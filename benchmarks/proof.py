"""What must never happen, tried many times: seeded days, and a server that is killed under load.

`.venv/bin/python benchmarks/proof.py [--seeds N] [--from N] [--kills N]` prints what came of it as
Markdown; a report also lies in docs/reliability.md. It ends with 1 when anything was lost, doubled or altered.
"""

import argparse
import sys
import tempfile
import time
from collections import Counter
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tests.faults.ledger import Ledger, senders, wait_until
from tests.live.clients import Phone
from tests.live.rooms import query, room_on
from tests.servers import Server
from tests.simulation.disk import Disk
from tests.simulation.running import Failed, run

PHONES = 6
EACH = 60  # acknowledgements before the next kill
STORED = "SELECT id, text FROM oneliner"


def seeds(first: int, count: int) -> tuple[str, bool]:
    """Let so many seeds happen; a line about it, and whether all held."""
    disk, total, failed = Disk(), Counter[str](), []
    began = time.process_time()
    for seed in range(first, first + count):
        try:
            done = run(disk, seed)
        except Failed as failure:
            failed.append(str(failure).splitlines()[0])
            continue
        total += Counter(steps=done.steps, crashes=done.crashes, oneliners=done.oneliners, acts=done.acts)
    disk.remove()
    what = (
        f"{count} seeds from {first}: {total['steps']} steps, {total['crashes']} power cuts, {total['acts']} acts "
        f"answered, {time.process_time() - began:.0f} s of one core"
    )
    return f"| seeded days | {what} | {', '.join(failed) or 'everything held after every step'} |", not failed


def kills(count: int) -> tuple[str, bool]:
    """Kill a server under load so often; a line about it, and whether the ledger agrees."""
    ledger = Ledger()
    with (
        tempfile.TemporaryDirectory() as folder,
        Server(Path(folder), PHONE_RATE="0", CONSULTATION_RATE="0") as server,
        room_on(server) as room,
    ):
        phones = senders(PHONES, lambda: Phone(server.url, room.made["code"]), room.open(), ledger)
        for number in range(1, count + 1):
            wait_until(partial(ledger.holds, number * EACH))
            server.kill()
            server.start()
        for phone in phones:
            phone.finish()
        outcome = _checked(ledger, query(server, STORED))
    what = f"{count} times `kill -9` under load of {PHONES} phones, {len(ledger.acknowledged)} acknowledged"
    return f"| killed server | {what} | {outcome or '0 lost, 0 doubled, 0 altered'} |", not outcome


def _checked(ledger: Ledger, stored: list[tuple[object, ...]]) -> str:
    try:
        ledger.check(stored)
    except AssertionError as error:
        return f"the ledger does not agree: {error}"
    return ""


def main() -> int:
    """Try it all, print the report."""
    asked = argparse.ArgumentParser()
    asked.add_argument("--seeds", type=int, default=1000)
    asked.add_argument("--from", type=int, default=0, dest="first")
    asked.add_argument("--kills", type=int, default=20)
    wanted = asked.parse_args()
    lines = [seeds(wanted.first, wanted.seeds), kills(wanted.kills)]
    print("\n".join(["| tried | how often | outcome |", "| --- | --- | --- |", *(line for line, _ in lines)]))
    return 0 if all(held for _, held in lines) else 1


if __name__ == "__main__":
    sys.exit(main())
