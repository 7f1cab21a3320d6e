#!/usr/bin/env python3
"""Measures the lines of a run again with OGR, and compares the kilometres of every territory and indicator.

usage: check_lines.py COVMAP JOB [N]        every Nth territory

Runs the job into a scratch folder. Written from docs/methods/lines.md alone. Of the job it understands: one [[territory]] of
polygons, [[supply]] of polygons with extent = "everywhere" and columns for operator and technology, [[market]] with aliases,
indicators of `technology = ">=4G"` with `operators = { all = true }` or a minimum of 1, and [[lines]]. Exit code 1 where a length differs by
more than 5 cm a crossing or a territory's by more than 10^-6.
"""

import csv
import glob
import math
import os
import subprocess
import sys
import tempfile
import tomllib

from osgeo import gdal, ogr, osr

gdal.UseExceptions()
ogr.UseExceptions()
A, F = 6378137.0, 1 / 298.257223563
STEP = 20.0  # metres between vertices before a CRS is changed


def geodesic(lon1, lat1, lon2, lat2):
    """Vincenty's inverse, for places near each other."""
    b = A * (1 - F)
    u1, u2 = (math.atan((1 - F) * math.tan(math.radians(lat))) for lat in (lat1, lat2))
    length = math.radians(lon2 - lon1)
    lam = length
    for _ in range(50):
        x = math.cos(u2) * math.sin(lam)
        y = math.cos(u1) * math.sin(u2) - math.sin(u1) * math.cos(u2) * math.cos(lam)
        sin_sigma = math.hypot(x, y)
        if sin_sigma == 0:
            return 0.0
        cos_sigma = math.sin(u1) * math.sin(u2) + math.cos(u1) * math.cos(u2) * math.cos(lam)
        sigma = math.atan2(sin_sigma, cos_sigma)
        sin_alpha = math.cos(u1) * math.cos(u2) * math.sin(lam) / sin_sigma
        cos2 = 1 - sin_alpha**2
        cos_2m = cos_sigma - 2 * math.sin(u1) * math.sin(u2) / cos2 if cos2 else 0.0
        c = F / 16 * cos2 * (4 + F * (4 - 3 * cos2))
        before = lam
        lam = length + (1 - c) * F * sin_alpha * (sigma + c * sin_sigma * (cos_2m + c * cos_sigma * (2 * cos_2m**2 - 1)))
        if abs(lam - before) < 1e-14:
            break
    u = cos2 * (A * A - b * b) / (b * b)
    big_a = 1 + u / 16384 * (4096 + u * (-768 + u * (320 - 175 * u)))
    big_b = u / 1024 * (256 + u * (-128 + u * (74 - 47 * u)))
    delta = big_b * sin_sigma * (cos_2m + big_b / 4 * (cos_sigma * (2 * cos_2m**2 - 1)
            - big_b / 6 * cos_2m * (4 * sin_sigma**2 - 3) * (4 * cos_2m**2 - 3)))
    return b * big_a * (sigma - delta)


def crs(code):
    made = osr.SpatialReference()
    made.SetFromUserInput(code)
    made.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
    return made


def features(path, layer_name, target, near=None):
    """(columns, geometry in the target CRS), edges followed as they are straight in their own; those near a geometry."""
    data = ogr.Open(path)
    layer = data.GetLayerByName(layer_name) if layer_name else data.GetLayer(0)
    source = layer.GetSpatialRef().Clone()
    source.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
    same = source.IsSame(target)
    change = osr.CoordinateTransformation(source, target)
    if near is not None:
        box = near.Clone()
        box.Transform(osr.CoordinateTransformation(target, source))
        layer.SetSpatialFilter(box)
    for feature in layer:
        if feature.GetGeometryRef() is None:
            continue
        geometry = feature.GetGeometryRef().Clone()
        if not same:
            geometry.Segmentize(STEP / 111320 if source.IsGeographic() else STEP)
            geometry.Transform(change)
        yield feature.items(), geometry


class Ruler:
    def __init__(self, source):
        self.change = osr.CoordinateTransformation(source, crs("EPSG:4326"))

    def km(self, geometry):
        if geometry is None or geometry.IsEmpty():
            return 0.0
        if geometry.GetGeometryCount() > 0:
            return sum(self.km(geometry.GetGeometryRef(i)) for i in range(geometry.GetGeometryCount()))
        if geometry.GetGeometryType() not in (ogr.wkbLineString, ogr.wkbLineString25D):
            return 0.0
        line = geometry.Clone()
        line.Segmentize(STEP)
        line.Transform(self.change)
        points = line.GetPoints()
        return sum(geodesic(*a[:2], *b[:2]) for a, b in zip(points, points[1:])) / 1000


def union(geometries):
    collection = ogr.Geometry(ogr.wkbMultiPolygon)
    for geometry in geometries:
        for part in [geometry] if geometry.GetGeometryName() == "POLYGON" else geometry:
            collection.AddGeometry(part)
    return collection.UnionCascaded() if collection.GetGeometryCount() else None


def coverage(job, folder, target):
    """4G areas of each operator."""
    of = {}
    names = {}
    for market in job.get("market", []):
        for code, aliases in market.get("aliases", {}).items():
            names.update({alias: code for alias in aliases})
    for supply in job["supply"]:
        columns = supply["columns"]
        for path in sorted(glob.glob(os.path.join(folder, supply["source"]))):
            for items, geometry in features(path, None, target):
                if items[columns["technology"]] in ("4G", "5G"):
                    operator = str(items[columns["operator"]])
                    of.setdefault(names.get(operator, operator), []).append(geometry.MakeValid())
    return {operator: union(areas) for operator, areas in of.items()}


def standard(indicator, areas):
    """The area that meets an indicator."""
    asked = indicator.get("operators", {"min": 1})
    areas = list(areas.values())
    if not asked.get("all") and asked.get("min", 1) == 1:
        return union(areas)
    met = areas[0]
    for area in areas[1:]:
        met = met.Intersection(area)
    return met


def crossings(geometry):
    return 0 if geometry is None or geometry.IsEmpty() else 2 * max(1, geometry.GetGeometryCount())


def main():
    program, path = sys.argv[1:3]
    every = int(sys.argv[3]) if len(sys.argv) > 3 else 1
    with open(path, "rb") as file:
        job = tomllib.load(file)
    folder = os.path.dirname(path)
    with tempfile.TemporaryDirectory() as scratch:
        out = os.path.join(scratch, "out")
        subprocess.run([program, "run", path, "-o", out], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        tables = {}
        for lines in job["lines"]:
            with open(os.path.join(out, f"lines_{lines['name']}.csv"), encoding="utf-8", newline="") as file:
                tables[lines["name"]] = {row["code"]: row for row in csv.DictReader(file)
                                         if row["class"] == "all" and row["unit"] == job["territory"][0]["unit"]}
    target = crs("EPSG:2154")
    ruler = Ruler(target)
    territory = job["territory"][0]
    areas = coverage(job, folder, target)
    met = {i["name"]: standard(i, areas) for i in job["indicator"]}
    worst = {"m a crossing": 0.0, "of a territory": 0.0}
    compared = 0
    faults = []
    for lines in job["lines"]:
        all_lines = ogr.Geometry(ogr.wkbMultiLineString)
        for _, geometry in features(os.path.join(folder, lines["source"]), lines.get("layer"), target):
            for part in [geometry] if geometry.GetGeometryName() == "LINESTRING" else geometry:
                all_lines.AddGeometry(part)
        for number, (items, polygon) in enumerate(features(os.path.join(folder, territory["source"]), territory.get("layer"), target, all_lines)):
            code = str(items[territory["columns"]["code"]])
            if number % every or not polygon.Intersects(all_lines):
                continue
            inside = all_lines.Intersection(polygon)
            row = tables[lines["name"]].get(code)
            km = {"km": (ruler.km(inside), crossings(inside))}
            for name, area in met.items():
                part = inside.Intersection(area)
                km[name + "_km"] = (ruler.km(part), crossings(inside) + crossings(part))
            for column, (expected, cuts) in km.items():
                found = float(row[column]) if row else 0.0
                off = abs(found - expected) * 1000
                compared += 1
                worst["m a crossing"] = max(worst["m a crossing"], off / max(1, cuts))
                worst["of a territory"] = max(worst["of a territory"], off / 1000 / max(expected, 1))
                if off > 0.05 * max(1, cuts) + 1e-3 * expected:  # 10^-6 of the km
                    faults.append(f"{code} {column}: {found} km, expected {expected:.6f}")
    for fault in faults[:20]:
        print(fault)
    print(f"{compared} lengths compared; worst " + ", ".join(f"{value:.2g} {what}" for what, value in worst.items()))
    if compared == 0 or faults:
        sys.exit(1)


main()
