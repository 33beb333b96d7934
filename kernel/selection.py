"""The plugins that one act touches, with what lies in the folders and what is installed."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from kernel.manifest import Manifest
from kernel.membership import load_order, members
from kernel.models import Plugin
from kernel.models.plugins import PluginState
from kernel.plan import Act
from kernel.site import Site


@dataclass(frozen=True, slots=True)
class Selection:
    """Who takes part, and what the installation stands on afterwards."""

    act: Act
    plugin: str
    members: tuple[tuple[str, Act], ...]
    manifests: Mapping[str, Manifest]
    installed: Mapping[str, Plugin]
    depends: Mapping[str, tuple[str, ...]]
    order: tuple[str, ...]

    @property
    def incoming(self) -> list[str]:
        """The members that bring something, in order."""
        return [name for name, act in self.members if act is not Act.UNINSTALL]

    @property
    def brings_code(self) -> bool:
        """Whether code comes in that this process does not have."""
        return any(self.manifests[name].has_code for name in self.incoming)

    @property
    def leaving(self) -> list[str]:
        """The members that go, those that stand on others first."""
        return [name for name, act in self.members if act is Act.UNINSTALL]


def selected(
    session: Session, site: Site, act: Act, plugin: str, *, manifests: Mapping[str, Manifest] | None = None
) -> Selection:
    """The members of the act and the load order after it; reads the plugin folders unless they are given."""
    manifests = site.discovery().manifests if manifests is None else manifests
    installed = {
        one.name: one
        for one in session.scalars(select(Plugin).order_by(Plugin.position))
        if one.state != PluginState.UNINSTALLED
    }
    ground = {name: tuple(one.manifest["depends"]) for name, one in installed.items()}
    chosen = tuple(members(act, plugin, manifests, ground))
    leaving = {name for name, one in chosen if one is Act.UNINSTALL}
    after = {name: found for name, found in ground.items() if name not in leaving}
    after |= {name: tuple(manifests[name].depends) for name, one in chosen if one is not Act.UNINSTALL}
    return Selection(act, plugin, chosen, manifests, installed, after, tuple(load_order(after)))
