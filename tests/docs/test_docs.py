"""The documentation says what is so: links, commands, settings, examples."""

import argparse
import re
from pathlib import Path
from typing import get_args
from urllib.parse import unquote

import pytest

from facilitator import config
from facilitator.cli.commands import COMMANDS, parser
from facilitator.config import from_environment
from facilitator.domain.acts import ACT_TYPES
from facilitator.domain.acts.room import SCREEN_MODES
from facilitator.domain.consultations import Phase
from facilitator.domain.refusals import CODES
from facilitator.exports import FORMATS
from facilitator.web.errors import STATUS_OF
from facilitator.web.headers import LARGER_REQUESTS
from tests.docs.pages import PROTOCOL, contents, includes, pages
from tests.house.tools import ROOT
from tests.wire.story import MESSAGES

README = ROOT / "README.md"
LINK = re.compile(r"\]\(([^)\s]+)\)")
CODE = re.compile(r"^```.*?^```", re.M | re.S)
HEADING = re.compile(r"^#+ (.+)$", re.M)
SETTING = re.compile(r"FACILITATOR_[A-Z_]+")
NOT_OF_OURS = ("http://", "https://", "mailto:")


def read(page: Path) -> str:
    return page.read_text(encoding="utf-8")


def named(page: Path) -> str:
    return page.relative_to(ROOT).as_posix()


# Links


def links(page: Path) -> list[str]:
    """List where a page leads, inside this project."""
    return [it for it in LINK.findall(CODE.sub("", read(page))) if not it.startswith(NOT_OF_OURS)]


def anchors(page: Path) -> set[str]:
    """List the places in a page that can be linked to, as forges name them."""
    titles = [re.sub(r"[^\w\- ]", "", title.lower()) for title in HEADING.findall(CODE.sub("", read(page)))]
    return {title.replace(" ", "-") for title in titles}


@pytest.mark.parametrize("document", pages(), ids=named)
def test_every_link_leads_somewhere(document: Path) -> None:
    for link in links(document):
        path, _, anchor = unquote(link).partition("#")
        target = (document.parent / path).resolve() if path else document
        assert target.exists(), link
        assert ROOT in target.parents, link
        if anchor:
            assert anchor in anchors(target), link


def test_every_page_can_be_reached_from_the_readme() -> None:
    found, waiting = set(), [README]
    while waiting:
        page = waiting.pop()
        if page in found:
            continue
        found.add(page)
        inside = [(page.parent / link.partition("#")[0]).resolve() for link in links(page) if link[0] != "#"]
        waiting += [it for it in map(page_at, inside) if it.is_file() and it.suffix == ".md"]
    assert set(pages()) - found <= {ROOT / "CHANGELOG.md"}


def page_at(place: Path) -> Path:
    """The page that a link to a folder shows."""
    return place / "README.md" if place.is_dir() else place


# Commands


def flags(command: str) -> dict[str, argparse.Action]:
    """The flags of a command, by name."""
    one = next(iter(parser()._subparsers._group_actions)).choices[command]  # type: ignore[union-attr, index]
    return {flag: it for it in one._actions for flag in it.option_strings}


def documented_commands() -> dict[str, str]:
    """The README's table: command → its row."""
    rows = re.findall(r"^\| `python3 run\.py ([^`]*)` \|.*$", read(README), re.M)
    whole = re.findall(r"^\| `python3 run\.py .*$", read(README), re.M)
    return {words.strip("[]").split()[0].strip("[]"): row for words, row in zip(rows, whole, strict=True)}


def test_the_readme_names_every_command_once() -> None:
    assert set(documented_commands()) == {*COMMANDS, "test"}


@pytest.mark.parametrize("command", COMMANDS)
def test_the_readme_names_every_flag_of_a_command_and_no_other(command: str) -> None:
    said = set(re.findall(r"(?<![\w-])--?[a-z]+", documented_commands()[command]))
    ours = set(flags(command)) - {"-h", "--help"}
    everywhere = {"--database", "--queue"}
    assert said <= ours
    assert {max(it.option_strings, key=len) for it in flags(command).values()} - {"--help"} - everywhere <= said | {
        "--output" if "-o" in said else ""
    }


@pytest.mark.parametrize("document", [README, PROTOCOL], ids=named)
def test_every_kind_of_export_is_told_of(document: Path) -> None:
    assert [it for it in FORMATS if f"`{it}`" not in read(document)] == []


@pytest.mark.parametrize("document", pages(), ids=named)
def test_every_command_that_a_page_shows_exists(document: Path) -> None:
    shown = re.findall(r"python3 run\.py +\[?([a-z][a-z-]*)", read(document))
    assert set(shown) <= {*COMMANDS, "test"}


# Settings


def known_settings() -> set[str]:
    """Every name that the settings are read from."""
    return set(SETTING.findall(Path(config.__file__).read_text()))


def settings_table() -> dict[str, str]:
    """The README's table: setting → default."""
    rows = re.findall(r"^\| `(FACILITATOR_\w+)` \| ([^|]*) \|", read(README), re.M)
    assert len(rows) == len(dict(rows))
    return dict(rows)


def test_the_readme_names_every_setting_once() -> None:
    assert set(settings_table()) == known_settings()


def test_the_defaults_in_the_readme_are_the_defaults() -> None:
    fresh = from_environment({"FACILITATOR_SECRET": "x"}, {})
    said = {name: default.strip("`") for name, default in settings_table().items()}
    assert said["FACILITATOR_ASYNC"] == fresh.async_mode
    assert said["FACILITATOR_LANGUAGE"] == fresh.language
    assert said["FACILITATOR_LOG"] == fresh.log
    assert float(said["FACILITATOR_PHONE_RATE"]) == fresh.phone_rate
    assert float(said["FACILITATOR_CONSULTATION_RATE"]) == fresh.consultation_rate
    assert int(said["FACILITATOR_CONNECTIONS"]) == fresh.most_connections
    assert int(said["FACILITATOR_TRUSTED_PROXIES"]) == fresh.trusted_proxies
    assert (said["FACILITATOR_QUEUE"], fresh.queue) == ("none", None)
    assert (said["FACILITATOR_PUBLIC_URL"], fresh.public_url) == ("none", None)
    assert (said["FACILITATOR_METRICS"], fresh.metrics) == ("off", False)
    assert fresh.database == f"sqlite:///{config.INSTANCE / 'facilitator.sqlite'}"


@pytest.mark.parametrize("document", [*pages(), *sorted((ROOT / "deploy").iterdir())], ids=named)
def test_every_setting_that_a_page_names_exists(document: Path) -> None:
    assert set(SETTING.findall(read(document))) <= known_settings()


# Protocol


def test_the_protocol_shows_every_example_once() -> None:
    found = [file.relative_to(MESSAGES).with_suffix("").as_posix() for file in MESSAGES.rglob("*.json")]
    assert sorted(includes(read(PROTOCOL))) == sorted(found), "python -m tests.docs.pages"
    assert all(read(PROTOCOL).count(f"[`{name}`]") == 1 for name in found)


@pytest.mark.parametrize("name", includes(read(PROTOCOL)))
def test_an_example_in_the_protocol_is_its_file(name: str) -> None:
    assert includes(read(PROTOCOL))[name] == contents(name), "python -m tests.docs.pages"


def test_the_protocol_names_every_refusal_with_its_status() -> None:
    rows = re.findall(r"^\| ((?:`[a-z_]+`(?:, )?)+) \|.*\| (\d{3}) \|$", read(PROTOCOL), re.M)
    said = {code: int(status) for codes, status in rows for code in re.findall(r"`([a-z_]+)`", codes)}
    assert said == {code: STATUS_OF.get(code, 400) for code in CODES}


def test_the_protocol_names_every_act_field_and_mode() -> None:
    text = CODE.sub("", read(PROTOCOL))
    for act, shape in ((it.name, it.fields) for it in ACT_TYPES.values()):
        form = re.search(rf"`{act} \{{([^}}]*)\}}`" if shape else rf"`{act}()`", text)
        assert form is not None, act
        said = [it for it in form[1].split(", ") if it]
        assert {it.strip("?") for it in said} == set(shape), act
        assert not [it for it in said if it.endswith("?") and shape[it.strip("?")].required], act
    assert all(f"`{mode}`" in text for mode in (*SCREEN_MODES, *get_args(Phase)))


# Words

WRONG_WORDS = re.compile(r"\b(session|sessions|sub-?agents?|prompt|prompts|/work|chatbots?|LLM|AI)\b", re.I)


@pytest.mark.parametrize("document", pages(), ids=named)
def test_no_page_uses_a_word_that_is_not_ours(document: Path) -> None:
    assert WRONG_WORDS.findall(CODE.sub("", read(document))) == []


@pytest.mark.parametrize("document", pages(), ids=named)
def test_no_picture_is_heavy_and_each_says_what_it_shows(document: Path) -> None:
    for words, target in re.findall(r"!\[([^\]]*)\]\(([^)]+)\)", read(document)):
        assert len(words) > 20, target
        assert (document.parent / target).stat().st_size <= 300 * 1024, target


# Deploying


def test_the_proxy_keeps_no_line_of_who_came() -> None:
    servers = read(ROOT / "deploy/nginx.conf").split("\nserver {")[1:]
    assert len(servers) == 2
    assert all("access_log off;" in server for server in servers)
    assert "access_log /" not in read(ROOT / "deploy/nginx.conf")


def test_the_proxy_passes_on_the_host_and_whom_it_speaks_for_wherever_it_sets_headers() -> None:
    blocks = re.split(r"\b(?:server|location [^{]+) \{", read(ROOT / "deploy/nginx.conf"))
    setting = [block for block in blocks if "proxy_set_header" in block]
    assert len(setting) == 2
    for block in setting:
        assert "proxy_set_header Host $host;" in block
        assert "proxy_set_header X-Forwarded-For $remote_addr;" in block, "and nothing of what a visitor put there"
    assert "FACILITATOR_TRUSTED_PROXIES=1" in read(ROOT / "deploy/facilitator.env").splitlines()


def test_the_proxy_lets_files_in_where_a_page_takes_one() -> None:
    sizes = re.findall(r"location [=~] (\S+) \{[^}]*client_max_body_size (\d+)m;", read(ROOT / "deploy/nginx.conf"))
    paths = {"desk.map_import": "/desk/import", "desk.persons_import": "/desk/tracks/0123456789abcdef/persons/import"}
    assert set(paths) == set(LARGER_REQUESTS)
    for endpoint, path in paths.items():
        [megabytes] = [int(size) for pattern, size in sizes if re.fullmatch(pattern, path)]
        assert megabytes * 1024 * 1024 >= LARGER_REQUESTS[endpoint]


def test_the_unit_bounds_what_a_process_may_take() -> None:
    unit = read(ROOT / "deploy/facilitator@.service").splitlines()
    for line in ("LimitNOFILE=8192", "LimitCORE=0", "MemoryMax=1G", "Restart=always"):
        assert line in unit
