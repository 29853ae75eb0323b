"""The desk: where a facilitator prepares consultations, opens them and takes the outcome home."""

from importlib import import_module
from pkgutil import iter_modules

from flask import Blueprint

from facilitator.services.accounts.local import LOCAL_NAME
from facilitator.web.desk.steps import steps_over_all
from facilitator.web.parts import parts_at
from facilitator.web.who import me

pages = Blueprint("desk", __name__, url_prefix="/desk")
pages.context_processor(
    lambda: {"me": me, "LOCAL_NAME": LOCAL_NAME, "parts_at": parts_at, "steps_over_all": steps_over_all}
)

for module in iter_modules(__path__, f"{__name__}."):
    import_module(module.name)  # its views join `pages`
