"""A card on the start page."""

from markupsafe import Markup

from kernel.seams import slot


@slot("alpha.card", slot="dashboard.card")
def card(_context: object) -> Markup:
    """A line that says alpha is here."""
    return Markup('<p data-plugin="alpha">{}</p>').format("测试插件甲")
