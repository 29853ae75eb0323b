"""Who is looking: the facilitator behind a browser's cookie, asked of the store on every request."""

from collections.abc import Callable
from functools import wraps
from typing import TypeVar, cast
from urllib.parse import urlsplit

from flask import abort, g, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from facilitator import current
from facilitator.services.accounts import facilitators
from facilitator.services.accounts.facilitators import COOKIE, SIGNED_IN_FOR, NewSignIn, SignedIn
from facilitator.web.errors import wants_json
from facilitator.web.headers import public_url

View = TypeVar("View", bound=Callable[..., object])


def current_facilitator() -> SignedIn | None:
    """Give the facilitator who asks for this page; None for everybody else."""
    if "somebody" not in g:
        token = request.cookies.get(COOKIE, "")
        g.somebody = facilitators.who(current.application().store, token, now=seconds()) if token else None
    return cast(SignedIn | None, g.somebody)


def me() -> SignedIn:
    """Give the facilitator of a view that is marked `signed_in`."""
    return current_facilitator() or abort(403)


def signed_in(view: View) -> View:
    """Let only facilitators see a page; everybody else may sign in first."""

    @wraps(view)
    def guarded(*args: object, **kwargs: object) -> object:
        return view(*args, **kwargs) if current_facilitator() else _let_in_first()

    return cast(View, guarded)


def own_account(view: View) -> View:
    """Let only facilitators with an account of their own in: a guest is here for one consultation alone."""

    @wraps(view)
    def guarded(*args: object, **kwargs: object) -> object:
        return abort(403) if me().guest else view(*args, **kwargs)

    return signed_in(cast(View, guarded))


def _let_in_first() -> Response:
    if wants_json() or request.method != "GET":
        abort(403)
    if came_from_elsewhere():
        return onward(request.full_path.rstrip("?"))
    return redirect(url_for("signing_in.sign_in", next=request.full_path.rstrip("?")))


def came_from_elsewhere() -> bool:
    """Whether a browser followed a link on another site. On plain http, browsers only tell the referrer."""
    if (told := request.headers.get("Sec-Fetch-Site")) is not None:
        return told == "cross-site"
    return bool(request.referrer) and urlsplit(request.referrer or "").netloc != request.host


def onward(target: str) -> Response:
    """Go on to a path of ours, from ourselves.

    A browser that followed a link on another site keeps a SameSite=Strict cookie back, also after a redirect. A page
    of our own that goes on by itself is a fresh start.
    """
    return make_response(render_template("onward.html", target=target))


def go_in(new: NewSignIn, target: str) -> Response:
    """Give the browser its cookie and go on; an earlier sign-in of this browser ends."""
    if (before := current_facilitator()) is not None:
        end(before.sign_in)
    response = redirect(target, 303)
    response.set_cookie(COOKIE, new.token, max_age=SIGNED_IN_FOR, httponly=True, samesite="Strict", secure=over_https())
    return response


def end(sign_in: str) -> None:
    """End a sign-in and close what is open in its name."""
    facilitators.sign_out(current.application().store, sign_in)
    current.application().signed_out(sign_in)


def over_https() -> bool:
    """Whether the browser reaches us by https."""
    return request.is_secure or public_url().startswith("https://")


def seconds() -> int:
    """The time now, in seconds since 1970."""
    return int(current.application().now().timestamp())
