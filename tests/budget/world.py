"""A small world that never changes, for counting instructions: 80 x 80 squares of 1 km, 64 communes with wavy borders, four operators.

Standard library only; whole metres in EPSG:3035.
"""

import json
import math
import os

SIDE, COMMUNES, STEPS = 80, 8, 12  # squares and communes in each direction; vertices on each side of a commune
EAST, NORTH = 3_000_000, 2_500_000


def node(i, j):
    """A corner of communes, moved off the lattice, but for those of the frame."""
    wide = 1000 * SIDE / COMMUNES
    inner = 0 < i < COMMUNES and 0 < j < COMMUNES
    return (i * wide + inner * 900 * math.sin(5 * i + 3 * j), j * wide + inner * 900 * math.cos(7 * i + 2 * j))


def side(a, b):
    """The wavy line between two nodes, without its end: the same vertices from both sides."""
    backwards = b < a
    (x0, y0), (x1, y1) = (b, a) if backwards else (a, b)
    line = []
    for k in range(STEPS + 1):
        t = k / STEPS
        bend = 350 * math.sin(9 * t) * math.sin(math.pi * t)
        x, y = x0 + t * (x1 - x0), y0 + t * (y1 - y0)
        line.append((round(EAST + x + bend * (y1 - y0) / 10000), round(NORTH + y - bend * (x1 - x0) / 10000)))
    return (line[::-1] if backwards else line)[:-1]


def commune(i, j):
    corners = [node(i, j), node(i + 1, j), node(i + 1, j + 1), node(i, j + 1)]
    ring = [p for k in range(4) for p in side(corners[k], corners[(k + 1) % 4])]
    return [ring + ring[:1]]


def star(x, y, radius, points):
    ring = [(round(EAST + x + r * math.cos(t)), round(NORTH + y + r * math.sin(t)))
            for k in range(2 * points) for r, t in [(radius * (1 if k % 2 else 0.55), math.pi * k / points + x)]]
    return [ring + ring[:1]]


def layer(number):
    """Twenty-four stars of one operator, which overlap."""
    return [star(6000 + 13000 * (k % 6) + 900 * number, 8000 + 20000 * (k // 6) + 1700 * number, 5200 + 400 * ((k + number) % 5), 11 + number)
            for k in range(24)]


def collection(features):
    crs = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::3035"}}
    return json.dumps({"type": "FeatureCollection", "crs": crs, "features": features})


def feature(properties, kind, coordinates):
    return {"type": "Feature", "properties": properties, "geometry": {"type": kind, "coordinates": coordinates}}


JOB = """version = 1
name = "budget"

[[demand]]
source = "squares.csv"
format = "grid-squares"
columns = { x = "x", y = "y", size = 1000, crs = "EPSG:3035" }
attributes = { population = "people" }

[[territory]]
unit = "commune"
source = "communes.geojson"
columns = { code = "code", name = "name" }
parents = { departement = { code = "departement" } }

[[supply]]
source = "supply.geojson"
columns = { operator = "operator", technology = "technology", service = "service" }
extent = "everywhere"

[[indicator]]
name = "any_4g"
technology = ">=4G"
service = "data"

[output]
formats = ["csv"]
keep = "none"
"""


def write(folder):
    """Writes the world's files and its job; the path of the job."""
    squares = [f"{EAST + 1000 * x},{NORTH + 1000 * y},{(37 * x + 61 * y) % 90}" for y in range(SIDE) for x in range(SIDE)]
    communes = [feature({"code": f"{i}{j}", "name": f"Commune {i}{j}", "departement": str(i)}, "Polygon", commune(i, j))
                for i in range(COMMUNES) for j in range(COMMUNES)]
    supply = [feature({"operator": "ABCD"[n], "technology": "4G", "service": "data"}, "MultiPolygon", layer(n)) for n in range(4)]
    files = {"squares.csv": "x,y,people\n" + "\n".join(squares) + "\n", "communes.geojson": collection(communes),
             "supply.geojson": collection(supply), "job.toml": JOB}
    for name, text in files.items():
        with open(os.path.join(folder, name), "w", encoding="utf-8") as file:
            file.write(text)
    return os.path.join(folder, "job.toml")
