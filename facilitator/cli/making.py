"""`run.py new`: a consultation from the command line, also while a server runs."""

import argparse
import json
import sys
import time

from facilitator.cli.addresses import served_at
from facilitator.cli.failed import Failed
from facilitator.cli.opening import ready_store
from facilitator.cli.serving import prepare_logging
from facilitator.config import Settings
from facilitator.domain.beginnings import LONGEST
from facilitator.domain.consultations import LONGEST_HOLD, SHORTEST_HOLD
from facilitator.services import assignments
from facilitator.services.accounts import facilitators
from facilitator.services.accounts.local import local_facilitator
from facilitator.services.assignments import Made, Wanted


def new(settings: Settings, arguments: argparse.Namespace) -> int:
    """Make an assignment, a track and a consultation, and print where they are."""
    prepare_logging(settings)
    store = ready_store(settings)
    wanted = Wanted(
        track=arguments.template,
        theme=_line(arguments.theme, "theme"),
        language=arguments.language,
        title=_line(arguments.title, "title") if arguments.title else None,
        hold=_hold(arguments.hold),
    )
    owner = local_facilitator(store)
    made = assignments.create(store, owner, wanted)
    token = facilitators.make_board_link(store, facilitator=owner, consultation=made.consultation, now=int(time.time()))
    _print(addresses(settings, made, token), as_json=arguments.json)
    return 0


def _line(value: str, name: str) -> str:
    value = value.strip()
    longest = LONGEST[name]
    if not value or len(value) > longest or not value.isprintable():
        raise Failed(f"--{name} must be one line of 1 to {longest} characters")
    return value


def _hold(seconds: int) -> int:
    if not SHORTEST_HOLD <= seconds <= LONGEST_HOLD:
        raise Failed(f"--hold must be between {SHORTEST_HOLD} and {LONGEST_HOLD} seconds")
    return seconds


def addresses(settings: Settings, made: Made, board_token: str) -> dict[str, object]:
    """The object that `--json` prints."""
    base = served_at(settings)
    return {
        "assignment": made.assignment,
        "track": made.track,
        "consultation": made.consultation,
        "code": made.code,
        "join_url": f"{base}/j/{made.code}",
        "screen_url": f"{base}/screen/{made.screen_token}",
        "board_url": f"{base}/enter/{board_token}",
        "questions": [{"id": it.id, "number": it.number, "text": it.text} for it in made.questions],
    }


def _print(told: dict[str, object], *, as_json: bool) -> None:
    if as_json:
        print(json.dumps(told, ensure_ascii=False))
        return
    for label, key in (
        ("Code", "code"),
        ("Phones", "join_url"),
        ("Screen", "screen_url"),
        ("Board, once, 10 minutes", "board_url"),
    ):
        print(f"{label}: {told[key]}", file=sys.stdout)
