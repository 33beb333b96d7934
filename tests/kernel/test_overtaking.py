"""Whoever comes second is told so in the words of the place; any other error stays what it is."""

from collections.abc import Callable

import pytest
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm.exc import StaleDataError

from kernel.errors import Conflict
from kernel.overtaking import flush_unless_overtaken
from kernel.text import Text

TAKEN = IntegrityError("insert", {}, Exception())


class Session:
    """Flushes, or fails to."""

    def __init__(self, error: Exception | None = None) -> None:
        self.error, self.flushed = error, 0

    def flush(self) -> None:
        self.flushed += 1
        if self.error is not None:
            raise self.error


def told() -> Conflict:
    return Conflict(Text("改过了。", "Changed."), remedy=Text("再看。", "Look again."), place="name")


def test_what_nobody_has_changed_is_written() -> None:
    session = Session()
    flush_unless_overtaken(session, told)  # type: ignore[arg-type]
    assert session.flushed == 1


@pytest.mark.parametrize(("error", "more"), [(StaleDataError(), {}), (TAKEN, {"taken": told})])
def test_whoever_comes_second_is_told_in_the_words_of_the_place(
    error: Exception, more: dict[str, Callable[[], Conflict]]
) -> None:
    with pytest.raises(Conflict) as refused:
        flush_unless_overtaken(Session(error), told, **more)  # type: ignore[arg-type]
    assert refused.value.what.zh == "改过了。"


def test_any_other_error_stays_what_it_is() -> None:
    with pytest.raises(IntegrityError):
        flush_unless_overtaken(Session(TAKEN), told)  # type: ignore[arg-type]
