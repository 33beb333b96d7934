"""Effects: named acts of plugins that a definition lists in data, tried dry, carried out once."""

from kernel.effects.effect import Change, Effect
from kernel.effects.performing import Performed, Preview, cause_of, perform, previewed
from kernel.effects.rows import problems_of

__all__ = ["Change", "Effect", "Performed", "Preview", "cause_of", "perform", "previewed", "problems_of"]
