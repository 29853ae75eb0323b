"""The own societal network, over all own assignments: which types and angles are reached, and where nobody is."""

from collections import Counter
from dataclasses import dataclass

from flask import render_template
from flask_babel import gettext as _

from facilitator import current
from facilitator.domain.method import ENVIRONMENT_LABELS
from facilitator.steps.persons import portfolio
from facilitator.steps.persons.networks import DEFINITIONS, NETWORK_TYPES
from facilitator.steps.persons.portfolio import Network
from facilitator.steps.persons.rules import Seat, folded
from facilitator.web.desk import pages
from facilitator.web.who import me, own_account


@dataclass(frozen=True)
class Angle:
    """A function as far as it is reached, over all assignments."""

    name: str
    parts: list[str]
    reached: int
    open: int
    assignments: int


@pages.get("/network")
@own_account
def network() -> str:
    """Show the network of whoever is signed in, in counts: nobody is named here."""
    found = portfolio.networks(current.application().store, me().id)
    filled = [seat for it in found for seat in it.seats if seat.is_filled]
    return render_template(
        "persons/network.html",
        networks=found,
        assignments={it.assignment: it.title for it in found},
        environments=[{"key": key, "label": _(label)} for key, label in ENVIRONMENT_LABELS.items()],
        labels={key: _(it) for key, it in NETWORK_TYPES.items()},
        definitions={key: _(it) for key, it in DEFINITIONS.items()},
        cells=Counter((it.environment, it.network_type) for it in filled),
        types=Counter(it.network_type for it in filled),
        sides=Counter(it.internal for it in filled),
        reached=len(filled),
        angles=angles(found),
    )


def angles(found: list[Network]) -> list[Angle]:
    """List the functions that key persons were looked for from, the ones that are reached least first."""
    by_function: dict[str, list[tuple[str, Seat]]] = {}
    for it in found:
        for seat in it.seats:
            by_function.setdefault(folded(seat.function), []).append((it.assignment, seat))
    shown = [_angle(it) for it in by_function.values()]
    return sorted(shown, key=lambda it: (it.reached, folded(it.name)))


def _angle(seats: list[tuple[str, Seat]]) -> Angle:
    parts = {folded(seat.sub_function): seat.sub_function for _, seat in seats}
    reached = sum(seat.is_filled for _, seat in seats)
    return Angle(
        name=seats[0][1].function,
        parts=sorted(parts.values(), key=folded),
        reached=reached,
        open=len(seats) - reached,
        assignments=len({assignment for assignment, _ in seats}),
    )
