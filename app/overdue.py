"""A new password that is due comes before everything else."""

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue

from app.errors import wants_json
from kernel.errors import NotAllowed
from kernel.text import Text
from kernel.web import visitor

OPEN = frozenset({"profile.index", "profile.change", "sign_in.leave", "language.choose", "display.choose"})
"""What whoever owes a new password may still do."""


class PasswordDue(NotAllowed):
    """The account must have a new password first."""

    code = "password_due"


def hold() -> ResponseReturnValue | None:
    """Before every request: whoever owes a new password is led to the form for it."""
    if not visitor().must_change:
        return None
    endpoint = request.endpoint or ""
    if endpoint in OPEN or endpoint.endswith("static"):
        return None
    if wants_json():
        raise PasswordDue(
            Text("请先更改密码。", "Choose a new password first."),
            remedy=Text(
                "请在浏览器中打开“账户与密码”更改。", "Open your account in the browser and change it there."
            ),
        )
    return redirect(url_for("profile.index"))
