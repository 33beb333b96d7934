"""Public verification: by the code on a paper, or by a number and the name on it."""

from collections.abc import Callable
from datetime import date

from flask import render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from addons.letters import lookups
from addons.letters.verification import Result, by_code, by_number_and_name, scanned, unknown
from kernel.clock import LOCAL
from kernel.seams import pages
from kernel.text import Text
from kernel.web import Area, MenuItem, Pages, platform

LONGEST = 200
NOT_FOUND = 404

verify = Pages("letters_verify", __name__, template_folder="templates")


@pages("letters.verify")
def verify_pages() -> Pages:
    """What everybody may verify."""
    return verify


@verify.get(
    "/verify",
    public=True,
    menu=MenuItem(Text("证书查验", "Verify"), order=50, area=Area.PORTAL, icon="scan"),
)
def index() -> str:
    """The form."""
    return _form({}, {})


@verify.post("/verify", public=True)
def look() -> ResponseReturnValue:
    """The result of a number with the name on it, or of what a scanner read."""
    typed = request.form.get("number", "").strip()[:LONGEST]
    name = request.form.get("name", "").strip()[:LONGEST]
    token = scanned(typed)
    if problems := _problems(typed, name, token):
        return _form({"number": typed, "name": name}, problems), 422
    if token:
        return _read(token, shown=typed)
    return _answered(lambda session: by_number_and_name(session, typed, name, on=_today()), shown=typed)


@verify.get("/verify/<path:token>", public=True)
def shown(token: str) -> ResponseReturnValue:
    """What the paper is worth whose code was read; every code that is not ours has the same answer."""
    return _read(token[:LONGEST])


def _read(token: str, *, shown: str = "") -> ResponseReturnValue:
    """What was read; nobody guesses a code, so that who has one is answered however often others missed."""
    found = by_code(platform().database.session(), token, on=_today())
    if found is not None:
        return _page(found)
    return _answered(lambda _session: None, shown=shown)


def _answered(look_up: Callable[[Session], Result | None], *, shown: str = "") -> ResponseReturnValue:
    here = platform()
    now = here.clock.now()
    with here.database.transaction() as session:
        name = lookups.counted(session, request.remote_addr or "", keys=here.keys, now=now)
        found = look_up(session)
        if found is not None:
            lookups.was_found(session, name)
    return _page(found) if found is not None else (_page(unknown(shown)), NOT_FOUND)


def _page(result: Result) -> str:
    moment = f"{platform().clock.now().astimezone(LOCAL):%Y-%m-%d %H:%M:%S}"
    return render_template("letters/result.html", result=result, moment=moment)


def _problems(typed: str, name: str, token: str) -> dict[str, str]:
    if not typed:
        return {"number": _("请填写证书编号或文书文号。")}
    if not token and not name:
        return {"name": _("请填写证书或文书上的姓名。")}
    return {}


def _form(values: dict[str, str], problems: dict[str, str]) -> str:
    return render_template("letters/verify.html", values=values, problems=problems)


def _today() -> date:
    return platform().clock.today()
