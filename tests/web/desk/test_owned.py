"""What is somebody else's, asked for at the desk: a service says no, and the page is that of what is not there."""

import pytest
from flask.testing import FlaskClient

from facilitator.services.assignments import Made
from tests.web.conftest import token_in

NOWHERE = "f" * 16


@pytest.mark.parametrize("path", ["weighing/begin", "weighing/goal-track", "weighing/move"])
def test_what_is_another_s_answers_as_what_is_not_there(mallory: FlaskClient, made: Made, path: str) -> None:
    token = {"csrf_token": token_in(mallory.get("/sign-in").text)}

    theirs = mallory.post(f"/desk/tracks/{made.track}/{path}", data=token)
    nothing = mallory.post(f"/desk/tracks/{NOWHERE}/{path}", data=token)

    assert theirs.status_code == nothing.status_code == 404
    assert theirs.text.replace(made.track, NOWHERE) == nothing.text
