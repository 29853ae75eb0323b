"""The desk of ada and of mallory, for every step; a test of rules and services takes the bare house instead."""

from tests.web.conftest import ada, app, client, clock, house, made, mallory, store

__all__ = ["ada", "app", "client", "clock", "house", "made", "mallory", "store"]
