"""The telephone of a unit, in a table of gamma's own."""

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from kernel.db import Base
from kernel.extend import extend

from ..alpha.models import AlphaUnit


@extend(AlphaUnit, attribute="contact")
class GammaContact(Base):
    """One to one beside a unit; it goes with the unit, and not when the unit's table is rebuilt."""

    __tablename__ = "gamma_contact"

    unit_id: Mapped[int] = mapped_column(
        ForeignKey("alpha_unit.id", name="fk_gamma_contact_unit", ondelete="CASCADE"),
        primary_key=True,
        autoincrement=False,
    )
    phone: Mapped[str] = mapped_column(String(20), default="")
