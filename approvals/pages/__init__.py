"""The pages of approvals: the workbench, where clerks decide."""

from approvals.pages import searching, workbench
from approvals.pages.caseroutes import case_routes
from approvals.pages.listroutes import list_routes
from kernel.seams import home, pages
from kernel.text import Text
from kernel.web import MenuItem, Pages, Visitor

WORK = ("can_work", "Cases")
ADMINISTER = ("can_read", "Plugins")
NUMBER = "<int(max=2147483647):number>"


@pages("workbench")
def workbench_pages() -> Pages:
    """The clerks' list of cases, a case beside it, the acts on it."""
    found = Pages("workbench", __name__, url_prefix="/work", template_folder="templates")
    menu = MenuItem(
        Text("工作台", "Workbench"),
        order=10,
        about=Text("办理分到您窗口的办件", "Decide the cases of your office"),
        icon="inbox",
    )
    found.get("", permission=WORK, menu=menu)(workbench.index)
    found.post("/find", permission=WORK)(searching.find)
    list_routes(found, WORK)
    found.get(f"/{NUMBER}", permission=WORK)(workbench.case)
    case_routes(found, NUMBER, WORK)
    return found


@home("workbench")
def arrival(visitor: Visitor) -> str:
    """Clerks arrive at their list; who looks after the platform arrives at the start page."""
    return "workbench.index" if WORK in visitor.permissions and ADMINISTER not in visitor.permissions else ""
