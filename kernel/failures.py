"""What is kept of an error: enough to mend the cause, without the personal data of a statement."""

from sqlalchemy.exc import StatementError

from kernel.errors import TongbanError

KEPT = 2_000


def told(error: BaseException) -> str:
    """The error in words, cut to what a table can hold."""
    if isinstance(error, TongbanError):
        return str(error)[:KEPT]
    if isinstance(error, StatementError) and error.orig is not None:
        # SQLAlchemy's message and PostgreSQL's second line repeat the values, which are people's data
        first = str(error.orig).split("\n", 1)[0]
        return f"{type(error.orig).__name__}: {first}"[:KEPT]
    return f"{type(error).__name__}: {error}"[:KEPT]
