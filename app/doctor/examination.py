"""The whole examination: what does not need the database first, then what the platform says of itself."""

from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path

from sqlalchemy import Engine, text

from app.doctor import machine, plugins, secrets
from app.doctor.finding import Finding, Look, bad, found
from app.installation import Installation
from app.mailing import mail_of
from kernel.db import session_factory
from kernel.errors import TongbanError
from kernel.failures import told
from kernel.health import Health, HealthState, checked, well
from kernel.keys import KeyRing
from kernel.surroundings import Surroundings
from kernel.text import Text

Looks = Iterable[tuple[str, Text, Look]]


def examined(here: Installation) -> list[Finding]:
    """Every finding; the database is asked once, and without it what rests on it is left out."""
    findings = list(found(_outside(here)))
    reached = next(
        iter(found([("connection", Text("数据库连接", "Connection"), partial(connection, here.site.engine))]))
    )
    findings.append(reached)
    if reached.health.state is not HealthState.BAD:
        findings += found(_inside(here))
        findings += _platform(here)
    return findings


def worst_of(findings: Iterable[Finding]) -> HealthState:
    """The worst state among the findings."""
    states = {finding.health.state for finding in findings}
    return next((state for state in (HealthState.BAD, HealthState.WARN) if state in states), HealthState.OK)


def connection(engine: Engine) -> Health:
    """Whether the database answers."""
    address = engine.url.render_as_string(hide_password=True)
    if engine.dialect.name == "sqlite" and not Path(engine.url.database or "").is_file():
        return bad(
            Text(f"还没有数据库 {address}。", f"There is no database {address} yet."),
            Text(
                "make run 或 python -m app migrate 会建立它。", "make run or python -m app migrate makes it."
            ),
        )
    try:
        with engine.connect() as opened:
            opened.execute(text("SELECT 1"))
    except Exception as error:  # noqa: BLE001 whatever a driver raises, the answer is that it cannot be used
        return bad(
            Text(f"{address} 无法连接：{told(error)}", f"{address} cannot be used: {told(error)}"),
            Text(
                "请启动数据库并核对 DATABASE_URL 的主机、用户与密码。",
                "Start it and check host, user and password in DATABASE_URL.",
            ),
        )
    return well(f"{address} 可连接。", f"{address} answers.")


def _outside(here: Installation) -> Looks:
    folder: Path = here.settings["DATA_DIR"]
    yield "storage", Text("存储", "Storage"), partial(machine.storage, folder)
    yield "fonts", Text("字体", "Fonts"), machine.fonts
    yield "soffice", Text("文档转换", "Converter"), machine.soffice
    yield "keys", Text("密钥", "Keys"), partial(secrets.keys, here.settings)
    yield "renewal", Text("服务进程", "Servers"), partial(plugins.last_renewal, folder)
    yield "folders", Text("插件目录", "Addons path"), partial(plugins.folders, here)


def _inside(here: Installation) -> Looks:
    yield "clock", Text("时钟", "Clock"), partial(machine.clock, here.site.engine, here.site.clock)
    yield "plugins", Text("插件", "Plugins"), partial(plugins.loading, here)
    yield "versions", Text("插件版本", "Plugin versions"), partial(plugins.versions, here)
    yield "tables", Text("插件数据表", "Plugin tables"), partial(plugins.tables, here)


def _platform(here: Installation) -> Iterator[Finding]:
    """What the checks of the kernel and of the plugins say."""
    try:
        registry = here.loaded().registry
    except TongbanError:
        # told already, by the look at the plugins
        return
    around = Surroundings(
        registry=registry,
        clock=here.site.clock,
        keys=_ring(here),
        folder=here.site.folder,
        addons=here.site.addons,
        mail=mail_of(here.settings),
    )
    with session_factory(here.site.engine)() as session:
        for entry, health in checked(session, registry, surroundings=around):
            # the keys were looked at with their file
            if entry.name != "keys":
                yield Finding(entry.name, entry.options["title"], health)


def _ring(here: Installation) -> KeyRing | None:
    try:
        return secrets.ring(here.settings)
    except TongbanError:
        return None
