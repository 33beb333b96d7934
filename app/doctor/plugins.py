"""The plugins: code that does not load, folders that cannot be read, versions and tables behind."""

from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import Connection

from app.doctor.finding import bad, warned
from app.installation import Installation
from app.serve import renewal
from app.serve.renewal import RenewalState
from kernel.health import Health, well
from kernel.loading import installed_plugins
from kernel.migrations import pending
from kernel.text import Text

APPS = Text("请在插件页升级，或 python -m app plugin upgrade <名称>。", "Upgrade them on the Apps page.")


def loading(here: Installation) -> Health:
    """Whether the code of every installed plugin loads, and nothing else was found broken."""
    broken = {name: error.sentence() for name, error in here.loaded().broken.items()}
    broken |= {plugin.name: plugin.broken for plugin in installed_plugins(here.site.engine) if plugin.broken}
    if broken:
        told = "；".join(f"{name}：{said}" for name, said in sorted(broken.items()))
        return bad(
            Text(f"有插件无法载入：{told}", f"Plugins do not load: {told}"),
            Text("修正插件后再升级它，或卸载它。", "Mend the plugin and upgrade it, or uninstall it."),
        )
    names = [plugin.name for plugin in installed_plugins(here.site.engine)]
    return well(f"已载入 {len(names)} 个插件。", f"{len(names)} plugins are loaded.")


def folders(here: Installation) -> Health:
    """Whether every plugin folder can be read."""
    broken = here.site.discovery().broken
    if not broken:
        return well("插件文件夹都可读。", "Every plugin folder can be read.")
    first = next(iter(broken.values()))
    names = sorted(broken)
    return warned(
        Text(
            f"读不懂的插件文件夹：{'、'.join(names)}（{first.sentence()}）",
            f"Folders that cannot be used: {', '.join(names)} ({first.sentence('en')})",
        ),
        Text(
            "python -m app plugin check <文件夹> 会逐处说明。",
            "python -m app plugin check <folder> explains.",
        ),
    )


def versions(here: Installation) -> Health:
    """Whether each plugin's folder still says what was installed."""
    manifests = here.site.discovery().manifests
    changed = [
        f"{plugin.name} {plugin.version} → {manifests[plugin.name].version}"
        for plugin in installed_plugins(here.site.engine)
        if plugin.name in manifests and manifests[plugin.name].digest != plugin.digest
    ]
    if not changed:
        return well("已安装的插件与文件夹一致。", "The installed plugins are those of the folders.")
    return warned(
        Text(f"可升级：{'、'.join(changed)}。", f"They can be upgraded: {', '.join(changed)}."), APPS
    )


def tables(here: Installation) -> Health:
    """Whether the tables of every installed plugin fit the folder."""
    with here.site.engine.connect() as connection:
        behind = list(_behind(here, connection))
    if not behind:
        return well("各插件的数据表为最新。", "The tables of every plugin are up to date.")
    return warned(
        Text(f"迁移未执行：{'、'.join(behind)}。", f"Revisions to come: {', '.join(behind)}."), APPS
    )


def last_renewal(folder: Path) -> Health:
    """Whether the newest code serves."""
    last = renewal.last(folder)
    if last is None or last.state == RenewalState.DONE:
        return well("运行的是最新的代码。", "The newest code serves.")
    if last.state == RenewalState.RUNNING:
        return well("正在换上新的服务进程。", "New server processes are starting.")
    return bad(
        Text(
            f"新的服务进程没能启动，仍由旧进程服务。{last.zh}",
            f"New servers failed, the old ones serve. {last.en}",
        ),
        Text(
            "修正上述原因后，向 serve 进程发送 USR2（systemctl reload）。",
            "Mend the cause, then send USR2 to the serve process (systemctl reload).",
        ),
    )


def _behind(here: Installation, connection: Connection) -> Iterator[str]:
    manifests = here.site.discovery().manifests
    for plugin in installed_plugins(here.site.engine):
        if plugin.name in manifests:
            for script in pending(connection, plugin.name, manifests[plugin.name].folder / "migrations"):
                yield f"{plugin.name} {script.revision}"
