"""What the gate before the projector costs at the start and for each one-liner, and how much it holds back.

`.venv/bin/python benchmarks/gate.py [FILE.csv [COLUMN]]`: of a file of one's own it lists what is held for a
name, to look at whether it should be. Without one it takes the example.
"""

import csv
import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

EXAMPLE = ROOT / "facilitator" / "example" / "oneliners_nl.csv"
STARTS = 7


def start() -> tuple[float, float]:
    """Processor seconds and MB that loading the gate takes in this fresh process, beyond the domain."""
    import facilitator.domain.text
    import facilitator.languages  # noqa: F401

    before, begun = resident(), time.process_time()
    from facilitator.domain.flags import found

    found("Vraag het aan Fatima el Bouzidi, 06 12345678.")
    return time.process_time() - begun, resident() - before


def resident() -> float:
    """MB of memory that this process holds, on Linux."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6


def starts() -> list[tuple[float, float]]:
    """The same in fresh processes, one after the other."""
    command = (sys.executable, __file__, "--start")
    outs = [subprocess.run(command, capture_output=True, check=True, text=True).stdout for _ in range(STARTS)]
    return [(float(seconds), float(megabytes)) for seconds, megabytes in (out.split() for out in outs)]


def texts(file: Path, column: str) -> list[str]:
    return [row[column] for row in csv.DictReader(file.open(encoding="utf-8"))]


def main(file: str = str(EXAMPLE), column: str = "text") -> None:
    from facilitator.domain.flags import found

    loaded = starts()
    seconds, megabytes = (statistics.median(column) for column in zip(*loaded, strict=True))
    print(f"start: {seconds:.3f} s and {megabytes:.1f} MB, the median of {STARTS}")
    every = texts(Path(file), column)
    found("")
    begun = time.perf_counter()
    results = [(text, found(text)) for text in every]
    each = (time.perf_counter() - begun) / len(every)
    print(f"a one-liner: {each * 1e6:.0f} µs, the mean of {len(every)}")
    named = [(text, it) for text, parts in results for it in parts if it.flag == "name"]
    print(f"held: {sum(bool(parts) for _, parts in results)}, for a name {len({text for text, _ in named})}")
    for text, it in named:
        print(f"  [{text[it.start : it.end]}] {text}")


if __name__ == "__main__":
    if sys.argv[1:] == ["--start"]:
        print(*start())
    else:
        main(*sys.argv[1:])
