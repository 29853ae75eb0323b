"""For who manages the server: is it well, and how much is going on."""

from flask import Blueprint, Response, abort, jsonify

from facilitator import current

pages = Blueprint("health", __name__)


@pages.get("/healthz")
def healthz() -> tuple[Response, int]:
    """Say which part is well; 503 when one is not."""
    health = current.application().health()
    return jsonify(health), 200 if health["status"] == "ok" else 503


@pages.get("/metrics")
def metrics() -> Response:
    """Counts for Prometheus; not there unless the settings ask for it."""
    if not current.application().settings.metrics:
        abort(404)
    return Response(prometheus(current.application().health()), mimetype="text/plain; version=0.0.4")


def prometheus(health: dict[str, str]) -> str:
    """Write the parts' health as gauges. No count here is of one consultation, let alone one phone."""
    lines = ["# HELP facilitator_up Whether a part works (1) or not (0).", "# TYPE facilitator_up gauge"]
    for part in ("database", "queue"):
        if health[part] != "off":
            lines.append(f'facilitator_up{{part="{part}"}} {int(health[part] == "ok")}')
    return "\n".join(lines) + "\n"
