"""The Apps page: cards, a plugin's own page, the plan before the act, its course and its log."""

import json

from flask import Response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import select
from sqlalchemy.orm import Session

from app import operations_runner
from app.apps.cards import cards, counts, matching, studio_card
from app.apps.clashes import Chosen, Merges, chosen_in, clash_cards
from app.apps.course import LONGEST, Course, course_of
from app.apps.details import amended_by, definitions_of, operations_on, rows_of
from app.apps.plans import ACTS, CARRY_OUT, PLANS, impact, step_lines
from app.studio.pages import kind_titles
from kernel.errors import NotFound, StalePlan, TongbanError
from kernel.install.lock import is_busy
from kernel.install.operations import planned, queue, settle_interrupted, under_way
from kernel.install.plan import Act, Plan
from kernel.install.planning import plan_of
from kernel.install.situation import surveyed
from kernel.models import DefinitionLayer, PlatformState
from kernel.seams import pages
from kernel.text import Text
from kernel.web import MenuItem, Pages, platform, visitor

apps = Pages("apps", __name__, url_prefix="/apps")
SEE = ("can_read", "Plugins")
MANAGE = ("can_manage", "Plugins")


@pages("apps")
def apps_pages() -> Pages:
    """The plugins: seen, planned, installed, upgraded, removed."""
    return apps


@apps.get("/", permission=SEE, menu=MenuItem(Text("插件", "Apps"), order=80, icon="package"))
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
    known = {card.name: card for card in cards(session, platform())}
    if name not in known:
        raise _unknown(name)
    return render_template(
        "apps/detail.html",
        card=known[name],
        known=known,
        definitions=definitions_of(session, name),
        amended=amended_by(session, name),
        rows=rows_of(session, name),
        operations=operations_on(session, name),
        kinds=kind_titles(),
        acts=ACTS,
    )


@apps.get("/<name>/plan/<act>", permission=MANAGE)
def plan(name: str, act: str) -> ResponseReturnValue:
    """What the act would do, before it is done."""
    return _plan_page(name, _act(act), Chosen())


@apps.post("/<name>/plan/<act>", permission=MANAGE)
def choose(name: str, act: str) -> ResponseReturnValue:
    """The plan again, with the choices made where the new version and the studio clash."""
    chosen = chosen_in(request.form)
    shown = _plan_page(name, _act(act), chosen, refused=chosen.refused)
    return shown, chosen.refused.status if chosen.refused else 200


@apps.get("/<name>/plan/<act>.json", permission=MANAGE)
def export(name: str, act: str) -> Response:
    """The plan as a file, to be kept with the change request."""
    here = platform()
    found = planned(here.database.session(), here.site, _act(act), name, registry=here.present())
    text = json.dumps(found.as_dict() | {"digest": found.digest}, ensure_ascii=False, indent=2)
    response = Response(text, mimetype="application/json")
    response.headers["Content-Disposition"] = f'attachment; filename="plan-{name}-{act}.json"'
    return response


@apps.post("/<name>/carry-out/<act>", permission=MANAGE)
def carry_out(name: str, act: str) -> ResponseReturnValue:
    """The operation is on its way; or the plan page says what stands in the way, with every choice kept."""
    here, chosen, wanted = platform(), chosen_in(request.form), _act(act)
    if chosen.refused:
        return _plan_page(name, wanted, chosen, refused=chosen.refused), chosen.refused.status
    try:
        with here.database.transaction() as session:
            settle_interrupted(session, here.site)
            begun = under_way(session, name, request.form.get("digest", ""))
            if begun is not None:
                return redirect(url_for("apps.operation", number=begun))
            found = planned(session, here.site, wanted, name, registry=here.present(), choices=chosen.choices)
            _refuse_other_than_shown(found)
            operation = queue(session, here.site, found, actor=visitor().username, choices=chosen.choices)
    except TongbanError as error:
        return _plan_page(name, wanted, chosen, refused=error), error.status
    operations_runner.start(operation)
    return redirect(url_for("apps.operation", number=operation))


@apps.get("/operations/<int(max=2147483647):number>", permission=SEE)
def operation(number: int) -> str:
    """The course of one operation while it runs, its log afterwards."""
    return render_template("apps/operation.html", **_shown(_course(number)))


@apps.get("/operations/<int(max=2147483647):number>/course", permission=SEE)
def course(number: int) -> ResponseReturnValue:
    """The part of the page that changes while the operation runs; nothing while it stands still."""
    found = _course(number)
    if request.args.get("seen") == found.mark:
        return "", 204
    return render_template("apps/_course.html", partial=True, **_shown(found))


def _plan_page(name: str, act: Act, chosen: Chosen, *, refused: TongbanError | None = None) -> str:
    here = platform()
    session = here.database.session()
    found, merges = _planned(session, name, act, chosen)
    return render_template(
        "apps/plan.html",
        plan=found,
        member=next(one for one in found.members if one.name == name),
        act=act,
        act_title=ACTS[act],
        plan_title=PLANS[act],
        carry_out_title=CARRY_OUT[act],
        steps=step_lines(found),
        clashes=clash_cards(found, merges, chosen),
        changed=_studio_changes(session),
        waiting=sum(clash.choice is None for clash in found.clashes),
        impact=impact(found),
        refused=refused,
        busy=is_busy(here.site),
        made_at=here.clock.now(),
    )


def _planned(session: Session, name: str, act: Act, chosen: Chosen) -> tuple[Plan, Merges]:
    here = platform()
    registry = here.present()
    situation = surveyed(session, here.site, act, name, choices=chosen.choices, registry=registry)
    merges = {target: one.merge for target, one in situation.resolution.studio.items() if one.merge}
    return plan_of(session, situation, registry), merges


def _studio_changes(session: Session) -> dict[str, DefinitionLayer]:
    layers = session.scalars(select(DefinitionLayer).where(DefinitionLayer.plugin == "studio"))
    return {layer.target: layer for layer in layers}


def _unknown(name: str) -> NotFound:
    return NotFound(
        Text(f"没有插件 {name}。", f"There is no plugin {name}."),
        remedy=Text("请回到插件页查看。", "Go back to the Apps page."),
        place=name,
    )


def _course(number: int) -> Course:
    here = platform()
    return course_of(here.database.session(), here, number)


def _shown(found: Course) -> dict[str, object]:
    return {
        "course": found,
        "operation": found.operation,
        "act_title": ACTS[Act(found.operation.action)],
        "longest": LONGEST,
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
