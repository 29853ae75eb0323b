"""Style sheets, modules and fonts are kept for ever, and never stale."""

import gzip
import re
import shutil
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from facilitator.web import imports, static_files
from facilitator.web.imports import ROOT
from facilitator.web.static_files import TOGETHER, asset, modules, stylesheet


def test_a_file_under_its_hash_is_kept_for_ever(client: FlaskClient) -> None:
    answer = client.get(asset("css/reset.css"))

    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "max-age=31536000, immutable"
    assert answer.mimetype == "text/css"


@pytest.mark.parametrize("address", ["/static/css/reset.css", "/static/css/reset.css?v=0123456789"])
def test_a_file_under_another_hash_is_asked_for_again(client: FlaskClient, address: str) -> None:
    assert client.get(address).headers["Cache-Control"] == "no-cache"


def test_a_known_file_is_not_sent_again(client: FlaskClient) -> None:
    known = client.get("/static/css/reset.css").headers["ETag"]

    answer = client.get("/static/css/reset.css", headers={"If-None-Match": known})

    assert (answer.status_code, answer.data) == (304, b"")


def test_a_text_is_sent_compressed(client: FlaskClient) -> None:
    answer = client.get("/static/css/base.css", headers={"Accept-Encoding": "gzip"})

    assert answer.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(answer.data) == client.get("/static/css/base.css").data


def test_a_font_is_sent_as_it_is(client: FlaskClient) -> None:
    font = "/static/vendor/fonts/atkinson-hyperlegible-latin-400-normal.woff2"

    answer = client.get(font, headers={"Accept-Encoding": "gzip"})

    assert answer.mimetype == "font/woff2"
    assert "Content-Encoding" not in answer.headers


@pytest.mark.parametrize(
    "path",
    ["../pyproject.toml", "..%2fpyproject.toml", "css/../../run.py", "%2fetc/passwd", "css", "css/nothing.css", ""],
)
def test_nothing_outside_is_served(client: FlaskClient, path: str) -> None:
    assert client.get(f"/static/{path}", follow_redirects=True).status_code == 404


def test_a_whole_style_sheet_has_its_layers_in_order_and_without_their_names(client: FlaskClient) -> None:
    sheet = client.get(stylesheet("desk")).text

    in_order = ("[hidden] {", "--measure: ", "h1,\nh2,", ".button {", ".desk > main")
    places = [sheet.index(it) for it in in_order]
    assert places == sorted(places)
    assert sheet.count("{") == sheet.count("}")


@pytest.mark.parametrize("page", sorted(it.stem for it in (ROOT / "css/pages").glob("*.css")))
def test_no_rule_waits_for_a_browser_that_knows_layers(client: FlaskClient, page: str) -> None:
    assert "@layer" not in client.get(stylesheet(page)).text


def test_fonts_in_a_style_sheet_are_kept_for_ever_too(client: FlaskClient) -> None:
    fonts = re.findall(r'url\("([^"]+)"\)', client.get(stylesheet("desk")).text)

    assert fonts
    for font in fonts:
        assert client.get(font).headers["Cache-Control"] == static_files.IMMUTABLE


def test_a_phone_fetches_no_font(client: FlaskClient) -> None:
    assert "@font-face" not in client.get(stylesheet("plain")).text


def test_a_wrong_name_fails_where_it_is_written() -> None:
    with pytest.raises(FileNotFoundError):
        asset("css/nothing.css")


SCRIPTS = re.compile(r'(?:href|src)="(/static/[^"]+)"')
NAMES = re.compile(r"""\b(?:from|import)\s*"([^"]+)";""")


def scripts(client: FlaskClient, *addresses: str) -> dict[str, str]:
    """Fetch modules and all that they import, as a browser does: address → text."""
    fetched: dict[str, str] = {}
    waiting = list(addresses)
    while waiting:
        if (address := waiting.pop()) not in fetched:
            answer = client.get(address)
            assert (answer.status_code, answer.mimetype) == (200, "text/javascript"), address
            assert answer.headers["Cache-Control"] == static_files.IMMUTABLE
            fetched[address] = answer.text
            waiting += NAMES.findall(answer.text)
    return fetched


@pytest.mark.parametrize(
    "entry", ["all/phone.js", "board/board.js", "screen/screen.js", "interviews/interview.js", "maps/own.js"]
)
def test_modules_come_with_addresses_for_names_and_are_all_told_ahead(client: FlaskClient, entry: str) -> None:
    told = SCRIPTS.findall(modules(entry))

    fetched = scripts(client, told[-1])

    assert told[-1] == asset(f"js/{entry}")
    assert set(told) == set(fetched)
    assert [name for text in fetched.values() for name in NAMES.findall(text) if not name.startswith("/static/")] == []


def test_a_module_has_another_address_when_what_it_imports_is_another(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(ROOT / "js", tmp_path / "js")
    for module in (static_files, imports):
        monkeypatch.setattr(module, "ROOT", tmp_path)
    before = [asset("js/maps/own.js"), asset("js/maps/picture.js"), asset("js/phone/shelf.js")]

    (tmp_path / "js/maps/words.js").write_text("export const another = 1;")

    after = [asset("js/maps/own.js"), asset("js/maps/picture.js"), asset("js/phone/shelf.js")]
    assert [was == now for was, now in zip(before, after, strict=True)] == [False, False, True]


def test_modules_of_a_page_come_in_one_piece_that_imports_none_of_them(client: FlaskClient) -> None:
    body = client.get(asset("js/all/phone.js")).text

    assert NAMES.findall(body) == [asset("vendor/socket.io.esm.min.js")]
    assert "export class Outbox" in body
    assert client.get("/static/js/all/nothing.js").status_code == 404


def test_what_is_fetched_later_imports_from_the_piece_that_is_there(client: FlaskClient) -> None:
    later = client.get(asset("js/beside/phone/phone/pages.js"))

    assert later.headers["Cache-Control"] == static_files.IMMUTABLE
    assert NAMES.findall(later.text) == [asset("js/all/phone.js")]
    assert client.get("/static/js/beside/nothing/phone/pages.js").status_code == 404


@pytest.mark.parametrize("page", TOGETHER)
def test_modules_that_come_in_one_piece_declare_no_name_twice(page: str) -> None:
    declared = re.compile(r"^(?:export )?(?:async )?(?:function|class|const|let) (\w+)", re.MULTILINE)

    names = [name for module in TOGETHER[page] for name in declared.findall((ROOT / "js" / module).read_text())]

    assert sorted(set(names)) == sorted(names)


@pytest.mark.parametrize("page", TOGETHER)
def test_modules_that_come_in_one_piece_stand_after_what_they_import(page: str) -> None:
    modules = TOGETHER[page]

    for at, module in enumerate(modules):
        imports = re.findall(r'^(?:import|\}) .*from "#/(.*)";$', (ROOT / "js" / module).read_text(), re.MULTILINE)
        assert set(imports) <= set(modules[:at]), module


def test_a_page_may_have_the_rules_of_two(client: FlaskClient) -> None:
    both = client.get("/static/css/all/desk+plain.css").text

    assert ".desk > main" in both
    assert ".plain > main" in both
    assert client.get("/static/css/all/desk+.css").status_code == 404
    assert client.get("/static/css/all/desk+nothing.css").status_code == 404
