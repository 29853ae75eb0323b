"""What all tables share."""

from typing import Any

from sqlalchemy import JSON, Text
from sqlalchemy.orm import DeclarativeBase

BY_KEY_ONLY = {"sqlite_with_rowid": False}
"""For tables whose order on disk would tell the order of arrival."""


class Base(DeclarativeBase):
    type_annotation_map = {dict[str, Any]: JSON, list[Any]: JSON, str: Text}
