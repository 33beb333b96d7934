"""Which plugins one act touches, and in which order; pure."""

from collections.abc import Iterable, Mapping, Sequence

from kernel.errors import Conflict, NotFound
from kernel.graph import dependants, ordered, with_dependencies
from kernel.install.plan import Act
from kernel.manifest.model import Manifest
from kernel.text import Text

Depends = Mapping[str, Sequence[str]]


def members(
    act: Act, plugin: str, manifests: Mapping[str, Manifest], installed: Depends
) -> list[tuple[str, Act]]:
    """The plugins touched, each with what is done to it, in the order in which it is done."""
    match act:
        case Act.INSTALL:
            return _installed(plugin, manifests, installed)
        case Act.UPGRADE:
            return _upgraded(plugin, manifests, installed)
        case Act.UNINSTALL:
            return _uninstalled(plugin, installed)


def load_order(installed: Depends) -> list[str]:
    """The order in which installed plugins are loaded and their patches applied."""
    return ordered({name: [one for one in ground if one in installed] for name, ground in installed.items()})


def _installed(plugin: str, manifests: Mapping[str, Manifest], installed: Depends) -> list[tuple[str, Act]]:
    if plugin in installed:
        raise _already(plugin)
    _refuse_unknown(plugin, manifests)
    found = _new_ones([plugin], manifests, installed)
    found += _glue(found, manifests, installed)
    return [(name, Act.INSTALL) for name in found]


def _upgraded(plugin: str, manifests: Mapping[str, Manifest], installed: Depends) -> list[tuple[str, Act]]:
    if plugin not in installed:
        raise _not_installed(plugin)
    _refuse_unknown(plugin, manifests)
    new = _new_ones(manifests[plugin].depends, manifests, installed)
    return [*((name, Act.INSTALL) for name in new), (plugin, Act.UPGRADE)]


def _uninstalled(plugin: str, installed: Depends) -> list[tuple[str, Act]]:
    if plugin not in installed:
        raise _not_installed(plugin)
    standing = dependants(plugin, installed) | {plugin}
    return [(name, Act.UNINSTALL) for name in reversed(load_order(installed)) if name in standing]


def _new_ones(names: Iterable[str], manifests: Mapping[str, Manifest], installed: Depends) -> list[str]:
    depends = {name: manifest.depends for name, manifest in manifests.items()}
    depends |= {name: tuple(ground) for name, ground in installed.items() if name not in depends}
    return [name for name in with_dependencies(list(names), depends) if name not in installed]


def _glue(found: Sequence[str], manifests: Mapping[str, Manifest], installed: Depends) -> list[str]:
    """Plugins that install themselves once everything they join is there."""
    present, glue = {*found, *installed}, []
    waiting = [one for one in manifests.values() if one.auto_install and one.name not in present]
    while ready := [one for one in waiting if set(one.depends) <= present]:
        glue += sorted(one.name for one in ready)
        present |= {one.name for one in ready}
        waiting = [one for one in waiting if one.name not in present]
    return glue


def _refuse_unknown(plugin: str, manifests: Mapping[str, Manifest]) -> None:
    if plugin not in manifests:
        raise NotFound(
            Text(
                f"插件目录中没有可用的插件 {plugin}。",
                f"No usable plugin {plugin} lies in the plugin folders.",
            ),
            remedy=Text(
                "请把插件文件夹放入插件目录，并确认清单没有错误。",
                "Put its folder into the plugin folders and check that its manifest is right.",
            ),
            place=plugin,
        )


def _already(plugin: str) -> Conflict:
    return Conflict(
        Text(f"插件 {plugin} 已经安装。", f"The plugin {plugin} is installed already."),
        remedy=Text("如有新版，请选择“升级”。", "If there is a newer version, upgrade it."),
        place=plugin,
    )


def _not_installed(plugin: str) -> Conflict:
    return Conflict(
        Text(f"插件 {plugin} 还没有安装。", f"The plugin {plugin} is not installed."),
        remedy=Text("请先安装它。", "Install it first."),
        place=plugin,
    )
