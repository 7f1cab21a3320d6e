"""A small country with coverage of as many vertices as asked for, made without any library but Python's own."""

import array
import math
import sqlite3
import struct

SIDE, SIZE_M = 1600, 25  # squares in each direction; few are inhabited
EAST, NORTH = 3_320_000, 2_770_000

JOB = """version = 1
[[demand]]
source = "squares.csv"
format = "grid-squares"
columns = { id = "GRD_ID" }
attributes = { population = "T" }
[[territory]]
unit = "commune"
source = "communes.geojson"
crs = "EPSG:3035"
columns = { code = "code" }
[[supply]]
source = "coverage_*.gpkg"
format = "polygons"
columns = { operator = "operator", technology = "technology" }
service = "data"
date = "2024-12-31"
[[market]]
operators = [OPERATORS]
[[indicator]]
name = "any_4g"
technology = ">=4G"
service = "data"
operators = { min = 1 }
"""

TABLES = """
CREATE TABLE gpkg_spatial_ref_sys (srs_name TEXT NOT NULL, srs_id INTEGER PRIMARY KEY, organization TEXT NOT NULL,
    organization_coordsys_id INTEGER NOT NULL, definition TEXT NOT NULL, description TEXT);
CREATE TABLE gpkg_contents (table_name TEXT PRIMARY KEY, data_type TEXT NOT NULL, identifier TEXT UNIQUE, description TEXT DEFAULT '',
    last_change DATETIME NOT NULL DEFAULT '2024-12-31T00:00:00.000Z', min_x DOUBLE, min_y DOUBLE, max_x DOUBLE, max_y DOUBLE, srs_id INTEGER);
CREATE TABLE gpkg_geometry_columns (table_name TEXT NOT NULL, column_name TEXT NOT NULL, geometry_type_name TEXT NOT NULL,
    srs_id INTEGER NOT NULL, z TINYINT NOT NULL, m TINYINT NOT NULL, PRIMARY KEY (table_name, column_name));
CREATE TABLE coverage (fid INTEGER PRIMARY KEY, geom BLOB, operator TEXT, technology TEXT);
INSERT INTO gpkg_contents (table_name, data_type, identifier, srs_id) VALUES ('coverage', 'features', 'coverage', 3035);
INSERT INTO gpkg_geometry_columns VALUES ('coverage', 'geom', 'MULTIPOLYGON', 3035, 0, 0);
PRAGMA application_id = 1196444487;
PRAGMA user_version = 10300;
"""
WKT = 'PROJCS["ETRS89-extended / LAEA Europe",AUTHORITY["EPSG","3035"]]'


def blob(number, parts, vertices):
    """A MultiPolygon of wavy rings: one that all `parts` share in shape, each in its place."""
    waves = 40 + number
    ring = []
    for v in range(vertices):
        angle = 2 * math.pi * v / vertices
        radius = 1 + 0.2 * math.sin(waves * angle) + 0.03 * math.sin(500 * angle)
        ring.append((radius * math.cos(angle), radius * math.sin(angle)))
    ring.append(ring[0])
    per_row = math.isqrt(parts - 1) + 1
    step = SIZE_M * SIDE / per_row
    out = bytearray(b"GP\0\x01" + struct.pack("<i", 3035) + struct.pack("<BII", 1, 6, parts))
    for part in range(parts):
        x = EAST + step * (part % per_row + 0.5)
        y = NORTH + step * (part // per_row + 0.5)
        flat = array.array("d")
        for u, v in ring:
            flat.append(x + 0.4 * step * u)
            flat.append(y + 0.4 * step * v)
        out += struct.pack("<BIII", 1, 3, 1, len(ring)) + flat.tobytes()
    return bytes(out)


def make(folder, layers, parts, vertices):
    """Writes a job of so many layers, each a feature of `parts` rings of `vertices`, into a new folder; gives the job's path."""
    folder.mkdir(parents=True)
    operators = [f"2{number:04}" for number in range(layers)]
    for number, operator in enumerate(operators):
        with sqlite3.connect(folder / f"coverage_{number}.gpkg") as file:
            file.executescript(TABLES)
            file.execute("INSERT INTO gpkg_spatial_ref_sys VALUES ('LAEA', 3035, 'EPSG', 3035, ?, '')", (WKT,))
            file.execute("INSERT INTO coverage VALUES (1, ?, ?, '4G')", (blob(number, parts, vertices), operator))
        file.close()
    rows = [
        f"CRS3035RES{SIZE_M}mN{NORTH + SIZE_M * row}E{EAST + SIZE_M * column},{1 + (row + column) % 50}"
        for row in range(SIDE)
        for column in range(row % 50, SIDE, 50)
    ]
    (folder / "squares.csv").write_text("GRD_ID,T\n" + "\n".join(rows) + "\n", encoding="utf-8")
    half = SIZE_M * SIDE // 2
    features = []
    for number in range(4):
        x, y = EAST + half * (number % 2), NORTH + half * (number // 2)
        ring = [[x, y], [x + half, y], [x + half, y + half], [x, y + half], [x, y]]
        features.append(f'{{"type":"Feature","properties":{{"code":"0100{number}"}},"geometry":{{"type":"Polygon","coordinates":[{ring}]}}}}')
    (folder / "communes.geojson").write_text('{"type":"FeatureCollection","features":[' + ",".join(features) + "]}", encoding="utf-8")
    job = folder / "job.toml"
    job.write_text(JOB.replace("OPERATORS", ", ".join(f'"{operator}"' for operator in operators)), encoding="utf-8")
    return job
