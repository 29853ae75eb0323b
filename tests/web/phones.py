"""What a phone sends by its page or as JSON, and what there is of it."""

import re
from uuid import uuid4

from sqlalchemy import select
from werkzeug.test import TestResponse

from facilitator.domain.events import Act
from facilitator.services.application import Application
from facilitator.services.assignments import Made
from facilitator.services.writing import Perform
from facilitator.store import Store, tables

TEXT = "De brief is te lang en te moeilijk."
REFRESH = re.compile(r'<meta http-equiv="refresh" content="10; url=([^"]+)">')


def act(application: Application, made: Made, kind: str, **fields: object) -> None:
    """Let ada do something on her board."""
    job = Perform(track=made.track, consultation=made.consultation, act=Act(kind, fields, str(uuid4())), by="ada")
    application.ask(job)


def a_oneliner(made: Made, **other: object) -> dict[str, object]:
    return {"key": str(uuid4()), "question": made.questions[0].id, "text": TEXT} | other


def code_of(answer: TestResponse) -> str:
    return str(answer.get_json()["error"]["code"])


def texts(store: Store) -> list[str]:
    with store.read() as connection:
        return list(connection.execute(select(tables.Oneliner.text)).scalars())
