"""Documents to look at, made once for all that only reads them."""

import pytest

from facilitator import exports
from tests.makers import add_facilitators, application_on, room_on
from tests.services.documents.closed_track import Furnished, furnish


@pytest.fixture(scope="session")
def furnished(tmp_path_factory: pytest.TempPathFactory) -> Furnished:
    file = tmp_path_factory.mktemp("furnished") / "whole.sqlite"
    application = application_on(f"sqlite:///{file}")
    add_facilitators(application.store, "ada")
    room = room_on(application)
    furnish(room)
    content = exports.of_track(room.store, room.made.track, "json").content
    application.store.close()
    return Furnished(file, content)
