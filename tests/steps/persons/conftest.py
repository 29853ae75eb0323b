"""Ada's track, and somebody who sits there."""

import pytest

from facilitator.services.assignments import Made
from facilitator.store import Store
from tests.seated import seated
from tests.steps.persons.seat_pages import JAN


@pytest.fixture
def base(made: Made) -> str:
    return f"/desk/tracks/{made.track}/persons"


@pytest.fixture
def jan(store: Store, made: Made) -> str:
    return seated(store, made.track, [JAN])[0]
