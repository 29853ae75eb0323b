"""Who may come in: facilitators, their sign-ins and links, and whom they help."""

from typing import Any

from sqlalchemy import BigInteger, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from facilitator.store.tables.base import Base


class Facilitator(Base):
    """Somebody who may sign in. Without a password: made by a command on this machine, or a guest.

    `insults`: the words that hold a one-liner back from the projector; null for the list we begin with.
    """

    __tablename__ = "facilitator"
    id: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(unique=True)
    password_hash: Mapped[str | None]
    guest: Mapped[bool] = mapped_column(default=False)
    insults: Mapped[list[Any] | None]


class Membership(Base):
    """That a facilitator was invited to help with one consultation; deleting the row ends it."""

    __tablename__ = "membership"
    consultation_id: Mapped[str] = mapped_column(ForeignKey("consultation.id"), primary_key=True)
    facilitator_id: Mapped[str] = mapped_column(ForeignKey("facilitator.id"), primary_key=True)


class SignIn(Base):
    """A facilitator's browser that is signed in; deleting the row ends it everywhere."""

    __tablename__ = "sign_in"
    id: Mapped[str] = mapped_column(primary_key=True)
    token_hash: Mapped[str] = mapped_column(unique=True)
    facilitator_id: Mapped[str] = mapped_column(ForeignKey("facilitator.id"))
    expires_at: Mapped[int] = mapped_column(BigInteger)  # seconds since 1970


class Link(Base):
    """A link that may be used once: `setup` (first facilitator), `board` (sign in to one) or
    `invite` (help with one)."""

    __tablename__ = "link"
    token_hash: Mapped[str] = mapped_column(primary_key=True)
    purpose: Mapped[str]
    facilitator_id: Mapped[str | None] = mapped_column(ForeignKey("facilitator.id"))
    consultation_id: Mapped[str | None] = mapped_column(ForeignKey("consultation.id"))
    expires_at: Mapped[int] = mapped_column(BigInteger)
