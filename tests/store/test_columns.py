"""Every column there is, by name. A new one needs a reason why it can't lead to who said what."""

from sqlalchemy import inspect

from facilitator.services.house import House
from facilitator.store.tables import Base

ALLOWED = {
    "act": "track_id revision type by consultation_id day key_hash body chain",
    "arrival": "track_id revision events",
    "assignment": "id facilitator_id title theme organisation",
    "attendance": "consultation_id environment people",
    "category": "id division_id name color position",
    "consultation": "id track_id kind round title code screen_token hold day phase question_id ends_at remaining"
    " screen self_paced dry_run",
    "division": "id track_id name active since",
    "facilitator": "id name password_hash guest insults",
    "link": "token_hash purpose facilitator_id consultation_id expires_at",
    "map_version": "id track_id number day by fingerprint contents",
    "membership": "consultation_id facilitator_id",
    "oneliner": "id consultation_id question_id text salt commitment environment source kind telling hidden masks gate"
    " same probe_id parent_id",
    "placement": "division_id oneliner_id category_id position also_category_id",
    "probe": "id consultation_id oneliner_id text audience",
    "question": "id track_id number kind title text",
    "receipt": "key_hash digest consultation_id oneliner_id withdrawn",
    "sign_in": "id token_hash facilitator_id expires_at",
    "track": "id assignment_id kind language suspicion settled revision floor chain",
    "used_code": "code_hash",
}
COLUMNS = {table: set(columns.split()) for table, columns in ALLOWED.items()}


def test_the_code_knows_these_columns_and_no_others() -> None:
    assert {name: set(table.columns.keys()) for name, table in Base.metadata.tables.items()} == COLUMNS


def test_the_database_has_these_columns_and_no_others(house: House) -> None:
    found = inspect(house.store.engine)
    tables = {
        name: {column["name"] for column in found.get_columns(name)}
        for name in found.get_table_names()
        if name != "alembic_version"
    }
    assert tables == COLUMNS
    assert not found.get_view_names()
