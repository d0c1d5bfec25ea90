"""Makes `outlines.json` anew: `python -m news.map.prepare land-50m.json`.

The input is Natural Earth's outlines of land (public domain) as TopoJSON, from the npm package `world-atlas`.
The format: https://github.com/topojson/topojson-specification. Borders are left out: there is no map of
them that every country recognises. So is Antarctica, which goes round a pole.
"""

import json
import math
import sys
from pathlib import Path
from typing import Any

OUTLINES = Path(__file__).with_name("outlines.json")
# Hundredths of a degree, about a kilometre.
SCALE = 100
# What a line may be off by, in hundredths of a degree.
TOLERANCE = 5
# Islands smaller than this many square hundredths are left out.
SMALLEST = 900
SOUTHERNMOST = -80 * SCALE

Point = tuple[int, int]


def prepare(topology: dict[str, Any]) -> list[list[int]]:
    """Closed lines, each as longitude and latitude of its points, told by the steps between them."""
    arcs = [_degrees(topology, arc) for arc in topology["arcs"]]
    rings = []
    for land in topology["objects"]["land"]["geometries"]:
        for polygon in land["arcs"]:
            for ring in polygon:
                parts = (arcs[n] if n >= 0 else arcs[~n][::-1] for n in ring)
                rings.append([point for part in parts for point in part])
    return [_deltas(_simplified(ring)) for ring in rings if _is_shown(ring)]


def _degrees(topology: dict[str, Any], arc: list[list[int]]) -> list[Point]:
    (sx, sy), (tx, ty) = topology["transform"]["scale"], topology["transform"]["translate"]
    x = y = 0
    points = []
    for dx, dy, *_rest in arc:
        x, y = x + dx, y + dy
        points.append((round((x * sx + tx) * SCALE), round((y * sy + ty) * SCALE)))
    return points


def _is_shown(points: list[Point]) -> bool:
    pairs = zip(points, [*points[1:], points[0]], strict=True)
    area = abs(sum(ax * by - bx * ay for (ax, ay), (bx, by) in pairs)) / 2
    return area > SMALLEST and min(y for _x, y in points) > SOUTHERNMOST


def _simplified(points: list[Point]) -> list[Point]:
    """Without the points that a straight line would not miss (Douglas and Peucker, 1973)."""
    keep = {0, len(points) - 1}
    spans = [(0, len(points) - 1)]
    while spans:
        first, last = spans.pop()
        off = {
            number: _distance(points[number], points[first], points[last])
            for number in range(first + 1, last)
        }
        far = max(off, key=off.__getitem__, default=first)
        if off.get(far, 0) > TOLERANCE:
            keep.add(far)
            spans += [(first, far), (far, last)]
    return [points[number] for number in sorted(keep)]


def _distance(point: Point, start: Point, end: Point) -> float:
    (px, py), (ax, ay), (bx, by) = point, start, end
    length = math.hypot(bx - ax, by - ay)
    if not length:
        return math.hypot(px - ax, py - ay)
    return abs((bx - ax) * (ay - py) - (ax - px) * (by - ay)) / length


def _deltas(points: list[Point]) -> list[int]:
    told, x, y = [], 0, 0
    for px, py in points:
        told += [px - x, py - y]
        x, y = px, py
    return told


if __name__ == "__main__":
    source = json.loads(Path(sys.argv[1]).read_text())
    OUTLINES.write_text(json.dumps(prepare(source), separators=(",", ":")) + "\n")
