"""The machine: storage, fonts, converter, clock."""

import os
import shutil
import subprocess
import tempfile
import zoneinfo
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import Engine, text

from app.doctor.finding import bad, warned
from kernel.clock import Clock
from kernel.health import Health, well
from kernel.text import Text

GIB = 1024**3
LITTLE = 2 * GIB
TOO_LITTLE = GIB // 4
SKEW = timedelta(seconds=5)
TOO_MUCH_SKEW = timedelta(minutes=2)


def storage(folder: Path) -> Health:
    """Whether the data folder can be written and has room."""
    if not folder.exists():
        return warned(
            Text(f"还没有数据目录 {folder}。", f"There is no data folder {folder} yet."),
            Text(
                "make run 或 python -m app migrate 会建立它。", "make run or python -m app migrate makes it."
            ),
        )
    try:
        with tempfile.TemporaryFile(dir=folder) as probe:
            probe.write(b"tongban")
    except OSError as error:
        return bad(
            Text(
                f"数据目录 {folder} 不可写（{error.strerror}）。",
                f"The data folder {folder} cannot be written ({error.strerror}).",
            ),
            Text(
                f"请让运行服务的用户拥有它：chown -R <用户> {folder}。",
                f"Give it to the user who runs the service: chown -R <user> {folder}.",
            ),
        )
    free = shutil.disk_usage(folder).free
    told = Text(
        f"{folder} 可写，剩余 {free / GIB:.1f} GiB。", f"{folder} is writable, {free / GIB:.1f} GiB free."
    )
    if free >= LITTLE:
        return well(told.zh, told.en)
    remedy = Text("请清理磁盘或扩容。", "Free some disk, or add some.")
    return bad(told, remedy) if free < TOO_LITTLE else warned(told, remedy)


def fonts() -> Health:
    """Whether a Chinese font is there for PDF files."""
    families = _fonts()
    if families is None:
        return warned(
            Text("没有 fc-list，无法查看字体。", "There is no fc-list, so fonts cannot be looked at."),
            Text("apt-get install fontconfig fonts-noto-cjk", "apt-get install fontconfig fonts-noto-cjk"),
        )
    if not families:
        return warned(
            Text(
                "没有中文字体，PDF 中的汉字会是方框。",
                "No Chinese font: Chinese in PDF files would be boxes.",
            ),
            Text("apt-get install fonts-noto-cjk", "apt-get install fonts-noto-cjk"),
        )
    return well(f"中文字体：{families[0]}。", f"A Chinese font is there: {families[0]}.")


def soffice() -> Health:
    """Whether documents can be turned into PDF; nothing needs it before letters are installed."""
    path = shutil.which("soffice") or shutil.which("libreoffice")
    if path is None:
        return well(
            "未安装 LibreOffice；安装文书插件后才需要（libreoffice-writer）。",
            "LibreOffice is not installed; only letters need it (libreoffice-writer).",
        )
    return well(f"LibreOffice 位于 {path}。", f"LibreOffice is at {path}.")


def clock(engine: Engine, here: Clock) -> Health:
    """Whether this machine and the database agree about the time, and the time zone is known."""
    try:
        zoneinfo.ZoneInfo("Asia/Shanghai")
    except zoneinfo.ZoneInfoNotFoundError:
        return bad(
            Text("系统不知道时区 Asia/Shanghai。", "The time zone Asia/Shanghai is unknown here."),
            Text("apt-get install tzdata", "apt-get install tzdata"),
        )
    skew = abs(here.now() - _database_time(engine))
    seconds = skew.total_seconds()
    if skew <= SKEW:
        return well(
            f"与数据库的时间相差 {seconds:.1f} 秒。", f"It differs from the database by {seconds:.1f} s."
        )
    told = Text(
        f"本机与数据库的时间相差 {seconds:.0f} 秒。",
        f"This machine and the database differ by {seconds:.0f} s.",
    )
    remedy = Text(
        "请在两台机器上启用时间同步：timedatectl set-ntp true。",
        "Turn on time synchronisation on both: timedatectl set-ntp true.",
    )
    return bad(told, remedy) if skew > TOO_MUCH_SKEW else warned(told, remedy)


def _fonts() -> list[str] | None:
    command = shutil.which("fc-list")
    if command is None:
        return None
    listed = subprocess.run(  # noqa: S603 a program of the system, no argument from outside
        [command, ":lang=zh-cn", "family"], capture_output=True, text=True, check=False, timeout=20
    )
    return sorted({line.split(",")[0] for line in listed.stdout.splitlines() if line.strip()})


def _database_time(engine: Engine) -> datetime:
    with engine.connect() as connection:
        if engine.dialect.name == "sqlite":
            # SQLite runs in this process: the file system is the other clock that can differ
            return _file_system_time(Path(engine.url.database or ""))
        moment: datetime = connection.execute(text("SELECT clock_timestamp()")).scalar_one()
        return moment.astimezone(UTC)


def _file_system_time(database: Path) -> datetime:
    with tempfile.NamedTemporaryFile(dir=database.parent) as probe:
        return datetime.fromtimestamp(os.stat(probe.name).st_mtime, UTC)
