"""How a register is written: a form, and the services that each page, request or row of a sheet goes through.

class EnterpriseForm(RegisterForm):
    credit_code = Line(Text("信用代码", "Credit code"), most=18, parse=uscc, fixed=True)
    name = Line(Text("名称", "Name"))
    status = Choice(Text("状态", "Status"), offers=STATUS)
    office = Choice(Text("管理机构", "Office"), offers=offices_in_reach)    # function of the Writer
    since = Day(Text("成立日期", "Founded"), required=False)

writing = Writing(EnterpriseForm, find=known, load=as_form, add=add_enterprise, edit=edit_enterprise,
                  identity=("credit_code",))
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session
from wtforms import Form
from wtforms.meta import DefaultMeta

from kernel.access import Actor, Rule
from kernel.keys import KeyRing
from kernel.registry import Registry
from kernel.text import Text
from kernel.web.registers.fields import RegisterField

Values = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Writer:
    """Who writes, and what writing stands on; made of a request or of deferred work."""

    session: Session
    actor: Actor
    now: datetime
    keys: KeyRing | None
    address: str
    registry: Registry
    rules: frozenset[Rule] = frozenset()
    memory: dict[Any, Any] = field(default_factory=dict, repr=False, compare=False)

    def remembered(self, read: Callable[["Writer"], Any]) -> Any:
        """What the function reads, asked once in an act: a sheet asks for the same offices in every row."""
        if read not in self.memory:
            self.memory[read] = read(self)
        return self.memory[read]


@dataclass(frozen=True, slots=True)
class Writing:
    """The form of a register with the acts behind it; none of them commits."""

    form: type["RegisterForm"]
    find: Callable[[Session, Values], int | None]
    """The row that a row of a sheet means; none when it is new. It is asked with the values of `identity`
    clean and whatever else could be read."""
    load: Callable[[Session, int], Values]
    """The values of a row as the form has them; of a personal field the mask."""
    add: Callable[[Writer, Values], int] | None = None
    """The new row's key. The values are clean and hold every field of the form; None for what is empty."""
    edit: Callable[[Writer, int, Values], None] | None = None
    """The values hold every field, less the fixed ones and the personal ones that were left alone."""
    identity: tuple[str, ...] = ()
    """The fields that say which row is meant: two rows of a sheet with the same ones are refused."""
    warnings: Callable[[Values], Mapping[str, Text]] | None = None
    """What looks odd in the values and hinders nothing, by field."""
    imports: bool = True
    """Whether rows may be brought as a sheet."""


class RegisterForm(Form):
    """What may be written of a row; its field names are the columns of sheets and of the API."""

    class Meta(DefaultMeta):
        """Errors are Texts of our own; the CSRF token is the application's."""

        locales = False
        writer: Writer | None = None

    def __init__(
        self, formdata: Any = None, *, writer: Writer | None = None, stands: Values | None = None
    ) -> None:
        """`stands`: the values of the row as it is, when one is edited."""
        self.stands = stands
        super().__init__(formdata, data=stands, meta={"writer": writer})
        strange = [one.name for one in self if not isinstance(one, RegisterField)]
        if strange:
            message = f"{type(self).__name__}: {strange} are no fields of kernel.web.registers.fields"
            raise TypeError(message)

    def problems(self) -> dict[str, Text]:
        """What is wrong, by field; empty when everything can be taken."""
        self.validate()
        return {one.name: one.errors[0] for one in self if one.errors}

    def values(self) -> dict[str, Any]:
        """The clean values for the service: all when a row is added, those that may change when it is edited."""
        return {one.name: one.data for one in self if not self.is_left_alone(one)}

    def is_left_alone(self, one: RegisterField) -> bool:
        """Whether an edit leaves the field as it is."""
        return self.stands is not None and (one.fixed or (one.personal and not one.typed))
