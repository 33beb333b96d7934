"""Pictures that a template names like any other value: where they lie in the document and how large they are."""

from collections.abc import Mapping
from dataclasses import dataclass

from lxml import etree
from markupsafe import Markup

from addons.letters.rendering.archive import TYPES, parsed

EMU = 360_000
"""Office's unit of length: so many in a centimetre."""
FIRST_ID = 9_000
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
RELATIONSHIPS = f"{{{PACKAGE}/relationships}}"
CONTENT_TYPES = f"{{{PACKAGE}/content-types}}"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"
EMPTY = f'<Relationships xmlns="{PACKAGE}/relationships"/>'.encode()


@dataclass(frozen=True, slots=True)
class Place:
    """A picture by its name: the part of the file that holds it, and the side of its square."""

    name: str
    centimetres: float

    @property
    def part(self) -> str:
        """Where its content lies in the file."""
        return f"word/media/tongban_{self.name}.png"

    @property
    def relation(self) -> str:
        """How the text refers to it."""
        return f"rIdTongban_{self.name}"


def places(sizes: Mapping[str, float]) -> list[Place]:
    """A place for each of the pictures."""
    return [Place(name, centimetres) for name, centimetres in sorted(sizes.items())]


def drawn(place: Place, number: int) -> Markup:
    """What stands in the text for the picture: the run is closed, the drawing put in, a new run begun."""
    side, name = int(place.centimetres * EMU), place.name
    # every name in it is ours: letters, digits and underscores
    return Markup(  # noqa: S704
        "</w:t></w:r><w:r><w:drawing>"
        f'<wp:inline xmlns:wp="{DRAWING}/wordprocessingDrawing" distT="0" distB="0" distL="0" distR="0">'
        f'<wp:extent cx="{side}" cy="{side}"/>'
        f'<wp:docPr id="{FIRST_ID + number}" name="{name}" descr="{name}"/>'
        f'<a:graphic xmlns:a="{DRAWING}/main"><a:graphicData uri="{DRAWING}/picture">'
        f'<pic:pic xmlns:pic="{DRAWING}/picture">'
        f'<pic:nvPicPr><pic:cNvPr id="{FIRST_ID + number}" name="{name}"/><pic:cNvPicPr/></pic:nvPicPr>'
        f'<pic:blipFill><a:blip xmlns:r="{OFFICE}" r:embed="{place.relation}"/>'
        "<a:stretch><a:fillRect/></a:stretch></pic:blipFill>"
        f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{side}" cy="{side}"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic>'
        '</a:graphicData></a:graphic></wp:inline></w:drawing></w:r><w:r><w:t xml:space="preserve">'
    )


def provide(parts: dict[str, bytes], found: list[Place], users: list[str]) -> None:
    """The parts `users` can refer to the pictures, and the file knows what a PNG is."""
    if not found:
        return
    for user in users:
        folder, _, name = user.rpartition("/")
        path = f"{folder}/_rels/{name}.rels"
        tree = parsed(parts.get(path, EMPTY))
        for place in found:
            etree.SubElement(
                tree,
                f"{RELATIONSHIPS}Relationship",
                Id=place.relation,
                Type=f"{OFFICE}/image",
                Target=place.part.removeprefix("word/"),
            )
        parts[path] = _written(tree)
    types = parsed(parts[TYPES])
    known = {str(one.get("Extension")).lower() for one in types.iter(f"{CONTENT_TYPES}Default")}
    if "png" not in known:
        types.insert(0, etree.Element(f"{CONTENT_TYPES}Default", Extension="png", ContentType="image/png"))
    parts[TYPES] = _written(types)


def _written(tree: etree._Element) -> bytes:
    return bytes(etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True))
