"""Installs as people see them: planned, queued, carried out in a process of its own, told while they run."""

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from types import MappingProxyType
from typing import Any

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from kernel.db import session_factory, transaction
from kernel.definitions import lock_registry
from kernel.errors import BrokenPlugin, Conflict, InstallBusy, NotFound, StalePlan
from kernel.install.choices import Raw
from kernel.install.installer import Declared, Stage, Work, carry_out
from kernel.install.lock import install_lock, refuse_busy
from kernel.install.plan import Act, Plan
from kernel.install.planning import plan_of
from kernel.install.refusals import as_data, refuse_unready
from kernel.install.selection import selected
from kernel.install.situation import surveyed
from kernel.loading import loaded, registry_of
from kernel.manifest import Discovery
from kernel.migrations import schema_connection
from kernel.models import Plugin, PluginOperation
from kernel.models.plugins import UNFINISHED, OperationState
from kernel.registry import Registry
from kernel.site import Site
from kernel.text import Text

BEGUN = (OperationState.RUNNING, OperationState.INTERRUPTED)
START_PATIENCE = timedelta(minutes=2)
"""A queued operation whose process has not begun by then never will: it died before its first line."""


@dataclass(frozen=True, slots=True)
class Boot:
    """How the process that installs loads code: the shell's own seam modules, a trial, the permissions."""

    shell: Mapping[str, Sequence[str]] = field(default_factory=dict)
    trial: Callable[[Registry], None] = lambda _registry: None
    declared: Callable[[Registry], Declared] = lambda _registry: ()


def planned(
    session: Session,
    site: Site,
    action: str,
    plugin: str,
    *,
    registry: Registry,
    choices: Raw = MappingProxyType({}),
) -> Plan:
    """What the act would do now; reads only."""
    situation = surveyed(session, site, Act(action), plugin, choices=choices, registry=registry)
    return plan_of(session, situation, registry)


def queue(session: Session, site: Site, plan: Plan, *, actor: str, choices: Raw) -> int:
    """The operation is on record; its number is what the installing process is given."""
    refuse_unready(plan)
    refuse_busy(site)
    operation = PluginOperation(
        action=plan.act,
        plugin=plan.plugin,
        actor=actor,
        plan=plan.as_dict(),
        plan_digest=plan.digest,
        choices={target: dict(found) for target, found in choices.items()},
        log=[],
        created_at=site.clock.now(),
    )
    session.add(operation)
    session.flush()
    return operation.id


def under_way(session: Session, plugin: str, plan_digest: str) -> int | None:
    """The operation that already carries this very plan out: a second click leads to it."""
    return session.scalar(
        select(PluginOperation.id).where(
            PluginOperation.plugin == plugin,
            PluginOperation.plan_digest == plan_digest,
            PluginOperation.state.in_(UNFINISHED),
        )
    )


def carry_out_operation(site: Site, operation_id: int, boot: Boot) -> None:
    """The operation is done or it has failed and changed nothing; either way its record says so."""
    told: list[dict[str, str]] = []

    def say(zh: str, en: str) -> None:
        told.append({"at": site.clock.now().isoformat(), "zh": zh, "en": en})
        with progress_file(site, operation_id).open("a", encoding="utf-8") as file:
            file.write(json.dumps(told[-1], ensure_ascii=False) + "\n")

    operation = None
    try:
        with install_lock(site):
            operation = _begun(site, operation_id)
            say("载入插件代码", "Loading the plugins' code")
            _in_one_transaction(site, operation, boot, say, told)
    except BaseException as error:
        # what this process has not begun may be another's, which goes on; else nobody knows better
        ours = (OperationState.QUEUED,) if operation is None else BEGUN
        _failed(site, operation_id, error, told, ours=ours)
        raise


def progress(site: Site, operation_id: int) -> list[dict[str, Any]]:
    """What a running operation has told so far."""
    path = progress_file(site, operation_id)
    if not path.is_file():
        return []
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.endswith("}")]


def progress_file(site: Site, operation_id: int) -> Any:
    """Where an operation tells its course while its transaction is open."""
    return site.operations / f"{operation_id}.jsonl"


def settle_interrupted(session: Session, site: Site) -> list[int]:
    """Operations whose process died, or never began, are marked so; nothing of them is left behind."""
    latest = site.clock.now() - START_PATIENCE
    running = PluginOperation.state == OperationState.RUNNING
    forgotten = and_(PluginOperation.state == OperationState.QUEUED, PluginOperation.created_at < latest)
    try:
        # read while nobody can be at work: what ends between reading and writing would be called interrupted
        with install_lock(site, patience=0):
            found = session.scalars(select(PluginOperation).where(or_(running, forgotten))).all()
            for operation in found:
                operation.state = OperationState.INTERRUPTED
                operation.finished_at = site.clock.now()
                operation.log = progress(site, operation.id)
            session.flush()
    except InstallBusy:
        return []
    return [operation.id for operation in found]


def _begun(site: Site, operation_id: int) -> PluginOperation:
    with transaction(site.engine) as session:
        operation = session.get(PluginOperation, operation_id)
        if operation is None:
            raise NotFound(
                Text(f"没有第 {operation_id} 号操作。", f"There is no operation {operation_id}."),
                remedy=Text("请在插件页重新生成计划。", "Make a new plan on the Apps page."),
                place=str(operation_id),
            )
        if operation.state != OperationState.QUEUED:
            raise Conflict(
                Text(
                    f"第 {operation_id} 号操作已执行过。",
                    f"Operation {operation_id} has been carried out already.",
                ),
                remedy=Text("请在插件页重新生成计划。", "Make a new plan on the Apps page."),
                place=str(operation_id),
            )
        operation.state = OperationState.RUNNING
        return operation


def _in_one_transaction(
    site: Site,
    operation: PluginOperation,
    boot: Boot,
    say: Callable[[str, str], None],
    told: list[dict[str, str]],
) -> None:
    discovery = site.discovery()
    registry = _registry(site, operation, boot, discovery)
    boot.trial(registry)

    def say_stage(stage: Stage) -> None:
        say(stage.title.zh, stage.title.en)

    with schema_connection(site.engine) as connection, Session(connection, autoflush=True) as session:
        lock_registry(session)
        situation = surveyed(
            session,
            site,
            Act(operation.action),
            operation.plugin,
            choices=operation.choices,
            booted=True,
            registry=registry,
            discovery=discovery,
        )
        plan = plan_of(session, situation, registry)
        refuse_unready(plan)
        _refuse_stale(plan, operation)
        now = site.clock.now()
        work = Work(session, situation, plan, registry, operation.actor, now, boot.declared(registry))
        carry_out(work, say=say_stage)
        say("提交", "Committing")
        mine = session.get_one(PluginOperation, operation.id)
        mine.state, mine.finished_at, mine.log = OperationState.DONE, now, list(told)
        session.flush()


def _registry(site: Site, operation: PluginOperation, boot: Boot, discovery: Discovery) -> Registry:
    """The code as it will be afterwards; for a removal as it is, so that the leaving rows can be found."""
    if operation.action == Act.UNINSTALL:
        return loaded(site, shell=boot.shell).registry
    with session_factory(site.engine)() as session:
        chosen = selected(session, site, Act(operation.action), operation.plugin, discovery=discovery)
    return registry_of(
        [chosen.manifests[name] for name in chosen.order if name in chosen.manifests], shell=boot.shell
    )


def _refuse_stale(plan: Plan, operation: PluginOperation) -> None:
    if plan.digest != operation.plan_digest:
        raise StalePlan(
            Text(
                "计划生成之后，插件文件夹或数据库有了变化。",
                "The folder or the database changed since the plan was made.",
            ),
            remedy=Text("请重新生成计划，核对后再执行。", "Make a new plan, check it, and carry that out."),
            place=operation.plugin,
        )


def _failed(
    site: Site,
    operation_id: int,
    error: BaseException,
    told: list[dict[str, str]],
    *,
    ours: Sequence[OperationState],
) -> None:
    with transaction(site.engine) as session:
        operation = session.get(PluginOperation, operation_id)
        if operation is None or operation.state not in ours:
            return
        operation.state = OperationState.FAILED
        operation.finished_at = site.clock.now()
        operation.log = list(told)
        operation.error = as_data(error)
        plugin = session.get(Plugin, operation.plugin)
        if plugin is not None and isinstance(error, BrokenPlugin) and _speaks_of(error, plugin.name):
            plugin.broken = error.sentence()


def _speaks_of(error: BrokenPlugin, plugin: str) -> bool:
    """Whether it is this plugin that does not load; another one in the way is not its fault."""
    return re.split("[./]", error.place.removeprefix("addons."))[0] == plugin
