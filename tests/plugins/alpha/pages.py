"""Two pages: one that reads, one that acts."""

from sqlalchemy import select

from kernel.errors import NotFound
from kernel.seams import pages
from kernel.text import Text
from kernel.web import Pages, platform

from .models import AlphaCase, AlphaUnit


@pages("alpha")
def alpha_pages() -> Pages:
    """The units, and the end of a case."""
    found = Pages("alpha", __name__, url_prefix="/alpha")
    found.get("/units", permission=("can_read", "AlphaCase"))(units)
    found.post("/cases/<number>/close", permission=("can_edit", "AlphaCase"))(close)
    return found


def units() -> dict[str, list[str]]:
    """The names of all units, as JSON."""
    names = platform().database.session.scalars(select(AlphaUnit.name).order_by(AlphaUnit.name))
    return {"units": list(names)}


def close(number: str) -> tuple[str, int]:
    """The case is no longer open."""
    with platform().database.transaction() as session:
        case = session.scalar(select(AlphaCase).where(AlphaCase.number == number))
        if case is None:
            raise NotFound(
                Text(f"没有测试办件 {number}。", f"There is no test case {number}."),
                remedy=Text("请核对编号。", "Check the number."),
                place=number,
            )
        case.open = False
    return "", 204
