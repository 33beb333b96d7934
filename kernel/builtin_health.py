"""The checks every installation has: database, failed work, scheduler, keys, plugin folders."""

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from kernel.builtin_jobs import HEARTBEAT, PULSE
from kernel.health import Health, HealthState, well
from kernel.keys import PURPOSE_NAMES, missing
from kernel.manifest import discovered
from kernel.migrations import CORE, CORE_REVISIONS, pending
from kernel.models import JobRun, OutboxItem, Plugin
from kernel.models.plugins import PluginState
from kernel.models.work import WorkState
from kernel.seams import health
from kernel.surroundings import surroundings_of
from kernel.text import Text

MISSED_PULSES = 3


@health("database", title=Text("数据库", "Database"))
def database(session: Session) -> Health:
    """Whether the database answers and has the newest core tables."""
    waiting = [script.revision for script in pending(session.connection(), CORE, CORE_REVISIONS)]
    if not waiting:
        return well("数据库可用，结构为最新。", "The database answers and is up to date.")
    names = ", ".join(waiting)
    return Health(
        HealthState.BAD,
        Text(f"数据库结构不是最新，缺少：{names}。", f"The database lacks the revisions {names}."),
        Text("请重启服务，它会先升级数据库。", "Restart the service; it migrates first."),
    )


@health("dead_letters", title=Text("被放弃的工作", "Dead letters"))
def dead_letters(session: Session) -> Health:
    """Whether deferred work was given up."""
    dead = session.scalar(select(func.count(OutboxItem.id)).where(OutboxItem.state == WorkState.DEAD))
    if not dead:
        return well("没有被放弃的延后工作。", "No deferred work was given up.")
    return Health(
        HealthState.WARN,
        Text(f"有 {dead} 项延后工作多次失败后被放弃。", f"{dead} items of deferred work were given up."),
        Text(
            "请在作业页查看原因，排除后重试。",
            "See their errors on the jobs page, mend the cause, revive them.",
        ),
    )


@health("scheduler", title=Text("调度程序", "Scheduler"))
def scheduler(session: Session) -> Health:
    """Whether a scheduler has run lately."""
    last = session.scalar(select(func.max(JobRun.finished_at)).where(JobRun.job == HEARTBEAT))
    now = surroundings_of(session).clock.now()
    if last is not None and now - last <= MISSED_PULSES * PULSE:
        return well("调度程序在运行。", "The scheduler runs.")
    return Health(
        HealthState.WARN, _silence(last), Text("请启动 app serve 或 app scheduler。", "Start app serve.")
    )


@health("failed_jobs", title=Text("失败的作业", "Failed jobs"))
def failed_jobs(session: Session) -> Health:
    """Whether the latest run of any job failed."""
    latest = select(func.max(JobRun.id)).group_by(JobRun.job)
    failed = select(JobRun.job).where(JobRun.id.in_(latest), JobRun.error.is_not(None)).order_by(JobRun.job)
    names = list(session.scalars(failed))
    if not names:
        return well("各作业最近一次都成功。", "The latest run of every job succeeded.")
    return Health(
        HealthState.WARN,
        Text(
            f"最近一次失败的作业：{'、'.join(names)}。", f"Jobs whose latest run failed: {', '.join(names)}."
        ),
        Text("请在作业页查看原因。", "See the errors on the jobs page."),
    )


@health("keys", title=Text("密钥", "Keys"))
def keys(session: Session) -> Health:
    """Whether every purpose has a key."""
    ring = surroundings_of(session).keys
    if ring is None:
        return Health(
            HealthState.WARN,
            Text("这个进程没有读取密钥，未核对。", "This process holds no keys; they were not checked."),
            Text("请设置 KEYS_FILE。", "Set KEYS_FILE."),
        )
    lacking = [PURPOSE_NAMES[purpose] for purpose in missing(ring)]
    if not lacking:
        return well("各用途的密钥齐全。", "Every purpose has a key.")
    return Health(
        HealthState.BAD,
        Text(
            f"缺少密钥：{'、'.join(name.zh for name in lacking)}。",
            f"Keys are missing for {', '.join(name.en for name in lacking)}.",
        ),
        Text("请在密钥文件或环境变量中补上。", "Add them to the key file or the environment."),
    )


@health("plugin_folders", title=Text("插件文件夹", "Plugin folders"))
def plugin_folders(session: Session) -> Health:
    """Whether the folder of every installed plugin is there and can be read."""
    folders = [path for path in surroundings_of(session).addons if path.is_dir()]
    if not folders:
        return Health(
            HealthState.WARN,
            Text("不知道插件目录，未核对。", "No plugin folder is known; they were not checked."),
            Text("请设置 ADDONS_PATH。", "Set ADDONS_PATH."),
        )
    installed = select(Plugin.name).where(Plugin.state != PluginState.UNINSTALLED).order_by(Plugin.position)
    found = discovered(folders).manifests
    lost = [name for name in session.scalars(installed) if name not in found]
    if not lost:
        return well("已安装插件的文件夹都在。", "The folders of all installed plugins are there.")
    return Health(
        HealthState.WARN,
        Text(
            f"已安装但文件夹不见或读不懂的插件：{'、'.join(lost)}。",
            f"Installed, but their folders are gone or cannot be read: {', '.join(lost)}.",
        ),
        Text("请放回文件夹，或在插件页卸载。", "Put the folders back, or uninstall them on the Apps page."),
    )


def _silence(last: datetime | None) -> Text:
    if last is None:
        return Text("调度程序还没有运行过。", "No scheduler has run yet.")
    moment = last.isoformat(timespec="minutes")
    return Text(f"调度程序自 {moment} 起没有动静。", f"The scheduler has been silent since {moment}.")
