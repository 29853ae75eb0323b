"""Whoever comes new reads what each thing achieves where it stands: no public definition is without a docstring."""

import ast
from collections.abc import Iterator
from pathlib import Path

PACKAGE = Path(__file__).resolve().parents[2] / "facilitator"
Definition = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef


def test_every_public_definition_says_what_it_achieves() -> None:
    silent = [name for path in sorted(PACKAGE.rglob("*.py")) for name in _silent(path)]

    assert silent == []


def _silent(path: Path) -> Iterator[str]:
    module = ast.parse(path.read_text())
    where = path.relative_to(PACKAGE.parent).as_posix()
    if not ast.get_docstring(module):
        yield where
    yield from (f"{where}: {name}" for name, found in _public(module) if not ast.get_docstring(found))


def _public(scope: ast.AST, prefix: str = "") -> Iterator[tuple[str, Definition]]:
    """Classes, functions, methods, properties and the methods of protocols; not what is inside a function."""
    for it in ast.iter_child_nodes(scope):
        if isinstance(it, Definition) and not it.name.startswith("_"):
            yield prefix + it.name, it
            if isinstance(it, ast.ClassDef):
                yield from _public(it, f"{prefix}{it.name}.")
