#!/usr/bin/env python3
"""Draws the map of docs/stories/creuse.md: who has neither 4G nor help, and where 20 masts and 20 help desks would serve most.

usage: left_behind_map.py RUN MASTS DESKS PICTURE.svg

RUN is a run of docs/stories/creuse.toml with csv and geojson, MASTS and DESKS what `covmap sites` wrote of it. Standard library only; the
same bytes on every run.
"""

import csv
import json
import math
import sys
from pathlib import Path
from xml.sax.saxutils import escape

PX_A_KM = 3.7
KM_A_DEGREE = 111.195  # of a sphere of 6371 km
LEAST_PX = 0.35  # a bend below it is not drawn
ZONE, MAST, DESK, LAND, BORDER, TEXT, QUIET = "#1b4f72", "#b4500b", "#6a3d9a", "#f1ede4", "#8d8778", "#222222", "#5a5a5a"
MAST_KM, DESK_KM, NUMBERED = 4, 5, 5
WIDTH, HEIGHT = 860, 800
CREDITS = ("People: Eurostat, Census 2021 (© Eurostat). Sites: Arcep, January 2018.", "Help: La Mednum. Borders: IGN, ADMIN EXPRESS COG 2018.",
           "Modelled, not measured: flat discs, no relief; places to look at first.")
PANELS = ({"codes": ("23",), "left": 24, "top": 96, "title": "Creuse"}, {"codes": ("2A", "2B"), "left": 500, "top": 96, "title": "Corse"})


def features(path):
    return json.loads(Path(path).read_text(encoding="utf-8"))["features"]


def polygons(feature):
    geometry = feature["geometry"]
    return geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]


class Panel:
    """Degrees to pixels around the middle of some départements: all panels have one scale."""

    def __init__(self, spec, departements):
        self.spec = spec
        self.own = [f for f in departements if f["properties"]["code"] in spec["codes"]]
        points = [p for f in self.own for polygon in polygons(f) for p in polygon[0]]
        self.west, self.north = min(p[0] for p in points), max(p[1] for p in points)
        self.south, self.east = min(p[1] for p in points), max(p[0] for p in points)
        self.squeeze = math.cos(math.radians((self.north + self.south) / 2))

    def at(self, lon, lat):
        x = (lon - self.west) * self.squeeze * KM_A_DEGREE * PX_A_KM + self.spec["left"]
        return x, (self.north - lat) * KM_A_DEGREE * PX_A_KM + self.spec["top"]

    def holds(self, feature):
        return feature["properties"]["departement"] in self.spec["codes"]

    def path(self, feature):
        parts = []
        for polygon in polygons(feature):
            for ring in polygon:
                line = simple([self.at(*p[:2]) for p in ring])
                if len(line) > 3:
                    parts.append("M" + "L".join(f"{x:.1f},{y:.1f}" for x, y in line[:-1]) + "Z")
        return "".join(parts)


def simple(line):
    """Douglas and Peucker's, on a stack; a ring keeps its two ends and the point farthest from them."""
    keep = {0, len(line) - 1}
    todo = [(0, len(line) - 1)]
    while todo:
        first, last = todo.pop()
        (ax, ay), (bx, by) = line[first], line[last]
        length = math.hypot(bx - ax, by - ay)
        far, most = None, LEAST_PX
        for i in range(first + 1, last):
            x, y = line[i]
            off = abs((bx - ax) * (y - ay) - (by - ay) * (x - ax)) / length if length else math.hypot(x - ax, y - ay)
            if off > most:
                far, most = i, off
        if far is not None:
            keep.add(far)
            todo += [(first, far), (far, last)]
    return [line[i] for i in sorted(keep)]


def text(x, y, words, more=""):
    return f'<text x="{x:.1f}" y="{y:.1f}"{more and " "}{more}>{escape(words)}</text>'


def mast(x, y):
    return f'<path d="M{x:.1f},{y - 6:.1f}l5.2,9h-10.4z" fill="{MAST}" stroke="#ffffff" stroke-width="1.2"/>'


def desk(x, y):
    return f'<rect x="{x - 4.5:.1f}" y="{y - 4.5:.1f}" width="9" height="9" fill="{DESK}" stroke="#ffffff" stroke-width="1.2"/>'


def site_marks(panel, sites, draw, colour, km):
    """Discs below, then symbols, then the numbers of the first ones."""
    places = [(f["properties"]["rank"], *panel.at(*f["geometry"]["coordinates"][:2])) for f in sites if panel.holds(f)]
    for _, x, y in places:
        yield f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{km * PX_A_KM:.1f}" fill="{colour}" fill-opacity="0.10" stroke="{colour}" stroke-width="1"/>'
    for _, x, y in places:
        yield draw(x, y)
    for rank, x, y in places:
        if rank <= NUMBERED:
            yield text(x + 7, y - 5, str(rank), f'font-weight="bold" fill="{colour}" stroke="#ffffff" stroke-width="3" paint-order="stroke"')


def people(value):
    return f"{round(float(value), -1):,.0f}"


def legend(whole, zones, masts, desks):
    """Below the Creuse, where the page is empty."""
    drawn = sum(f["properties"]["seniors"] for f in zones)
    served = float(masts[-1]["properties"]["population_served"]), float(desks[-1]["properties"]["seniors_served"])
    lines = [
        (lambda x, y: f'<rect x="{x - 9:.1f}" y="{y - 6:.1f}" width="18" height="12" fill="{ZONE}"/>',
         "neither 4G nor help within 5 km:", f"{people(whole['included_population_not'])} people, {people(whole['included_seniors_not'])} of 65 and over, {people(drawn)} of them in these zones"),
        (mast, "a mast, with a disc of 4 km: the 20 would give 4G",
         f"to {people(served[0])} of {people(whole['any_4g_population_not'])} people without; 1 to 5 gain most"),
        (desk, "a help desk, with a disc of 5 km: the 20 would be near",
         f"to {people(served[1])} of {people(whole['near_help_seniors_not'])} of 65 and over who are far"),
    ]
    y = 560
    for draw, first, second in lines:
        yield draw(36, y - 4)
        yield text(54, y, first)
        yield text(54, y + 17, second, f'fill="{QUIET}"')
        y += 48
    x, y = 27, 722
    yield f'<path d="M{x},{y - 5}v5h{20 * PX_A_KM:.1f}v-5" fill="none" stroke="{TEXT}"/>'
    yield text(x + 20 * PX_A_KM + 8, y + 1, "20 km")


def picture(run, masts, desks):
    with open(Path(run) / "all.csv", encoding="utf-8", newline="") as file:
        whole = next(csv.DictReader(file))
    departements, zones = features(Path(run) / "departement.geojson"), features(Path(run) / "zones_left_behind.geojson")
    mast_sites, desk_sites = features(Path(masts) / "sites.geojson"), features(Path(desks) / "sites.geojson")
    title = f"{people(whole['included_seniors_not'])} people of 65 and over have neither 4G nor digital help within 5 km"
    yield (f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}" role="img" '
           f'aria-labelledby="title description" font-family="sans-serif" font-size="13" fill="{TEXT}">')
    yield f'<title id="title">{escape(title)}</title>'
    yield (f'<desc id="description">The Creuse and Corse at one scale: {len(zones)} zones without both, and the 20 masts and 20 help desks that '
           "would serve most of those without</desc>")
    yield f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#ffffff"/>'
    yield text(24, 32, title, 'font-size="18" font-weight="bold"')
    yield text(24, 54, "The Creuse and Corse, by a model of the mobile sites of January 2018 (discs of 4 km, no relief)", f'fill="{QUIET}"')
    for spec in PANELS:
        panel = Panel(spec, departements)
        yield text(spec["left"], spec["top"] - 12, spec["title"], 'font-weight="bold"')
        for f in panel.own:
            yield f'<path d="{panel.path(f)}" fill="{LAND}" stroke="{BORDER}" stroke-width="0.9" stroke-linejoin="round"/>'
        inside = "".join(panel.path(f) for f in zones if panel.holds(f))
        yield f'<path d="{inside}" fill="{ZONE}" stroke="{ZONE}" stroke-width="0.4"/>'
        yield from site_marks(panel, desk_sites, desk, DESK, DESK_KM)
        yield from site_marks(panel, mast_sites, mast, MAST, MAST_KM)
    yield from legend(whole, zones, mast_sites, desk_sites)
    for line, words in enumerate(CREDITS):
        yield text(24, 752 + 16 * line, words, f'font-size="11" fill="{QUIET}"')
    yield "</svg>"


def main(arguments):
    run, masts, desks, target = arguments
    Path(target).write_text("\n".join(picture(run, masts, desks)) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
