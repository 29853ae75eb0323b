"""The desk: where a facilitator prepares consultations, opens them and takes the outcome home."""

from flask import Blueprint

from facilitator.services.assignments import LOCAL_NAME
from facilitator.web.who import me

pages = Blueprint("desk", __name__, url_prefix="/desk")
pages.context_processor(lambda: {"me": me, "LOCAL_NAME": LOCAL_NAME})

from facilitator.web.desk import assignment, assignments, consultations, helping, rounds, settings  # noqa: E402, F401  # their views join `pages`
