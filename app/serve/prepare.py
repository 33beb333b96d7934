"""What stands before the first request: schema, required plugins, permissions, calendar, nothing half done."""

from collections.abc import Callable, Iterable, Iterator

from sqlalchemy import select

from app.installation import Installation, boot
from app.rules import synchronise
from app.serve import standing
from app.serve.alone import alone
from kernel.calendar import bring_up_to_date
from kernel.db import session_factory, transaction
from kernel.errors import TongbanError
from kernel.install.operations import carry_out_operation, planned, queue, settle_interrupted
from kernel.install.plan import Act
from kernel.manifest import Manifest
from kernel.migrations import upgrade_core
from kernel.models import Plugin, PluginOperation
from kernel.site import Site
from kernel.text import Text

SYSTEM = "system"
Say = Callable[[Text], None]


def prepare(here: Installation, say: Say, *, more: Callable[[], None] = lambda: None) -> None:
    """The database fits the code, and `more` is done; any number may prepare at once, in turn."""
    code = standing.code_of(here.settings)
    here.site.folder.mkdir(parents=True, exist_ok=True)
    with alone(here.site.engine):
        upgrade_core(here.site.engine)
        with transaction(here.site.engine) as session:
            interrupted = settle_interrupted(session, here.site)
        for number in interrupted:
            say(Text(f"第 {number} 号操作已中断并撤销", f"operation {number} was interrupted and undone"))
        refused = bring_required(here, say)
        registry = here.loaded().registry
        with transaction(here.site.engine) as session:
            synchronise(session, registry)
            bring_up_to_date(session, here.site.clock.now())
        more()
        if not refused:
            standing.keep(here.site.engine, code)


def bring_required(here: Installation, say: Say) -> set[str]:
    """Every plugin that no site can do without is installed as its folder says; which of them could not be."""
    refused: set[str] = set()
    # one may bring others along: what is left is asked for again each time
    while wanted := next((one for one in required_acts(here.site) if one[0].name not in refused), None):
        manifest, act = wanted
        say(Text(f"{manifest.title} {manifest.version}", f"{act} {manifest.name} {manifest.version}"))
        try:
            perform(here, act, manifest.name)
        except TongbanError as error:
            if act is Act.INSTALL:
                raise
            # a studio change in the way is settled on the Apps page, for which the site has to come up
            refused.add(manifest.name)
            say(Text(error.sentence("zh"), error.sentence("en")))
    return refused


def bring(here: Installation, plugins: Iterable[str], say: Say) -> None:
    """These plugins are installed, as far as their folders are there, and all that they stand on."""
    with session_factory(here.site.engine)() as session:
        # one that was removed stays removed
        there = {*session.scalars(select(Plugin.name)), *session.scalars(select(PluginOperation.plugin))}
    found = here.site.discovery().manifests
    for name in plugins:
        if name in found and name not in there:
            say(Text(f"{found[name].title} {found[name].version}", f"install {name} {found[name].version}"))
            perform(here, Act.INSTALL, name)


def perform(here: Installation, act: Act, plugin: str, *, actor: str = SYSTEM) -> int:
    """The act was planned and carried out in this process; its number in the log."""
    registry = here.loaded().registry
    with transaction(here.site.engine) as session:
        plan = planned(session, here.site, act, plugin, registry=registry)
        operation = queue(session, here.site, plan, actor=actor, choices={})
    carry_out_operation(here.site, operation, boot())
    return operation


def required_acts(site: Site) -> Iterator[tuple[Manifest, Act]]:
    """What the plugins no site can do without still need, in a fixed order."""
    with session_factory(site.engine)() as session:
        installed = {plugin.name: plugin for plugin in session.scalars(select(Plugin))}
    for name, manifest in sorted(site.discovery().manifests.items()):
        if not manifest.auto_install or manifest.depends:
            continue
        known = installed.get(name)
        if known is None:
            yield manifest, Act.INSTALL
        elif manifest.digest != known.digest and manifest.release >= release_of(known.version):
            yield manifest, Act.UPGRADE


def release_of(version: str) -> tuple[int, ...]:
    """A version as numbers."""
    return tuple(int(part) for part in version.split("."))
