"""The Apps page: cards, a plugin's own page, the plan before the act, its course and its log."""

import json
from typing import Any

from flask import Response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import select
from sqlalchemy.orm import Session

from app import operations_runner
from app.apps.cards import cards, counts, matching, studio_card
from app.apps.plans import ACTS, VERBS, clash_lines, impact, read_form
from app.studio.pages import kind_titles
from kernel.errors import NotFound, StalePlan, TongbanError
from kernel.install_lock import is_busy
from kernel.models import Definition, PlatformState, PluginOperation
from kernel.models.plugins import OperationState
from kernel.operations import planned, progress, queue, settle_interrupted
from kernel.plan import Act, Plan
from kernel.seams import pages
from kernel.text import Text
from kernel.web import MenuItem, Pages, platform, visitor

apps = Pages("apps", __name__, url_prefix="/apps")
SEE = ("can_read", "Plugins")
MANAGE = ("can_manage", "Plugins")
RUNNING = (OperationState.QUEUED, OperationState.RUNNING)


@pages("apps")
def apps_pages() -> Pages:
    """The plugins: seen, planned, installed, upgraded, removed."""
    return apps


@apps.get("/", permission=SEE, menu=MenuItem(Text("插件", "Apps"), order=80))
def index() -> str:
    """Every plugin as a card."""
    session = platform().database.session()
    found = cards(session, platform())
    query, state, category = (request.args.get(name, "") for name in ("q", "state", "category"))
    return render_template(
        "apps/index.html",
        cards=matching(found, query=query, state=state, category=category),
        counts=counts(found),
        categories=sorted({card.category for card in found if card.category}),
        studio=studio_card(session) if not (query or state or category) else None,
        query=query,
        state=state,
        category=category,
        version=session.scalar(select(PlatformState.registry_version)),
        workers=platform().settings["WORKERS"],
        kinds=kind_titles(),
    )


@apps.get("/<name>", permission=SEE)
def detail(name: str) -> str:
    """One plugin: what it brings, how it fares, what was done to it."""
    session = platform().database.session()
    card = next((one for one in cards(session, platform()) if one.name == name), None)
    if card is None:
        raise _no_plugin(name)
    definitions = session.scalars(
        select(Definition)
        .where(Definition.plugin == name, Definition.retired.is_(False))
        .order_by(Definition.kind, Definition.name)
    ).all()
    operations = session.scalars(
        select(PluginOperation)
        .where(PluginOperation.plugin == name)
        .order_by(PluginOperation.id.desc())
        .limit(20)
    ).all()
    return render_template(
        "apps/detail.html",
        card=card,
        definitions=definitions,
        operations=operations,
        kinds=kind_titles(),
        acts=ACTS,
    )


@apps.get("/<name>/plan/<act>", permission=MANAGE)
def plan(name: str, act: str) -> ResponseReturnValue:
    """What the act would do, before it is done."""
    return _plan_page(name, _act(act), {})


@apps.post("/<name>/plan/<act>", permission=MANAGE)
def choose(name: str, act: str) -> ResponseReturnValue:
    """The plan again, with the choices made where the new version and the studio clash."""
    return _plan_page(name, _act(act), read_form(request.form))


@apps.get("/<name>/plan/<act>.json", permission=MANAGE)
def export(name: str, act: str) -> Response:
    """The plan as a file, to be kept with the change request."""
    here = platform()
    found = planned(here.database.session(), here.site, _act(act), name, registry=here.registry)
    text = json.dumps(found.as_dict() | {"digest": found.digest}, ensure_ascii=False, indent=2)
    response = Response(text, mimetype="application/json")
    response.headers["Content-Disposition"] = f'attachment; filename="plan-{name}-{act}.json"'
    return response


@apps.post("/<name>/carry-out/<act>", permission=MANAGE)
def carry_out(name: str, act: str) -> ResponseReturnValue:
    """The operation is on its way; or the plan page says what stands in the way, with every choice kept."""
    here, choices = platform(), read_form(request.form)
    try:
        with here.database.transaction() as session:
            settle_interrupted(session, here.site)
            found = planned(session, here.site, _act(act), name, registry=here.registry, choices=choices)
            _refuse_other_than_shown(found)
            operation = queue(session, here.site, found, actor=visitor().username, choices=choices)
    except TongbanError as error:
        return _plan_page(name, _act(act), choices, refused=error), error.status
    operations_runner.start(operation)
    return redirect(url_for("apps.operation", number=operation))


@apps.get("/operations/<int:number>", permission=SEE)
def operation(number: int) -> str:
    """The course of one operation while it runs, its log afterwards."""
    return render_template("apps/operation.html", **_course(number))


@apps.get("/operations/<int:number>/course", permission=SEE)
def course(number: int) -> str:
    """The part of the page that changes while the operation runs."""
    return render_template("apps/_course.html", **_course(number))


def _plan_page(name: str, act: Act, choices: dict[str, Any], refused: TongbanError | None = None) -> str:
    here = platform()
    found = planned(here.database.session(), here.site, act, name, registry=here.registry, choices=choices)
    return render_template(
        "apps/plan.html",
        plan=found,
        member=next(one for one in found.members if one.name == name),
        act=act,
        act_title=ACTS[act],
        verbs=VERBS,
        clashes=clash_lines(found),
        waiting=sum(clash.choice is None for clash in found.clashes),
        impact=impact(found),
        refused=refused,
        busy=is_busy(here.site),
        made_at=here.clock.now(),
    )


def _course(number: int) -> dict[str, Any]:
    here = platform()
    session: Session = here.database.session()
    found = session.get(PluginOperation, number)
    if found is None:
        raise NotFound(
            Text(f"没有第 {number} 号操作。", f"There is no operation {number}."),
            remedy=Text("请回到插件页查看。", "Go back to the Apps page."),
            place=str(number),
        )
    if found.state == OperationState.RUNNING and not is_busy(here.site):
        with here.database.transaction() as session:
            settle_interrupted(session, here.site)
    running = found.state in RUNNING
    return {
        "operation": found,
        "running": running,
        "lines": progress(here.site, number) if running else found.log,
        "act_title": ACTS[Act(found.action)],
        "title": next(
            (one["title"] for one in found.plan["members"] if one["name"] == found.plugin), found.plugin
        ),
    }


def _refuse_other_than_shown(found: Plan) -> None:
    if request.form.get("digest") != found.digest:
        raise StalePlan(
            Text(
                "这份计划生成之后，插件文件夹、数据库或您的选择有了变化。",
                "Since this plan was shown the folder, the database or your choices have changed.",
            ),
            remedy=Text(
                "下面是按现状重新生成的计划，请核对后再执行。",
                "The plan below is the present one; check it and go on.",
            ),
            place=found.plugin,
        )


def _act(word: str) -> Act:
    try:
        return Act(word)
    except ValueError as error:
        raise NotFound(
            Text(f"没有“{word}”这种操作。", f"There is no act “{word}”."),
            remedy=Text("请从插件卡片上选择。", "Choose one on the plugin's card."),
            place=word,
        ) from error


def _no_plugin(name: str) -> NotFound:
    return NotFound(
        Text(f"没有插件 {name}。", f"There is no plugin {name}."),
        remedy=Text("请回到插件页查看。", "Go back to the Apps page."),
        place=name,
    )
