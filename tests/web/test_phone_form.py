"""The phone's page as a form, where no script runs: what was typed is never lost."""

import re

import pytest
from flask.testing import FlaskClient

from facilitator.services.application import Application
from facilitator.services.assignments import Made
from facilitator.store import Store
from tests.web.phones import REFRESH, TEXT, a_oneliner, act, texts

pytestmark = pytest.mark.usefixtures("writer")


def test_a_form_is_tidied_and_answered_with_the_page(ben: FlaskClient, opened: Made, store: Store) -> None:
    page = ben.post(f"/j/{opened.code}/oneliners", data=a_oneliner(opened, text=f"  {TEXT}\r\n", environment="-"))
    assert page.status_code == 200
    assert "Ontvangen" in page.text
    assert texts(store) == [TEXT]


def test_a_form_is_answered_in_the_language_it_was_read_in(ben: FlaskClient, opened: Made) -> None:
    page = ben.get(f"/j/{opened.code}?joined=1&language=en").text
    [address] = re.findall('method="post" action="([^"]+)"', page)

    answer = ben.post(address, data=a_oneliner(opened)).text

    assert "Received" in answer
    assert f'action="{address}"' in answer


def test_a_form_without_an_angle_is_taken_down_too(ben: FlaskClient, opened: Made, store: Store) -> None:
    page = ben.get(f"/j/{opened.code}?joined=1").text
    assert 'name="environment" value=""' in page
    ben.post(f"/j/{opened.code}/oneliners", data=a_oneliner(opened, environment=""))
    assert texts(store) == [TEXT]


def test_a_form_that_is_refused_keeps_its_text(ben: FlaskClient, opened: Made, store: Store) -> None:
    long = "lang " * 40
    page = ben.post(f"/j/{opened.code}/oneliners", data=a_oneliner(opened, text=long))
    assert page.status_code == 422
    assert f">{long.strip()}</textarea>" in page.text
    assert texts(store) == []


def test_a_refused_form_whose_question_closed_still_shows_its_text(
    ben: FlaskClient, application: Application, opened: Made
) -> None:
    act(application, opened, "close_question")
    page = ben.post(f"/j/{opened.code}/oneliners", data=a_oneliner(opened))
    assert page.status_code == 409
    assert f'<q dir="auto" translate="no">{TEXT}</q>' in page.text


def test_a_refused_text_never_stands_in_the_field_of_another_question(
    ben: FlaskClient, application: Application, opened: Made
) -> None:
    sent = a_oneliner(opened)
    act(application, opened, "open_question", question=opened.questions[1].id)
    page = ben.post(f"/j/{opened.code}/oneliners", data=sent)
    assert page.status_code == 409
    assert f'name="question" value="{opened.questions[1].id}"' in page.text
    assert re.findall(r"<textarea[^>]*>([^<]*)</textarea>", page.text) == ["", ""]
    assert not re.search(r"<textarea[^>]*aria-invalid", page.text)
    assert f"U schreef dit bij vraag 1 ({opened.questions[0].title})" in page.text
    assert page.text.count(TEXT) == 1
    assert str(sent["key"]) not in page.text


def test_a_text_that_came_back_is_not_wiped_by_the_page_that_reloads(
    ben: FlaskClient, application: Application, opened: Made
) -> None:
    act(application, opened, "close_question")
    page = ben.post(f"/j/{opened.code}/oneliners", data=a_oneliner(opened)).text
    assert REFRESH.findall(page) == []
    assert "Kijk opnieuw" in page


def test_a_text_that_came_after_the_end_is_given_back(ben: FlaskClient, application: Application, opened: Made) -> None:
    act(application, opened, "close")
    page = ben.post(f"/j/{opened.code}/oneliners", data=a_oneliner(opened))
    assert page.status_code == 410
    assert f'<q dir="auto" translate="no">{TEXT}</q>' in page.text
    assert "Kijk opnieuw" not in page.text


def test_a_form_gets_a_new_key_with_each_page(ben: FlaskClient, opened: Made) -> None:
    sent = a_oneliner(opened)
    page = ben.post(f"/j/{opened.code}/oneliners", data=sent).text
    assert str(sent["key"]) not in page


def test_what_is_typed_is_only_ever_text(ben: FlaskClient, opened: Made) -> None:
    page = ben.post(f"/j/{opened.code}/oneliners", data=a_oneliner(opened, text="<script>alert(1)</script>"))
    assert "<script>alert(1)" not in page.text


def test_more_than_a_oneliner_can_hold_is_not_read(ben: FlaskClient, opened: Made) -> None:
    answer = ben.post(f"/j/{opened.code}/oneliners", json=a_oneliner(opened, text="x" * 100_000))
    assert answer.status_code in (400, 413)
    assert answer.get_json()["ok"] is False
