"""Whether there is a unit to send cases to."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from kernel.health import Health, HealthState, well
from kernel.seams import health
from kernel.text import Text

from .models import AlphaUnit


@health("alpha.units", title=Text("测试单位", "Test units"))
def units(session: Session) -> Health:
    """Warns when no unit is left."""
    count = session.scalar(select(func.count(AlphaUnit.id)))
    if count:
        return well(f"有 {count} 个测试单位。", f"There are {count} test units.")
    return Health(
        HealthState.WARN,
        Text("没有测试单位。", "There is no test unit."),
        Text("请在登记簿中添加。", "Add one to the register."),
    )
