"""A facilitator's own five lines about an assignment."""

import pytest

from facilitator.domain.refusals import Refusal
from facilitator.services.application import Application
from facilitator.services.assignments import Made
from facilitator.services.etags import ChangedMeanwhile, entity_tag
from facilitator.steps.reflection import service as reflection


def test_a_reflection_is_kept_over_what_was_seen(application: Application, made: Made) -> None:
    own = made.assignment
    seen = entity_tag(reflection.of(application.store, "ada", own))
    reflection.keep(application.store, "ada", own, {"networks": "een"}, etag=seen)

    with pytest.raises(ChangedMeanwhile):
        reflection.keep(application.store, "ada", own, {"networks": "twee"}, etag=seen)

    assert reflection.of(application.store, "ada", own)["networks"] == "een"
    assert reflection.of(application.store, "eve", own)["networks"] == ""


@pytest.mark.parametrize("line", ["x" * 281, "twee\nregels"])
def test_a_line_of_a_reflection_is_one_line(application: Application, made: Made, line: str) -> None:
    seen = entity_tag(reflection.of(application.store, "ada", made.assignment))
    with pytest.raises(Refusal, match="bad_request"):
        reflection.keep(application.store, "ada", made.assignment, {"networks": line}, etag=seen)
