"""What a second factor asks after the password; plugins offer it at the seam `second_factor`."""

from collections.abc import Callable
from dataclasses import dataclass, field

from kernel.text import Text


@dataclass(frozen=True, slots=True)
class Challenge:
    """A question with one line for the answer, such as the code of a token or of a message."""

    title: Text
    """The label of the line: 动态密码, 短信验证码."""
    hint: Text
    """Where the answer comes from."""
    proved: Callable[[str], bool] = field(repr=False)
    """Whether the answer is right; asked once for each answer, and wrong ones are counted like passwords."""
