"""The phone's page, and the way for one-liners where neither websockets nor JavaScript work.

No cookie, and nothing that somebody else wrote. The environment of a phone without JavaScript travels in its forms.
"""

import secrets
from typing import Any
from uuid import UUID

from flask import Blueprint, Response, jsonify, render_template, request, url_for
from flask_babel import gettext as _

from facilitator import current, showing, wire
from facilitator.domain import text
from facilitator.domain.consultations import read_code
from facilitator.domain.extras import offered
from facilitator.domain.refusals import Refusal
from facilitator.i18n import reader_language, refusal_message, use_language
from facilitator.services import consultations, oneliners
from facilitator.services.consultations import Found
from facilitator.services.writing import Submit, Withdraw
from facilitator.web.compressed import compressed
from facilitator.web.errors import STATUS_OF, as_json
from facilitator.web.forms import protection
from facilitator.web.forms.fields import RATHER_NOT
from facilitator.web.guessing import wrong_code

pages = Blueprint("phone", __name__)

LARGEST_QUESTION = 16 * 1024  # 200 keys
VARIANT = "variant:"  # before a variant's key, the name of its field in the form
NOTHING_OPEN: dict[str, Any] = {
    "phase": "closed",
    "question": None,
    "ends_at": None,
    "now": None,
    "environments": [],
    "rules": [],
}


@pages.get("/j/<code>")
def phone(code: str) -> Response:
    """Show the page of a consultation: at the step that the address says, from where JavaScript goes on."""
    try:
        return page(found(code))
    except Refusal as refusal:
        return no_page(code, refusal)


@pages.get("/j/<code>/state")
def state(code: str) -> Response:
    """Give the `state` of the contract, for phones that no socket reaches."""
    try:
        return jsonify(state_of(found(code)))
    except Refusal as refusal:
        return answer(refusal)


@pages.post("/j/<code>/oneliners")
@protection.exempt  # type: ignore[untyped-decorator]  # no cookie here that a forged post could ride on
def submit(code: str) -> Response:
    """Take a one-liner down: from a form with a page as the answer, from JSON with what `submit` answers."""
    request.max_content_length = text.LARGEST_CARRIER
    return submit_json(code) if request.is_json else submit_form(code)


@pages.post("/j/<code>/mine")
@protection.exempt  # type: ignore[untyped-decorator]
def mine(code: str) -> Response:
    """Answer what `mine` of the live connection answers; nothing follows it by itself."""
    request.max_content_length = LARGEST_QUESTION
    try:
        keys, consultation = wire.read_keys(read_json()), found(code)
        application = current.application()
        known = oneliners.mine(application, application.track_of(consultation.id), consultation.id, keys)
        return jsonify(ok=True, oneliners=[wire.mine(it) for it in known])
    except Refusal as refusal:
        return answer(refusal)


@pages.post("/j/<code>/withdraw")
@protection.exempt  # type: ignore[untyped-decorator]
def withdraw(code: str) -> Response:
    """Take a one-liner back, as `withdraw` of the live connection does."""
    request.max_content_length = text.LARGEST_CARRIER
    try:
        key, consultation = wire.read_key(read_json()), found(code)
        current.application().ask(Withdraw(track=consultation.track, consultation=consultation.id, key=key))
        return jsonify(ok=True)
    except Refusal as refusal:
        return answer(refusal)


def submit_json(code: str) -> Response:
    """The same fields and answers as `submit` of the live connection."""
    try:
        fields = read_json()
        environment = fields.pop("environment", None)
        return jsonify(ok=True, id=take_down(found(code), fields, environment))
    except Refusal as refusal:
        return answer(refusal)


def submit_form(code: str) -> Response:
    """What the script would tidy is tidied here; a refused text is still in its field."""
    try:
        consultation = found(code)
    except Refusal as refusal:
        return no_page(code, refusal)
    fields = {name: request.form.get(name, "") for name in ("key", "question")}
    typed = text.tidy(request.form.get("text", ""))
    try:
        take_down(consultation, {**fields, "text": typed, **chosen_extras()}, chosen_environment())
    except Refusal as refusal:
        return refused(consultation, refusal, typed, fields["key"])
    return page(consultation, received=typed)


def chosen_environment() -> str | None:
    """What the form says; rather not is nothing."""
    chosen = request.form.get("environment")
    return None if chosen == RATHER_NOT else chosen


def chosen_extras() -> dict[str, Any]:
    """What the form of a goal track's question says beside the text; what was left open is not there."""
    chosen: dict[str, Any] = {name: request.form[name] for name in ("kind", "cooperation") if request.form.get(name)}
    stances = {name.removeprefix(VARIANT): it for name, it in request.form.items() if name.startswith(VARIANT) and it}
    listed = [{"variant": key, "stance": stance} for key, stance in stances.items()]
    return {**chosen, "variants": listed} if listed else chosen


def read_json() -> dict[str, Any]:
    """Raises: Refusal("bad_request")"""
    fields = request.get_json(silent=True)
    if not isinstance(fields, dict):
        raise Refusal("bad_request")
    return fields


def take_down(consultation: Found, fields: dict[str, Any], environment: object) -> str:
    """Hand a one-liner in and give its id, once it is durable. Raises: Refusal"""
    application, sent = current.application(), wire.read_submission(fields)
    application.pace.keep(consultation.id)
    track = application.track_of(consultation.id)
    job = Submit(
        track=track.id,
        consultation=consultation.id,
        submission=sent,
        environment=oneliners.read_environment(track.kind, environment),
    )
    return oneliners.submit(application, job)


def found(code: str) -> Found:
    """Find the consultation and speak its language. Raises: Refusal("unknown_code" | "closed")"""
    try:
        consultation = consultations.by_code(current.application(), code)
    except Refusal as refusal:
        if refusal.code == "unknown_code":
            wrong_code()
        raise
    use_language(consultation.language)
    return consultation


def state_of(consultation: Found) -> dict[str, Any]:
    """Give what the contract calls `state`, with rules and environments in the reader's language."""
    application = current.application()
    return showing.phone_state(application, application.track_of(consultation.id), consultation.id, reader_language())


def refused(consultation: Found, refusal: Refusal, typed: str, key: str) -> Response:
    """Show the page again, with the reason and the text; its key too, except where that is the trouble."""
    reason = refusal_message(refusal.code, refusal.detail)
    keep = {} if refusal.code == "key_taken" else {"key": key}
    response = page(consultation, refused=reason, typed=typed, **keep)
    return with_status(response, refusal)


def what_was_refused(consultation: Found, now: dict[str, Any], typed: str) -> dict[str, Any]:
    """Say where a refused text stands: in its field, or apart where another question is open by then, or none."""
    if step(now, None) == "question" and now["question"]["id"] == request.form.get("question"):
        return {"kept": typed}
    asked = current.application().track_of(consultation.id).question_numbered()
    question = next((it for it in asked if it.id == request.form.get("question")), None)
    return {"apart": {"text": typed, "question": question}, "key": new_key()}


def page(consultation: Found, *, typed: str | None = None, **more: Any) -> Response:
    """Render the page as it stands now; `typed`: the text that was refused, if one was."""
    told = state_of(consultation)
    now = {**told, "question": told["question"] or chosen_question(told)}
    if typed is not None:
        more |= what_was_refused(consultation, now, typed)
    goal, track = extras_of(consultation), current.application().track_of(consultation.id)
    environment = environment_of(now)
    return compressed(
        render_template(
            "phone/page.html",
            **{"key": new_key()} | more,
            code=read_code(str((request.view_args or {})["code"])),
            state=now,
            script={**told, "rules": [], "environments": [{"key": it["key"]} for it in now["environments"]]},
            environment=environment,
            step=step(now, environment),
            goal=goal,
            introduction=track.introduction,
            settled=track.settled,
        )
    )


def extras_of(consultation: Found) -> list[dict[str, Any]]:
    """List what a goal track's questions ask beside the text, each with its question; nothing on other tracks."""
    track = current.application().track_of(consultation.id)
    if track.kind != "goal":
        return []
    listed = ((it.id, offered(it.kind, track.variants, _)) for it in track.question_numbered())
    return [{"question": question, **extras} for question, extras in listed if extras]


def step(now: dict[str, Any], environment: str | None) -> str:
    """Tell which step of the page is to be seen first; a form that was sent came from the question's."""
    if now["phase"] == "closed":
        return "end"
    if request.method == "GET" and "joined" not in request.args:
        return "environment" if now["environments"] and environment is None else "rules"
    if now["phase"] == "open" and now["question"]:
        return "question"
    if now["phase"] == "open" and now.get("questions"):
        return "questions"
    return "paused" if now["phase"] == "paused" else "lobby"


def chosen_question(now: dict[str, Any]) -> dict[str, Any] | None:
    """Where everybody goes at their own pace: the question that the address, or the form, asks for."""
    wanted = request.values.get("at") or request.form.get("question")
    return next((it for it in now.get("questions", []) if it["id"] == wanted), None)


def environment_of(now: dict[str, Any]) -> str | None:
    """What was chosen: a key, "-" for rather not, None for not yet."""
    chosen = request.values.get("environment")
    known = {environment["key"] for environment in now["environments"]} | {RATHER_NOT}
    return chosen if chosen in known else None


def new_key() -> str:
    """Make the key that a form carries where no script makes one."""
    return str(UUID(bytes=secrets.token_bytes(16), version=4))


def no_page(code: str, refusal: Refusal) -> Response:
    """Say that the code leads nowhere. At an ended consultation what was never sent is shown."""
    if refusal.code != "closed":
        return with_status(compressed(render_template("phone/unknown.html")), refusal)
    consultation = {"title": _("The consultation is over"), "language": reader_language()}
    shown = {**NOTHING_OPEN, "consultation": consultation}
    token = consultations.map_after(current.application().store, code)
    shows: dict[str, Any] = {
        "step": "end",
        "state": shown,
        "script": shown,
        "environment": None,
        "goal": [],
        "settled": {},
    }
    shows["map_address"] = url_for("maps.published", token=token) if token else None
    if typed := text.tidy(request.form.get("text", "")):
        shows |= {"refused": refusal_message(refusal.code), "apart": {"text": typed, "question": None}}
    over = render_template("phone/page.html", code=code, key=new_key(), **shows)
    return with_status(compressed(over), refusal)


def answer(refusal: Refusal) -> Response:
    """Say no in JSON."""
    response = as_json(refusal.code, refusal_message(refusal.code, refusal.detail), refusal.detail)
    return with_status(response, refusal)


def with_status(response: Response, refusal: Refusal) -> Response:
    """Put a refusal's HTTP status on an answer, and how long to wait where that is known."""
    response.status_code = STATUS_OF.get(refusal.code, 400)
    if "retry_after" in refusal.detail:
        response.headers["Retry-After"] = str(max(1, round(float(str(refusal.detail["retry_after"])))))
    return response
