"""The package covmap, as it was installed, on runs of the sample.

    test_python_package.py SOURCE_FOLDER        in a folder with data/sample, covmap on the path
"""

import datetime
import importlib.metadata
import inspect
import os
import re
import shutil
import signal
import subprocess
import sys
import tomllib
import unittest
from pathlib import Path
from unittest import mock

import covmap
import geopandas
import numpy
import pandas

SOURCE = Path(sys.argv[1])
SAMPLE = Path("data/sample")
CSV = {"output.formats": ["csv"]}
VALUES = {"string": str, "float64": float, "Int64": int, "boolean": lambda text: text == "true"}
COUNTING = """#!{python}
import signal, sys, time
interrupts = []
signal.signal(signal.SIGINT, lambda *told: interrupts.append(told))
print('{{"event": "progress", "phase": "read", "fraction": 0.5}}', file=sys.stderr, flush=True)
end = time.monotonic() + 60
while not interrupts and time.monotonic() < end:
    time.sleep(0.01)
time.sleep(1)
open("counted", "w").write(str(len(interrupts)))
sys.exit(1)
"""


class PackageTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.phases = []
        cls.run_of_file = covmap.run(SAMPLE / "job.toml", "out/file", progress=lambda *told: cls.phases.append(told))

    def refused(self, kind: str, code: int | None, words: str, ask) -> covmap.CovmapError:
        with self.assertRaises(covmap.CovmapError) as caught:
            ask()
        self.assertEqual((caught.exception.kind, caught.exception.exit_code), (kind, code), str(caught.exception))
        self.assertIn(words, str(caught.exception))
        return caught.exception

    def test_it_is_installed_typed_and_of_the_version_of_the_program(self):
        installed = Path(covmap.__file__).parent
        self.assertNotIn(SOURCE / "python", installed.parents)
        self.assertTrue((installed / "py.typed").exists())
        version = re.search(r"project\(covmap VERSION (\S+)", (SOURCE / "CMakeLists.txt").read_text(encoding="utf-8"))[1]
        self.assertEqual(importlib.metadata.version("covmap"), version)
        methods = [getattr(covmap.Run, name) for name in ("table", "layer", "zones", "at")]
        for function in (covmap.run, covmap.check, covmap.open, covmap.save_job, *methods):
            signature = inspect.signature(function)
            self.assertIsNot(signature.return_annotation, signature.empty, function)
            self.assertIn("Errors:", function.__doc__)

    def test_progress_comes_by_phase_and_the_summary_is_what_the_program_prints(self):
        self.assertIn(("read", 1), self.phases)
        self.assertTrue(all(0 <= fraction <= 1 for _, fraction in self.phases))
        self.assertTrue(self.run_of_file.summary.startswith("brume-2025: 42 communes, 33,700 people\n"))

    def test_every_table_has_the_types_and_values_of_its_csv(self):
        run = covmap.open("out/file")
        self.assertEqual(len(run.tables), len(list(run.folder.glob("*.csv"))))
        for name in run.tables:
            table = run.table(name)
            texts = pandas.read_csv(run.folder / f"{name}.csv", dtype=str, keep_default_na=False)
            self.assertEqual(list(table.columns), list(texts.columns), name)
            for column in table.columns:
                empty = texts[column] == ""
                self.assertTrue((table[column].isna() == empty).all(), (name, column))
                value_of = VALUES[str(table[column].dtype)]
                self.assertEqual(list(table[column][~empty]), [value_of(text) for text in texts[column][~empty]], (name, column))
        self.assertEqual(run.table("commune")["code"][0], "00102")

    def test_maps_have_the_rows_of_their_tables_from_each_format(self):
        formats = {"out/file": "EPSG:2154", "out/fgb": "EPSG:2154", "out/geojson": "EPSG:4326"}
        for kind in ("fgb", "geojson"):
            covmap.run(SAMPLE / "job.toml", f"out/{kind}", from_run=self.run_of_file, settings={"output.formats": ["csv", kind]})
        for folder, crs in formats.items():
            run = covmap.open(folder)
            files = sorted(run.folder.iterdir())
            communes, table = run.layer("commune").set_index("code"), run.table("commune").set_index("code")
            self.assertEqual(communes.crs, crs)
            rows = table.index.intersection(communes.index)
            self.assertGreater(len(rows), 40)
            values = communes.loc[rows].drop(columns="geometry")
            pandas.testing.assert_frame_equal(values, table.loc[rows, values.columns], rtol=1e-14)
            self.assertEqual(list(run.zones("no_4g")["rank"]), list(range(1, 11)))
            self.assertEqual(set(run.layer("mairies").geom_type), {"Point"})
            self.assertEqual(run.zone_sets, ["no_4g", "poor_4g"])
            self.assertEqual(sorted(run.folder.iterdir()), files, "only read")

    def test_outlines_are_those_that_gdal_reads(self):
        for name in ("commune", "zones_no_4g", "mairies", "context_roads"):
            theirs = geopandas.read_file(self.run_of_file.folder / "covmap.gpkg", layer=name)
            ours = self.run_of_file.layer(name)
            self.assertEqual((list(ours.columns), ours.crs, len(ours)), (list(theirs.columns), theirs.crs, len(theirs)))
            self.assertEqual(list(ours.geometry.to_wkb()), list(theirs.geometry.to_wkb()), name)

    def test_a_dictionary_answers_as_its_file_does(self):
        job = tomllib.loads((SAMPLE / "job.toml").read_text(encoding="utf-8"))
        run = covmap.run(job, "out/dictionary", folder=SAMPLE, settings=CSV, threads=1)
        self.assertEqual(tomllib.loads((SAMPLE / "brume-2025.toml").read_text(encoding="utf-8")), job)
        self.assertEqual(run.manifest["job"]["path"], str(SAMPLE / "brume-2025.toml"))
        tables = [path.name for path in run.folder.glob("*.csv")]
        self.assertGreater(len(tables), 20)
        for name in tables:
            self.assertEqual((run.folder / name).read_bytes(), (self.run_of_file.folder / name).read_bytes(), name)

    def test_what_a_job_can_hold_is_saved_and_read_again(self):
        job = {
            "name": 'a "b"\\\n\x7f\u2028é𝄞',
            "numbers": [1, numpy.int64(2), 0.1, numpy.float64(1e300), True],
            "output": {"folder": Path("a b"), "nested": {"é": [], "{}": {}}},
            "supply": [{"date": datetime.date(2024, 12, 31)}, {"a.b": 1}],
        }
        read = tomllib.loads(covmap.save_job(job, "saved.toml").read_text(encoding="utf-8"))
        job["output"]["folder"] = "a b"
        job["supply"][0]["date"] = "2024-12-31"
        self.assertEqual(read, job)
        with self.assertRaisesRegex(ValueError, r"supply\[1\]\.layer: None .*leave the key out"):
            covmap.save_job({"supply": [{}, {"layer": None}]}, "saved.toml")

    def test_a_file_that_it_did_not_write_is_not_replaced(self):
        own = SAMPLE / "job.toml"
        before = own.read_bytes()
        self.refused("output", None, "not written from a dictionary", lambda: covmap.run({"name": "job"}, folder=SAMPLE))
        self.assertEqual(own.read_bytes(), before)
        self.refused("output", None, "cannot be written: No such file or directory", lambda: covmap.check({"name": "job"}, folder="nowhere"))

    def test_without_a_folder_the_run_stands_where_the_job_says(self):
        job = tomllib.loads((SAMPLE / "job.toml").read_text(encoding="utf-8")) | {"name": "elsewhere", "output": {"folder": "there"}}
        self.assertEqual(covmap.run(job, folder=SAMPLE, from_run="out/file").folder, SAMPLE / "there")
        (SAMPLE / "bare.toml").write_text((SAMPLE / "job.toml").read_text(encoding="utf-8"), encoding="utf-8")
        run = covmap.run(SAMPLE / "bare.toml", from_run="out/file", settings=CSV)
        self.assertEqual((run.folder, run.folder.exists()), (SAMPLE / "out", True))
        with self.assertRaisesRegex(ValueError, "output.folder"):
            covmap.run(SAMPLE / "bare.toml", settings={"output.folder": "x"})

    def test_all_faults_of_a_job_are_told_and_the_same_are_found(self):
        job = {"name": "faults", "tecnology": 1}
        told = self.refused("job", 1, "unknown key `tecnology`", lambda: covmap.run(job, "out/faults"))
        self.assertEqual(told.where, "faults.toml")
        found = [finding for finding in covmap.check(job) if finding.severity == "error"]
        self.assertGreater(len(found), 2)
        for finding in found:
            self.assertIn(f"{finding.where}: {finding.what}", str(told))
        self.assertFalse(Path("out/faults").exists())

    def test_refusals_of_the_program_carry_its_words_and_code(self):
        self.refused("output", 1, "holds a run already; use --overwrite", lambda: covmap.run(SAMPLE / "job.toml", "out/file"))
        self.refused("usage", 2, "--threads", lambda: covmap.run(SAMPLE / "job.toml", "out/x", threads=99999))
        self.refused("usage", 2, "known are access", lambda: covmap.run(SAMPLE / "job.toml", "out/x", settings={"x.y": 1}))
        self.refused("input", 1, "ring-self-crossing", lambda: covmap.run(SAMPLE / "job.toml", "out/x", strict="ring-self-crossing"))
        self.refused("failed", 1, "no such job file", lambda: covmap.check("nothing.toml"))
        self.refused("usage", 2, "longitude comes first", lambda: self.run_of_file.at(46, 200))

    def test_what_a_run_does_not_have_is_named_with_what_it_has(self):
        self.refused("run", None, "it has commune, commune_operators", lambda: self.run_of_file.table("comune"))
        self.refused("run", None, "name one of no_4g, poor_4g", self.run_of_file.zones)
        self.refused("run", None, "it has no_4g, poor_4g", lambda: self.run_of_file.zones("4g"))
        self.refused("run", None, "no polygons or points «commune_operators»", lambda: self.run_of_file.layer("commune_operators"))
        self.refused("run", None, "no polygons or points «../file/commune»", lambda: self.run_of_file.layer("../file/commune"))
        self.refused("run", None, "is no folder of a run", lambda: covmap.open(SAMPLE))
        bare = covmap.run(SAMPLE / "job.toml", "out/bare", from_run="out/file", settings={"output.formats": ["gpkg"]})
        self.refused("run", None, "--from RUN", lambda: bare.tables)
        self.assertEqual(str(bare.zones("no_4g")["id"].iloc[0]), "any_4g_0A_CRS3035RES1000mN2712000E3233000")

    def test_a_commune_called_na_keeps_its_name(self):
        run = covmap.open(shutil.copytree("out/file", "out/na"))
        path = run.folder / "commune.csv"
        path.write_text(path.read_text(encoding="utf-8").replace("L'Aubraie", "NA").replace("Saint-Écume", "null"), encoding="utf-8")
        self.assertEqual(list(run.table("commune")["name"][:2]), ["null", "NA"])

    def test_a_file_that_was_changed_is_told(self):
        run = covmap.run(SAMPLE / "job.toml", "out/changed", from_run="out/file", settings=CSV)
        path = run.folder / "commune.csv"
        path.write_text(path.read_text(encoding="utf-8").replace("304.047955", "many"), encoding="utf-8")
        self.refused("run", None, "covmap verify out/changed", lambda: run.table("commune"))
        path.write_text("code,name\n1,x\n", encoding="utf-8")
        self.refused("run", None, "other columns", lambda: run.table("commune"))
        (run.folder / "covmap.gpkg").write_bytes(b"no database" * 100)
        self.refused("run", None, "covmap verify out/changed", lambda: run.layer("commune"))

    def test_a_place_is_that_of_the_list_of_places(self):
        town_hall = self.run_of_file.table("mairies").query("commune == '0A027'").iloc[0]
        place = self.run_of_file.at(town_hall["lon"], town_hall["lat"])
        for column in ("commune_name", "any_4g", "any_4g_km", "operators", "zone_no_4g"):
            self.assertEqual(place[column], town_hall[column], column)
        self.assertIsNone(self.run_of_file.at(-1e-7, 1e-7)["commune"])

    def test_what_progress_raises_ends_the_program_and_publishes_nothing(self):
        def fail(phase: str, fraction: float) -> None:
            raise ArithmeticError(phase)

        with self.assertRaises(ArithmeticError):
            covmap.run(SAMPLE / "job.toml", "out/failed", progress=fail)
        self.assertEqual([path.name for path in Path("out").iterdir() if "failed" in path.name], [])

    def test_ctrl_c_in_a_terminal_ends_the_program_and_publishes_nothing(self):
        script = f"import covmap\ncovmap.run({str(SAMPLE / 'job.toml')!r}, 'out/interrupted', progress=lambda *told: print(*told, flush=True))"
        caller = subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True)
        self.assertTrue(caller.stdout.readline().startswith("read "))
        os.killpg(caller.pid, signal.SIGINT)  # as a terminal does, to all of its foreground
        _, errors = caller.communicate()
        self.assertEqual(caller.returncode, -signal.SIGINT)
        self.assertIn("KeyboardInterrupt", errors)
        self.assertEqual([path.name for path in Path("out").iterdir() if "interrupted" in path.name], [])

    def test_ctrl_c_reaches_the_program_once(self):
        counting = Path("counting.py").absolute()
        counting.write_text(COUNTING.format(python=sys.executable), encoding="utf-8")
        counting.chmod(0o755)
        script = "import covmap\ncovmap.run('job.toml', 'out/x', progress=lambda *told: print(*told, flush=True))"
        environment = os.environ | {"COVMAP_PROGRAM": str(counting)}
        caller = subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, start_new_session=True, env=environment)
        self.assertEqual(caller.stdout.readline(), "read 0.5\n")
        os.killpg(caller.pid, signal.SIGINT)
        caller.communicate()
        self.assertEqual(Path("counted").read_text(encoding="utf-8"), "1")

    def test_a_program_that_is_missing_or_killed_is_told(self):
        with mock.patch.dict(os.environ, {"COVMAP_PROGRAM": "/nowhere/covmap"}):
            self.refused("program", None, "set COVMAP_PROGRAM", lambda: covmap.check(SAMPLE / "job.toml"))
        killed = Path("killed.sh").absolute()
        killed.write_text("#!/bin/sh\nkill -9 $$\n", encoding="utf-8")
        killed.chmod(0o755)
        with mock.patch.dict(os.environ, {"COVMAP_PROGRAM": str(killed)}):
            self.refused("program", -signal.SIGKILL, "SIGKILL", lambda: covmap.run(SAMPLE / "job.toml", "out/x"))

    def test_without_pandas_only_tables_are_refused(self):
        with mock.patch.dict(sys.modules, {"pandas": None, "geopandas": None}):
            self.refused("packages", None, "apt install python3-pandas", lambda: self.run_of_file.table("commune"))
            self.refused("packages", None, "apt install python3-geopandas", lambda: self.run_of_file.zones("no_4g"))
            self.assertEqual(self.run_of_file.at(-4.277790, 46.585905)["commune"], "0A027")


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
