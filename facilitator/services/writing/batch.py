"""Doing what waits for a track, in the order in which it came."""

from collections.abc import Callable, Mapping, Sequence
from itertools import groupby
from typing import Any

from facilitator.domain.refusals import Refusal
from facilitator.services import dry_runs
from facilitator.services.writing.acts import perform
from facilitator.services.writing.jobs import Job, Perform, SetQuestionnaire, Settle, Strike, Submit, Wipe, Withdraw
from facilitator.services.writing.questionnaires import set_questionnaire
from facilitator.services.writing.settling import settle
from facilitator.services.writing.submissions import fetch_receipts, strike, submit, take_down, withdraw
from facilitator.services.writing.unit_of_work import UnitOfWork
from facilitator.store import journal


def carry_out(unit: UnitOfWork, jobs: Sequence[Job]) -> list[object]:
    """Give an outcome for each job; a Refusal is one."""
    fetch_receipts(unit, [_key(job) for job in jobs if isinstance(job, (Submit, Withdraw))])
    start = unit.track.board.revision
    outcomes: list[object] = []
    for kind, run in groupby(jobs, key=type):
        outcomes += [_outcome(unit, job) for job in run]
        if kind is Submit:
            take_down(unit)
    if (revision := unit.track.board.revision) != start:
        journal.move_head(unit.connection, unit.track.id, revision=revision, chain=unit.track.chain)
    return outcomes


def _key(job: Submit | Withdraw) -> str:
    return job.submission.key if isinstance(job, Submit) else job.key


def _outcome(unit: UnitOfWork, job: Job) -> object:
    try:
        return HANDLERS[type(job)](unit, job)
    except Refusal as refusal:
        return refusal


def _wipe(unit: UnitOfWork, job: Wipe) -> None:
    unit.check_lead(job.by, job.consultation, owner=True)
    dry_runs.wipe(unit.connection, unit.track, job.consultation)
    unit.track.board.revision += 1  # whoever knew what was wiped reads the track anew
    unit.reread = True


HANDLERS: Mapping[type[Job], Callable[[UnitOfWork, Any], object]] = {
    Submit: submit,
    Withdraw: withdraw,
    Perform: perform,
    SetQuestionnaire: set_questionnaire,
    Wipe: _wipe,
    Strike: strike,
    Settle: settle,
}
