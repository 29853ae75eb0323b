"""What can be written to a track, and one transaction's worth of it.

A unit of work holds a track's part of a transaction; `carry_out` does the jobs that wait for it.
"""

from facilitator.services.writing.batch import carry_out
from facilitator.services.writing.jobs import (
    THE_SERVER,
    Job,
    Perform,
    Proposed,
    SetQuestionnaire,
    Settle,
    Strike,
    Submit,
    Wipe,
    Withdraw,
)
from facilitator.services.writing.keys import id_of, key_hash, new_id
from facilitator.services.writing.submissions import MOST_ONELINERS
from facilitator.services.writing.unit_of_work import UnitOfWork

__all__ = [
    "MOST_ONELINERS",
    "THE_SERVER",
    "Job",
    "Perform",
    "Proposed",
    "SetQuestionnaire",
    "Settle",
    "Strike",
    "Submit",
    "UnitOfWork",
    "Wipe",
    "Withdraw",
    "carry_out",
    "id_of",
    "key_hash",
    "new_id",
]
