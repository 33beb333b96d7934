"""What is kept of an error: enough to mend the cause, without the personal data of a statement."""

from sqlalchemy.exc import StatementError

from kernel.errors import TongbanError
from kernel.text import Text

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


def error_text(error: str | None) -> Text | None:
    """An error that was told in both languages, one line each; another one as it is."""
    if not error:
        return None
    lines = [line for line in error.splitlines() if line.strip()]
    if len(lines) > 1 and not lines[0].isascii() and lines[1].isascii():
        return Text(lines[0], lines[1])
    return Text(error, error)
