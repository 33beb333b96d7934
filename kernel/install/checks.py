"""What stands in the way of an act before anything is written."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from sqlalchemy.orm import Session

from kernel.errors import DependencyError, InUse, TongbanError
from kernel.graph import with_dependencies
from kernel.install.plan import Act, Obstacle
from kernel.install.selection import Selection
from kernel.kinds import Usage
from kernel.layers import Layer, LayerMode
from kernel.manifest import missing_externals
from kernel.registry import Registry
from kernel.seams import USAGE
from kernel.text import Text


def refusal(error: TongbanError) -> Obstacle:
    """A refusal as the plan shows it."""
    problems = tuple(one.sentence() for one in error.problems)
    return Obstacle(error.what, error.remedy, error.place, problems, error.code)


def standing_in_the_way(chosen: Selection) -> Iterator[Obstacle]:
    """Members that the machine or their own version forbids."""
    for name, act in chosen.members:
        manifest = chosen.manifests.get(name)
        if act is Act.UNINSTALL:
            if chosen.installed[name].manifest.get("required"):
                yield _required(name)
            continue
        assert manifest is not None  # noqa: S101 members() refuses an incoming plugin without a folder
        for missing in missing_externals(manifest):
            yield Obstacle(
                Text(f"这台机器上没有 {missing.name}。", f"{missing.name} is not on this machine."),
                Text("请让运维安装后重试。", "Have it installed and try again."),
                manifest.place("external_dependencies"),
                code=DependencyError.code,
            )
        if act is Act.UPGRADE and manifest.release < _release(chosen.installed[name].version):
            yield Obstacle(
                Text(
                    f"文件夹里的 {name} {manifest.version} 比已安装的 {chosen.installed[name].version} 旧。",
                    f"The folder holds {name} {manifest.version}, older than the installed one.",
                ),
                Text("不能降级；请放入新版文件夹。", "There is no downgrade; put the newer folder in place."),
                manifest.place("version"),
            )


def layers_out_of_reach(layers: Iterable[Layer], depends: Mapping[str, Sequence[str]]) -> Iterator[Obstacle]:
    """A plugin may only build on definitions of plugins it depends on."""
    reach: dict[str, set[str]] = {}
    for layer in layers:
        ground = layer.target if layer.mode is LayerMode.EXTENSION else layer.inherit
        if ground is None:
            continue
        owner = ground.partition(".")[0]
        if layer.plugin not in reach:
            reach[layer.plugin] = set(with_dependencies([layer.plugin], depends))
        if owner in depends and owner not in reach[layer.plugin]:
            yield Obstacle(
                Text(
                    f"{layer.plugin} 修改了 {ground}，但没有依赖 {owner}。",
                    f"{layer.plugin} patches {ground} without depending on {owner}.",
                ),
                Text(f"请在清单的 depends 中加上 {owner}。", f"Add {owner} to depends in the manifest."),
                layer.place,
                code=DependencyError.code,
            )


def usages(session: Session, registry: Registry, definitions: Sequence[str]) -> Iterator[Obstacle]:
    """What still stands on definitions that would go."""
    if not definitions:
        return
    for entry in registry.entries(USAGE):
        found: Sequence[Usage] = entry.thing(session, definitions)
        for one in found:
            if one.count:
                yield Obstacle(
                    Text(f"{one.title.zh}：{one.count} 件。", f"{one.title.en}: {one.count}."),
                    Text(
                        "请先办结，或转到其他定义。", "Close them first, or move them to another definition."
                    ),
                    entry.plugin,
                    one.examples,
                    InUse.code,
                )


def _required(name: str) -> Obstacle:
    return Obstacle(
        Text(
            f"{name} 是平台必备的插件，不能卸载。", f"{name} is part of the platform and cannot be removed."
        ),
        Text("如不使用，可在权限中对相应角色关闭。", "If you do not use it, take it from the roles."),
        name,
    )


def _release(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split("."))
