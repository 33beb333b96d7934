"""Effects: named acts of plugins that a definition lists in data, tried dry, carried out once."""

from kernel.effects.asking import Parameter, parameters_of, references_in
from kernel.effects.effect import Change, Effect
from kernel.effects.performing import Performed, Preview, cause_of, perform, previewed
from kernel.effects.rows import problems_of
from kernel.effects.words import asks

__all__ = [
    "Change",
    "Effect",
    "Parameter",
    "Performed",
    "Preview",
    "asks",
    "cause_of",
    "parameters_of",
    "perform",
    "previewed",
    "problems_of",
    "references_in",
]
