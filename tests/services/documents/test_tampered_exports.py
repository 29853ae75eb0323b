"""Whoever has an export may change anything in it: what is noticed, by us and by who follows the recipe."""

import json
import lzma
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from facilitator.services.documents import verifying
from facilitator.services.documents.verifying import Broken
from facilitator.services.documents.writing import fingerprinted, whole_version
from facilitator.vendor import deno, deno_environment
from tests.services.documents.closed_track import Document, Furnished

HERE = Path(__file__).parent


RELEASED = HERE.parents[1] / "store" / "released"


Alter = Callable[[Document], Any]


# On an export


def setting(*path: Any, to: Any) -> Alter:
    def alter(it: Any) -> None:
        for step in path[:-1]:
            it = it[step]
        assert it[path[-1]] != to, "it changed nothing"
        it[path[-1]] = to

    return alter


def a_text(it: Document) -> Document:
    return next(one for one in it["oneliners"] if one["text"] == "Uitspraak 0.")


def masked_by_nobody(it: Document) -> None:
    a_text(it).update(text="▮▮▮▮ en iets anders.", salt=None, masks=[[0, 4, "gone"]])
    it["counts"]["masked"] += 1


def emptied(it: Document) -> None:
    a_text(it).update(text="", salt=None)


def left(it: Document) -> None:
    next(one for one in it["oneliners"] if not one["salt"])["text"] = "▮▮▮▮ 9."


def one_more(it: Document) -> None:
    it["oneliners"].append({**it["oneliners"][0], "id": "0" * 16})
    it["counts"] = {**it["counts"], "received": len(it["oneliners"]), "mapped": it["counts"]["mapped"] + 1}


def one_less(it: Document) -> None:
    gone = a_text(it)
    it["oneliners"].remove(gone)
    it["counts"]["received"] -= 1
    it["counts"]["hidden" if gone["hidden"] else "mapped"] -= 1


def act(kind: str, **to: Any) -> Alter:
    return lambda it: next(one for one in it["acts"] if one["type"] == kind).update(to)


IN_AN_EXPORT: dict[str, Alter] = {
    "a text": lambda it: a_text(it).update(text="Anders."),
    "a text is masked by nobody": masked_by_nobody,
    "a text is emptied": emptied,
    "what is left of a masked text": left,
    "one more": one_more,
    "one less": one_less,
    **{
        f"a one-liner's {name}": lambda it, name=name, to=to: a_text(it).update({name: to})  # type: ignore[misc]
        for name, to in {
            "question": "0" * 16, "kind": "pitfall", "environment": "execution", "source": "paper",
            "hidden": "off_topic", "same": "x", "parent": "0" * 16, "probe": "0" * 16, "category": "0" * 16,
            "cooperation": "no", "variants": [{"variant": "A", "stance": "for"}], "world": "lived",
            "consultation": "0" * 16, "salt": "00" * 16, "commitment": "00" * 32, "masks": [[0, 4, "gone"]],
        }.items()
    },
    "a question's words": setting("questions", 0, "text", to="Anders?"),
    "a question's title": setting("questions", 0, "title", to="Anders"),
    "a category's name": setting("categories", 0, "name", to="Anders"),
    "a category's name in its division": setting("divisions", 0, "categories", 0, "name", to="Anders"),
    "a placement": setting("divisions", 0, "placements", to={}),
    "a second category": setting("also", to={}),
    "a link": setting("relations", 0, "kind", to="tension"),
    "a probe's words": setting("probes", 0, "text", to="Anders?"),
    "how many there were": setting("presence", to={}),
    "a consultation's day": setting("consultations", 0, "day", to="2026-01-01"),
    "the theme": setting("track", "theme", to="Anders"),
    "a count": setting("counts", "hidden", to=0),
    "the sentence of the counts": setting("counts_line", to="Alles is in de map."),
    "the fingerprint": setting("fingerprint", to="0" * 64),
    "the fingerprint that is shown": setting("fingerprint_shown", to="0" * 16),
    "the format": setting("format", to="facilitator/1"),
    "an act's day": act("hidden", day="2026-01-01"),
    "who did an act": act("hidden", by="eve"),
    "an act's digest": act("hidden", digest="0" * 64),
    "the words of an act": lambda it: next(a for a in it["acts"] if "body" in a)["body"].update(name="Anders"),
    "an act is told by digest alone": lambda it: next(a for a in it["acts"] if "body" in a).pop("body"),
    "what closing destroyed": lambda it: next(a for a in it["acts"] if "apart" in a)["apart"].update(destroyed={}),
    "what closing destroyed is not told": lambda it: next(a for a in it["acts"] if "apart" in a).pop("apart"),
    "an act is left out": lambda it: it["acts"].pop(1),
    "the last act is left out": lambda it: it["acts"].pop(),
    "a version's words": lambda it: a_text(it["versions"][1]["contents"]).update(text="Anders."),
    "a version's text is masked by nobody": lambda it: masked_by_nobody(it["versions"][1]["contents"]),
    "a version's question": setting("versions", 1, "contents", "questions", 0, "text", to="Anders?"),
    "a version's category": setting("versions", 1, "contents", "categories", 0, "name", to="Anders"),
    "a version's placement": lambda it: a_text(it["versions"][1]["contents"]).update(category="0" * 16),
    "a version's day": setting("versions", 1, "day", to="2026-01-01"),
    "a version's author": setting("versions", 1, "by", to="eve"),
    "a version's number": setting("versions", 1, "number", to=7),
    "a version's fingerprint": setting("versions", 1, "fingerprint", to="0" * 64),
    "a version's format": setting("versions", 1, "contents", "format", to="facilitator/1"),
    "a version before's words": lambda it: a_text(it["versions"][0]["contents"]).update(text="Anders."),
}  # fmt: skip


@pytest.mark.parametrize("alter", IN_AN_EXPORT.values(), ids=IN_AN_EXPORT)
def test_what_was_changed_in_an_export_is_noticed(furnished: Furnished, alter: Alter) -> None:
    content = furnished.document
    verifying.document(content)
    alter(content)

    with pytest.raises(Broken) as broken:
        verifying.document(content)

    assert "\n" not in str(broken.value)
    assert "Uitspraak" not in str(broken.value)


WHATEVER_ITS_FINGERPRINT = [
    "a text", "a text is masked by nobody", "what is left of a masked text", "one more", "one less",
    "a one-liner's question", "a one-liner's environment", "a one-liner's source", "a one-liner's parent",
    "a question's words", "a probe's words", "how many there were", "a consultation's day",
]  # fmt: skip


@pytest.mark.parametrize("name", WHATEVER_ITS_FINGERPRINT)
def test_what_is_there_now_is_held_to_what_was_fixed(furnished: Furnished, name: str) -> None:
    content = furnished.document
    IN_AN_EXPORT[name](content)
    content = fingerprinted(content)

    with pytest.raises(Broken):
        verifying.document(content)


AS_IT_WAS_FIXED = [
    "a one-liner's kind", "a one-liner's hidden", "a one-liner's same", "a one-liner's world", "a category's name",
    "a category's name in its division", "a placement", "a second category", "a link",
]  # fmt: skip


def unaltered(furnished: Furnished) -> Document:
    """The document as it would be if nothing had been done since its last version."""
    whole = furnished.document
    last = whole_version(whole["versions"][-1], whole["acts"])
    made: Document = json.loads(json.dumps(fingerprinted({**last, "versions": whole["versions"]})))
    return made


@pytest.mark.parametrize("name", AS_IT_WAS_FIXED)
def test_what_nobody_did_since_it_was_fixed_is_noticed(furnished: Furnished, name: str) -> None:
    content = unaltered(furnished)
    verifying.document(content)
    IN_AN_EXPORT[name](content)

    with pytest.raises(Broken):
        verifying.document(fingerprinted(content))


# By another's hand


def altered(content: Document, alter: Alter) -> Document:
    alter(content)
    return content


def test_another_program_that_follows_the_recipe_finds_the_same(furnished: Furnished, tmp_path: Path) -> None:
    """docs/verify.md is enough: it needs nothing of ours, and no database."""
    good = {"nothing": furnished.document, "nothing since": unaltered(furnished)}
    broken = {name: altered(furnished.document, alter) for name, alter in IN_AN_EXPORT.items()}
    for name in WHATEVER_ITS_FINGERPRINT:
        broken[f"{name}, and the fingerprint"] = fingerprinted(altered(furnished.document, IN_AN_EXPORT[name]))
    for name in AS_IT_WAS_FIXED:
        broken[f"{name}, by nobody"] = fingerprinted(altered(unaltered(furnished), IN_AN_EXPORT[name]))
    files = {name: written(tmp_path, name, content) for name, content in (good | broken).items()}

    found = dict(zip(files, said_by_the_recipe(*files.values()), strict=True))

    assert {name: found.pop(name) for name in good} == dict.fromkeys(good, "good")
    assert [name for name, said in found.items() if not said.startswith("broken: ")] == []


def test_it_finds_what_earlier_releases_exported_good(tmp_path: Path) -> None:
    released = sorted(RELEASED.glob("*_process.json.xz"))
    files = [written(tmp_path, it.name, json.loads(lzma.decompress(it.read_bytes()))) for it in released]

    assert said_by_the_recipe(*files) == ["good"] * len(released)


def written(folder: Path, name: str, content: Document) -> Path:
    file = folder / f"{name}.json"
    file.write_text(json.dumps(content), "utf-8")
    return file


def said_by_the_recipe(*files: Path) -> list[str]:
    command: list[str | Path] = [
        deno(),
        "run",
        "--no-config",
        f"--allow-read={files[0].parent}",
        HERE / "verify.js",
        *files,
    ]
    done = subprocess.run(command, env=deno_environment(), capture_output=True, text=True, check=True)
    return done.stdout.splitlines()
