"""What belongs to the request at hand, for the doors."""

from typing import cast

from flask import current_app

from facilitator.services.house import House


def house() -> House:
    """The running facilitator this request came to."""
    return cast(House, current_app.extensions["facilitator"])
