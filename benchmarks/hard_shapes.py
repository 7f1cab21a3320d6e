#!/usr/bin/env python3
"""Shapes that cost once more than their size: makes them, runs covmap on each, prints CPU seconds and peak memory.

  benchmarks/hard_shapes.py COVMAP FOLDER [CASE...]    COVMAP: the release program. FOLDER: where inputs and runs go
"""

import json
import math
import os
import pathlib
import random
import subprocess
import sys

HEAD = """version = 1
[[demand]]
source = "squares.csv"
columns = { id = "GRD_ID" }
attributes = { population = "T" }
[[territory]]
source = "communes.geojson"
columns = { code = "code" }
[output]
formats = ["csv"]
"""
WEST, SOUTH, CELL = 3326000, 2776000, 1000  # EPSG:3035, the squares of 1 km


def features(rings):
    return {"type": "FeatureCollection", "crs": {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::3035"}},
            "features": [{"type": "Feature", "properties": {"code": "01001"}, "geometry": {"type": "Polygon", "coordinates": [ring]}} for ring in rings]}


def closed(points):
    return [[WEST + x, SOUTH + y] for x, y in [*points, points[0]]]


def coast(vertices, radius=2000.0, middle=3000.0):
    """A ring with as many corners, none of them on another's line."""
    rng = random.Random(vertices)
    turns = [2 * math.pi * i / vertices for i in range(vertices)]
    return [(middle + math.cos(t) * r, middle + math.sin(t) * r) for t, r in ((t, radius * rng.uniform(0.9, 1.1)) for t in turns)]


def supply(name, operator):
    return f'[[supply]]\nsource = "{name}"\nformat = "polygons"\noperator = "{operator}"\ntechnology = "4G"\ndate = "2024-01-01"\nextent = "everywhere"\n'


def one_outline(layers):
    return {"map.geojson": features([closed(coast(400))])}, "".join(supply("map.geojson", f"O{i}") for i in range(layers))


def equal_polygons(count):
    return {"map.geojson": features([closed(coast(12))] * count)}, supply("map.geojson", "A")


def crossing_ring(vertices):
    rng = random.Random(7)
    ring = [(rng.uniform(0, 6000), rng.uniform(0, 6000)) for _ in range(vertices)]
    return {"map.geojson": features([closed(ring)])}, supply("map.geojson", "A")


def tangled_coast(vertices):
    """Each four corners in the order 0, 2, 1, 3: two of the edges between them often cross."""
    ring = coast(vertices)
    for i in range(0, vertices - 3, 4):
        ring[i + 1], ring[i + 2] = ring[i + 2], ring[i + 1]
    return {"map.geojson": features([closed(ring)])}, supply("map.geojson", "A")


def one_cell(vertices):
    return {"map.geojson": features([closed(coast(vertices, 400.0, 3500.0))])}, supply("map.geojson", "A")


CASES = {
    "none": ("no coverage, for comparison", lambda: ({}, ""), "–"),
    "60-layers": ("60 layers with one outline", lambda: one_outline(60), "0.08 CPU s"),
    "80-layers": ("80 layers with one outline", lambda: one_outline(80), "2.9 CPU s"),
    "equal": ("5,000 equal polygons of one layer", lambda: equal_polygons(5000), "over 20 s, not to be interrupted"),
    "crossing": ("a ring of 8,000 vertices at random, every edge crosses thousands", lambda: crossing_ring(8000), "25 CPU s, 2.2 GB"),
    "tangled": ("a ring of 8,000 vertices that crosses itself some thousand times", lambda: tangled_coast(8000), "not measured"),
    "one-cell": ("10⁶ vertices in one cell", lambda: one_cell(1_000_000), "not measured"),
}


def write(folder, files, supplies):
    folder.mkdir(parents=True, exist_ok=True)
    squares = [f"CRS3035RES1000mN{SOUTH + y * CELL}E{WEST + x * CELL},{10 + x + y}" for y in range(6) for x in range(6)]
    (folder / "squares.csv").write_text("\n".join(["GRD_ID,T", *squares]) + "\n", encoding="utf-8")
    whole = closed([(-500, -500), (6500, -500), (6500, 6500), (-500, 6500)])
    for name, content in {"communes.geojson": features([whole]), **files}.items():
        (folder / name).write_text(json.dumps(content), encoding="utf-8")
    (folder / "job.toml").write_text(HEAD + supplies, encoding="utf-8")


def measured(program, folder):
    """CPU seconds and peak MB of the run, as wait4 gives them, and its exit code."""
    process = subprocess.Popen([program, "run", folder / "job.toml", "-o", folder / "run", "--overwrite", "--progress", "none"],
                               stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, process.returncode


def main(program, folder, wanted):
    print("| shape | before | now: CPU s | peak MB |\n|---|---|---|---|")
    worst = 0
    for name in wanted or CASES:
        what, made, before = CASES[name]
        write(folder / name, *made())
        seconds, megabytes, code = measured(program, folder / name)
        worst = max(worst, code)
        print(f"| {what} | {before} | {seconds:.2f}{f' (exit {code})' if code else ''} | {megabytes:.0f} |", flush=True)
    return worst


if __name__ == "__main__":
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    sys.exit(main(sys.argv[1], pathlib.Path(sys.argv[2]), sys.argv[3:]))
