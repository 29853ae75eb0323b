"""A language is one line in the list of languages and one folder of .po files, and nothing else."""

import ast
import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import write_po

from facilitator.languages import LANGUAGES
from facilitator.translations import extract
from tests.patience import SETTING_UP

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "facilitator"
LIST = PACKAGE / "languages.py"
CODE, NAME, SIGN = "fy", "Frysk", "~"


def test_no_dictionary_but_the_list_has_languages_for_keys() -> None:
    found = {path.relative_to(PACKAGE) for path in PACKAGE.rglob("*.py") if _has_languages_for_keys(path)}

    assert found == {LIST.relative_to(PACKAGE)}


def _has_languages_for_keys(path: Path) -> bool:
    return any(_is_by_language(node) for node in ast.walk(ast.parse(path.read_text())))


def _is_by_language(node: ast.AST) -> bool:
    if not isinstance(node, ast.Dict):
        return False
    keys = {key.value for key in node.keys if isinstance(key, ast.Constant)}
    return len(keys & set(LANGUAGES)) > 1


def test_nothing_asks_which_language_it_is() -> None:
    found = {path.relative_to(PACKAGE).as_posix() for path in PACKAGE.rglob("*.py") if _compares_with_a_language(path)}

    assert found == set()


def _compares_with_a_language(path: Path) -> bool:
    compared = (node for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Compare))
    return any(
        isinstance(side, ast.Constant) and side.value in LANGUAGES
        for node in compared
        for side in (node.left, *node.comparators)
    )


@pytest.fixture(scope="module")
def frisian(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What people read in a language that a copy of the code was given: one line, and a folder with one .po file."""
    copy = tmp_path_factory.mktemp("copy")
    shutil.copytree(PACKAGE, copy / "facilitator", ignore=shutil.ignore_patterns("__pycache__", "example"))
    for folder in ("static", "templates", "tests"):
        (copy / folder).symlink_to(ROOT / folder)
    _add_line(copy / "facilitator" / "languages.py")
    _add_texts(copy / "facilitator" / "translations" / CODE / "LC_MESSAGES" / "every.po")
    done = subprocess.run(
        [sys.executable, "-m", "tests.house.speaking", CODE, copy],
        cwd=copy,
        capture_output=True,
        text=True,
        timeout=SETTING_UP,
    )
    assert done.returncode == 0, done.stderr
    read: dict[str, Any] = json.loads(done.stdout)
    return read


def _add_line(file: Path) -> None:
    before, after = file.read_text().split('    "en": Language', 1)
    file.write_text(f'{before}    "{CODE}": Language("{NAME}", "{CODE}-NL"),\n    "en": Language{after}')


def _add_texts(file: Path) -> None:
    """Translate every text by a sign before it, as no text of ours has."""
    whole = Catalog(locale=CODE)
    for message in (message for found in extract().values() for message in found if message.id):
        ids = (message.id,) if isinstance(message.id, str) else message.id
        texts = tuple(SIGN + id for id in ids)
        whole.add(message.id, texts if len(texts) > 1 else texts[0], context=message.context)
    file.parent.mkdir(parents=True)
    with file.open("wb") as target:
        write_po(target, whole)


def test_a_new_language_may_be_chosen(frisian: dict[str, Any]) -> None:
    assert frisian["names"] == ["Nederlands", NAME, "English"]
    assert f'lang="{CODE}"' in frisian["new"]
    assert f'value="{CODE}"' in frisian["new"]


@pytest.mark.parametrize("reader", ["new", "board", "map", "phone", "asked", "screen", "report"])
def test_a_new_language_is_read_on_every_page(frisian: dict[str, Any], reader: str) -> None:
    assert f'<html lang="{CODE}"' in frisian[reader]
    assert frisian[reader].count(SIGN) > 10


def test_a_new_language_reaches_the_phone_by_its_state(frisian: dict[str, Any]) -> None:
    state = frisian["state"]

    assert state["question"]["title"] == f"{SIGN}Developments"
    assert all(it["label"].startswith(SIGN) for it in state["environments"])
    assert all(rule.startswith(SIGN) for rule in state["rules"])


def test_a_new_language_heads_every_export(frisian: dict[str, Any]) -> None:
    for table in (frisian["csv"], frisian["excel"]):
        assert all(name.startswith(SIGN) for name in table[0])
        assert f"{SIGN}development" in table[1]
        assert f"{SIGN}(not shown)" in table[1]
    assert frisian["summary"][0][0] == f"{SIGN}category"
    assert frisian["sheet"] == [f"{SIGN}One-liners"]
    assert frisian["counts"].startswith(f"{SIGN}1 received")
