#!/usr/bin/env python3
"""Computes the tables of the sample's tests again from its records and the published claims, and compares each figure.

usage: check_measurement.py COVMAP JOB

Written from docs/methods/measurement.md and docs/columns.md; standard library only: geometries are read from the files' bytes, projected by
the formulas of the EPSG, and Student's quantiles come from the incomplete beta function. Exit code 1 where something differs.
"""

import csv
import datetime
import json
import math
import os
import sqlite3
import struct
import subprocess
import sys
import tempfile

GRS80_A, GRS80_F = 6378137.0, 1 / 298.257222101
E2 = GRS80_F * (2 - GRS80_F)
E = math.sqrt(E2)
LEVELS = ("TBC", "BC", "CL")
ALIASES = {"ALZ": "99901", "Alizé": "99901", "BOR": "99902", "Dune": "99904"}
OPERATORS = ("99901", "99902", "99904")
SITUATIONS = {"OUTDOOR": "outdoors", "INDOOR": "indoors", "INCAR": "in_vehicle"}
Z = 1.959963984540054
RULES = ((85.0, 400.0), (75.0, 20.0))  # of the job, the largest first
CLAIMED = datetime.date(2024, 12, 31)
SQUARE_M = 10000


# Projections, of IOGP Guidance Note 7-2.


def lambert93(lon, lat):
    def m(phi):
        return math.cos(phi) / math.sqrt(1 - E2 * math.sin(phi) ** 2)

    def t(phi):
        return math.tan(math.pi / 4 - phi / 2) / ((1 - E * math.sin(phi)) / (1 + E * math.sin(phi))) ** (E / 2)

    one, two, origin = math.radians(44.0), math.radians(49.0), math.radians(46.5)
    n = (math.log(m(one)) - math.log(m(two))) / (math.log(t(one)) - math.log(t(two)))
    f = m(one) / (n * t(one) ** n)
    r, r0, theta = GRS80_A * f * t(math.radians(lat)) ** n, GRS80_A * f * t(origin) ** n, n * math.radians(lon - 3.0)
    return 700000.0 + r * math.sin(theta), 6600000.0 + r0 - r * math.cos(theta)


def laea_europe(lon, lat):
    def q(phi):
        s = math.sin(phi)
        return (1 - E2) * (s / (1 - E2 * s * s) - math.log((1 - E * s) / (1 + E * s)) / (2 * E))

    phi0, qp = math.radians(52.0), q(math.pi / 2)
    beta, beta0 = math.asin(q(math.radians(lat)) / qp), math.asin(q(phi0) / qp)
    rq = GRS80_A * math.sqrt(qp / 2)
    d = GRS80_A * math.cos(phi0) / math.sqrt(1 - E2 * math.sin(phi0) ** 2) / (rq * math.cos(beta0))
    east = math.radians(lon - 10.0)
    b = rq * math.sqrt(2 / (1 + math.sin(beta0) * math.sin(beta) + math.cos(beta0) * math.cos(beta) * math.cos(east)))
    x = b * d * math.cos(beta) * math.sin(east)
    y = b / d * (math.cos(beta0) * math.sin(beta) - math.sin(beta0) * math.cos(beta) * math.cos(east))
    return 4321000.0 + x, 3210000.0 + y


PROJECT = {2154: lambert93, 3035: laea_europe, 4326: lambda lon, lat: (lon, lat)}


# Geometries: polygons are lists of rings.


def polygons_of_blob(blob):
    """GeoPackage's header, then WKB."""
    at = 8 + {0: 0, 1: 32, 2: 48, 3: 48, 4: 64}[(blob[3] >> 1) & 7]
    out = []

    def read(at):
        order = "<" if blob[at] == 1 else ">"
        kind, count = struct.unpack_from(order + "II", blob, at + 1)
        at += 9
        if kind == 6:
            for _ in range(count):
                at = read(at)
            return at
        rings = []
        for _ in range(count):
            (points,) = struct.unpack_from(order + "I", blob, at)
            values = struct.unpack_from(order + f"{2 * points}d", blob, at + 4)
            rings.append(list(zip(values[::2], values[1::2])))
            at += 4 + 16 * points
        out.append(rings)
        return at

    read(at)
    return out


def features(path):
    """(properties, polygons, CRS) of each feature with a geometry."""
    if path.endswith(".gpkg"):
        base = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
        table, column, srs = base.execute("SELECT table_name, column_name, srs_id FROM gpkg_geometry_columns").fetchone()
        rows = base.execute(f'SELECT * FROM "{table}"')
        names = [d[0] for d in rows.description]
        found = [dict(zip(names, row)) for row in rows]
        base.close()
        return [(f, polygons_of_blob(f[column]), srs) for f in found if f[column]]
    with open(path, encoding="utf-8") as file:
        data = json.load(file)
    srs = 3035 if "3035" in json.dumps(data.get("crs", "")) else 4326
    found = []
    for f in data["features"]:
        g = f["geometry"]
        if g:
            found.append((f["properties"], g["coordinates"] if g["type"] == "MultiPolygon" else [g["coordinates"]], srs))
    return found


def boxed(polygons):
    """With the box of each, for speed."""
    return [((min(p[0] for p in rings[0]), min(p[1] for p in rings[0]), max(p[0] for p in rings[0]), max(p[1] for p in rings[0])), rings) for rings in polygons]


def holds(polygons, x, y):
    """In some polygon: in its shell and in none of its holes."""
    for (x0, y0, x1, y1), rings in polygons:
        if not (x0 <= x <= x1 and y0 <= y <= y1):
            continue
        odd = False
        for ring in rings:
            for (ax, ay), (bx, by) in zip(ring, ring[1:]):
                if (ay > y) != (by > y) and ax + (y - ay) / (by - ay) * (bx - ax) > x:
                    odd = not odd
        if odd:
            return True
    return False


class Map:
    def __init__(self, folder):
        self.communes, self.claims = [], []
        for f, polygons, srs in sorted(features(os.path.join(folder, "communes.gpkg")), key=lambda c: c[0]["code"]):
            self.communes.append((f["code"], f["departement"], boxed(polygons), srs))
        supply = os.path.join(folder, "supply")
        for name in sorted(os.listdir(supply)):
            if "ALZ_4G" in name or "BOR" in name or name == "dune.geojson":
                for f, polygons, srs in features(os.path.join(supply, name)):
                    technology, service = f.get("techno") or f.get("technology"), f.get("usage") or f.get("service")
                    if technology == "4G" and service == "data":
                        operator = "99904" if name == "dune.geojson" else "99901" if "ALZ" in name else "99902"
                        level = f.get("niveau") or f.get("level") or "CL"
                        self.claims.append((operator, LEVELS.index(level), boxed(polygons), srs))
        (_, polygons, srs) = features(os.path.join(supply, "dune_extent.geojson"))[0]
        self.extent = (boxed(polygons), srs)

    def commune(self, lon, lat):
        for code, departement, polygons, srs in self.communes:
            if holds(polygons, *PROJECT[srs](lon, lat)):
                return code, departement
        return None

    def rank(self, operator, lon, lat):
        """Of the best level claimed; 3: nothing; None: not known."""
        ranks = [rank for of, rank, polygons, srs in self.claims if of == operator and holds(polygons, *PROJECT[srs](lon, lat))]
        if not ranks and operator == "99904" and not holds(self.extent[0], *PROJECT[self.extent[1]](lon, lat)):
            return None
        return min(ranks, default=len(LEVELS))


# Statistics


def beta_part(x, a, b):
    """The regularised incomplete beta function, by its continued fraction (Lentz)."""
    if x <= 0 or x >= 1:
        return float(x >= 1)
    if x > (a + 1) / (a + b + 2):
        return 1 - beta_part(1 - x, b, a)
    front = math.exp(math.lgamma(a + b) - math.lgamma(a) - math.lgamma(b) + a * math.log(x) + b * math.log1p(-x)) / a
    c, d = 1.0, 1 / (1 - (a + b) * x / (a + 1))
    total = d
    for m in range(1, 400):
        for numerator in (m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m)), -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))):
            d, c = 1 / (1 + numerator * d), 1 + numerator / c
            total *= c * d
        if abs(c * d - 1) < 1e-15:
            break
    return front * total


def student(freedom):
    """The 97.5 % quantile."""
    low, high = 0.0, 1e4
    for _ in range(200):
        t = (low + high) / 2
        if 1 - beta_part(freedom / (freedom + t * t), freedom / 2, 0.5) / 2 < 0.975:
            low = t
        else:
            high = t
    return low


def failing_p(rate, required, n):
    """The probability of so many failures or more, of n tests that may be no whole number."""
    failures = n * (1 - rate)
    return beta_part(1 - required, failures, n - failures + 1) if failures > 0 else 1.0


def decides(row, p, rate, level, more):
    n = row["effective_tests"] * (1 + more / row["tests"])
    low, high = wilson(rate, n)
    return low >= p if rate > p else high < p and failing_p(rate, p, n) <= level


def effective(clusters):
    n, k = sum(m for m, _ in clusters), len(clusters)
    if k == n:
        return float(n)
    if k == 1:
        return 1.0
    successes = sum(y for _, y in clusters)
    size = sum(m * m for m, _ in clusters) / n
    within = sum(y - y * y / m for m, y in clusters) / (n - k)
    between = (sum(y * y / m for m, y in clusters) - successes * successes / n) / (k - 1)
    m0 = (n - size) / (k - 1)
    whole = between + (m0 - 1) * within
    r = min(1.0, max(0.0, (between - within) / whole)) if whole > 0 else 1.0
    rarer_fails = 2 * successes > n
    f = sum(1 for m, y in clusters if (y < m if rarer_fails else y > 0))
    if f < 10:
        r += (1 - r) * (1 - f / 10)
    return max(1.0, n / (1 + (size - 1) * r) * (student(n - 1) / student(n / size - 1)) ** 2)


def wilson(p, n):
    s = Z * Z / n
    half = Z * math.sqrt(p * (1 - p) / n + s / (4 * n))
    return (p + s / 2 - half) / (1 + s), (p + s / 2 + half) / (1 + s)


# The table


def read_tests(path, where):
    seen, tests = set(), []
    with open(path, encoding="utf-8", newline="") as file:
        for r in csv.DictReader(file):
            key = tuple(r.values())
            operator = ALIASES.get(r["operateur"], r["operateur"])
            try:
                lon, lat, down = float(r["longitude"]), float(r["latitude"]), float(r["debit_en_mbits"].replace(",", "."))
                day, month, year = (int(part) for part in r["date"].split("/"))
                date = datetime.date(year, month, day)
            except ValueError:
                continue
            if key in seen or operator not in OPERATORS or not 0 <= down <= 1e5 or float(r["rsrp"]) > 0 or abs((CLAIMED - date).days) > 366:
                continue
            seen.add(key)
            place = where.commune(lon, lat)
            if place is None:
                continue
            tests.append({"operator": operator, "commune": place[0], "departement": place[1], "situation": SITUATIONS.get(r["situation"], ""), "good": down >= 3,
                          "cluster": (r["terminal"], date), "device": r["terminal"], "day": date, "down": round(1000 * down), "latency": round(1000 * float(r["latence_ms"])),
                          "square": square(lon, lat), **ranks(where, operator, lon, lat, float(r["precision_m"]))})
    return tests


def square(lon, lat):
    x, y = laea_europe(lon, lat)
    return f"CRS3035RES{SQUARE_M}mN{math.floor(y / SQUARE_M) * SQUARE_M}E{math.floor(x / SQUARE_M) * SQUARE_M}"


def ranks(where, operator, lon, lat, accuracy_m):
    north = math.degrees(accuracy_m / 6371008.8)
    around = [where.rank(operator, lon, lat)]
    for n in range(8):
        way = n * math.pi / 4
        at = lon + north * math.sin(way) / math.cos(math.radians(lat)), lat + north * math.cos(way)
        if where.commune(*at):
            around.append(where.rank(operator, *at))
    known = [rank for rank in around if rank is not None]
    return {"known": around[0] is not None, "best": min(known, default=0), "worst": max(known, default=0)}


def keys_of(test):
    if not test["known"]:
        return [("", "unknown")]
    if test["best"] == len(LEVELS):
        return [("", "no")]
    return [(LEVELS[n], "yes" if test["worst"] <= n else "edge") for n in range(test["best"], len(LEVELS))]


def figures(tests):
    clusters = {}
    for t in tests:
        m, y = clusters.get(t["cluster"], (0, 0))
        clusters[t["cluster"]] = (m + 1, y + t["good"])
    row = {"tests": len(tests), "clusters": len(clusters), "devices": len({t["device"] for t in tests}), "days": len({t["day"] for t in tests}), "successes": sum(t["good"] for t in tests)}
    row["effective_tests"] = effective(list(clusters.values()))
    p = row["successes"] / row["tests"]
    row["success_pct"], row["down_mbps"] = 100 * p, sum(t["down"] for t in tests) / len(tests) / 1000
    row["latency_ms"] = sum(t["latency"] for t in tests) / len(tests) / 1000
    if len(clusters) > 1:
        row["success_lo"], row["success_hi"] = (100 * bound for bound in wilson(p, row["effective_tests"]))
    return row


def hide(rows, departement_of):
    """Rows of one unit and key, by code: which are hidden."""
    hidden = {code for code, row in rows.items() if row["tests"] < 5 or row["devices"] < 3}
    wholes = [lambda code: ""] + ([departement_of] if departement_of else [])
    changed = True
    while changed:
        changed = False
        for whole in wholes:
            for group in {whole(code) for code in rows}:
                inside = [code for code in rows if whole(code) == group]
                open_ones = sorted((rows[code]["tests"], code) for code in inside if code not in hidden)
                if len(inside) - len(open_ones) == 1 and open_ones:
                    hidden.add(open_ones[0][1])
                    changed = True
    return hidden


def judge(family):
    """Rows of one unit, operator and level with their areas."""
    tried = []
    for row in family:
        required = next((minimum for minimum, over in RULES if row["area_km2"] > over), None)
        if required is None:
            continue
        row["required_pct"], row["verdict"] = required, "too_few"
        if row["clusters"] >= 10:
            row["p"] = failing_p(row["successes"] / row["tests"], required / 100, row["effective_tests"])
            tried.append(row)
    tried.sort(key=lambda row: row["p"])
    said = max((n + 1 for n, row in enumerate(tried) if row["p"] <= 0.05 * (n + 1) / len(tried)), default=0)
    for n, row in enumerate(tried):
        p, rate = row["required_pct"] / 100, row["successes"] / row["tests"]
        if row["success_lo"] >= row["required_pct"]:
            row["verdict"] = "holds"
        elif row["success_hi"] < row["required_pct"] and n < said:
            row["verdict"] = "does_not_hold"
        else:
            row["verdict"] = "not_decided"
            level = 0.05 * (said + 1) / len(tried)
            more = 1
            while more < 10**9 and not decides(row, p, rate, level, more):
                more *= 2
            step = more
            while step and more < 10**9:
                if more - step > 0 and decides(row, p, rate, level, more - step):
                    more -= step
                step //= 2
            if more < 10**9:
                row["tests_needed"] = more


def table_of(tests, areas, departement_of):
    rows, families = {}, {}
    units = (("commune", lambda t: t["commune"]), ("departement", lambda t: t["departement"]), ("all", lambda t: "all"), ("square", lambda t: t["square"]))
    for unit, code_of in units:
        groups = {}
        for test in tests:
            for level, claimed in keys_of(test):
                groups.setdefault((test["operator"], level, claimed, test["situation"]), {}).setdefault(code_of(test), []).append(test)
        for key, by_code in groups.items():
            made = {code: figures(some) for code, some in by_code.items()}
            secret = hide(made, departement_of if unit == "commune" else None) if unit != "all" else {c for c, r in made.items() if r["tests"] < 5 or r["devices"] < 3}
            for code, row in made.items():
                row["area_km2"] = SQUARE_M * SQUARE_M / 1e6 if unit == "square" else areas[unit, code]
                row["secret"] = code in secret
                rows[(unit, code, *key)] = row
                if not row["secret"] and key[2] == "yes" and key[3] == "outdoors":
                    families.setdefault((unit, key[0], key[1]), []).append(row)
    for family in families.values():
        judge(family)
    return rows


def zones_of(rows):
    """Contiguous squares that contradict the map: (operator, level, squares, tests, successes)."""
    required, families, found = min(minimum for minimum, _ in RULES) / 100, {}, []
    for (unit, code, operator, level, claimed, situation), row in rows.items():
        if unit == "square" and claimed == "yes" and situation == "outdoors" and not row["secret"] and row["clusters"] >= 10:
            north, east = code.split("mN")[1].split("E")
            families.setdefault((operator, level), []).append((failing_p(row["successes"] / row["tests"], required, row["effective_tests"]), int(north), int(east), row))
    for (operator, level), tried in families.items():
        tried.sort(key=lambda square: square[0])
        said = max((n + 1 for n, square in enumerate(tried) if square[0] <= 0.05 * (n + 1) / len(tried)), default=0)
        left = {(north, east): row for _, north, east, row in tried[:said] if row["success_hi"] < 100 * required}
        while left:
            open_ones, zone = [min(left)], []
            while open_ones:
                north, east = open_ones.pop()
                if (north, east) in left:
                    zone.append(left.pop((north, east)))
                    open_ones += [(north + SQUARE_M, east), (north - SQUARE_M, east), (north, east + SQUARE_M), (north, east - SQUARE_M)]
            found.append((operator, level, len(zone), sum(row["tests"] for row in zone), sum(row["successes"] for row in zone)))
    return sorted(found)


NUMBERS = {"tests": 0, "effective_tests": 0.011, "clusters": 0, "devices": 0, "days": 0, "successes": 0, "success_pct": 0.0051, "success_lo": 0.0051, "success_hi": 0.0051,
           "area_km2": 1e-6, "required_pct": 1e-9, "tests_needed": 0, "down_mbps": 0.00051, "latency_ms": 0.00051}


def compare(published, rows):
    faults = []
    if len({key for key in rows}) != len(published):
        faults.append(f"{len(published)} rows are published, {len(rows)} are found")
    for line in published:
        key = tuple(line[name] for name in ("unit", "code", "operator", "level", "claimed", "situation"))
        row = rows.get(key)
        if row is None:
            faults.append(f"{key}: not found")
            continue
        if (line["secret"] == "true") != row["secret"]:
            faults.append(f"{key}: secret is {line['secret']}, found {row['secret']}")
        for name, tolerance in NUMBERS.items():
            found = None if row["secret"] and name != "area_km2" else row.get(name)
            given = float(line[name]) if line[name] else None
            if (found is None) != (given is None) or (found is not None and abs(found - given) > tolerance):
                faults.append(f"{key}: {name} is {line[name]}, found {found}")
        if line["verdict"] != ("" if row["secret"] else row.get("verdict", "")):
            faults.append(f"{key}: verdict is {line['verdict']}, found {row.get('verdict')}")
    return faults


def main():
    covmap, job = sys.argv[1], sys.argv[2]
    folder = os.path.dirname(job)
    with tempfile.TemporaryDirectory() as scratch:
        out = os.path.join(scratch, "run")
        subprocess.run([covmap, "run", job, "-o", out], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

        def lines(name):
            with open(os.path.join(out, name), encoding="utf-8", newline="") as file:
                return list(csv.DictReader(file))

        areas = {(unit, line["code"]): float(line["area_km2"]) for unit in ("commune", "departement", "all") for line in lines(unit + ".csv")}
        departement = {line["code"]: line["departement"] for line in lines("commune.csv")}
        published = lines("measurement_tests.csv")
        zones = sorted((z["operator"], z["level"], int(z["squares"]), int(z["tests"]), int(z["successes"])) for z in lines("measurement_tests_zones.csv"))
    tests = read_tests(os.path.join(folder, "measurements.csv"), Map(folder))
    rows = table_of(tests, areas, departement.get)
    faults = compare(published, rows)
    if zones != zones_of(rows) or not zones:
        faults.append(f"zones are {zones}, found {zones_of(rows)}")
    for fault in faults[:40]:
        print(fault)
    verdicts = sorted({line["verdict"] for line in published if line["verdict"]})
    print(f"{len(published)} rows of {len(tests)} tests, {len(faults)} differences; verdicts: {', '.join(verdicts)}")
    if len(verdicts) < 4:
        sys.exit("the sample no longer shows each verdict")
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()
