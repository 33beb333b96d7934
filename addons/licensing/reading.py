"""From a body to a matter, every problem of its form with its path."""

import re
from collections.abc import Collection, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any

from addons.certificates.reading import read_window
from addons.certificates.windows import Anchor
from addons.licensing.definition import EVERY_MOMENT, CheckRow, Matter, Reminders
from addons.licensing.explaining import read_guide
from addons.licensing.words import Holds, Moment, Subject, Unknown
from kernel.kinds import Problem
from kernel.reading import NAME, Reader, refuse_any
from kernel.text import Text

DEFINITION = re.compile(r"[a-z][a-z0-9_]{0,39}\.[a-z][a-z0-9_]{0,99}")
CODE = re.compile(r"[0-9A-Za-z][0-9A-Za-z._-]{0,39}")
FARTHEST = 366
"""Days before the expiry at which the earliest reminder may go out."""
IMPLIED = ("open_for_business", "within_window", "no_open_case", "unchanged")
"""Checks that the keys of a matter ask for by themselves; a matter names them only to say when or how."""


def read_matter(body: Mapping[str, Any]) -> Matter:
    """The matter that a body says, or a refusal with everything that cannot be read."""
    matter, problems = examined(body)
    refuse_any(problems, Text("事项定义有误。", "The definition of the matter is wrong."))
    return matter


def examined(
    body: Mapping[str, Any],
    *,
    checks: Collection[str] | None = None,
    sources: Collection[str] | None = None,
) -> tuple[Matter, list[Problem]]:
    """The matter as far as it can be read, and every problem; names are looked up where they are given."""
    problems: list[Problem] = []
    root = Reader(body, problems)
    window = read_window(root)
    matter = Matter(
        title=root.title(),
        short=root.words("short"),
        code=_code(root),
        subject=root.member("subject", Subject, default=Subject.PERSON) or Subject.PERSON,
        form=_definition(root, "form") or "",
        chain=_definition(root, "chain") or "",
        certificate_type=_definition(root, "certificate_type", needed=False),
        categories=root.texts("categories"),
        holds=root.member("holds", Holds, default=Holds.EXCLUSIVE) or Holds.EXCLUSIVE,
        window=window,
        checks=_checks(root, body.get("checks"), checks),
        opens_on=root.day("opens_on"),
        prefill=_prefill(root, body.get("prefill"), sources),
        reminders=_reminders(root),
        guide=read_guide(root.child("guide")),
    )
    root.finish()
    _refuse_unanchored(matter, root)
    return _completed(matter), problems


def _completed(matter: Matter) -> Matter:
    """With the checks that its keys imply, those first that it does not name itself."""
    named = {row.name for row in matter.checks}
    wanted = {
        "open_for_business": matter.opens_on is not None,
        "within_window": matter.window is not None,
        "no_open_case": matter.certificate_type is not None and matter.holds is Holds.EXCLUSIVE,
        "unchanged": matter.certificate_type is not None,
    }
    implied = [name for name in IMPLIED if wanted[name] and name not in named]
    rows = (CheckRow(name=name, unknown=Unknown.BLOCK) for name in implied)
    return replace(matter, checks=(*rows, *matter.checks))


def _code(root: Reader) -> str:
    code = root.text("code")
    if code and not CODE.fullmatch(code):
        root.refuse(
            "code",
            Text(f"“{code}”不能用作事项编码。", f"“{code}” cannot be the code of a matter."),
            Text(
                "请用字母、数字、点和横线，至多 40 个。", "Use letters, digits, dots and dashes, 40 at most."
            ),
        )
    return code


def _definition(node: Reader, key: str, *, needed: bool = True) -> str | None:
    """The external id of another definition; whether it is there shows when somebody applies."""
    if not needed and not node.has(key):
        return None
    named = node.text(key)
    if named and not DEFINITION.fullmatch(named):
        node.refuse(
            key,
            Text(f"“{named}”不是定义的外部标识。", f"“{named}” is not the external id of a definition."),
            Text("请写成“插件.标识”，如 pack_jilin.renewal。", "Write plugin.id, as pack_jilin.renewal."),
        )
    return named


def _checks(root: Reader, raw: object, known: Collection[str] | None) -> tuple[CheckRow, ...]:
    rows: list[CheckRow] = []
    written = [one for one in (raw if isinstance(raw, list) else ()) if isinstance(one, dict)]
    for node, one in zip(root.children("checks"), written, strict=True):
        row = _check(node, one.get("with"), known)
        if row in rows:
            node.refuse(
                "",
                Text(f"核验“{row.name}”写了两次。", f"The check “{row.name}” is there twice."),
                Text("请只写一次。", "Keep one of them."),
            )
        rows.append(row)
    return tuple(rows)


def _check(node: Reader, given: object, known: Collection[str] | None) -> CheckRow:
    name = node.text("check")
    if name and known is not None and name not in known:
        node.refuse(
            "check",
            Text(f"没有名为“{name}”的核验。", f"There is no check “{name}”."),
            Text(f"可用：{'、'.join(sorted(known))}。", f"Known: {', '.join(sorted(known))}."),
        )
    node.child("with")
    row = CheckRow(
        name=name,
        given=MappingProxyType(dict(given) if isinstance(given, dict) else {}),
        unknown=node.member("unknown", Unknown, default=Unknown.OFFICER) or Unknown.OFFICER,
        at=frozenset(node.members("at", Moment)) or EVERY_MOMENT,
    )
    node.finish()
    return row


def _prefill(root: Reader, raw: object, known: Collection[str] | None) -> Mapping[str, str]:
    node = root.child("prefill")
    found = {}
    for field in raw if isinstance(raw, dict) else ():
        source = node.text(field)
        if not NAME.fullmatch(field):
            node.refuse(
                field,
                Text(f"“{field}”不能是字段名。", f"“{field}” cannot be the name of a field."),
                Text("请写表单中的字段名称。", "Write the name of a field of the form."),
            )
        elif source and known is not None and source not in known:
            node.refuse(
                field,
                Text(f"没有名为“{source}”的提取来源。", f"There is no source “{source}”."),
                Text(f"可用：{'、'.join(sorted(known))}。", f"Known: {', '.join(sorted(known))}."),
            )
        else:
            found[field] = source
    return MappingProxyType(found)


def _reminders(root: Reader) -> Reminders:
    node = root.child("reminders")
    days = []
    for value in node.items("before"):
        if isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= FARTHEST:
            days.append(value)
            continue
        node.refuse(
            "before",
            Text(f"“{value}”不是提前的天数。", f"“{value}” is no number of days."),
            Text(f"请写 0 到 {FARTHEST} 的整数。", f"Write a whole number from 0 to {FARTHEST}."),
        )
    reminders = Reminders(node.flag("opens"), tuple(sorted(set(days), reverse=True)))
    node.finish()
    return reminders


def _refuse_unanchored(matter: Matter, root: Reader) -> None:
    """A window and reminders are measured from a certificate; without one they say nothing."""
    for key, said in (("window", matter.window is not None), ("reminders", matter.reminders.any)):
        if said and matter.certificate_type is None:
            root.refuse(
                key,
                Text(
                    "没有写证书类型，无从计算日期。",
                    "Without a type of certificate there is no date to count from.",
                ),
                Text("请写 certificate_type，或删去这一项。", "Name the certificate_type, or drop this."),
            )
    window = matter.window
    if matter.reminders.opens and (window is None or window.of is not Anchor.EXPIRY):
        root.refuse(
            "reminders",
            Text(
                "没有按到期日计算的办理窗口，就没有“窗口开放”的通知。",
                "Without a window before the expiry there is nothing to say when it opens.",
            ),
            Text("请写 of: expiry 的 window，或删去 opens。", "Write a window of: expiry, or drop opens."),
        )
