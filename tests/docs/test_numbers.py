"""The worked picture of docs/numbers.md: its outlines, given to covmap, make the numbers of its table.

    test_numbers.py COVMAP SOURCE_FOLDER
"""

import csv
import json
import re
import subprocess
import sys
import tempfile
import unittest
import xml.etree.ElementTree
from pathlib import Path

COVMAP, SOURCE = (Path(word).resolve() for word in sys.argv[1:3])
WEST_M, NORTH_M = 3_000_000, 2_501_000  # of the square, in EPSG:3035
PEOPLE = 200
WITHIN = 2.1e-6  # two quanta of people
COLUMNS = ("area_km2", "population", "any_4g_area_km2", *(f"any_4g_population{end}" for end in ("", "_pct", "_lo", "_hi")))
JOB = """version = 1
name = "one square"
[[demand]]
source = "squares.csv"
format = "grid-squares"
columns = { x = "x", y = "y", size = 1000, crs = "EPSG:3035" }
attributes = { population = "people" }
[[territory]]
unit = "commune"
source = "communes.geojson"
columns = { code = "code" }
[[supply]]
source = "coverage.geojson"
columns = { operator = "operator", technology = "technology" }
extent = "everywhere"
[[indicator]]
name = "any_4g"
technology = "4G"
operators = { min = 1 }
[output]
formats = ["csv"]
"""


def outline(picture, name: str) -> list:
    """A ring in EPSG:3035."""
    polygon = picture.find(f".//{{*}}polygon[@id='{name}']")
    points = [[float(number) for number in pair.split(",")] for pair in polygon.get("points").split()]
    return [[WEST_M + x, NORTH_M - y] for x, y in points + points[:1]]


def geojson(features) -> str:
    crs = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::3035"}}
    features = [
        {"type": "Feature", "properties": properties, "geometry": {"type": "Polygon", "coordinates": [ring]}} for properties, ring in features
    ]
    return json.dumps({"type": "FeatureCollection", "crs": crs, "features": features})


def shown() -> dict[str, list[float]]:
    """The rows of the page's table: what each cell comes to."""
    page = (SOURCE / "docs/numbers.md").read_text(encoding="utf-8")
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in page.splitlines() if re.match(r"\| (West|East|both) \|", line)]
    return {row[0]: [float(number) for cell in row[1:] for number in re.findall(r"[\d.]+", cell.split("=")[-1].replace("km²", ""))] for row in rows}


class NumbersTest(unittest.TestCase):
    def published(self) -> dict[str, list[float]]:
        """The same rows, by covmap."""
        picture = xml.etree.ElementTree.parse(SOURCE / "docs/pictures/square.svg")
        self.assertEqual(outline(picture, "square")[2], [WEST_M + 1000, NORTH_M - 1000])
        with tempfile.TemporaryDirectory(prefix="covmap-docs-") as name:
            folder = Path(name)
            (folder / "job.toml").write_text(JOB, encoding="utf-8")
            (folder / "squares.csv").write_text(f"x,y,people\n{WEST_M + 500},{NORTH_M - 500},{PEOPLE}\n", encoding="utf-8")
            communes = [({"code": code}, outline(picture, code.lower())) for code in ("West", "East")]
            (folder / "communes.geojson").write_text(geojson(communes), encoding="utf-8")
            coverage = [({"operator": "blue", "technology": "4G"}, outline(picture, "coverage"))]
            (folder / "coverage.geojson").write_text(geojson(coverage), encoding="utf-8")
            subprocess.run([COVMAP, "run", folder / "job.toml", "-o", folder / "out", "--progress", "none"], check=True, stdout=subprocess.DEVNULL)
            rows = {}
            for table in ("commune", "all"):
                with open(folder / "out" / f"{table}.csv", newline="", encoding="utf-8") as file:
                    rows |= {row["code"]: row for row in csv.DictReader(file)}
        return {code: [float(row[column]) for column in COLUMNS] for code, row in rows.items()}

    def test_the_picture_makes_the_numbers_of_the_table(self):
        published = self.published()
        published["both"] = published.pop("all")
        told = shown()
        self.assertEqual(told.keys(), {"West", "East", "both"})
        for name, numbers in told.items():
            for one, other in zip(numbers, published[name], strict=True):
                self.assertAlmostEqual(one, other, delta=WITHIN, msg=name)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
