"""The method's own steps, each with its why in one sentence."""

from flask_babel import gettext as _

SUSPICION, CONSULT, MAP = 0, 2, 3
"""Places in both lists of the steps that this release knows."""


def steps_of(track: str) -> list[tuple[str, str]]:
    """List the steps of a track ("process" | "goal") as (name, why)."""
    return _process() if track == "process" else _goal()


def _process() -> list[tuple[str, str]]:
    return [
        (_("Suspicion"), _("Something is going on, but we do not know exactly what. So no solution yet.")),
        (_("Key persons"), _("Who has knowledge and skill of it, inside and outside?")),
        (_("Consult"), _("The same five questions for everybody. Literal, anonymous, no debate.")),
        (
            _("Process map"),
            _("Sorted in your own division, developments, causes and solution directions become clear."),
        ),
        (_("Weigh"), _("The supported outcome beside course, own view, budget and planning.")),
    ]


def _goal() -> list[tuple[str, str]]:
    return [
        (_("Settled"), _("The issue and its solution have been decided and have an owner.")),
        (_("Network"), _("Who has experience, insight or an interest in the solution?")),
        (_("Consult"), _("The same five questions for everybody. Literal, anonymous, no debate.")),
        (_("Goal map"), _("Sorted in your own division, ways, needs and interests become clear.")),
        (_("Approve"), _("The people consulted say whether their part is shown rightly and completely.")),
        (_("Weigh"), _("The supported outcome beside money, people and own view.")),
        (_("Plan"), _("A supported and workable plan of approach.")),
    ]
