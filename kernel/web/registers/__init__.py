"""Registers: one declaration makes the list, the show page, the forms, imports, exports and the REST API.

    class Enterprises(RegisterView):
        datamodel = RegisterInterface(Enterprise)      # permissions are on resource_of(Enterprise)
        route_base = "/admin/enterprises"              # list/, show/<pk>, add, edit/<pk> below; API: /api/v1/enterprises/
        title, unit = Text("企业", "Enterprises"), Text("家", "")
        menu = MenuItem(title, area=Area.REGISTERS, group=Group.REGISTERS, icon="building", order=20)
        columns = (
            Column("name", Text("名称", "Name"), Enterprise.name),
            Column("status", Text("状态", "Status"), Enterprise.status, words=STATUS, kinds={"active": "ok"}),
            Column("office", Text("管理机构", "Office"), Office.name, english=Office.name_en),
            Column("since", Text("自", "Since"), Enterprise.since, listed=False),
        )
        joins = (Join(Office, Office.id == Enterprise.office_id, always=True),)
        filters = (Choices("status"), Choices("office", words=offices_in_reach), Between("since"))
        search = found                                 # (text, reader: Reader) -> ColumnElement[bool]
        search_hint = Text("名称、信用代码", "Name or code")
        views = (StandingView("active", Text("正常", "Active"), {"status": "active"}),)
        order = "name"                                 # of a column; "-name" the other way round
        heading = "name"                               # the column that names a row: its link and its heading
        writing = Writing(form=…, find=…, load=…, add=…, edit=…)
        row_acts = (RowAct("parties.close", Text("注销…", "Close…"), permission=("can_edit", "…"), bad=True),)
        bulk_acts = (BulkAct("parties.remind", Text("提醒", "Remind"), permission=…),)

    registers = Registers("parties_registers", __name__, views=(Enterprises,))   # returned by a @pages function

Rules in access.csv both open and scope: `can_list` (list, show page, API get), `can_add`, `can_edit`, `can_import`,
`can_export`. The list is one Core select over the columns, scoped; columns are expressions of the model, of joined
tables or scalar subqueries. A column of codes has `words`; of dates, moments, numbers, claims none. `listed=False` leaves it
to the show page and to those who choose it; `sheet=False` keeps it out of exports and the API. Never declare a column of a cipher or
a blind index: a mask is a column of its own. Filters are named after columns; their arguments are in `filters.py`. Relative days are
`today`, `today+90`, `today-30`. A show page with more on it: `show_template` extending `registers/show.html` (block `panels`) and
`def more(self, reader, row) -> dict` for what the template needs besides `row`.
"""

from kernel.web.registers.acts import BulkAct, RowAct
from kernel.web.registers.columns import Column, Join
from kernel.web.registers.fab import RegisterInterface, TamedView
from kernel.web.registers.fields import Choice, Day, Line, Lines, RegisterField, Tick, Whole
from kernel.web.registers.filters import Between, Choices, Contains, Filter, StandingView
from kernel.web.registers.reader import Reader
from kernel.web.registers.serving import Registers
from kernel.web.registers.view import RegisterView
from kernel.web.registers.writing import RegisterForm, Writer, Writing

__all__ = [
    "Between",
    "BulkAct",
    "Choice",
    "Choices",
    "Column",
    "Contains",
    "Day",
    "Filter",
    "Join",
    "Line",
    "Lines",
    "Reader",
    "RegisterField",
    "RegisterForm",
    "RegisterInterface",
    "RegisterView",
    "Registers",
    "RowAct",
    "StandingView",
    "TamedView",
    "Tick",
    "Whole",
    "Writer",
    "Writing",
]
