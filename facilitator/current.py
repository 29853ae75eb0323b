"""What belongs to the request at hand, for the doors."""

from datetime import date
from typing import cast

from flask import current_app

from facilitator.services.application import Application


def application() -> Application:
    """The running facilitator this request came to."""
    return cast(Application, current_app.extensions["facilitator"])


def today() -> date:
    """The day by the running facilitator's clock."""
    return application().now().date()
