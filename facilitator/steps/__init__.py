"""The method around the room: each of its steps is a package of its own, and the kernel knows none of them."""

from importlib import import_module
from pkgutil import walk_packages

from flask import Flask

PUBLIC = ("scan", "feedback", "approval")
"""Steps that have pages without a sign-in too."""


def register(app: Flask) -> None:
    """Let the steps' pages join the desk, and hang their public pages under the app."""
    for module in walk_packages(__path__, f"{__name__}."):
        if ".pages" in module.name:
            import_module(module.name)  # its views join the desk's
    for step in PUBLIC:
        app.register_blueprint(import_module(f"{__name__}.{step}.pages.public").pages)
