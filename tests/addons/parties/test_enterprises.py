"""addons.parties.enterprises: registered once, renamed, moved, and every status with its day, on both databases."""

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from addons.parties import enterprises, service
from addons.parties.enterprises import Standing
from addons.parties.finding import enterprises_found
from addons.parties.models import Enterprise
from addons.parties.words import EnterpriseStatus, Source
from kernel.errors import Conflict, Invalid
from kernel.models import AuditEntry
from tests.addons.parties.oracles import credit_number
from tests.addons.parties.town import CHANGCHUN, JILIN, LONG_AGO, Town

CODE = credit_number("92999999000000099")
ACTOR = "province"
ACTIVE = Standing(EnterpriseStatus.ACTIVE, LONG_AGO)


def register(town: Town, code: str = CODE, **changes) -> Enterprise:
    told: dict[str, Any] = {
        "name": "长春恒基示范",
        "office_id": town.office(CHANGCHUN).id,
        "standing": ACTIVE,
    } | changes
    return enterprises.add_enterprise(town.session, code, actor=ACTOR, now=town.now, **told)


def become(town: Town, firm: Enterprise, status: EnterpriseStatus, since: date, **more) -> Enterprise:
    standing = Standing(status, since, **more)
    return enterprises.change_status(town.session, firm.id, standing, actor=ACTOR, now=town.now)


def found(town: Town, text: str) -> list[int]:
    return list(town.session.scalars(select(Enterprise.id).where(enterprises_found(text))))


def test_an_enterprise_is_registered_once_however_its_code_is_typed(town: Town):
    firm = register(town, f" {CODE.lower()} ")
    assert (firm.credit_code, firm.status) == (CODE, "active")
    assert found(town, "cchj") == [firm.id]
    with pytest.raises(Conflict, match="已经在册"):
        register(town, name="另一家")
    with pytest.raises(Invalid, match="信用代码"):
        register(town, CODE[:-1] + "I")


def test_statuses_follow_each_other_and_each_keeps_its_day_and_source(town: Town):
    firm = register(town)
    become(town, firm, EnterpriseStatus.SUSPENDED, date(2025, 3, 1), source=Source.IMPORTED)
    become(town, firm, EnterpriseStatus.ACTIVE, date(2025, 6, 1))
    become(town, firm, EnterpriseStatus.ACTIVE, date(2025, 7, 1))
    told = [(one.status, one.since, one.source) for one in enterprises.history_of(town.session, firm.id)]
    assert told == [
        ("active", date(2025, 6, 1), "register"),
        ("suspended", date(2025, 3, 1), "imported"),
        ("active", LONG_AGO, "register"),
    ]
    assert firm.status == "active"


def test_a_status_of_tomorrow_or_before_the_last_one_is_refused(town: Town):
    firm = register(town)
    become(town, firm, EnterpriseStatus.SUSPENDED, date(2025, 3, 1))
    with pytest.raises(Conflict, match="2025-03-01"):
        become(town, firm, EnterpriseStatus.ACTIVE, date(2025, 2, 28))
    with pytest.raises(Invalid, match="晚于今天"):
        become(town, firm, EnterpriseStatus.ACTIVE, town.now.date() + timedelta(days=2))
    assert firm.status == "suspended"


def test_a_deregistered_enterprise_employs_nobody_more(town: Town):
    firm, person = register(town), town.person()
    become(town, firm, EnterpriseStatus.DEREGISTERED, date(2025, 3, 1))
    with pytest.raises(Conflict, match="不能再聘用"):
        service.employ(town.session, person.id, firm.id, since=LONG_AGO, source=Source.DECLARED, now=town.now)


def test_a_new_name_and_office_are_on_record_and_found(town: Town):
    firm = register(town)
    enterprises.change_enterprise(
        town.session, firm.id, name="吉林松花集团", office_id=town.office(JILIN).id, actor=ACTOR, now=town.now
    )
    assert found(town, "松花") == [firm.id]
    assert found(town, "恒基") == []
    entry = town.session.scalars(select(AuditEntry).where(AuditEntry.action == "enterprise.changed")).one()
    assert entry.detail["before"] == {"name": "长春恒基示范", "office_id": town.office(CHANGCHUN).id}
