"""Schema revisions: one Alembic environment and one version table for the core and for each plugin."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from traceback import extract_tb
from typing import TYPE_CHECKING

from sqlalchemy import Connection, Engine, MetaData, inspect, text

from kernel.db import writing
from kernel.errors import MigrationError, TongbanError
from kernel.failures import told
from kernel.text import Text

if TYPE_CHECKING:
    from alembic.script import Script, ScriptDirectory
    from alembic.util import CommandError

CORE = "kernel"
CORE_REVISIONS = Path(__file__).parent / "revisions"


def upgrade_core(engine: Engine) -> None:
    """The core tables are at the newest revision, FAB's twelve included."""
    with schema_connection(engine) as connection:
        upgrade(connection, CORE, CORE_REVISIONS)


@contextmanager
def schema_connection(engine: Engine) -> Iterator[Connection]:
    """One transaction on its own connection in which tables may be rebuilt without losing their children."""
    token = writing.set(True)
    try:
        with engine.connect() as connection:
            if engine.dialect.name == "sqlite":
                # batch mode drops and renames the parent: with enforcement on, children cascade away
                connection.connection.dbapi_connection.execute("PRAGMA foreign_keys=OFF")  # type: ignore[union-attr]
            try:
                with connection.begin():
                    yield connection
                    _refuse_broken_references(connection)
            finally:
                if engine.dialect.name == "sqlite":
                    connection.connection.dbapi_connection.execute("PRAGMA foreign_keys=ON")  # type: ignore[union-attr]
    finally:
        writing.reset(token)


def upgrade(connection: Connection, owner: str, folder: Path) -> list[str]:
    """The owner's tables are at its newest revision; returns the tables that are new."""
    if not pending(connection, owner, folder):
        return []
    before = set(inspect(connection).get_table_names())
    _run(connection, owner, folder)
    return sorted(set(inspect(connection).get_table_names()) - before - {version_table(owner)})


def remove(connection: Connection, owner: str, tables: Iterable[str]) -> None:
    """The owner's tables are gone, and its version table with them."""
    doomed = [name for name in tables if inspect(connection).has_table(name)]
    metadata = MetaData()
    metadata.reflect(connection, only=doomed)
    metadata.drop_all(connection, tables=[metadata.tables[name] for name in doomed])
    connection.execute(text(f'DROP TABLE IF EXISTS "{version_table(owner)}"'))


def pending(connection: Connection, owner: str, folder: Path) -> "list[Script]":
    """The revisions not yet applied, in the order in which they would be."""
    if not folder.is_dir():
        return []
    directory = _directory(folder)
    current = _current(connection, owner)
    with _told(owner, folder):
        scripts = list(directory.iterate_revisions("heads", current or "base"))
    return [script for script in reversed(scripts) if script.revision not in current]


def version_table(owner: str) -> str:
    """Where the owner's revision is kept."""
    return f"alembic_version_{owner}"


def _current(connection: Connection, owner: str) -> tuple[str, ...]:
    table = version_table(owner)
    if not inspect(connection).has_table(table):
        return ()
    return tuple(connection.scalars(text(f'SELECT version_num FROM "{table}"')))  # noqa: S608 own name


def _run(connection: Connection, owner: str, folder: Path) -> None:
    from alembic.config import Config
    from alembic.runtime.environment import EnvironmentContext

    directory = _directory(folder)

    def steps(current: object, _context: object) -> object:
        return directory._upgrade_revs("heads", current)  # type: ignore[arg-type]

    with EnvironmentContext(Config(), directory, fn=steps) as environment:
        environment.configure(
            connection=connection,
            version_table=version_table(owner),
            render_as_batch=connection.dialect.name == "sqlite",
        )
        with _told(owner, folder):
            environment.run_migrations()


def _directory(folder: Path) -> "ScriptDirectory":
    # a server that migrates nothing need not wait for Alembic and every dialect it knows
    from alembic.script import ScriptDirectory

    return ScriptDirectory(str(folder.parent), version_locations=[str(folder)])


def _refuse_broken_references(connection: Connection) -> None:
    if connection.dialect.name != "sqlite":
        return
    broken = connection.exec_driver_sql("PRAGMA foreign_key_check").first()
    if broken is not None:
        raise MigrationError(
            Text(
                f"迁移后，表 {broken[0]} 的第 {broken[1]} 行引用的 {broken[2]} 已不存在。",
                f"After the migration row {broken[1]} of {broken[0]} refers to a missing row of {broken[2]}.",
            ),
            remedy=Text(
                "全部改动已撤销；请修正迁移脚本后重试。",
                "Everything was undone; correct the revision and try again.",
            ),
            place=str(broken[0]),
        )


@contextmanager
def _told(owner: str, folder: Path) -> Iterator[None]:
    """Whatever a revision raises, also while it is imported, becomes a refusal at its line."""
    from alembic.util import CommandError

    try:
        yield
    except (TongbanError, KeyboardInterrupt):
        raise
    except CommandError as error:
        raise _unreadable(owner, error) from error
    except BaseException as error:
        cause = told(error)
        raise MigrationError(
            Text(f"{owner} 的迁移脚本失败（{cause}）。", f"A revision of {owner} failed ({cause})."),
            remedy=Text(
                "全部改动已撤销；请修正迁移脚本后重试。",
                "Everything was undone; correct the revision and try again.",
            ),
            place=_place(owner, folder, error),
        ) from error


def _place(owner: str, folder: Path, error: BaseException) -> str:
    frames = [(Path(frame.filename), frame.lineno) for frame in extract_tb(error.__traceback__)]
    if isinstance(error, SyntaxError) and error.filename:
        frames.append((Path(error.filename), error.lineno))
    lines = [f"/{path.name}:{line}" for path, line in frames if path.resolve().parent == folder.resolve()]
    return f"{owner}/migrations{lines[-1] if lines else ''}"


def _unreadable(owner: str, error: "CommandError") -> MigrationError:
    return MigrationError(
        Text(f"{owner} 的迁移无法执行：{error}。", f"The revisions of {owner} cannot be applied: {error}."),
        remedy=Text(
            "请核对插件的 migrations 目录与数据库版本是否配套。",
            "Check that the plugin's migrations folder belongs to this database.",
        ),
        place=f"{owner}/migrations",
    )
