"""One name, one thing: who reads two modules side by side never meets two classes of the same name."""

import ast
from collections import defaultdict
from collections.abc import Iterator
from typing import Final

from tests.house.tools import ROOT, committed

TABLES: Final = "facilitator/store/tables/"
"""A row is called as what the domain makes of it."""
APART: Final = ("facilitator/steps/", "facilitator/rehearsal/", "facilitator/store/migrations/")
"""Packages that the kernel doesn't know: what they have among themselves is theirs, but they take no name from it."""


def test_no_name_of_the_kernel_means_something_else_too() -> None:
    places = defaultdict(list)
    for name, module in classes():
        places[name].append(module)

    assert {name: found for name, found in places.items() if is_shared(found)} == {}


def is_shared(modules: list[str]) -> bool:
    return len(modules) > 1 and any(not it.startswith(APART) for it in modules)


def classes() -> Iterator[tuple[str, str]]:
    """List the classes and named types that a module gives to others, with the module."""
    for module in committed():
        if module.startswith("facilitator/") and module.endswith(".py") and not module.startswith(TABLES):
            tree = ast.parse((ROOT / module).read_text(encoding="utf-8"))
            yield from ((name, module) for name in named(tree) if not name.startswith("_"))


def named(tree: ast.Module) -> Iterator[str]:
    """List the classes of a module, and what it calls a type."""
    for node in tree.body:
        match node:
            case ast.ClassDef(name=name):
                yield name
            case ast.Assign(targets=[ast.Name(id=name)], value=ast.Subscript() | ast.BinOp()) if not name.isupper():
                yield name
