"""This checkout beside another one, taking turns: is anything slower than it was?

`.venv/bin/python benchmarks/paired.py OTHER [ROUNDS]` takes some five minutes and both cores; OTHER is another checkout
with its own `static/vendor`. Every figure is asked of each checkout by its own benchmarks, in turns, with the Python
that runs this. Printed is the middle one of the rounds, and the ratio by round: above 1 is better than OTHER.
"""

import json
import statistics
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ROUNDS = 5

MOST = """
import asyncio, json
from benchmarks import load
from benchmarks.servers import LOAD_CORE, pin, product
pin(LOAD_CORE)
async def highest(place):
    async with load.crowd(place, 300) as gathered:
        return await load.highest(gathered, 2.0)
with product({mode!r}) as place:
    step = asyncio.run(highest(place))
print(json.dumps({{"most a second, {mode}": step["rate"], "CPU ms each at the most, {mode}": step["cpu_ms"]}}))
"""
PACED = """
import asyncio, json
from benchmarks import load
from benchmarks.servers import LOAD_CORE, pin, product
pin(LOAD_CORE)
async def paced(place):
    async with load.crowd(place, 300) as gathered:
        return await load.paced(gathered, 500, 6.0)
with product() as place:
    step = asyncio.run(paced(place))
print(json.dumps({"CPU ms each at 500/s": step["cpu_ms"]}))
"""
SNAPSHOT = """
import json
from benchmarks import snapshot
from benchmarks.servers import SERVER_CORE, pin
pin(SERVER_CORE)
told = snapshot.measure()
print(json.dumps({"snapshot of 10,000: shape, CPU ms": told["shape_ms"]}))
"""
MAP = """
import contextlib, io, json
from benchmarks import map
from benchmarks.servers import SERVER_CORE, pin
pin(SERVER_CORE)
printed = io.StringIO()
with contextlib.redirect_stdout(printed):
    map.main(1_000)
lines = printed.getvalue().splitlines()
print(json.dumps({"map of 1,000: live page, CPU ms": float(lines[0].split()[0]),
                  "map of 1,000: published, CPU ms": float(lines[-1].split()[0])}))
"""
PARTS = (MOST.format(mode="eventlet"), MOST.format(mode="threading"), PACED, SNAPSHOT, MAP)


def asked(checkout: Path, part: str) -> Mapping[str, float]:
    """Run a part in a checkout, in a process of its own."""
    command = [sys.executable, "-c", part]
    environment = {"PYTHONPATH": str(checkout), "PATH": "/usr/bin:/bin", "HOME": str(Path.home())}
    done = subprocess.run(command, cwd=checkout, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(done.stderr)
    found: Mapping[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found


def main(other: Path, rounds: int) -> None:
    """Ask everything in turns and print a table."""
    print("| | other | this | ratio | each round |\n| --- | --- | --- | --- | --- |", flush=True)
    for part in PARTS:
        pairs = [(asked(other, part), asked(ROOT, part)) for _ in range(rounds)]
        for name in pairs[0][0]:
            was, now = [it[name] for it, _ in pairs], [it[name] for _, it in pairs]
            more_is_better = name.startswith("most")
            ratios = [b / a if more_is_better else a / b for a, b in zip(was, now, strict=True)]
            told = [statistics.median(it) for it in (was, now)]
            each = ", ".join(f"{it:.2f}" for it in ratios)
            print(f"| {name} | {told[0]:g} | {told[1]:g} | **{statistics.median(ratios):.2f}** | {each} |", flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]).resolve(), int(sys.argv[2]) if len(sys.argv) > 2 else ROUNDS)
