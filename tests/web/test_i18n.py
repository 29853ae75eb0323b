"""Every word in every language: none missing, none unsure, none left over."""

import re
from typing import get_args

import pytest
from babel.messages.catalog import Catalog, Message
from flask import Flask, request
from flask.testing import FlaskClient
from flask_babel import gettext

from facilitator.catalogues import po_file, read_catalogue
from facilitator.domain.refusals import CODES, DeskCode
from facilitator.i18n import message_in, reader_language, use_language, words
from facilitator.languages import LANGUAGES, SOURCE
from facilitator.translations import SURFACES, extract
from facilitator.words.refusals import REFUSALS

TRANSLATED = [it for it in LANGUAGES if it != SOURCE]
EVERY_FILE = [(language, surface) for language in TRANSLATED for surface in SURFACES]
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|\{\w+\}")


@pytest.fixture(scope="module")
def extracted() -> dict[str, Catalog]:
    """Every text in code and templates, one catalogue a surface."""
    return extract()


@pytest.mark.parametrize(("language", "surface"), EVERY_FILE)
def test_every_text_of_a_surface_is_translated(extracted: dict[str, Catalog], language: str, surface: str) -> None:
    translated = read_catalogue(po_file(language, surface))

    missing = [it.id for it in extracted[surface] if it.id and not _is_translated(translated, it)]

    assert missing == [], f"python -m facilitator.translations {surface}, then translate"


def _is_translated(catalogue: Catalog, wanted: Message) -> bool:
    message = catalogue.get(wanted.id if isinstance(wanted.id, str) else wanted.id[0], wanted.context)
    if message is None or message.fuzzy:
        return False
    return all(message.string) if isinstance(message.string, tuple) else bool(message.string)


@pytest.mark.parametrize(("language", "surface"), EVERY_FILE)
def test_no_translation_is_left_over(extracted: dict[str, Catalog], language: str, surface: str) -> None:
    used = {_key(message) for message in extracted[surface]}
    catalogue = read_catalogue(po_file(language, surface))

    assert {_key(message) for message in catalogue} - used == set()
    assert not catalogue.obsolete


def _key(message: Message) -> object:
    return message.context, message.id[0] if isinstance(message.id, tuple) else message.id


@pytest.mark.parametrize(("language", "surface"), EVERY_FILE)
def test_a_translation_names_the_same_values(language: str, surface: str) -> None:
    for message in read_catalogue(po_file(language, surface)):
        ids = message.id if isinstance(message.id, tuple) else (message.id,)
        texts = message.string if isinstance(message.string, tuple) else (message.string,)
        named = {name for id in ids for name in PLACEHOLDER.findall(str(id))}
        if message.id and all(texts):
            assert {name for text in texts for name in PLACEHOLDER.findall(str(text))} == named


@pytest.mark.parametrize("language", TRANSLATED)
def test_no_text_is_translated_in_two_ways(language: str) -> None:
    seen: dict[object, object] = {}
    for surface in SURFACES:
        for message in read_catalogue(po_file(language, surface)):
            if message.id and message.string:
                assert seen.setdefault(_key(message), message.string) == message.string, message.id


def test_every_refusal_has_its_words() -> None:
    assert set(REFUSALS) == CODES | set(get_args(DeskCode))


@pytest.mark.parametrize("code", sorted(CODES))
def test_a_refusal_is_told_in_both_languages(code: str) -> None:
    dutch, english = (message_in(language, code, {"retry_after": 2, "limit": 140}) for language in ("nl", "en"))

    assert dutch != english
    assert "%(" not in dutch + english


def test_a_refusal_names_what_it_knows() -> None:
    assert "Wacht 7 s" in message_in("nl", "too_fast", {"retry_after": 7})


@pytest.mark.parametrize(
    ("wishes", "language"),
    [
        ({"query_string": "language=en", "headers": {"Accept-Language": "nl"}}, "en"),
        ({"headers": {"Accept-Language": "en-GB, nl;q=0.5"}}, "en"),
        ({"headers": {"Accept-Language": "nl-NL"}}, "nl"),
        ({"headers": {"Accept-Language": "fr"}}, "nl"),
        ({"query_string": "language=fr"}, "nl"),
        ({"headers": {"Cookie": "language=en"}}, "en"),
        ({"headers": {"Cookie": "language=../etc"}}, "nl"),
        ({}, "nl"),
    ],
)
def test_the_reader_chooses_the_language(app: Flask, wishes: dict, language: str) -> None:
    with app.test_request_context("/", **wishes):
        assert reader_language() == language


def test_a_page_may_have_a_language_of_its_own(app: Flask) -> None:
    with app.test_request_context("/", headers={"Accept-Language": "nl"}):
        assert gettext("Board") == "Bord"

        use_language("en")

        assert gettext("Board") == "Board"
        assert request.accept_languages.best == "nl"


def test_the_choice_is_remembered_on_the_desk(client: FlaskClient) -> None:
    client.get("/sign-in?language=en")

    assert '<html lang="en"' in client.get("/sign-in").text


def test_the_words_for_a_page_are_in_the_readers_language(app: Flask) -> None:
    with app.test_request_context("/?language=nl"):
        dutch = words("phone")
    with app.test_request_context("/?language=en"):
        english = words("phone")

    assert dutch.keys() == english.keys()
    assert dutch != english
