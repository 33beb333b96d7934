"""The list of a register as one writes it by hand: a Core select and a template, in the shell of the office or bare."""

from typing import Any

from flask import Flask, current_app, render_template, request, session
from flask.typing import ResponseReturnValue
from jinja2 import Template
from sqlalchemy import Engine, func, select

from kernel.models import CalendarYear, Workday
from kernel.seams import pages
from kernel.web import Pages, platform
from tests.kernel.web.registers.shelf import KINDS

SIZE = 50
DAY, YEAR = Workday.__table__, CalendarYear.__table__
HEADS = ("日期", "类别", "名称", "编号")
CONTENT = """
<h1>日子</h1><p>共 {{ count }} 天</p>
<form method="get"><input name="q" aria-label="搜索"><button>搜索</button></form>
<table class="tb"><thead><tr>{% for head in heads %}<th><a href="?order={{ loop.index }}">{{ head }}</a></th>
{% endfor %}</tr></thead><tbody>{% for row in rows %}<tr>
<th><a href="/admin/days/show/{{ row.id }}">{{ row.day }}</a></th>
<td data-l="类别"><span class="tag ok">{{ kinds[row.kind] }}</span></td>
<td data-l="名称">{{ row.name }}</td><td data-l="编号">№ {{ row.id }}</td></tr>
{% endfor %}</tbody></table>
<nav><a href="?page={{ page - 1 }}">上一页</a> {{ page }} <a href="?page={{ page + 1 }}">下一页</a></nav>
"""
IN_SHELL = (
    "{% extends 'base.html' %}{% block title %}日子{% endblock %}{% block content %}"
    + CONTENT
    + "{% endblock %}"
)
BARE = (
    '<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>日子</title></head><body>'
    '<header><a href="/">通办</a><span>{{ session.get("name", "") }}</span></header><main>'
    + CONTENT
    + "</main></body></html>"
)
by_hand = Pages("by_hand", __name__)


@pages("by_hand")
def by_hand_pages() -> Pages:
    """The page in the shell."""
    return by_hand


@by_hand.get("/by-hand", permission=("can_list", "workday"))
def in_shell() -> ResponseReturnValue:
    """The same rows within the office's own page, for a clerk who has signed in."""
    return render_template(_compiled(IN_SHELL), **_found(platform().database.engine))


def bare(engine: Engine) -> Flask:
    """A site that has nothing but this page, and its rows as JSON."""
    app = Flask("bare")
    app.secret_key = "of a figure"
    app.config["SESSION_COOKIE_NAME"] = "bare"

    @app.get("/by-hand")
    def page() -> ResponseReturnValue:
        return render_template(_compiled(BARE), session=session, **_found(engine))

    @app.get("/json")
    def rows() -> ResponseReturnValue:
        joined = DAY.outerjoin(YEAR, YEAR.c.year == func.extract("year", DAY.c.day))
        statement = select(DAY.c.id, DAY.c.day, DAY.c.kind, DAY.c.name, YEAR.c.source).select_from(joined)
        with engine.connect() as connection:
            found = connection.execute(_paged(statement)).mappings().all()
            count = connection.scalar(select(func.count()).select_from(DAY))
        return {"count": count, "result": [{**row, "day": row["day"].isoformat()} for row in found]}

    return app


def _compiled(source: str) -> Template:
    """The template, compiled once in each application as a file is."""
    kept: dict[str, Template] = current_app.extensions.setdefault("by_hand", {})
    if source not in kept:
        kept[source] = current_app.jinja_env.from_string(source)
    return kept[source]


def _found(engine: Engine) -> dict[str, Any]:
    with engine.connect() as connection:
        statement = select(DAY.c.id, DAY.c.day, DAY.c.kind, DAY.c.name)
        rows = connection.execute(_paged(statement)).all()
        count = connection.scalar(select(func.count()).select_from(DAY))
    kinds = {code: words.zh for code, words in KINDS.items()}
    return {"rows": rows, "count": count, "heads": HEADS, "kinds": kinds, "page": _page()}


def _paged(statement: Any) -> Any:
    return statement.order_by(DAY.c.day.desc(), DAY.c.id).limit(SIZE).offset((_page() - 1) * SIZE)


def _page() -> int:
    return int(request.args.get("page", 1))
