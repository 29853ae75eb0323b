"""What must never happen, tried many times: seeded days, kills, hostile texts, disks, clocks and all that fails.

`.venv/bin/python benchmarks/proof.py [--only NAME …] [--short] [--count N]` prints what came of each, writes it into
the table of docs/reliability.md, and ends with 1 when something did not hold. Everything runs for about a day;
`--short` for some minutes.
"""

import argparse
import sys
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.proving import Trial, days, report, servers, texts
from benchmarks.proving.repeated import tests

TRIALS = (
    Trial("seeds", "seeded days", days.seeds, 100_000, 300),
    Trial("kills", "killed server", servers.kills, 500, 5),
    Trial("texts", "hostile texts and bodies", texts.texts, 500_000, 6_000),
    Trial("clock", "clock set by hours", servers.clock, 50, 5),
    Trial("damage", "file damaged while it runs", servers.damage, 20, 1),
    Trial("soak", "day after day", days.soak, 400, 12),
    tests(
        "full",
        "full disk",
        "faults/test_disk.py::test_a_full_disk_is_said_and_nothing_is_acknowledged_that_is_not_there",
    ),
    tests("read-only", "file that only reads", "faults/test_disk.py::test_a_file_that_can_only_be_read_is_not_well"),
    tests(
        "held",
        "file held by another",
        "faults/test_disk.py::test_while_somebody_else_holds_the_database_all_wait_and_none_is_lost",
    ),
    tests("sleep", "stopped and continued", "faults/test_disk.py::test_a_laptop_that_slept_goes_on"),
    tests(
        "postgres",
        "restart of PostgreSQL",
        "faults/test_two_processes.py::test_a_restart_of_the_database_loses_nothing",
    ),
    tests(
        "redis",
        "restart of Redis",
        "faults/test_two_processes.py::test_without_redis_nothing_is_lost_and_boards_are_right_again",
    ),
    tests(
        "links",
        "two servers on one file, by another name of it",
        "cli/test_start.py::test_a_second_server_on_a_file_is_refused",
        "store/test_backups.py::test_a_file_is_claimed_by_all_its_names",
    ),
    tests("upgrade", "upgrade from each released schema", "store/test_released.py", "store/test_closed_before.py"),
)


def main() -> int:
    """Try what is asked, print it, write it down."""
    asked = argparse.ArgumentParser()
    asked.add_argument("--only", nargs="+", metavar="NAME", choices=[it.name for it in TRIALS], default=[])
    asked.add_argument("--short", action="store_true", help="a few times each")
    asked.add_argument("--count", type=int, help="so many times each")
    asked.add_argument("--from", type=int, default=0, dest="first", help="the first seed")
    wanted = asked.parse_args()
    held = True
    for it in TRIALS:
        if wanted.only and it.name not in wanted.only:
            continue
        run = partial(days.seeds, first=wanted.first) if it.name == "seeds" else it.run
        found = run(wanted.count or (it.short if wanted.short else it.full))
        print(f"{it.name}: {found.tried}: {found.found}", flush=True)
        report.write(TRIALS, {it.name: report.row(found)})
        held = held and found.held
    return 0 if held else 1


if __name__ == "__main__":
    sys.exit(main())
