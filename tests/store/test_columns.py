"""Every column there is, by name. A new one needs a reason why it can't lead to who said what."""

from sqlalchemy import inspect

from facilitator.services.application import Application
from facilitator.store.tables import Base

ALLOWED = {
    "act": "track_id revision type by consultation_id day key_hash body chain",
    "action_plan": "id track_id weighing_id contents revision",
    "approval": "id track_id token_hash key_person_id asked answered answer",
    "approval_round": "track_id version deadline reminder closed totals",
    "arrival": "track_id revision events",
    "assignment": "id facilitator_id title theme organisation work_form parent_id archived start feedback"
    " feedback_token contact_months",
    "attendance": "consultation_id environment people",
    "category": "id division_id name color position",
    "consultation": "id track_id kind round title code screen_token hold day phase question_id ends_at remaining"
    " screen self_paced dry_run asked",
    "division": "id track_id name active since",
    "facilitator": "id name password_hash guest insults",
    "key_person": "id track_id environment internal network_type function sub_function name organisation contact route"
    " reason stake note invited spoken",
    "link": "token_hash purpose facilitator_id consultation_id expires_at",
    "map_version": "id track_id number day by fingerprint contents token",
    "membership": "consultation_id facilitator_id",
    "oneliner": "id consultation_id question_id text salt commitment environment source kind telling hidden masks gate"
    " same probe_id parent_id variants cooperation world",
    "placement": "division_id oneliner_id category_id position also_category_id",
    "probe": "id consultation_id oneliner_id text audience",
    "proposal": "id track_id oneliner_id spans seen by day",
    "question": "id track_id number kind title text",
    "receipt": "key_hash digest consultation_id oneliner_id withdrawn",
    "reflection": "facilitator_id assignment_id contents",
    "relation": "id track_id kind from_id to_id",
    "remark": "id track_id version kind text handling reply",
    "scan": "id assignment_id moment token open",
    "scan_answer": "id scan_id values",
    "sign_in": "id token_hash facilitator_id expires_at",
    "track": "id assignment_id kind language suspicion settled inquiry introduction begun_from revision floor chain"
    " named_after whole_after",
    "turnout": "track_id round environment invited accepted came",
    "used_code": "code_hash track_id",
    "weighing": "id track_id version_id contents revision closed_on closed_by",
}
COLUMNS = {table: set(columns.split()) for table, columns in ALLOWED.items()}


def test_the_code_knows_these_columns_and_no_others() -> None:
    assert {name: set(table.columns.keys()) for name, table in Base.metadata.tables.items()} == COLUMNS


def test_the_database_has_these_columns_and_no_others(application: Application) -> None:
    found = inspect(application.store.engine)
    tables = {
        name: {column["name"] for column in found.get_columns(name)}
        for name in found.get_table_names()
        if name != "alembic_version"
    }
    assert tables == COLUMNS
    assert not found.get_view_names()
