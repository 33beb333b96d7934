"""Self-checks: whether the registers that forms draw their options from are there."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from forms.options import registers_named
from forms.registers import registers_called
from kernel.health import Health, HealthState, well
from kernel.models import Definition, DefinitionVersion
from kernel.seams import health
from kernel.text import Text, listed


@health("forms.registers", title=Text("选项登记册", "Option registers"))
def registers(session: Session) -> Health:
    """Whether every form in force finds the registers it draws from."""
    rows = session.execute(
        select(Definition.name, DefinitionVersion.body)
        .join(DefinitionVersion, Definition.current_id == DefinitionVersion.id)
        .where(Definition.kind == "form", Definition.retired.is_(False))
    )
    wanted = {name: registers_named(body) for name, body in rows}
    named = frozenset[str]().union(*wanted.values())
    missing = named - registers_called(session, named).keys() if named else frozenset()
    if not missing:
        return well(
            f"表单用到 {len(named)} 个选项登记册。", f"Forms draw from {len(named)} option registers."
        )
    forms = listed(sorted(name for name, registers in wanted.items() if registers & missing))
    which = listed(sorted(missing))
    return Health(
        HealthState.WARN,
        Text(
            f"没有选项登记册 {which.zh}，表单 {forms.zh} 因此没有选项可选。",
            f"There is no option register {which.en}; the forms {forms.en} offer nothing there.",
        ),
        Text("请新建登记册，或改用别的登记册。", "Make the register, or let the forms use another one."),
    )
