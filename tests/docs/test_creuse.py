"""The story of the Creuse and Corse, docs/stories/creuse.md: every number of it comes out of its commands, on the published files.

    test_creuse.py COVMAP SOURCE_FOLDER        needs COVMAP_REAL_DATA; ends with 77 without
"""

import csv
import os
import shutil
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

COVMAP, SOURCE = (Path(word).resolve() for word in sys.argv[1:3])
DATA = Path(os.environ.get("COVMAP_REAL_DATA") or "/nowhere") / "france"
STORY = SOURCE / "docs" / "stories"
NAMES = {"23": "Creuse", "2A": "Corse-du-Sud", "2B": "Haute-Corse", "all": "all three"}
PEOPLE = ("", "any_4g_{}_not", "near_help_{}_not", "included_{}_not", "included_{}_unk")
KM = ("help_mean_km", "help_median_km", "help_p90_km")
ZONES = 5
SITES = 5
MASTS = ["--candidates", "grid:2km", "--radius-km", "4", "--standard", "any_4g", "--k", "20", "-o", "masts"]
DESKS = ["--candidates", "grid:1km", "--radius-km", "5", "--standard", "near_help", "--gain", "seniors", "--k", "20", "-o", "desks"]
PLANNED = """
[[supply]]
source = "next.csv"
format = "sites"
crs = "EPSG:4326"
operator = "20801"
technology = "4G"
columns = { x = "lon", y = "lat" }
radius_km = { "4G" = 4 }
nature = "planned"
extent = "everywhere"

[[indicator]]
name = "planned_4g"
technology = ">=4G"
nature = ["planned"]
of = ["20801"]

[[indicator]]
name = "then_4g"
any_of = ["any_4g", "planned_4g"]

[output]"""


def people(text: str) -> str:
    """To ten, as a reader wants it."""
    return f"{round(float(text), -1):,.0f}"


def kilometres(text: str) -> str:
    return f"{float(text):.1f} km"


def read(path: Path) -> list[dict]:
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


class Creuse(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = Path(tempfile.mkdtemp(prefix="covmap-creuse-"))
        shutil.copy(STORY / "creuse.toml", cls.folder)
        for path in DATA.iterdir():
            (cls.folder / path.name).symlink_to(path)
        cls.said = cls.covmap("run", "creuse.toml", "-o", "out", "--set", 'output.formats=["csv", "geojson"]', "--progress", "none")
        cls.sites = {}
        for command in (MASTS, DESKS):
            cls.covmap("sites", "out", *command)
            cls.sites[command[-1]] = read(cls.folder / command[-1] / "sites.csv")
        cls.rows = {row["code"]: row for name in ("departement", "all") for row in read(cls.folder / "out" / f"{name}.csv")}
        cls.page = (STORY / "creuse.md").read_text(encoding="utf-8")

    @classmethod
    def covmap(cls, *words: str) -> str:
        return subprocess.run([str(COVMAP), *words], cwd=cls.folder, capture_output=True, text=True, check=True).stdout

    @classmethod
    def tearDownClass(cls):
        shutil.rmtree(cls.folder)

    def has(self, line: str):
        self.assertIn(line, self.page, "docs/stories/creuse.md says otherwise than the run")

    def test_people_of_each_department(self):
        for attribute in ("population", "seniors"):
            for code, name in NAMES.items():
                values = [self.rows[code][column.format(attribute) or attribute] for column in PEOPLE]
                self.has(f"| {name} | " + " | ".join(people(value) for value in values) + " |")

    def test_ways(self):
        for code, name in NAMES.items():
            unknown = people(self.rows[code]["help_km_unk"])
            self.has(f"| {name} | " + " | ".join(kilometres(self.rows[code][column]) for column in KM) + f" | {unknown} |")

    def test_first_zones(self):
        zones = [row for row in read(self.folder / "out" / "zones_left_behind.csv") if row["rank"]]
        self.has(f"{len(zones)} zones")
        for row in zones[:ZONES]:
            self.has(f"| {row['rank']} | {row['name']} | {people(row['seniors'])} | {people(row['population'])} | {row['served_km']} km |")

    def check_sites(self, folder: str, attribute: str, standard: str):
        sites = self.sites[folder]
        failing = float(self.rows["all"][f"{standard}_{attribute}_not"])
        self.assertAlmostEqual(float(sites[-1][f"{attribute}_served"]) + float(sites[-1][f"{attribute}_left"]), failing, places=5)
        for row in sites[:SITES]:
            self.has(f"| {row['rank']} | {row['commune_name']} ({row['departement']}) | {people(row[attribute + '_gain'])} | "
                     f"{people(row[attribute + '_served'])} |")
        self.has(f"The 20 serve **{people(sites[-1][attribute + '_served'])}** of {people(failing)}")
        self.has("covmap sites out " + " ".join(MASTS if folder == "masts" else DESKS))

    def test_masts_and_desks(self):
        self.check_sites("masts", "population", "any_4g")
        self.check_sites("desks", "seniors", "near_help")

    def test_a_run_with_the_masts_serves_the_same_people(self):
        rows = "".join(f"{row['lon']},{row['lat']}\n" for row in self.sites["masts"])
        (self.folder / "next.csv").write_text("lon,lat\n" + rows, encoding="utf-8")
        job = (self.folder / "creuse.toml").read_text(encoding="utf-8").replace("\n[output]", PLANNED)
        (self.folder / "then.toml").write_text(job, encoding="utf-8")
        self.covmap("run", "then.toml", "-o", "then", "--progress", "none")
        whole = read(self.folder / "then" / "all.csv")[0]
        served = float(whole["any_4g_population_not"]) - float(whole["then_4g_population_not"])
        apart = 100 * abs(float(self.sites["masts"][-1]["population_served"]) / served - 1)
        self.assertLess(apart, 0.5)
        self.has(f"serves {people(served)} people: the sub-squares at the rim make {apart:.1f} % of difference")
        methods = (STORY.parent / "methods" / "sites.md").read_text(encoding="utf-8")
        self.assertIn(f"serve {float(self.sites['masts'][-1]['population_served']):,.0f} here and {served:,.0f} there", methods)

    def test_the_map(self):
        drawn = self.folder / "left_behind.svg"
        pictures = STORY.parent / "pictures"
        subprocess.run([sys.executable, str(pictures / "left_behind_map.py"), "out", "masts", "desks", drawn.name], cwd=self.folder, check=True)
        self.assertEqual(drawn.read_text(encoding="utf-8"), (pictures / "left_behind.svg").read_text(encoding="utf-8"))
        self.has("../pictures/left_behind.svg")

    def test_the_sentences(self):
        whole = self.rows["all"]
        self.has(f"**{people(whole['included_seniors_not'])} people of 65 and over**")
        both = 100 * float(whole["included_seniors_not"]) / float(whole["any_4g_seniors_not"])
        self.has(f"{both:.0f} % of the {people(whole['any_4g_seniors_not'])}")
        self.assertIn("accounts", self.page)
        self.assertIn("departement 23 (91 places)", self.said)
        self.assertIn("1 place without usable coordinates", self.said)


if __name__ == "__main__":
    if not DATA.is_dir():
        print("skipped: no COVMAP_REAL_DATA")
        sys.exit(77)
    unittest.main(argv=sys.argv[:1])
