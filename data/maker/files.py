"""Writers whose bytes depend on their arguments alone: GeoPackage, GeoJSON, GeoTIFF, CSV."""

import json
import os
import sqlite3
import struct

_WGS84 = 'GEOGCS["WGS 84",DATUM["WGS_1984",SPHEROID["WGS 84",6378137,298.257223563,AUTHORITY["EPSG","7030"]],AUTHORITY["EPSG","6326"]],PRIMEM["Greenwich",0,AUTHORITY["EPSG","8901"]],UNIT["degree",0.0174532925199433,AUTHORITY["EPSG","9122"]],AXIS["Latitude",NORTH],AXIS["Longitude",EAST],AUTHORITY["EPSG","4326"]]'  # noqa: E501
_LAMBERT93 = 'PROJCS["RGF93 v1 / Lambert-93",GEOGCS["RGF93 v1",DATUM["Reseau_Geodesique_Francais_1993_v1",SPHEROID["GRS 1980",6378137,298.257222101,AUTHORITY["EPSG","7019"]],AUTHORITY["EPSG","6171"]],PRIMEM["Greenwich",0,AUTHORITY["EPSG","8901"]],UNIT["degree",0.0174532925199433,AUTHORITY["EPSG","9122"]],AUTHORITY["EPSG","4171"]],PROJECTION["Lambert_Conformal_Conic_2SP"],PARAMETER["latitude_of_origin",46.5],PARAMETER["central_meridian",3],PARAMETER["standard_parallel_1",49],PARAMETER["standard_parallel_2",44],PARAMETER["false_easting",700000],PARAMETER["false_northing",6600000],UNIT["metre",1,AUTHORITY["EPSG","9001"]],AXIS["Easting",EAST],AXIS["Northing",NORTH],AUTHORITY["EPSG","2154"]]'  # noqa: E501
_LAEA = 'PROJCS["ETRS89-extended / LAEA Europe",GEOGCS["ETRS89",DATUM["European_Terrestrial_Reference_System_1989",SPHEROID["GRS 1980",6378137,298.257222101,AUTHORITY["EPSG","7019"]],AUTHORITY["EPSG","6258"]],PRIMEM["Greenwich",0,AUTHORITY["EPSG","8901"]],UNIT["degree",0.0174532925199433,AUTHORITY["EPSG","9122"]],AUTHORITY["EPSG","4258"]],PROJECTION["Lambert_Azimuthal_Equal_Area"],PARAMETER["latitude_of_center",52],PARAMETER["longitude_of_center",10],PARAMETER["false_easting",4321000],PARAMETER["false_northing",3210000],UNIT["metre",1,AUTHORITY["EPSG","9001"]],AXIS["Northing",NORTH],AXIS["Easting",EAST],AUTHORITY["EPSG","3035"]]'  # noqa: E501
_SRS = [
    ("Undefined cartesian SRS", -1, "NONE", -1, "undefined"),
    ("Undefined geographic SRS", 0, "NONE", 0, "undefined"),
    ("RGF93 v1 / Lambert-93", 2154, "EPSG", 2154, _LAMBERT93),
    ("ETRS89-extended / LAEA Europe", 3035, "EPSG", 3035, _LAEA),
    ("WGS 84", 4326, "EPSG", 4326, _WGS84),
]
_DATE = "2025-01-01T00:00:00.000Z"


def _multipolygon(polygons, srs):
    """GeoPackage binary: header with envelope, then WKB, little-endian. Rings are closed here."""
    xs = [p[0] for rings in polygons for ring in rings for p in ring]
    ys = [p[1] for rings in polygons for ring in rings for p in ring]
    out = [struct.pack("<2sBBi4d", b"GP", 0, 3, srs, min(xs), max(xs), min(ys), max(ys)), struct.pack("<BII", 1, 6, len(polygons))]
    for rings in polygons:
        out.append(struct.pack("<BII", 1, 3, len(rings)))
        for ring in rings:
            out.append(struct.pack("<I", len(ring) + 1))
            out.extend(struct.pack("<2d", *p) for p in ring + ring[:1])
    return b"".join(out), (min(xs), min(ys), max(xs), max(ys))


def geopackage(path, layer, srs, columns, rows):
    """rows: (values, polygons); a polygon is a list of rings. columns: (name, SQL type)."""
    if os.path.exists(path):
        os.remove(path)
    db = sqlite3.connect(path, isolation_level=None)
    db.execute("PRAGMA page_size = 1024")
    db.execute("PRAGMA journal_mode = OFF")
    db.execute("PRAGMA application_id = 1196444487")
    db.execute("PRAGMA user_version = 10300")
    db.executescript(
        """CREATE TABLE gpkg_spatial_ref_sys (srs_name TEXT NOT NULL, srs_id INTEGER NOT NULL PRIMARY KEY, organization TEXT NOT NULL,
  organization_coordsys_id INTEGER NOT NULL, definition TEXT NOT NULL, description TEXT);
CREATE TABLE gpkg_contents (table_name TEXT NOT NULL PRIMARY KEY, data_type TEXT NOT NULL, identifier TEXT UNIQUE, description TEXT DEFAULT '',
  last_change DATETIME NOT NULL, min_x DOUBLE, min_y DOUBLE, max_x DOUBLE, max_y DOUBLE, srs_id INTEGER);
CREATE TABLE gpkg_geometry_columns (table_name TEXT NOT NULL PRIMARY KEY, column_name TEXT NOT NULL, geometry_type_name TEXT NOT NULL,
  srs_id INTEGER NOT NULL, z TINYINT NOT NULL, m TINYINT NOT NULL);"""
    )
    db.executemany("INSERT INTO gpkg_spatial_ref_sys VALUES (?,?,?,?,?,NULL)", _SRS)
    fields = ", ".join(f'"{name}" {kind}' for name, kind in columns)
    db.execute(f'CREATE TABLE "{layer}" (fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, geom MULTIPOLYGON, {fields})')
    boxes = []
    db.execute("BEGIN")
    for values, polygons in rows:
        blob, extent = _multipolygon(polygons, srs)
        boxes.append(extent)
        db.execute(f'INSERT INTO "{layer}" VALUES (NULL, ?{", ?" * len(columns)})', (blob, *values))
    db.execute("COMMIT")
    bounds = (min(b[0] for b in boxes), min(b[1] for b in boxes), max(b[2] for b in boxes), max(b[3] for b in boxes))
    db.execute("INSERT INTO gpkg_contents VALUES (?, 'features', ?, '', ?, ?, ?, ?, ?, ?)", (layer, layer, _DATE, *bounds, srs))
    db.execute("INSERT INTO gpkg_geometry_columns VALUES (?, 'geom', 'MULTIPOLYGON', ?, 0, 0)", (layer, srs))
    db.close()
    with open(path, "r+b") as file:  # the change counter and the library's version are not data
        for offset in (24, 92):
            file.seek(offset)
            file.write(struct.pack(">I", 1))
        file.seek(96)
        file.write(struct.pack(">I", 3040001))


class Line(list):
    """Points of an open line, where others give polygons."""


def geojson(path, features, crs=None, digits=9):
    """One feature a line. features: (properties, polygons, a Line, or None)."""
    head = '{"type": "FeatureCollection",\n'
    if crs:
        head += '"crs": {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::%d"}},\n' % crs
    lines = [json.dumps({"type": "Feature", "properties": p}, ensure_ascii=False)[:-1] + ', "geometry": ' + _coordinates(g, digits) + "}" for p, g in features]
    text(path, head + '"features": [\n' + ",\n".join(lines) + "\n]}\n")


def _coordinates(polygons, digits):
    if polygons is None:
        return "null"
    number = lambda v: f"{v:.{digits}f}".rstrip("0").rstrip(".")
    if isinstance(polygons, Line):
        return '{"type": "LineString", "coordinates": [' + ",".join(f"[{number(x)},{number(y)}]" for x, y in polygons) + "]}"
    ring = lambda r: "[" + ",".join(f"[{number(x)},{number(y)}]" for x, y in r + r[:1]) + "]"
    body = ",".join("[" + ",".join(ring(r) for r in rings) + "]" for rings in polygons)
    return '{"type": "MultiPolygon", "coordinates": [' + body + "]}"


def geotiff(path, bands, west, north, cell, epsg, nodata):
    """Float32, uncompressed, north up; bands: [band][row from the north][col]."""
    rows, cols, count = len(bands[0]), len(bands[0][0]), len(bands)
    data = b"".join(struct.pack(f"<{count}f", *(b[r][c] for b in bands)) for r in range(rows) for c in range(cols))
    keys = [1, 1, 0, 3, 1024, 0, 1, 1, 1025, 0, 1, 1, 3072, 0, 1, epsg]
    entries = [
        (256, "H", [cols]), (257, "H", [rows]), (258, "H", [32] * count), (259, "H", [1]), (262, "H", [1]), (273, "I", [0]),
        (277, "H", [count]), (278, "H", [rows]), (279, "I", [len(data)]), (284, "H", [1]), (338, "H", [0] * (count - 1)),
        (339, "H", [3] * count), (33550, "d", [cell, cell, 0.0]), (33922, "d", [0.0, 0.0, 0.0, west, north, 0.0]),
        (34735, "H", keys), (42113, "s", nodata.encode() + b"\0"),
    ]  # fmt: skip
    entries = [e for e in entries if len(e[2])]
    start = 8 + 2 + 12 * len(entries) + 4
    directory, tail = b"", b""
    tail_at = start
    size = sum(len(_packed(k, v)) + len(_packed(k, v)) % 2 for _, k, v in entries if len(_packed(k, v)) > 4)
    for tag, kind, values in entries:
        packed = _packed(kind, [start + size] if tag == 273 else values)
        directory += struct.pack("<HHI", tag, {"H": 3, "I": 4, "d": 12, "s": 2}[kind], len(values))
        if len(packed) <= 4:
            directory += packed.ljust(4, b"\0")
        else:
            directory += struct.pack("<I", tail_at + len(tail))
            tail += packed + b"\0" * (len(packed) % 2)
    with open(path, "wb") as file:
        file.write(struct.pack("<2sHI", b"II", 42, 8) + struct.pack("<H", len(entries)) + directory + struct.pack("<I", 0) + tail + data)


def _packed(kind, values):
    return values if kind == "s" else struct.pack(f"<{len(values)}{kind}", *values)


def text(path, content):
    with open(path, "w", encoding="utf-8", newline="\n") as file:
        file.write(content)


def table(path, header, rows, separator=","):
    text(path, "\n".join([separator.join(header)] + [separator.join(str(v) for v in row) for row in rows]) + "\n")
