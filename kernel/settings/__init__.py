"""Settings that an administrator changes in the browser: declared at a seam, kept in one table, live everywhere."""

from kernel.settings.changing import change, restore
from kernel.settings.declaring import Claim, Line, Setting, Whole, declared
from kernel.settings.reading import settings_of

__all__ = ["Claim", "Line", "Setting", "Whole", "change", "declared", "restore", "settings_of"]
