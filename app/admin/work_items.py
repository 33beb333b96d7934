"""The register of deferred work: what waits, what is done, what was given up; its contents stay closed."""

from collections.abc import Mapping
from typing import Any

from flask import has_app_context
from sqlalchemy import ColumnElement, or_, select

from kernel.failures import error_text
from kernel.models import OutboxItem
from kernel.models.work import WorkState
from kernel.registry import Registry
from kernel.seams import TOPIC, pages
from kernel.text import Text
from kernel.web import Area, Group, MenuItem, Pages, RegisterInterface, Registers, RegisterView, platform
from kernel.web.registers import Between, Choices, Column, Contains, Reader, StandingView

STATES = {
    WorkState.WAITING.value: Text("等待", "Waiting"),
    WorkState.CLAIMED.value: Text("正在执行", "Under way"),
    WorkState.DONE.value: Text("完成", "Done"),
    WorkState.DEAD.value: Text("被放弃", "Given up"),
}
KINDS = {
    WorkState.WAITING.value: "mute",
    WorkState.CLAIMED.value: "info",
    WorkState.DONE.value: "ok",
    WorkState.DEAD.value: "bad",
}


def title_of(registry: Registry, topic: str) -> Text:
    """What work of the topic is called; one whose plugin is gone has its name only."""
    title = registry.entry(TOPIC, topic).options.get("title") if registry.has(TOPIC, topic) else None
    return title or Text(topic, topic)


def topics_here(reader: Reader) -> Mapping[str, Text]:
    """Every topic of which there is work."""
    names = reader.session.scalars(select(OutboxItem.topic).distinct().order_by(OutboxItem.topic))
    return {name: title_of(reader.registry, name) for name in names}


def found(text: str, reader: Reader) -> ColumnElement[bool]:
    """Work that is called so, or whose error has the words."""
    words = text.strip().lower()
    called = [
        name
        for name, title in topics_here(reader).items()
        if words in f"{name} {title.zh} {title.en}".lower()
    ]
    return or_(OutboxItem.topic.in_(called), OutboxItem.error.icontains(words, autoescape=True))


def numbered(value: int) -> Text:
    """The item as one speaks of it."""
    return Text(f"第 {value} 项", f"Item {value}")


def _title(topic: str) -> Text:
    # a large export is made by the scheduler, which serves no application
    return title_of(platform().registry, topic) if has_app_context() else Text(topic, topic)


def _error(error: str) -> Text | str:
    return error_text(error) or ""


class DeferredWork(RegisterView):
    """Work written down with its cause, and carried out after it."""

    datamodel = RegisterInterface(OutboxItem)
    route_base = "/admin/work/queue"
    name = "deferred-work"
    title = Text("延后工作", "Deferred work")
    unit = Text("项", "")
    menu = MenuItem(title, area=Area.REGISTERS, group=Group.SYSTEM, icon="inbox", order=252)
    columns = (
        Column("number", Text("编号", "Number"), OutboxItem.id, shown=numbered),
        Column("topic", Text("工作", "Work"), OutboxItem.topic, shown=_title),
        Column("state", Text("状态", "State"), OutboxItem.state, words=STATES, kinds=KINDS),
        Column("created", Text("产生", "Made"), OutboxItem.created_at),
        Column("due", Text("应在", "Due"), OutboxItem.due_at),
        Column("done", Text("完成时间", "Done at"), OutboxItem.done_at),
        Column("attempts", Text("试过", "Attempts"), OutboxItem.attempts),
        Column("error", Text("错误", "Error"), OutboxItem.error, shown=_error, sortable=False),
    )
    filters = (
        Choices("state"),
        Choices("topic", words=topics_here),
        Between("created", title=Text("产生的日期", "Made on")),
        Between("due", title=Text("应在的日期", "Due on")),
        Contains("error"),
    )
    search = found
    search_hint = Text("工作、错误", "Work, error")
    views = (
        StandingView("dead", STATES[WorkState.DEAD.value], {"state": WorkState.DEAD.value}, kind="bad"),
        StandingView(
            "waiting",
            Text("在等的", "Still to be done"),
            {"state": (WorkState.WAITING.value, WorkState.CLAIMED.value)},
        ),
        StandingView("done", STATES[WorkState.DONE.value], {"state": WorkState.DONE.value}),
    )
    order = "-number"
    show_template = "admin/work_item.html"

    def more(self, reader: Reader, row: Any) -> dict[str, Any]:
        """Whether it was given up, so that it can be queued again."""
        return {"is_dead": reader.session.get_one(OutboxItem, row.pk).state == WorkState.DEAD}


items = Registers("work_items", __name__, views=(DeferredWork,))


@pages("work_items")
def work_items_pages() -> Pages:
    """The register of deferred work."""
    return items
