"""What an act does in the tables besides what it changes on the board, by its name.

Each is called before the act is recorded, and may say no; it gives the decision with what came of it.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from sqlalchemy import func, insert, select, update

from facilitator.domain import method, text
from facilitator.domain.acts import Decision
from facilitator.domain.board import Card, resting_order
from facilitator.domain.extras import Extras
from facilitator.domain.extras import check as check_extras
from facilitator.domain.refusals import Refusal
from facilitator.services import arrival_order, divisions
from facilitator.services.accounts import helpers
from facilitator.services.closing import close_consultation, sealed
from facilitator.services.tracks import ProbeFacts
from facilitator.services.writing.jobs import Perform
from facilitator.services.writing.keys import new_id
from facilitator.services.writing.oneliners import row_of, write_rows
from facilitator.services.writing.unit_of_work import UnitOfWork
from facilitator.store import journal, tables

Beside = Callable[[UnitOfWork, Perform, Decision], Decision]


def _ask(unit: UnitOfWork, job: Perform, decision: Decision) -> Decision:
    """The day of a consultation is that of its first question; a questionnaire asks all of them at once."""
    of = tables.Consultation
    mine, day = of.id == job.consultation, unit.now.date().isoformat()
    kept = unit.connection.execute(select(of.asked, of.self_paced).where(mine)).one()
    opened = list(unit.track.questions) if kept.self_paced else [str(job.act.fields["question"])]
    asked = [*kept.asked, *(it for it in opened if it not in kept.asked)]
    unit.connection.execute(update(of).where(mine).values(day=func.coalesce(of.day, day), asked=asked))
    return decision


def _close(unit: UnitOfWork, job: Perform, decision: Decision) -> Decision:
    """The phones' keys, what is masked, the order and those who helped as guests go with a consultation."""
    apart = close_consultation(unit.connection, job.consultation, unit.track.board)
    order = arrival_order.take_out(unit.connection, unit.track, job.consultation)
    helpers.end_with(unit.connection, job.consultation)
    journal.forget_arrivals(unit.connection, unit.track.id, up_to=unit.next_revision)
    return replace(decision, apart={**apart, **order.kept}, passing=order.changes)


def _add_division(unit: UnitOfWork, job: Perform, decision: Decision) -> Decision:
    division = new_id()
    divisions.add(unit.connection, unit.track, division, str(job.act.fields["name"]))
    return replace(decision, fields={**job.act.fields, "division": division}, beside=True)


def _use_division(unit: UnitOfWork, job: Perform, decision: Decision) -> Decision:
    wanted = str(job.act.fields["division"])
    divisions.use(unit.connection, unit.track, wanted, revision=unit.next_revision)
    return replace(decision, beside=True)


def _probe(unit: UnitOfWork, job: Perform, decision: Decision) -> Decision:
    fields = job.act.fields
    oneliner = fields.get("oneliner")
    probe = ProbeFacts(
        new_id(),
        job.consultation,
        None if oneliner is None else str(oneliner),
        str(fields["text"]),
        str(fields["to"]),
    )
    unit.track.probes[probe.id] = probe
    unit.connection.execute(
        insert(tables.Probe),
        {
            "id": probe.id,
            "consultation_id": probe.consultation,
            "oneliner_id": probe.oneliner,
            "text": probe.text,
            "audience": probe.audience,
        },
    )
    return replace(decision, fields={**fields, "probe": probe.id}, beside=True)


def _add_oneliner(unit: UnitOfWork, job: Perform, decision: Decision) -> Decision:
    """A one-liner that was said aloud, or stood on paper, comes onto the board."""
    card = _new_card(unit, job)
    write_rows(unit.connection, [row_of(card)])
    return replace(decision, fields={"oneliner": card.id}, cards=(card,), apart=_sealed_again(unit, job.consultation))


def _sealed_again(unit: UnitOfWork, consultation: str) -> dict[str, object]:
    """What is added to a closed consultation lies there from now on."""
    is_closed = unit.track.board.consultations[consultation].phase == "closed"
    return {"sealed": sealed(unit.connection, consultation)} if is_closed else {}


def _new_card(unit: UnitOfWork, job: Perform) -> Card:
    fields = job.act.fields
    question, content = str(fields["question"]), str(fields["text"])
    _check_open(unit, job, question)
    text.check(content)
    oneliner, parent = new_id(), fields.get("parent")
    extras, kind = _extras(fields), unit.track.questions[question].kind
    check_extras(extras, kind, unit.track.variants)
    probe = unit.probe(fields.get("probe"), job.consultation)
    return Card(
        oneliner,
        question,
        content,
        job.consultation,
        unit.track.consultations[job.consultation].round,
        extras.kind or kind,
        source=str(fields["source"]),
        order=resting_order(oneliner),
        probe=probe.id if probe else None,
        parent=str(parent) if parent is not None else probe.oneliner if probe else None,
        environment=method.check_environment(unit.kind, fields.get("environment")),
        variants=extras.as_stored(),
        cooperation=extras.cooperation,
    )


def _check_open(unit: UnitOfWork, job: Perform, question: str) -> None:
    """An interview ends when it is closed; on a consultation may be added for as long as anybody likes."""
    if question not in unit.track.questions:
        raise Refusal("unknown_question")
    is_interview = unit.track.consultations[job.consultation].kind == "interview"
    if is_interview and unit.track.board.consultations[job.consultation].phase == "closed":
        raise Refusal("closed")


def _extras(fields: Mapping[str, object]) -> Extras:
    """What an act that adds a one-liner says beside its text; read by the door."""
    chosen: dict[str, Any] = {it: fields[it] for it in ("kind", "cooperation", "variants") if it in fields}
    return Extras(**chosen)


BESIDE: Mapping[str, Beside] = {
    "open_question": _ask,
    "close": _close,
    "add_division": _add_division,
    "use_division": _use_division,
    "probe": _probe,
    "add_oneliner": _add_oneliner,
}
"""One for each kind of act that is registered with `beside`."""
