"""On the page of a form: the drafts by version, and the act that moves those on older ones."""

from collections.abc import Mapping

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from forms.pages.asking import designs
from forms.rebasing import waiting_drafts
from forms.topics import MOVING
from kernel import audit, outbox
from kernel.definitions import current
from kernel.errors import NotFound
from kernel.models import Definition
from kernel.seams import slot
from kernel.text import Text
from kernel.web import platform
from kernel.web.boards import now, owner, reading

PUBLISH = ("can_publish", "Definitions")


@slot("forms.drafts", slot="studio.definition.aside", order=20)
def drafts(definition: Definition) -> str:
    """How many drafts stand on which version of the form."""
    if definition.kind != "form" or definition.retired:
        return ""
    waiting, number = _waiting(definition.name)
    return render_template(
        "forms/drafts.html", name=definition.name, waiting=waiting, number=number, may=PUBLISH
    )


@designs.post("/<name>/drafts", permission=PUBLISH)
def move_drafts(name: str) -> ResponseReturnValue:
    """The drafts on older versions are about to move; each applicant is told what changed."""
    waiting, number = _waiting(name)
    behind = sum(count for version, count in waiting.items() if version != number)
    if not behind:
        flash(_("没有停在旧版上的草稿。"), "info")
        return redirect(url_for("studio.definition", name=name))
    with platform().database.transaction() as session:
        outbox.defer(session, MOVING, {"form": name}, now=now())
        audit.record(
            session,
            actor=owner(),
            action="definition.move_drafts",
            thing=name,
            detail={"drafts": behind, "version": number},
            now=now(),
        )
    flash(_("%(n)s 份草稿正在改用第 %(v)s 版，申请人会看到改了什么。", n=behind, v=number), "ok")
    return redirect(url_for("studio.definition", name=name))


def _waiting(name: str) -> tuple[Mapping[int, int], int]:
    """The drafts by version, and the version in force."""
    session = reading()
    found = current(session, name)
    if found is None:
        raise NotFound(
            Text(f"没有名为 {name} 的表单，或已停用。", f"There is no form {name}, or it is retired."),
            remedy=Text("请从设计中心的列表中选择。", "Choose one from the list."),
            place=name,
        )
    return waiting_drafts(session, name), found.number
