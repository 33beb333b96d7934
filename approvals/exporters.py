"""Sheets of lists made in the background: asked for in a request, written by the scheduler, fetched by who asked."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Session

from approvals.lists.narrowing import Limit, Narrowing, Order
from approvals.lists.sheeting import Listing, counted, made
from approvals.lists.views import View
from approvals.people.assignment import standing_of
from kernel.access import actor_of, allows, rules_of
from kernel.audit import record
from kernel.errors import NotAllowed, NotFound
from kernel.models import RegisterExport
from kernel.models.registers import ExportState
from kernel.outbox import defer
from kernel.seams import topic
from kernel.sheets import Format
from kernel.surroundings import Surroundings
from kernel.text import Text
from kernel.web.registers.exporting import Tell, fulfil, written

REGISTER, TOPIC, MOST = "workbench", "workbench.export", 200_000
EXPORT = ("can_export", "Cases")
"""The permission to take lists of cases away."""


@dataclass(frozen=True, slots=True)
class Wish:
    """The list that somebody wants as a sheet, its columns, what for, and for whom it is."""

    listing: Listing
    columns: tuple[str, ...]
    purpose: str
    user_id: int
    locale: str
    proxy: str = ""


def note(session: Session, wish: Wish, *, actor: str, rows: int, now: datetime, address: str = "") -> None:
    """The export is on record: which list, how much, what for; whom it was about is not kept."""
    narrowing = wish.listing.narrowing
    detail = {
        "purpose": wish.purpose,
        "rows": rows,
        "view": wish.listing.view.value,
        "columns": list(wish.columns),
        "searched": narrowing.cases is not None,
        "as": wish.proxy,
    }
    record(session, actor=actor, action="export", thing=REGISTER, detail=detail, now=now, address=address)


def ask(session: Session, wish: Wish, *, expected: int, now: datetime) -> int:
    """The sheet will be made by the scheduler; answers with the number under which it is found."""
    narrowing = wish.listing.narrowing
    asked = {
        "view": wish.listing.view.value,
        "columns": list(wish.columns),
        "proxy": wish.proxy,
        "matter": narrowing.matter,
        "office": narrowing.office,
        "step": narrowing.step,
        "label": narrowing.label,
        "limit": narrowing.limit.value if narrowing.limit else "",
        "order": narrowing.order.value,
        "cases": None if narrowing.cases is None else list(narrowing.cases),
        "today": wish.listing.today.isoformat(),
    }
    row = RegisterExport(
        register=REGISTER,
        user_id=wish.user_id,
        locale=wish.locale,
        format=str(Format.XLSX),
        purpose=wish.purpose,
        asked=asked,
        expected=expected,
        state=ExportState.WAITING,
        created_at=now,
    )
    session.add(row)
    session.flush()
    defer(session, TOPIC, {"export": row.id}, now=now, key=f"{TOPIC}:{row.id}")
    return row.id


@topic(TOPIC, title=Text("导出办件列表", "Export a list of cases"), attempts=1)
def make_list(session: Session, payload: Mapping[str, Any]) -> None:
    """The sheet lies beside the database, and whoever asked can fetch it; or the export says why not."""
    fulfil(session, payload["export"], _made)


def _made(session: Session, row: RegisterExport, here: Surroundings) -> tuple[str, int]:
    wish, actor = _wish_of(session, row, here)
    count = 0

    def pieces(tell: Tell) -> Iterator[bytes]:
        def told(done: int) -> None:
            nonlocal count
            count = done
            tell(done)

        return made(
            *(session, here.registry, wish.listing, wish.columns),
            locale=wish.locale,
            format=Format.XLSX,
            tell=told,
        )

    name = written(row, here, pieces)
    note(session, wish, actor=actor, rows=count, now=here.clock.now())
    return name, count


def _wish_of(session: Session, row: RegisterExport, here: Surroundings) -> tuple[Wish, str]:
    """What was asked, as far as whoever asked may see it by now."""
    asked: Mapping[str, Any] = row.asked
    actor = actor_of(session, row.user_id)
    if not allows(rules_of(session, actor.role_ids), *EXPORT):
        raise NotAllowed(
            Text("您不再有导出办件的权限。", "You may not export cases any more."),
            remedy=Text("请联系安全管理员。", "Ask whoever grants roles."),
            place="export",
        )
    standing = standing_of(session, here.registry, actor, today=here.clock.today())
    cases: Sequence[int] | None = asked["cases"]
    narrowing = Narrowing(
        matter=asked["matter"],
        office=asked["office"],
        step=asked["step"],
        limit=Limit(asked["limit"]) if asked["limit"] else None,
        cases=None if cases is None else tuple(cases),
        order=Order(asked["order"]),
        # what was asked before there were labels asks for none
        label=asked.get("label", 0),
    )
    if asked["proxy"]:
        proxy = next((one for one in standing.proxies if one.principal.name == asked["proxy"]), None)
        if proxy is None:
            raise NotFound(
                Text("代理已经结束。", "The deputation is over."),
                remedy=Text("请从自己的列表导出。", "Export your own list."),
                place=asked["proxy"],
            )
        narrowing = replace(narrowing, matters=proxy.matters, deputy=standing)
        standing = proxy.principal
    listing = Listing(standing, View(asked["view"]), narrowing, date.fromisoformat(asked["today"]))
    wish = Wish(listing, tuple(asked["columns"]), row.purpose, row.user_id, row.locale, asked["proxy"])
    return wish, actor.username


def expected_rows(session: Session, listing: Listing) -> int:
    """How many rows the sheet will have."""
    return counted(session, listing, most=MOST)
