"""The page of deputies: who stands in for whom, from which day to which; granted and ended by those concerned."""

from dataclasses import dataclass
from datetime import date

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from approvals.casefile.naming import matters_at, matters_named
from approvals.pages.desk import Desk, desk
from approvals.pages.recorded import address_here
from approvals.people.assignment import Assignment
from approvals.people.deputies import Deputation, Granted, given_by, given_to, grant, revoke
from approvals.people.signers import Colleague, accounts_at
from kernel.access.names import names_of
from kernel.errors import Invalid, TongbanError
from kernel.text import Text, listed
from kernel.web import platform
from kernel.web.inputs import number_in


@dataclass(frozen=True, slots=True)
class Standin:
    """A deputation as the page shows it."""

    granted: Granted
    name: str
    matters: tuple[Text, ...]
    state: Text
    kind: str
    running: bool


def index() -> str:
    """Who stands in for the visitor, and for whom the visitor stands in."""
    return _page()


def give() -> ResponseReturnValue:
    """The colleague stands in for the visitor from one day to another; or the page says why not."""
    try:
        with platform().database.transaction() as session:
            at = desk(session)
            wanted = Deputation(
                account=at.standing.name,
                deputy=request.form.get("deputy", ""),
                first=_day("first"),
                last=_day("last"),
                matters=_chosen(at),
            )
            here = address_here()
            grant(session, at.registry, wanted, standing=at.standing, now=at.now, address=here)
    except TongbanError as error:
        return _page(error), error.status
    flash(_("代理已设置，对方会收到通知。"), "ok")
    return redirect(url_for("workbench.deputies"))


def end() -> ResponseReturnValue:
    """The deputation is over."""
    with platform().database.transaction() as session:
        at = desk(session)
        number = number_in(request.form.get("id", "")) or 0
        revoke(session, at.registry, number, standing=at.standing, now=at.now, address=address_here())
    flash(_("代理已结束。"), "ok")
    return redirect(url_for("workbench.deputies"))


def _page(refused: TongbanError | None = None) -> str:
    at = desk(platform().database.session())
    own, others = given_by(at.session, at.standing.name), given_to(at.session, at.standing.name)
    offered = matters_at(at.session, at.standing.offices)
    matters = matters_named(
        at.session, {*offered, *(name for one in (*own, *others) for name in one.matters)}
    )
    names = names_of(at.session, {one.deputy for one in own} | {one.account for one in others})
    return render_template(
        "approvals/deputies.html",
        own=[_shown(at, one, names.get(one.deputy, one.deputy), matters) for one in own],
        others=[_shown(at, one, names.get(one.account, one.account), matters) for one in others],
        people=_colleagues(at),
        matters={name: matters[name] for name in offered},
        refused=refused,
        today=at.today,
        typed=request.form,
        chosen=request.form.getlist("matters"),
    )


def _shown(at: Desk, one: Granted, name: str, matters: dict[str, Text]) -> Standin:
    if one.ended_at is not None:
        state, kind = Text("已提前结束", "Ended early"), "mute"
    elif at.today > one.last:
        state, kind = Text("已到期", "Over"), "mute"
    elif at.today < one.first:
        state, kind = Text("尚未开始", "Not begun"), "info"
    else:
        state, kind = Text("正在代理", "In force"), "ok"
    running = one.ended_at is None and at.today <= one.last
    return Standin(one, name, tuple(matters[name] for name in one.matters), state, kind, running)


def _colleagues(at: Desk) -> list[Colleague]:
    found: dict[str, Colleague] = {}
    for office in sorted(at.standing.offices):
        for one in accounts_at(at.session, at.registry, Assignment(office=office)):
            found.setdefault(one.username, one)
    return [one for one in found.values() if one.username != at.standing.name]


def _chosen(at: Desk) -> tuple[str, ...]:
    """The matters that were ticked; refused when one of them is none of the offices'."""
    chosen = dict.fromkeys(request.form.getlist("matters"))
    strange = [name for name in chosen if name not in matters_at(at.session, at.standing.offices)]
    if strange:
        names = listed([name[:40] for name in strange[:3]])
        raise Invalid(
            Text(
                f"您的机构没有办过这些事项：{names.zh}。",
                f"Your offices have had no such matters: {names.en}.",
            ),
            remedy=Text("请从列表里勾选；不选就是全部。", "Tick those in the list; none means all of them."),
            place="matters",
        )
    return tuple(chosen)


def _day(name: str) -> date:
    try:
        return date.fromisoformat(request.form.get(name, ""))
    except ValueError:
        raise Invalid(
            Text("日期没有填写或不对。", "A day is missing or is none."),
            remedy=Text("请按 2026-03-10 的样子填写。", "Write it like 2026-03-10."),
            place=name,
        ) from None
