"""Tests of the networks, as citizens and regulators publish them: telephones on their way, five tests a day each.

What a map claims is kept to by Alizé; Boréal's map claims more than it serves in the south. Where nothing is claimed, some tests succeed.
"""

import math

from . import premises
from .noise import mix, unit

HEADER = ("id", "operateur", "techno", "date", "terminal", "situation", "longitude", "latitude", "precision_m", "debit_en_mbits", "latence_ms", "rsrp")
DRIVES, TESTS, STEP_M = 130, 5, 150.0
CAMPAIGN = 14  # more drives, of Boréal in the south-east, where its map says too much
MIDDLE = (20000.0, 15000.0)  # of the region: drives go there
OPERATORS = {"99901": ("ALZ", "Alizé", "99901"), "99902": ("BOR", "99902"), "99904": ("Dune",)}


def _serves(operator, claims, x, y):
    """Does a test succeed here, as a rule?"""
    claimed = any(premises.covers(c, x, y) for c in claims if (c.operator, c.technology, c.service, c.nature) == (operator, "4G", "data", "claimed"))
    if not claimed:
        return 0.12
    return 0.55 if operator == "99902" and y < 14000.0 else 0.99


def _drive(n, communes):
    """Where a telephone's day begins, and which way it goes."""
    if n >= DRIVES:
        return 20500.0 + 5500.0 * unit(103, n), 5500.0 + 3500.0 * unit(104, n), 2.0 * math.pi * unit(105, n)
    if n % 2:
        return 11000.0 + 13000.0 * unit(100, n), 6000.0 + 14000.0 * unit(101, n), 2.0 * math.pi * unit(102, n)
    commune = communes[3 * (mix(91, n) % (len(communes) // 3))]
    shell = commune.polygons[0][0]
    x, y = sum(p[0] for p in shell) / len(shell), sum(p[1] for p in shell) / len(shell)
    return x, y, math.atan2(MIDDLE[1] - y, MIDDLE[0] - x) + unit(92, n) - 0.5


def _good_day(n, operator):
    """Tests of one day are alike: on a bad one some more of them fail."""
    return 0.9 if unit(93, n, int(operator)) < 0.2 else 1.0


def rows(communes, claims, to_degrees):
    out = []
    for n in range(DRIVES + CAMPAIGN):
        x, y, way = _drive(n, communes)
        operator = ("99901", "99902", "99902", "99901", "99904", "99901")[n % 6] if n < DRIVES else "99902"
        situation = ("OUTDOOR", "OUTDOOR", "OUTDOOR", "INCAR", "OUTDOOR", "INDOOR", "OUTDOOR")[n % 7] if n < DRIVES else "OUTDOOR"
        for t in range(TESTS):
            px, py = x + STEP_M * t * math.cos(way) + 90.0 * unit(94, n, t), y + STEP_M * t * math.sin(way) + 90.0 * unit(95, n, t)
            good = unit(96, n, t) < _serves(operator, claims, px, py) * _good_day(n, operator)
            lon, lat = to_degrees((px, py))
            down = 3.0 + 60.0 * unit(97, n, t) ** 2 if good else 2.9 * unit(97, n, t)
            name = OPERATORS[operator][t % len(OPERATORS[operator])]
            date = f"{1 + n % 28:02d}/{1 + n % 12:02d}/2024"
            out.append([f"m{TESTS * n + t + 1:04d}", name, "4G", date, f"t{n % 23:02d}", situation, f"{lon:.6f}", f"{lat:.6f}",
                        (8, 12, 15, 20)[t % 4], f"{down:.2f}", f"{25.0 + 80.0 * unit(98, n, t):.1f}", -70 - int(45 * unit(99, n, t))])
    return _spoiled(out)


def _spoiled(out):
    """One of everything that goes wrong."""
    def of(row, **changes):
        made = list(out[row])
        for column, value in changes.items():
            made[HEADER.index(column)] = value
        return made

    wrong = [
        of(3, id="x01", longitude="", latitude=""),
        of(4, id="x02", longitude=out[4][7], latitude=out[4][6]),  # the wrong way round
        of(5, id="x03", debit_en_mbits="-4"),
        of(6, id="x04", debit_en_mbits="9999999"),
        of(7, id="x05", rsrp="40"),
        list(out[8]),  # twice
        of(9, id="x07", longitude="-6.000000", latitude="46.000000"),  # at sea
        of(10, id="x08", operateur="Brise"),
        of(11, id="x09", operateur=""),
        of(12, id="x10", date="03/05/2019"),
        of(13, id="x11", date="31/02/2024"),
        of(14, id="x12", debit_en_mbits=""),
        of(15, id="x13", situation="ON FOOT"),
        of(16, id="x14", debit_en_mbits='"12,50"'),
    ]
    return out + wrong
