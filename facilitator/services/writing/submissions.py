"""Taking one-liners down, and taking them back.

Submissions in a row are written together, in random order: what a phone sent at once after a while
without connection does not stay together.
"""

import random
from collections.abc import Sequence

from sqlalchemy import delete, update

from facilitator.domain import method, text
from facilitator.domain.board import Card, resting_order
from facilitator.domain.events import RECEIVED, WITHDRAWN, Event
from facilitator.domain.extras import check as check_extras
from facilitator.domain.refusals import Refusal
from facilitator.services.writing.jobs import Strike, Submit, Withdraw
from facilitator.services.writing.keys import digest, key_hash, new_id
from facilitator.services.writing.oneliners import row_of, write_rows
from facilitator.services.writing.unit_of_work import Arriving, UnitOfWork
from facilitator.store import journal, receipts, tables
from facilitator.store.receipts import Receipt

MOST_ONELINERS = 50_000  # on one track


def fetch_receipts(unit: UnitOfWork, keys: Sequence[str]) -> None:
    """Look up, all at once, what is known of the keys of submissions and withdrawals."""
    if keys:
        found = receipts.find(unit.connection, [key_hash(key) for key in keys])
        unit.receipts = {receipt.key_hash: receipt for receipt in found}


def submit(unit: UnitOfWork, job: Submit) -> str:
    """Accept a one-liner, to be written by `take_down`; give its id. Raises: Refusal"""
    sent = job.submission
    text.check(sent.text)
    hashed, summed = key_hash(sent.key), digest(sent.key, sent.text)
    if (known := unit.receipts.get(hashed)) is not None:
        if known.digest != summed or known.consultation_id != job.consultation:
            raise Refusal("key_taken")
        return known.oneliner_id
    _check_open(unit, job)
    card = _new_card(unit, job)
    receipt = Receipt(hashed, summed, job.consultation, card.id)
    unit.arriving.append(Arriving(card, row_of(card), receipt))
    unit.receipts[hashed] = receipt
    return card.id


def _check_open(unit: UnitOfWork, job: Submit) -> None:
    track, sent = unit.track, job.submission
    if sent.question not in track.questions:
        raise Refusal("unknown_question")
    method.check_environment(unit.kind, job.environment)
    check_extras(sent.extras, track.questions[sent.question].kind, track.variants)
    if not track.board.consultations[job.consultation].accepts(sent.question, unit.now):
        raise Refusal("question_closed")
    if len(track.board.cards) + len(unit.arriving) >= MOST_ONELINERS:
        raise Refusal("full")


def _new_card(unit: UnitOfWork, job: Submit) -> Card:
    track, sent = unit.track, job.submission
    probe = unit.probe(sent.probe, job.consultation)
    oneliner = new_id()
    card = Card(
        oneliner,
        sent.question,
        sent.text,
        job.consultation,
        track.consultations[job.consultation].round,
        sent.extras.kind or track.questions[sent.question].kind,
        order=resting_order(oneliner),
        gate=track.gate_for(sent.text, job.consultation),
        probe=probe.id if probe else None,
        parent=probe.oneliner if probe else None,
        environment=job.environment,
        variants=sent.extras.as_stored(),
        cooperation=sent.extras.cooperation,
    )
    track.look_at(card)
    return card


def take_down(unit: UnitOfWork) -> None:
    """Write the submissions of a run and announce them, in random order."""
    arriving = unit.arriving
    if not arriving:
        return
    random.shuffle(arriving)
    write_rows(unit.connection, [it.row for it in arriving])
    receipts.add(unit.connection, [it.receipt for it in arriving])
    made = [_arrival(unit, RECEIVED, it.card.id, at) for at, it in enumerate(arriving)]
    journal.record_arrivals(unit.connection, unit.track.id, made)
    for event, it in zip(made, arriving, strict=True):
        unit.announce(event, [it.card])
    arriving.clear()


def _arrival(unit: UnitOfWork, kind: str, oneliner: str, at: int = 0) -> Event:
    return Event(unit.next_revision + at, kind, fields={"oneliner": oneliner})


def withdraw(unit: UnitOfWork, job: Withdraw) -> None:
    """Take a one-liner back for who holds its key. Raises: Refusal"""
    receipt = unit.receipts.get(key_hash(job.key))
    if receipt is None or receipt.consultation_id != job.consultation:
        raise Refusal("not_yours")
    if receipt.withdrawn:
        return
    card = unit.track.board.cards[receipt.oneliner_id]
    if not unit.track.board.consultations[job.consultation].lets_withdraw(card.question, unit.now):
        raise Refusal("question_closed")
    _take_back(unit, card.id)
    unit.connection.execute(
        update(tables.Receipt).where(tables.Receipt.key_hash == receipt.key_hash).values(withdrawn=True)
    )
    receipt.withdrawn = True


def strike(unit: UnitOfWork, job: Strike) -> None:
    """Take out what was said in an interview; what hung under it stays, by itself. Raises: Refusal

    It is gone for good, so that it is for who wrote it down, and for the owner.
    """
    unit.check_lead(job.by, job.consultation, owner=not job.own)
    if unit.track.board.consultations[job.consultation].phase == "closed":
        raise Refusal("closed")
    card = unit.track.board.cards.get(job.oneliner)
    if card is not None and (card.consultation != job.consultation or card.source != "interview"):
        raise Refusal("not_yours")
    if card is not None:
        _take_back(unit, card.id)


def _take_back(unit: UnitOfWork, oneliner: str) -> None:
    unit.connection.execute(delete(tables.Oneliner).where(tables.Oneliner.id == oneliner))
    unit.connection.execute(delete(tables.Placement).where(tables.Placement.oneliner_id == oneliner))
    event = _arrival(unit, WITHDRAWN, oneliner)
    journal.record_arrivals(unit.connection, unit.track.id, [event])
    unit.announce(event)
