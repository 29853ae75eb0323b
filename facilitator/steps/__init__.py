"""The method around the room: each of its steps is a package of its own, and the kernel knows none of them.

A package has a `STEP` (services.steps.Step) and, where it has pages, a module or a folder `pages`. Those join the
desk's blueprint, or bring one of their own, called `pages` too.
"""

from collections.abc import Iterator
from importlib import import_module
from pkgutil import iter_modules, walk_packages
from types import ModuleType
from typing import TYPE_CHECKING

from facilitator.services.steps import Steps

if TYPE_CHECKING:
    from flask import Flask


def method() -> Steps:
    """Find every step that has a package here."""
    return Steps.of(it.STEP for it in _packages())


def _packages() -> Iterator[ModuleType]:
    return (import_module(it.name) for it in iter_modules(__path__, f"{__name__}."))


def register(app: "Flask") -> None:
    """Let the steps' pages join the desk, and hang those that are elsewhere under the app."""
    from facilitator.web import desk  # whoever needs a rule of a step needs no pages

    found = [module.pages for package in _packages() for module in _with_pages(package)]
    for blueprint in dict.fromkeys(found):
        if blueprint is not desk.pages:
            app.register_blueprint(blueprint)


def _with_pages(package: ModuleType) -> Iterator[ModuleType]:
    """Import a step's pages; give those that have views."""
    named = f"{package.__name__}.pages"
    for it in walk_packages(package.__path__, f"{package.__name__}."):
        if it.name == named or it.name.startswith(f"{named}."):
            module = import_module(it.name)
            if hasattr(module, "pages"):
                yield module
