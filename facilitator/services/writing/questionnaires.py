"""Opening a questionnaire: a consultation in which everybody goes through the questions at a moment of their own."""

from facilitator.domain.events import Act
from facilitator.domain.refusals import Refusal
from facilitator.services.writing.acts import perform
from facilitator.services.writing.jobs import Perform, SetQuestionnaire
from facilitator.services.writing.unit_of_work import UnitOfWork


def set_questionnaire(unit: UnitOfWork, job: SetQuestionnaire) -> int:
    """Open it by its first question, or take no answers for now; give the revision after it.

    Who asks for what is so already changes nothing.

    Raises: Refusal, among which "bad_request": the consultation is not self-paced
    """
    unit.check_lead(job.by, job.consultation)
    facts = unit.track.consultations.get(job.consultation)
    if facts is None or not facts.self_paced:
        raise Refusal("bad_request")
    is_open = unit.track.board.consultations[job.consultation].question is not None
    if job.opened == is_open:
        return unit.track.board.revision
    act = Act("open_question", {"question": _first(unit)}) if job.opened else Act("close_question")
    perform(unit, Perform(track=job.track, consultation=job.consultation, act=act, by=job.by))
    return unit.track.board.revision


def _first(unit: UnitOfWork) -> str:
    """The question by which all of them open."""
    return unit.track.question_numbered()[0].id
