"""Assignments at the desk: the list of them, and each with its details, its record and its end."""

from facilitator.web.desk.assignments import overview, pages  # noqa: F401  # their views join the desk's
