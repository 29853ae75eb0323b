"""The desk of ada and of mallory, for every step; a test of rules and services takes the bare application instead."""

from tests.web.conftest import ada, app, application, client, clock, made, mallory, store

__all__ = ["ada", "app", "application", "client", "clock", "made", "mallory", "store"]
