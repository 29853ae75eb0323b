"""Interviews: the five questions one on one, written down by who asks."""

from facilitator.services.steps import Step
from facilitator.steps.interviews.service import KIND

STEP = Step("interviews", after="consult", consultations={KIND: "desk.interview"})
