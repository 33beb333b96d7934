"""A demo: its plugins are installed once, and their people can sign in."""

from pathlib import Path

from sqlalchemy import select

from app import demo
from app.installation import Installation
from app.serve.prepare import bring
from kernel.access.tables import ROLE, USER, USER_ROLE
from kernel.install.plan import Act
from kernel.models import Plugin
from tests.app.processes import ROOT

PACK = "pack_sample"
ACCOUNTS = "id,name,title,role,office\nclerk,李明,长春市窗口,city_clerk,220100\nzhou,周言,申请人,applicant,\n"


def brought(here: Installation) -> list[str]:
    bring(here, [PACK, "pack_nowhere"], lambda _said: None)
    with here.database.transaction() as session:
        return list(session.scalars(select(Plugin.name).where(Plugin.name == PACK)))


def copied(folder: Path, accounts: str = "") -> None:
    """The sample pack, perhaps with people."""
    target = folder / PACK
    for path in sorted((ROOT / "addons" / PACK).rglob("*")):
        if path.is_file():
            place = target / path.relative_to(ROOT / "addons" / PACK)
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(path.read_bytes())
    if accounts:
        (target / "demo").mkdir()
        (target / "demo" / "accounts.csv").write_text(accounts)


def test_a_plugin_of_the_demo_is_installed_and_one_that_is_not_there_is_passed_over(
    here: Installation, tmp_path: Path
) -> None:
    copied(tmp_path / "addons")
    assert brought(here) == [PACK]


def test_a_plugin_that_was_removed_stays_removed(here: Installation, tmp_path: Path) -> None:
    from app.serve.prepare import perform

    copied(tmp_path / "addons")
    brought(here)
    perform(here, Act.UNINSTALL, PACK)
    assert brought(here) == []


def test_people_of_a_plugin_can_sign_in_under_its_roles(here: Installation, tmp_path: Path) -> None:
    copied(tmp_path / "addons", ACCOUNTS)
    brought(here)
    demo.furnish(here)
    demo.furnish(here)
    held = (
        select(USER.c.username, ROLE.c.name)
        .join(USER_ROLE, USER_ROLE.c.user_id == USER.c.id)
        .join(ROLE, ROLE.c.id == USER_ROLE.c.role_id)
        .order_by(USER.c.username)
    )
    with here.database.transaction() as session:
        roles = [tuple(row) for row in session.execute(held)]
    duties = [("auditor", "audit_admin"), ("secadmin", "security_admin"), ("sysadmin", "system_admin")]
    assert set(roles) == {
        ("admin", "Admin"),
        ("clerk", "city_clerk"),
        ("zhou", "applicant"),
        *duties,
        ("designer", "designer"),
    }
    assert {name for name, _, _ in demo.shown(here)} == {username for username, _ in roles}


def test_demo_comes_once_and_keeps_changed_passwords(here: Installation) -> None:
    passwords = select(USER.c.username, USER.c.password).order_by(USER.c.id)
    demo.load(here.database)
    with here.database.transaction() as session:
        before = session.execute(passwords).all()
    demo.load(here.database)
    with here.database.transaction() as session:
        assert session.execute(passwords).all() == before
    assert {name for name, _, _ in demo.accounts()} == {row.username for row in before}


def test_the_table_names_whom_to_be_and_colleagues_together(here: Installation, tmp_path: Path) -> None:
    rows = "id,name,title,role,listed\nwang,王方,窗口,city_clerk,\nzhou,周言,申请人,applicant,no\n"
    copied(tmp_path / "addons", rows)
    brought(here)
    titles = [title for _, _, title in demo.shown(here)]
    assert titles[0] == "超级管理员 高原"
    assert "申请人 周言" not in titles
    assert titles.index("窗口 李明") == titles.index("窗口 王方") + 1
    assert demo.aside(here) == 1
