#!/usr/bin/env python3
"""What larger regions would cost, on paper: the measured country of benchmarks/README.md times what each cost grows by.

    benchmarks/on_paper.py        # prints the table of docs/cluster.md

Each part reads all inputs. Measured, one run with 2 threads (national.sh, formats = ["csv"]): a million km2 at 100 m, 8 layers."""

COUNTRY = {
    "area": 1e6,  # km2: 10,000 x 10,000 cells of 100 m
    "cell": 100,  # m
    "layers": 8,
    "cells": 1e8,
    "cut": 26.3e6,  # cells
    "edges": 44.8e6,  # held while they are swept, after reprojection
    "read": 2 * 2.3,  # CPU s: two threads
    "sweep": 2 * 12.2,
    "decode": 0.05,  # of the sweep, the population's raster
    "inputs": 0.6e9,  # bytes of disk
}
EDGE_BYTES = 16
FLOAT_BYTES = 4

# km2 of land, m, layers at a place, parts, columns of the demand's raster
REGIONS = (
    ("the country, measured", 1e6, 100, 8, 1, 10_000),
    ("Europe", 5e6, 100, 40, 64, 60_000),
    ("the world", 135e6, 30, 8, 1000, 1_336_000),
)


def costs(area, cell, layers):
    """Borders grow with area and layers; the cells that they cut also with the fineness; all cells with its square."""
    borders = area / COUNTRY["area"] * layers / COUNTRY["layers"]
    finer = COUNTRY["cell"] / cell
    cells = area / COUNTRY["area"] * finer**2
    return {
        "edges": COUNTRY["edges"] * borders,
        "cut": COUNTRY["cut"] * borders * finer,
        "cells": COUNTRY["cells"] * cells,
        "read": COUNTRY["read"] * borders,
        "sweep": COUNTRY["sweep"] * ((1 - COUNTRY["decode"]) * borders * finer + COUNTRY["decode"] * cells),
        "inputs": COUNTRY["inputs"] * max(borders, cells),
    }


def rounded(value, unit):
    """Two digits: more are not known."""
    digits = f"{float(f'{value:.2g}'):,.10g}"
    return f"{digits} {unit}" if unit else digits


def seconds(value):
    return rounded(value, "s") if value < 100 else rounded(value / 60, "min") if value < 6000 else rounded(value / 3600, "h")


def size(value):
    return rounded(value / 1e9, "GB") if value < 1e12 else rounded(value / 1e12, "TB")


def table():
    found = [(name, parts, columns, costs(area, cell, layers)) for name, area, cell, layers, parts, columns in REGIONS]
    yield "| | " + " | ".join(name for name, *_ in found) + " |"
    yield "|---" * (len(found) + 1) + "|"
    rows = (
        ("land, cells, layers at a place", lambda i, _p, _c, _k: "{:,.0f} million km², {} m, {}".format(REGIONS[i][1] / 1e6, *REGIONS[i][2:4])),
        ("cells of the land", lambda _i, _p, _c, k: rounded(k["cells"] / 1e9, "thousand million")),
        ("of them cut by a border, once for each layer", lambda _i, _p, _c, k: rounded(k["cut"] / 1e6, "million")),
        ("inputs on disk", lambda _i, _p, _c, k: size(k["inputs"])),
        ("CPU to read borders", lambda _i, _p, _c, k: seconds(k["read"])),
        ("CPU to sweep", lambda _i, _p, _c, k: seconds(k["sweep"])),
        ("vertices, 16 bytes each, beyond `--memory` on scratch", lambda _i, _p, _c, k: size(k["edges"] * EDGE_BYTES)),
        ("parts", lambda _i, p, _c, _k: f"{p:,}"),
        ("CPU to sweep one part", lambda _i, p, _c, k: seconds(k["sweep"] / p)),
        ("CPU to read borders, in all parts", lambda _i, p, _c, k: seconds(k["read"] * p)),
        ("inputs read by all parts", lambda _i, p, _c, k: size(k["inputs"] * p)),
        ("256 rows of the raster, held at once", lambda _i, _p, c, _k: size(c * 256 * FLOAT_BYTES)),
    )
    for title, cell in rows:
        yield f"| {title} | " + " | ".join(cell(i, parts, columns, cost) for i, (_, parts, columns, cost) in enumerate(found)) + " |"


if __name__ == "__main__":
    print("\n".join(table()))
