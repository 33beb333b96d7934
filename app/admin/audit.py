"""The audit log as a register of the auditor's, and the proof that nobody touched it; nothing is changed."""

from typing import Any

from flask import render_template
from flask.typing import ResponseReturnValue
from sqlalchemy import ColumnElement, case, or_, select

from app.admin.audit_words import ACTIONS
from kernel import audit
from kernel.audit.standing import link_of, standing
from kernel.models import AuditEntry, AuditSeal
from kernel.seams import pages
from kernel.text import Text
from kernel.web import Area, Group, MenuItem, Pages, RegisterInterface, Registers, RegisterView, platform
from kernel.web.registers import Between, Choices, Column, Contains, Reader

VERIFY = ("can_verify", "audit_entry")
SEALED, OPEN = "sealed", "open"
SEALS = {SEALED: Text("已封存", "Sealed"), OPEN: Text("待封存", "Not sealed yet")}
_SEAL = case(
    (select(AuditSeal.sequence).where(AuditSeal.entry_id == AuditEntry.id).exists(), SEALED), else_=OPEN
)


def found(text: str, reader: Reader) -> ColumnElement[bool]:  # noqa: ARG001 a search is asked with both
    """Entries whose actor, act or thing begins with the words, or whose act is called so."""
    words = text.strip()
    called = [name for name, title in ACTIONS.items() if words.lower() in f"{title.zh} {title.en}".lower()]
    return or_(
        AuditEntry.actor.istartswith(words, autoescape=True),
        AuditEntry.thing.istartswith(words, autoescape=True),
        AuditEntry.action.istartswith(words, autoescape=True),
        AuditEntry.action.in_(called),
    )


def numbered(value: int) -> Text:
    """The entry as one speaks of it."""
    return Text(f"第 {value} 条", f"Entry {value}")


class AuditLog(RegisterView):
    """Who did what, when and from where."""

    datamodel = RegisterInterface(AuditEntry)
    route_base = "/admin/audit"
    name = "audit"
    title = Text("审计日志", "Audit log")
    unit = Text("条", "")
    menu = MenuItem(
        Text("审计日志", "Audit log"),
        area=Area.REGISTERS,
        group=Group.SYSTEM,
        icon="history",
        order=290,
        about=Text("谁在何时何处做了什么", "Who did what, when and from where"),
    )
    columns = (
        Column("at", Text("时间", "Time"), AuditEntry.at),
        Column("actor", Text("操作人", "Actor"), AuditEntry.actor),
        Column("action", Text("动作", "Act"), AuditEntry.action, words=ACTIONS),
        Column("thing", Text("对象", "Thing"), AuditEntry.thing),
        Column("address", Text("网络地址", "Address"), AuditEntry.address),
        Column(
            "seal",
            Text("封存", "Seal"),
            _SEAL,
            words=SEALS,
            kinds={SEALED: "ok", OPEN: "info"},
            sortable=False,
        ),
        Column("number", Text("编号", "Number"), AuditEntry.id, shown=numbered, listed=False),
    )
    filters = (
        Contains("actor"),
        Choices("action"),
        Contains("thing"),
        Between("at", title=Text("日期", "Days")),
        Contains("address"),
    )
    search = found
    search_hint = Text("操作人、动作、对象", "Actor, act, thing")
    order = "-at"
    heading = "number"
    show_template = "admin/audit_entry.html"

    def more(self, reader: Reader, row: Any) -> dict[str, Any]:
        """What the act said besides, and its place in the chain."""
        return {"link": link_of(reader.session, row.pk)}


log = Registers("audit", __name__, views=(AuditLog,))


@pages("audit")
def audit_pages() -> Pages:
    """The audit log."""
    return log


@log.get(
    "/admin/audit/seals",
    permission=VERIFY,
    menu=MenuItem(
        Text("核验日志", "Prove the log"),
        area=Area.REGISTERS,
        group=Group.SYSTEM,
        icon="shield-check",
        order=291,
    ),
)
def seals() -> str:
    """How far the log is sealed, and the button that proves it."""
    return _page(None)


@log.post("/admin/audit/seals", permission=VERIFY)
def verify() -> ResponseReturnValue:
    """Every entry is held against its seal, every seal against the one before it and the exported heads."""
    here = platform()
    verdict = audit.verify(here.database.engine, here.keys, audit.heads_folder(here.site.folder))
    return _page(verdict)


def _page(verdict: audit.Verdict | None) -> str:
    session = platform().database.session()
    return render_template("admin/seals.html", verdict=verdict, standing=standing(session))
