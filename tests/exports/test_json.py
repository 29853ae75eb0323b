"""The whole document as JSON."""

import json

import pytest

from facilitator.exports.json import document


def test_the_document_reads_back_as_it_was() -> None:
    content = {"uitspraken": [{"id": "a", "text": "Eén 👩‍🌾 loket"}], "titel": None, "n": 3}
    file = document(content)
    assert json.loads(file) == content
    assert "Eén 👩‍🌾 loket".encode() in file


def test_the_order_of_the_keys_makes_no_difference() -> None:
    assert document({"a": 1, "b": {"c": 2, "d": 3}}) == document({"b": {"d": 3, "c": 2}, "a": 1})
    assert document({"a": 1}) == b'{\n  "a": 1\n}\n'


def test_what_json_has_no_word_for_is_refused() -> None:
    with pytest.raises(ValueError, match="JSON"):
        document({"share": float("nan")})
    with pytest.raises(TypeError):
        document({"day": object()})
