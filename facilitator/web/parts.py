"""What the steps of the method show on pages of the kernel, drawn by their own templates."""

from collections.abc import Mapping

from flask import render_template
from markupsafe import Markup

from facilitator import current
from facilitator.services.desk import DeskAssignment, DeskTrack
from facilitator.services.steps import FixedMap, Spot


def sheets_at(spot: Spot) -> list[str]:
    """Name the style sheets of what steps show at a spot."""
    return [it.sheet for it in current.application().steps.shown(spot) if it.sheet]


def parts_at(spot: Spot, subject: DeskAssignment | DeskTrack | FixedMap | Mapping[str, str]) -> list[Markup]:
    """Draw what each step shows at a spot, in the method's order."""
    application = current.application()
    asked = ((it.template, it.facts(application.store, subject)) for it in application.steps.shown(spot))
    return [Markup(render_template(template, **facts)) for template, facts in asked if facts is not None]
