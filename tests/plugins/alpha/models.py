"""Units, the cases open at them, and the marks that hooks and jobs leave."""

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from kernel.db import Base
from kernel.seams import register


@register("alpha_unit")
class AlphaUnit(Base):
    """The parent table, rebuilt by the upgrade to 1.1.0."""

    __tablename__ = "alpha_unit"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(40), unique=True)
    level: Mapped[str] = mapped_column(String(20), default="city")
    seats: Mapped[int | None]


@register("alpha_case")
class AlphaCase(Base):
    """A child: it goes when its unit goes, and not when the unit's table is rebuilt."""

    __tablename__ = "alpha_case"

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(String(40), unique=True)
    definition: Mapped[str] = mapped_column(String(200), default="alpha.approval")
    open: Mapped[bool] = mapped_column(default=True)
    unit_id: Mapped[int] = mapped_column(
        ForeignKey("alpha_unit.id", name="fk_alpha_case_unit", ondelete="CASCADE")
    )


class AlphaMark(Base):
    """What has run, in order."""

    __tablename__ = "alpha_mark"

    id: Mapped[int] = mapped_column(primary_key=True)
    what: Mapped[str] = mapped_column(String(100))
