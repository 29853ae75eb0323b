"""The examples of docs/protocol.md are what the readers take and what the doors send."""

import json
from pathlib import Path
from typing import Any

import pytest

from facilitator import wire
from facilitator.domain.acts import ACT_TYPES
from facilitator.domain.events import ADDED, RECEIVED, WITHDRAWN
from facilitator.domain.refusals import Refusal
from tests.wire.story import MESSAGES, file_of, tell

READERS = {
    "submit": wire.read_submission,
    "submit_to_probe": wire.read_submission,
    "submit_goal": wire.read_submission,
    "submit_untidy": wire.read_submission,
    "withdraw": wire.read_key,
    "mine": wire.read_keys,
}


def names(under: str = "") -> list[str]:
    """List the examples under a folder, by name."""
    files = (MESSAGES / under).rglob("*.json")
    return sorted(file.relative_to(MESSAGES).with_suffix("").as_posix() for file in files)


def example(name: str) -> Any:
    return json.loads(file_of(name).read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def told() -> dict[str, Any]:
    """Every message of the story, as the code makes them now."""
    return tell()


def test_there_is_an_example_of_every_message(told: dict[str, Any]) -> None:
    assert names() == sorted(told), "python -m tests.wire.story writes them anew"


@pytest.mark.parametrize("name", names())
def test_an_example_has_the_fields_that_the_code_makes(name: str, told: dict[str, Any]) -> None:
    assert shape(example(name)) == shape(told[name]), "python -m tests.wire.story writes them anew"


def shape(value: Any) -> Any:
    """Keep the names and the types, drop the values. Codes and types of events stay as they are."""
    if isinstance(value, dict):
        return {named(key): it if key in ("type", "code") else shape(it) for key, it in value.items()}
    if isinstance(value, list):
        return [shape(it) for it in value]
    return type(value).__name__


def named(key: str) -> str:
    """The name of a field; ids that stand for one are all alike."""
    return "<id>" if len(key) == 16 and set(key) <= set("0123456789abcdef") else key


# From phones


def test_every_message_of_a_phone_has_a_reader() -> None:
    assert {Path(name).name for name in names("from-phone")} == {*READERS, "connect", "oneliner_http"}


@pytest.mark.parametrize("name", READERS)
def test_what_phones_send_is_read(name: str) -> None:
    READERS[name](example(f"from-phone/{name}"))


@pytest.mark.parametrize("name", ["submit", "submit_to_probe"])
def test_what_is_read_of_a_submission_is_what_was_sent(name: str) -> None:
    sent = example(f"from-phone/{name}")
    read = wire.read_submission(sent)
    assert (read.key, read.question, read.text) == (sent["key"], sent["question"], sent["text"])
    assert read.probe == sent.get("probe")


def test_the_fallback_takes_a_submission_and_an_environment() -> None:
    sent = example("from-phone/oneliner_http")
    assert sent.pop("environment") == "execution"
    assert wire.read_submission(sent).text == sent["text"]


def test_a_field_that_nobody_knows_is_refused() -> None:
    with pytest.raises(Refusal) as refused:
        wire.read_submission(example("from-phone/submit") | {"name": "Ben"})
    assert refused.value.code == "bad_request"


# From boards


def test_every_act_has_an_example() -> None:
    assert {Path(name).name for name in names("from-board/acts")} == set(ACT_TYPES)


@pytest.mark.parametrize("type", ACT_TYPES)
def test_every_act_is_read(type: str) -> None:
    sent = example(f"from-board/acts/{type}")
    act = wire.read_act(sent)
    assert (act.type, act.key) == (type, sent["key"])
    assert act.fields == {name: it for name, it in sent.items() if name not in ("key", "type") and it is not None}


@pytest.mark.parametrize("type", ACT_TYPES)
def test_an_act_without_a_field_that_it_needs_is_refused(type: str) -> None:
    for name in ("key", *(it for it, field in ACT_TYPES[type].fields.items() if field.required)):
        less = {it: value for it, value in example(f"from-board/acts/{type}").items() if it != name}
        with pytest.raises(Refusal) as refused:
            wire.read_act(less)
        assert refused.value.code == "bad_request"


def test_a_revision_is_read() -> None:
    assert wire.read_revision(example("from-board/since")) == example("from-board/since")["revision"]


# To boards and screens


def test_every_event_has_an_example_as_boards_get_it() -> None:
    wanted = {*(it.past for it in ACT_TYPES.values()), RECEIVED, ADDED, WITHDRAWN}
    assert {Path(name).name for name in names("to-board/events/")} == wanted


def test_screens_have_examples_of_the_same_events_and_of_what_is_withheld() -> None:
    seen = {Path(name).name for name in names("to-screen/events")}
    assert seen - {Path(name).name for name in names("to-board/events/")} == {"withheld"}


@pytest.mark.parametrize("name", names("to-screen"))
def test_screens_are_told_nothing_that_may_not_be_shown(name: str) -> None:
    text = file_of(name).read_text(encoding="utf-8")
    assert "Bakker" not in text
    assert '"by"' not in text
    assert '"held"' not in text or name == "to-screen/events/released"


@pytest.mark.parametrize("name", names("to-phone"))
def test_phones_are_told_nobodys_text(name: str) -> None:
    text = file_of(name).read_text(encoding="utf-8")
    assert not [it for it in said() if it in text]


def said() -> set[str]:
    """The texts that people sent in the story."""
    return {example(name)["text"].strip() for name in names("from-phone") if "text" in example(name)}
