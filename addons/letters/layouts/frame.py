"""Draws frame.svg, the guilloche of the e-certificate: python -m addons.letters.layouts.frame writes it anew."""

import math
from collections.abc import Iterator
from pathlib import Path

WIDTH, HEIGHT = 1122, 794
"""A4 lying, in CSS pixels."""
OUTER, INNER = 29, 52
WAVE, SWING = 26, 6
"""Length and height of a wave."""
STRANDS = (1.0, -1.0, 0.6, -0.6, 0.2, -0.2)
"""The waves that are woven, as parts of the height; all of them meet on the middle line."""
LOBES, PETALS, POINTS = 11, 18, 8
FIRST, STEP, TWIST = 140, 8.5, 0.17
CORNER = 13
"""From the corner of the middle line to where the weave begins."""
CENTRE = (561, 436)


def drawing() -> str:
    """The whole frame as SVG."""
    middle = (OUTER + INNER) / 2
    right, bottom = WIDTH - middle, HEIGHT - middle
    wide, high = right - middle - 2 * CORNER, bottom - middle - 2 * CORNER
    sides = [
        (middle + CORNER, middle, wide, False),
        (middle + CORNER, bottom, wide, False),
        (middle, middle + CORNER, high, True),
        (right, middle + CORNER, high, True),
    ]
    corners = "".join(knot(x, y) for x in (middle, right) for y in (middle, bottom))
    weave = "".join(wave(*side, strand) for side in sides for strand in STRANDS)
    petals = "".join(petal(number) for number in range(PETALS))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" fill="none">'
        f'<path stroke="#dbe6f4" stroke-width=".6" d="{petals}"/>'
        f'<path stroke="#6f97cd" stroke-width=".8" d="{weave}{corners}"/>'
        f"{box(OUTER, 2)}{box(INNER, 1)}</svg>\n"
    )


def box(inset: int, width: int) -> str:
    """A rectangle at that distance from the edge."""
    size = f'width="{WIDTH - 2 * inset}" height="{HEIGHT - 2 * inset}"'
    return f'<rect x="{inset}" y="{inset}" {size} stroke="#1d4f91" stroke-width="{width}"/>'


def knot(x: float, y: float) -> str:
    """Four rings that share the corner."""
    ring = SWING / 2
    around = [(dx * ring, dy * ring) for dx in (-1, 1) for dy in (-1, 1)]
    circles = [
        f"M{number(x + dx - ring)} {number(y + dy)}a{ring:g} {ring:g} 0 1 0 {SWING} 0a{ring:g} {ring:g} 0 1 0 -{SWING} 0"
        for dx, dy in around
    ]
    return "".join(circles)


def wave(x: float, y: float, length: float, upright: bool, strand: float) -> str:
    """A strand along a side: parabolas, which look like a sine and take few words."""
    halves = round(length / (WAVE / 2))
    half, swing = length / halves, 2 * SWING * strand
    bend = (swing, half / 2) if upright else (half / 2, swing)
    step = (0.0, half) if upright else (half, 0.0)
    first = f"q{number(bend[0])} {number(bend[1])} {precise(step[0])} {precise(step[1])}"
    rest = f"t{precise(step[0])} {precise(step[1])}" * (halves - 1)
    return f"M{number(x)} {number(y)}{first}{rest}"


def petal(index: int) -> str:
    """One closed curve of the rosette; each is larger than the one before, its lobes a little further on."""
    radius, turn = FIRST + STEP * index, TWIST * index
    nodes = list(curve(radius, turn))
    path = [f"M{number(nodes[0][0])} {number(nodes[0][1])}"]
    for place in range(len(nodes)):
        before, here, after, later = (nodes[(place + shift) % len(nodes)] for shift in (-1, 0, 1, 2))
        handles = (
            here[0] + (after[0] - before[0]) / 6,
            here[1] + (after[1] - before[1]) / 6,
            after[0] - (later[0] - here[0]) / 6,
            after[1] - (later[1] - here[1]) / 6,
            *after,
        )
        path.append("C" + " ".join(number(value) for value in handles))
    return "".join(path) + "Z"


def curve(radius: float, turn: float) -> Iterator[tuple[float, float]]:
    """Points of a curve with lobes that lean over."""
    points = LOBES * POINTS
    for place in range(points):
        angle = 2 * math.pi * place / points
        reach = radius * (1 + 0.15 * math.sin(LOBES * angle + turn))
        leaning = angle + 0.06 * math.cos(LOBES * angle + turn)
        yield CENTRE[0] + 1.06 * reach * math.cos(leaning), CENTRE[1] + 0.82 * reach * math.sin(leaning)


def precise(value: float) -> str:
    """A step that is taken many times: its error would add up."""
    return f"{value:.4f}".rstrip("0").rstrip(".")


def number(value: float) -> str:
    """As short as a tenth of a pixel allows."""
    return f"{value:.1f}".rstrip("0").rstrip(".")


if __name__ == "__main__":
    (Path(__file__).parent / "frame.svg").write_text(drawing(), encoding="utf-8")
