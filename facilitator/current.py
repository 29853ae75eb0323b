"""What belongs to the request at hand, for the doors."""

from typing import cast

from flask import current_app

from facilitator.services.application import Application


def application() -> Application:
    """The running facilitator this request came to."""
    return cast(Application, current_app.extensions["facilitator"])
