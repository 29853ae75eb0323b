"""The method's own steps in words: each with its why, how far it is, and the way to its page."""

from dataclasses import dataclass

from flask_babel import gettext as _
from flask_babel import ngettext

from facilitator import current
from facilitator.services import steps
from facilitator.services.desk import DeskTrack
from facilitator.services.steps import STEPS, Progress

PAGE_OF = {"consult": "consult", "map": "analysis"}
"""Where a step's page is not called after it."""


@dataclass(frozen=True)
class ShownStep:
    """One step of the bar. Without an `address` it is only explained; `note`: how much of it there is."""

    key: str
    name: str
    why: str
    state: str = ""
    state_in_words: str = ""
    note: str = ""
    address: str = ""
    progress: Progress | None = None


def steps_of(track: DeskTrack) -> list[ShownStep]:
    """List the steps of a track with how far they are."""
    return [_shown(track, it) for it in steps.progress(current.house().store, track)]


def steps_explained(kind: str) -> list[ShownStep]:
    """List the steps of a "process" or "goal" track for who has none yet."""
    return [ShownStep(key, *_words(kind, key)) for key in STEPS[kind]]


def _shown(track: DeskTrack, found: Progress) -> ShownStep:
    state = {"later": _("not begun"), "busy": _("busy"), "done": _("done")}[found.state]
    address = f"/desk/tracks/{track.id}/{PAGE_OF.get(found.key, found.key)}"
    return ShownStep(found.key, *_words(track.kind, found.key), found.state, state, note_of(found), address, found)


def note_of(found: Progress) -> str:
    """Say how much of a step there is; nothing where there is none."""
    if found.key == "persons" and found.of:
        return str(_("%(count)s of %(of)s seats filled", count=found.count, of=found.of))
    if found.key == "consult" and found.of:
        held = _("%(count)s of %(of)s consultations closed", count=found.count, of=found.of)
        return f"{held}, {ngettext('%(num)d one-liner', '%(num)d one-liners', found.oneliners)}"
    if found.key in ("map", "approval") and found.count:
        return str(_("version %(number)s", number=found.count))
    return ""


def _words(kind: str, key: str) -> tuple[str, str]:
    return _process()[key] if kind == "process" else _goal()[key]


def _process() -> dict[str, tuple[str, str]]:
    return {
        "suspicion": (
            _("Suspicion"),
            _("Something is going on, but we do not know exactly what. So no solution yet."),
        ),
        "persons": (_("Key persons"), _("Who has knowledge and skill of it, inside and outside?")),
        "consult": (_("Consult"), _("The same five questions for everybody. Literal, anonymous, no debate.")),
        "map": (
            _("Process map"),
            _("Sorted in your own division, developments, causes and solution directions become clear."),
        ),
        "weighing": (_("Weigh"), _("The supported outcome beside course, own view, budget and planning.")),
    }


def _goal() -> dict[str, tuple[str, str]]:
    return {
        "settled": (_("Settled"), _("The issue and its solution have been decided and have an owner.")),
        "persons": (_("Network"), _("Who has experience, insight or an interest in the solution?")),
        "consult": (_("Consult"), _("The same five questions for everybody. Literal, anonymous, no debate.")),
        "map": (_("Goal map"), _("Sorted in your own division, ways, needs and interests become clear.")),
        "approval": (
            _("Approve"),
            _("The people consulted say whether their part is shown rightly and completely."),
        ),
        "weighing": (_("Weigh"), _("The supported outcome beside money, people and own view.")),
        "plan": (_("Plan"), _("A supported and workable plan of approach.")),
    }
