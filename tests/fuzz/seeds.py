#!/usr/bin/env python3
"""Writes the seeds of the fuzz targets: seeds.py COVMAP SAMPLE FOLDER. Those of our own files come from small runs of COVMAP, without their checksum."""

import pathlib
import struct
import subprocess
import sys

JOB = """version = 1
[[demand]]
source = "squares.csv"
columns = { id = "GRD_ID" }
attributes = { population = "T" }
[[territory]]
source = "communes.geojson"
columns = { code = "code" }
[[supply]]
source = "map.geojson"
format = "polygons"
operator = "A"
technology = "4G"
date = "2024-01-01"
[[indicator]]
name = "any"
technology = "4G"
operators = { min = 1 }
[[zones]]
name = "without"
fails = "any"
attribute = "population"
"""
SQUARES = "GRD_ID,T\n" + "".join(f"CRS3035RES1000mN{2776 + i // 6}000E{3326 + i % 6}000,{18 + i}\n" for i in range(36))


def polygon(ring, code):
    points = ",".join(f"[{x},{y}]" for x, y in ring)
    return '{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"code":"' + code + '"},"geometry":' \
           '{"type":"Polygon","coordinates":[[' + points + "]]}}]}"


def box(west, south, east, north):
    return [(west, south), (east, south), (east, north), (west, north), (west, south)]


def wkb_polygon(order, kind, rings, dimensions=2):
    out = struct.pack("B", 1 if order == "<" else 0) + struct.pack(order + "II", kind, len(rings))
    for ring in rings:
        out += struct.pack(order + "I", len(ring))
        for x, y in ring:
            out += struct.pack(order + "d" * dimensions, *([x, y, 1.0, 2.0][:dimensions]))
    return out


def wkb_seeds():
    ring, hole = box(0, 0, 4, 4), box(1, 1, 2, 2)
    plain = wkb_polygon("<", 3, [ring, hole])
    yield plain
    yield wkb_polygon(">", 3, [ring])
    yield wkb_polygon("<", 1003, [ring], 3)
    yield wkb_polygon("<", 3003, [ring], 4)
    for kind in (6, 7, 15):
        yield struct.pack("<BII", 1, kind, 2) + plain + plain
    yield struct.pack("<BIIB", 1, 7, 1, 1) + struct.pack("<II", 7, 0)


REQUESTS = [
    b"GET / HTTP/1.1\r\nHost: 127.0.0.1:8000\r\n\r\n",
    b"GET /tiles.pmtiles HTTP/1.1\r\nHost: x\r\nRange: bytes=0-126\r\n\r\nHEAD /a%20b?x HTTP/1.0\r\nrange: bytes=-500\r\n\r\n",
    b"bytes=0-0", b"bytes=5-", b"bytes=-7", b"bytes=0-1,3-4", b"bytes=18446744073709551615-",
]
TABLES = [SQUARES.encode(), b'a;b\n"x;""y";1,5\r\n', b"sep=;\na;b\n1;2\n", b"\xef\xbb\xbfa\tb\n1\t2\n", b"lon,lat,name\n1.5,46.5,\xe9t\xe9\n"]


def write(folder, seeds):
    folder.mkdir(parents=True, exist_ok=True)
    for number, content in enumerate(seeds):
        (folder / f"seed_{number}").write_bytes(content)


def main(program, sample, folder):
    world = folder / "world"
    world.mkdir(parents=True, exist_ok=True)
    for name, text in (("job.toml", JOB), ("squares.csv", SQUARES), ("communes.geojson", polygon(box(-5, 44, 3, 49), "01001")),
                       ("map.geojson", polygon([(-4.32, 46.57), (-4.27, 46.58), (-4.29, 46.61), (-4.32, 46.57)], "A"))):
        (world / name).write_text(text, encoding="utf-8")
    subprocess.run([program, "run", world / "job.toml", "-o", world / "run", "--overwrite", "--progress", "none"], check=True, stdout=subprocess.DEVNULL)
    for name in ("tally.covt", "cells.covc", "zones.covz"):
        write(folder / name.split(".")[0], [(world / "run" / name).read_bytes()[:-8]])
    write(folder / "job", [JOB.encode(), *(path.read_bytes() for path in sorted(sample.glob("*.toml")))])
    write(folder / "wkb", list(wkb_seeds()))
    write(folder / "csv", TABLES)
    write(folder / "request", REQUESTS)


if __name__ == "__main__":
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    main(sys.argv[1], pathlib.Path(sys.argv[2]), pathlib.Path(sys.argv[3]))
