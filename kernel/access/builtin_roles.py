"""The roles every installation has: the three administrators, the one for trials, the public."""

from kernel.access.derived import ADMIN, PUBLIC
from kernel.access.roles import Duty, Role
from kernel.seams import role
from kernel.text import Text

SYSTEM_ADMIN = "system_admin"
SECURITY_ADMIN = "security_admin"
AUDIT_ADMIN = "audit_admin"


@role(SYSTEM_ADMIN)
def system_admin() -> Role:
    """Makes accounts, keeps plugins, jobs and settings; grants nothing and audits nothing."""
    return Role(
        Text("系统管理员", "System administrator"),
        Text("建立账户，管理插件、作业和设置", "Accounts, plugins, jobs and settings"),
        duty=Duty.SYSTEM,
    )


@role(SECURITY_ADMIN)
def security_admin() -> Role:
    """Says who may do what; makes no account and audits nothing."""
    return Role(
        Text("安全管理员", "Security administrator"),
        Text("授予和收回角色与机构权限", "Grants and withdraws roles and offices"),
        duty=Duty.SECURITY,
    )


@role(AUDIT_ADMIN)
def audit_admin() -> Role:
    """Reads and proves the audit log; changes nothing."""
    return Role(
        Text("审计管理员", "Audit administrator"),
        Text("查阅和核验审计日志，不能改动任何东西", "Reads and proves the audit log, changes nothing"),
        duty=Duty.AUDIT,
    )


@role(ADMIN)
def admin() -> Role:
    """Everything but what is withheld from it: roles and the audit log."""
    return Role(
        Text("超级管理员", "Super administrator"),
        Text("试用和应急；授权与审计除外", "For trials and emergencies; neither grants nor audits"),
        duty=Duty.SYSTEM,
    )


@role(PUBLIC)
def public() -> Role:
    """Whoever is not signed in."""
    return Role(Text("公众", "Public"), staff=False)
