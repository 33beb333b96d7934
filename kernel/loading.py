"""Imports the code of plugins and freezes what it offers."""

import importlib
import pkgutil
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType, ModuleType

from sqlalchemy import Engine, inspect, select

import addons
from kernel.errors import BrokenPlugin, TongbanError
from kernel.extend import wire
from kernel.manifest import Manifest
from kernel.models import Plugin
from kernel.models.plugins import PluginState
from kernel.registry import Registry, assembled
from kernel.site import Site
from kernel.text import Text

SEAM_MODULES = (
    "seams",
    "models",
    "kinds",
    "registers",
    "effects",
    "topics",
    "checks",
    "sources",
    "grounds",
    "fields",
    "actors",
    "faces",
    "finders",
    "listeners",
    "events",
    "carriers",
    "jobs",
    "scopes",
    "roles",
    "settings",
    "usages",
    "reviews",
    "exporters",
    "health",
    "functions",
    "slots",
    "pages",
    "hooks",
)
KERNEL_MODULES = (
    "kernel.seams",
    "kernel.models.access",
    "kernel.models.calendar",
    "kernel.scopes",
    "kernel.access.builtin_roles",
    "kernel.accounts.settings",
    "kernel.accounts.jobs",
    "kernel.builtin_jobs",
    "kernel.calendar_topics",
    "kernel.demonstration",
    "kernel.jobs.asking",
    "kernel.builtin_health",
    "kernel.web.registers.exporting",
    "kernel.web.registers.importing.work",
)
ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True, slots=True)
class Loaded:
    """The registry of this process, and the plugins that could not be loaded into it."""

    registry: Registry
    broken: Mapping[str, TongbanError]
    folders: Mapping[str, Path] = field(default_factory=dict)
    """Where the plugins of the registry lie, in load order."""


def loaded(site: Site, *, shell: Mapping[str, Sequence[str]] = MappingProxyType({})) -> Loaded:
    """The installed plugins in load order; one that fails is left out with all that stand on it."""
    discovery = site.discovery()
    modules = {"kernel": _imported("kernel", KERNEL_MODULES)}
    modules |= {name: _imported(name, found) for name, found in shell.items()}
    broken: dict[str, TongbanError] = {}
    for plugin in installed_plugins(site.engine):
        manifest = discovery.manifests.get(plugin.name)
        try:
            if manifest is None:
                raise discovery.broken.get(plugin.name) or _folder_gone(plugin)
            _refuse_broken_ground(plugin, broken)
            modules[plugin.name] = modules_of(manifest)
        except TongbanError as error:
            broken[plugin.name] = error
    folders = {name: discovery.manifests[name].folder for name in modules if name in discovery.manifests}
    return Loaded(_wired(modules), MappingProxyType(broken), MappingProxyType(folders))


def registry_of(manifests: Iterable[Manifest], *, shell: Mapping[str, Sequence[str]]) -> Registry:
    """The snapshot of these plugins; one that fails is an error."""
    modules = {"kernel": _imported("kernel", KERNEL_MODULES)}
    modules |= {name: _imported(name, found) for name, found in shell.items()}
    return _wired(modules | {manifest.name: modules_of(manifest) for manifest in manifests})


def modules_of(manifest: Manifest) -> list[ModuleType]:
    """The plugin's seam modules, imported; none for a plugin of data only."""
    if not manifest.has_code:
        return []
    package = package_of(manifest)
    names = []
    for name in SEAM_MODULES:
        folder = manifest.folder / name
        if folder.with_suffix(".py").is_file():
            names.append(f"{package}.{name}")
        elif (folder / "__init__.py").is_file():
            inner = [f"{package}.{name}.{found.name}" for found in pkgutil.iter_modules([str(folder)])]
            names += [f"{package}.{name}", *inner]
    return _imported(manifest.name, names)


def package_of(manifest: Manifest) -> str:
    """The name under which the plugin's code is imported."""
    parent = manifest.folder.resolve().parent
    if parent == ROOT:
        return manifest.name
    if str(parent) not in addons.__path__:
        addons.__path__.append(str(parent))
    return f"addons.{manifest.name}"


def installed_plugins(engine: Engine) -> list[Plugin]:
    """What is installed, in load order; nothing before the first migration."""
    with engine.connect() as connection:
        if not inspect(connection).has_table(Plugin.__tablename__):
            return []
        table = Plugin.__table__
        rows = connection.execute(
            select(table).where(table.c.state != PluginState.UNINSTALLED).order_by(table.c.position)
        )
        return [Plugin(**row._mapping) for row in rows]


def _wired(modules: Mapping[str, Sequence[ModuleType]]) -> Registry:
    """The snapshot of the modules; every model has the columns that companions bring it."""
    registry = assembled(modules)
    wire(registry)
    return registry


def _imported(plugin: str, names: Iterable[str]) -> list[ModuleType]:
    importlib.invalidate_caches()
    modules = []
    for name in names:
        try:
            modules.append(importlib.import_module(name))
        except TongbanError:
            raise
        except BaseException as error:
            if isinstance(error, KeyboardInterrupt):
                raise
            raise _not_loading(plugin, name, error) from error
    return modules


def _not_loading(plugin: str, module: str, error: BaseException) -> BrokenPlugin:
    for name in [name for name in sys.modules if name == module or name.startswith(f"{module}.")]:
        del sys.modules[name]
    cause = f"{type(error).__name__}: {error}"
    return BrokenPlugin(
        Text(f"插件 {plugin} 的代码无法载入（{cause}）。", f"The code of {plugin} does not load ({cause})."),
        remedy=Text(
            "运行中的站点未受影响；请修正插件后重试。",
            "The running site is not affected; correct the plugin and try again.",
        ),
        place=module,
    )


def _folder_gone(plugin: Plugin) -> BrokenPlugin:
    return BrokenPlugin(
        Text(
            f"插件 {plugin.name}（{plugin.title}）已安装，但它的文件夹不见了。",
            f"The plugin {plugin.name} is installed, but its folder is gone.",
        ),
        remedy=Text(
            "请把文件夹放回插件目录，或在插件页卸载它。",
            "Put the folder back, or uninstall the plugin on the Apps page.",
        ),
        place=plugin.name,
    )


def _refuse_broken_ground(plugin: Plugin, broken: Mapping[str, TongbanError]) -> None:
    ground = [name for name in plugin.manifest.get("depends", ()) if name in broken]
    if ground and plugin.has_code:
        raise BrokenPlugin(
            Text(
                f"插件 {plugin.name} 所依赖的 {ground[0]} 无法载入。",
                f"{ground[0]}, on which {plugin.name} depends, does not load.",
            ),
            remedy=Text(f"请先修复 {ground[0]}。", f"Mend {ground[0]} first."),
            place=plugin.name,
        )
