"""The kernel's tables."""

from kernel.models.access import AccessRule, PluginPermission, UserState
from kernel.models.accounts import AccountSession, PasswordPast, SettingValue, ThrottleCount
from kernel.models.audit import AuditEntry, AuditSeal
from kernel.models.calendar import CalendarYear, Workday
from kernel.models.definitions import Definition, DefinitionLayer, DefinitionVersion
from kernel.models.designs import Design, DesignStep
from kernel.models.imports import ImportBatch, ImportFinding, ImportPart
from kernel.models.kept import KeptPage
from kernel.models.plugins import Plugin, PluginOperation, PluginRecord
from kernel.models.proposals import DefinitionProposal
from kernel.models.registers import RegisterExport, SavedView
from kernel.models.state import PlatformState
from kernel.models.work import EffectRun, JobRun, OutboxItem

__all__ = [
    "AccessRule",
    "AccountSession",
    "AuditEntry",
    "AuditSeal",
    "CalendarYear",
    "Definition",
    "DefinitionLayer",
    "DefinitionProposal",
    "DefinitionVersion",
    "Design",
    "DesignStep",
    "EffectRun",
    "ImportBatch",
    "ImportFinding",
    "ImportPart",
    "JobRun",
    "KeptPage",
    "OutboxItem",
    "PasswordPast",
    "PlatformState",
    "Plugin",
    "PluginOperation",
    "PluginPermission",
    "PluginRecord",
    "RegisterExport",
    "SavedView",
    "SettingValue",
    "ThrottleCount",
    "UserState",
    "Workday",
]
