"""Style sheets, modules and fonts are kept for ever, and never stale."""

import gzip
import json
import re

import pytest
from flask import Flask, g
from flask.testing import FlaskClient

from facilitator.web import static_files
from facilitator.web.static_files import LENT, ROOT, TOGETHER, asset, import_map, stylesheet


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


def test_a_whole_style_sheet_has_its_layers_in_order(client: FlaskClient) -> None:
    sheet = client.get(stylesheet("desk")).text

    assert sheet.startswith("@layer reset, tokens, base, parts, pages;")
    assert sheet.index("@layer reset {") < sheet.index("@layer base {") < sheet.index("@layer pages {")


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


def test_the_import_map_leads_to_every_module(app: Flask, client: FlaskClient) -> None:
    with app.test_request_context():
        g.nonce = "word-of-honour"
        written = import_map(["shared/text.js", "socket.io-client"])

    found = re.search(r'<script type="importmap" nonce="word-of-honour">(.*)</script>', written)
    assert found is not None
    imports = json.loads(found[1])["imports"]
    assert set(imports) == {"#/shared/text.js", "socket.io-client"}
    for address in imports.values():
        answer = client.get(address)
        assert (answer.status_code, answer.mimetype) == (200, "text/javascript")


def test_modules_of_a_page_come_in_one_piece_that_imports_none_of_them(app: Flask, client: FlaskClient) -> None:
    with app.test_request_context():
        g.nonce = "word-of-honour"
        written = import_map(["socket.io-client"], together="phone")

    imports = json.loads(written.partition(">")[2].partition("<")[0])["imports"]
    (piece,) = {imports[f"#/{name}"] for name in LENT["phone"]}
    body = client.get(piece).text
    assert re.findall(r'^import .* from "(.*)";$', body, re.MULTILINE) == ["socket.io-client"]
    assert "export class Outbox" in body
    assert client.get("/static/js/all/nothing.js").status_code == 404


@pytest.mark.parametrize("page", TOGETHER)
def test_the_import_map_names_of_a_piece_what_others_import(page: str) -> None:
    others = [it for it in (ROOT / "js" / page).glob("*.js") if f"{page}/{it.name}" not in TOGETHER[page]]

    wanted = {name for it in others for name in re.findall(r'^(?:import|\}) .*from "#/(.*)";$', it.read_text(), re.M)}

    assert wanted == set(LENT[page])


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
