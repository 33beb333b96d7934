"""Python that does not load, or fails while it installs."""

from functools import partial

from kernel.errors import BrokenPlugin, MigrationError, RegistryError
from tests.plugins.broken.variant import Broken, code
from tests.plugins.variants import edited, written

SECOND_TEXT = """\
\"\"\"A field type whose name forms have given already.\"\"\"

from forms.seams import field_type


@field_type("text")
class Text:
    pass
"""

CODE = (
    Broken(
        "code-raises",
        "alpha",
        BrokenPlugin,
        "addons.alpha.models",
        code("models.py", 'raise RuntimeError("no")\n'),
    ),
    Broken(
        "code-leaves",
        "alpha",
        BrokenPlugin,
        "addons.alpha.models",
        code("models.py", "raise SystemExit(3)\n"),
    ),
    Broken("code-syntax", "alpha", BrokenPlugin, "addons.alpha.models", code("models.py", "def broken(:\n")),
    Broken(
        "code-needs-more",
        "alpha",
        BrokenPlugin,
        "addons.alpha.models",
        code("models.py", "import nothing_of_this_name\n"),
    ),
    Broken(
        "hook-fails",
        "alpha",
        BrokenPlugin,
        "alpha/__manifest__.py:",
        partial(
            edited,
            file="alpha/hooks.py",
            old='session.add(AlphaMark(what="post_init"))',
            new='raise RuntimeError("no")',
        ),
    ),
    Broken(
        "migration-fails",
        "alpha",
        MigrationError,
        "alpha/migrations/0001_units.py:",
        partial(
            edited,
            file="alpha/migrations/0001_units.py",
            old="\n\n\ndef downgrade",
            new='\n    raise RuntimeError("no")\n\n\ndef downgrade',
        ),
    ),
    Broken(
        "page-without-permission",
        "alpha",
        RegistryError,
        "alpha.units",
        partial(
            edited,
            file="alpha/pages.py",
            old='"/units", permission=("can_read", "AlphaCase")',
            new='"/units"',
        ),
    ),
    Broken(
        "name-taken-at-a-seam",
        "alpha",
        RegistryError,
        "alpha: text",
        partial(written, file="alpha/fields.py", content=SECOND_TEXT),
    ),
)
