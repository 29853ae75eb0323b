"""Whoever manages the server can ask whether it is well."""

from dataclasses import replace

from flask import Flask
from flask.testing import FlaskClient

from facilitator.services.application import Application
from facilitator.services.doors import NoDoors


def test_a_well_server_says_so(client: FlaskClient) -> None:
    answer = client.get("/healthz")

    assert answer.status_code == 200
    assert answer.json == {"status": "ok", "database": "ok", "queue": "off"}


class QueueAway(NoDoors):
    def queue_health(self) -> str:
        return "down"


def test_a_part_that_is_down_is_named(client: FlaskClient, application: Application) -> None:
    application.doors = QueueAway()

    answer = client.get("/healthz")

    assert answer.status_code == 503
    assert answer.json is not None
    assert (answer.json["database"], answer.json["queue"]) == ("ok", "down")


def test_metrics_are_off(client: FlaskClient) -> None:
    assert client.get("/metrics").status_code == 404


def test_metrics_can_be_turned_on(app: Flask, application: Application) -> None:
    application.settings = replace(application.settings, metrics=True)

    answer = app.test_client().get("/metrics")

    assert answer.status_code == 200
    assert 'facilitator_up{part="database"} 1\n' in answer.text
