"""Whatever may be said comes out byte for byte, on both databases."""

import csv
import io
import json

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from facilitator import exports
from facilitator.services.application import Application
from facilitator.services.documents import verifying
from tests.exports.golden import ACCEPTED
from tests.makers import room_on


@settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
@given(texts=st.lists(ACCEPTED, min_size=1, max_size=60))
def test_every_accepted_text_comes_out_as_it_went_in(application: Application, texts: list[str]) -> None:
    room = room_on(application)
    room.open()
    outcomes = application.write([room.submission(text) for text in texts])
    assert all(isinstance(outcome, str) for outcome in outcomes)
    room.act("close")
    application.refresh(room.made.track)
    assert sorted(card.text for card in room.board.cards.values()) == sorted(texts)
    exact = exports.of_consultation(application.store, room.made.consultation, "csv").content.decode()
    rows = csv.DictReader(io.StringIO(exact, newline=""), strict=True)
    assert sorted(row["uitspraak"] for row in rows) == sorted(texts)
    document = json.loads(exports.of_consultation(application.store, room.made.consultation, "json").content)
    assert verifying.document(document).texts == len(texts)
