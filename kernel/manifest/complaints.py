"""Everything wrong with one manifest, gathered so that it is told at once."""

from kernel.errors import ManifestError
from kernel.manifest.model import MANIFEST
from kernel.text import Text

LONGEST = 200


class Complaints:
    """The problems of one plugin folder, each with its line."""

    def __init__(self, folder_name: str) -> None:
        self.plugin = printable(folder_name)
        self.found: list[ManifestError] = []

    def at_line(self, line: int, what: Text, remedy: Text) -> None:
        """Notes a problem of the manifest itself."""
        self.found.append(ManifestError(what, remedy=remedy, place=f"{self.plugin}/{MANIFEST}:{line}"))

    def at_file(self, file: str, what: Text, remedy: Text) -> None:
        """Notes a problem of another file of the folder."""
        self.found.append(ManifestError(what, remedy=remedy, place=f"{self.plugin}/{printable(file)}"))

    def raise_any(self) -> None:
        """Refuses the plugin when anything was noted."""
        if not self.found:
            return
        first, *others = self.found
        if not others:
            raise first
        count = len(self.found)
        raise ManifestError(
            Text(
                f"插件「{self.plugin}」有 {count} 处问题。", f"Plugin “{self.plugin}” has {count} problems."
            ),
            remedy=Text("请逐条改正。", "Correct each of them."),
            place=first.place,
            problems=tuple(self.found),
        )


def printable(name: str) -> str:
    """A name that can be written anywhere, whatever cannot be seen replaced."""
    return "".join(character if character.isprintable() else "�" for character in name[:LONGEST])
