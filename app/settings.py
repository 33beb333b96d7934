"""The shell's own settings: what the site is called, and whom to call."""

from kernel.seams import setting
from kernel.settings import Line, Setting
from kernel.text import Text

SITE = Text("站点", "Site")


@setting("site_name")
def site_name() -> Setting:
    """What the platform is called in the title of every page."""
    return Setting(Text("站点名称", "Name of the site"), Line(20, may_be_empty=False), "通办", SITE, order=1)


@setting("contact_phone")
def contact_phone() -> Setting:
    """Whom people call who cannot sign in."""
    return Setting(
        Text("联系电话", "Telephone"),
        Line(40),
        "",
        SITE,
        Text("显示在登录页；留空不显示", "Shown where people sign in; not when empty"),
        order=2,
    )
