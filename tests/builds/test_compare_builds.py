"""What compare_builds.py must find, and what it must not: each case makes two folders. The last one runs a program against itself."""

import contextlib
import io
import os
import shutil
import sqlite3
import tempfile
import unittest
import zipfile
from pathlib import Path

import compare_builds

CSV = "code,people\n01,12.5\n02,3\n"
GEOJSON = '{"type": "FeatureCollection", "features": [{"properties": {"people": 12.5}, "geometry": {"coordinates": [2.5, 48.10]}}]}'
QML = '<qgis version="3.22"><layer name="a" alpha="1"><colour/></layer></qgis>'


def make_geopackage(path: Path, people: str = "12.5", style: str = QML) -> None:
    with contextlib.closing(sqlite3.connect(path)) as base, base:
        base.execute("CREATE TABLE commune (fid INTEGER PRIMARY KEY, geom BLOB, people REAL)")
        base.execute(f"INSERT INTO commune VALUES (1, x'4750', {people}), (2, x'4751', 3)")
        base.execute("CREATE TABLE layer_styles (styleQML TEXT)")
        base.execute("INSERT INTO layer_styles VALUES (?)", (style,))
        base.execute("CREATE VIRTUAL TABLE rtree_commune_geom USING rtree(id, minx, maxx, miny, maxy)")


def make_project(qgs: str):
    def write(path: Path) -> None:
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("covmap.qgs", qgs)

    return write


class Workshop(unittest.TestCase):
    """A folder of its own, and the script called as from a command line."""

    def setUp(self):
        self.folder = Path(tempfile.mkdtemp(prefix="covmap-compare-"))
        self.addCleanup(shutil.rmtree, self.folder)

    def call(self, *arguments) -> tuple[int, str]:
        told = io.StringIO()
        with contextlib.redirect_stdout(told), contextlib.redirect_stderr(told):
            try:
                code = compare_builds.main([str(argument) for argument in arguments])
            except SystemExit as end:
                code = end.code
        return code, told.getvalue()


class FoldersTest(Workshop):
    def compare(self, old: dict, new: dict) -> tuple[int, str]:
        """Files by name: a text, or what writes the file."""
        shutil.rmtree(self.folder)
        for side, files in (("old", old), ("new", new)):
            (self.folder / side).mkdir(parents=True)
            for name, content in files.items():
                path = self.folder / side / name
                path.parent.mkdir(exist_ok=True)
                content(path) if callable(content) else path.write_text(content, encoding="utf-8")
        return self.call(self.folder / "old", self.folder / "new")

    def assert_same(self, name, old, new):
        code, told = self.compare({name: old}, {name: new})
        self.assertEqual((code, told.count("nothing differs")), (0, 1), told)

    def assert_found(self, name, old, new, *words):
        code, told = self.compare({name: old}, {name: new})
        self.assertEqual(code, 1, told)
        for word in (name, *words):
            self.assertIn(word, told)

    def test_the_same_files_do_not_differ(self):
        for name, content in (("a.csv", CSV), ("a.geojson", GEOJSON), ("a.qml", QML), ("a.gpkg", make_geopackage)):
            self.assert_same(name, content, content)

    def test_a_value_of_a_table_is_found_with_its_column_and_gap(self):
        self.assert_found("a.csv", CSV, CSV.replace("12.5", "12.500001"), "people: 1 of 2 values differ", "at 01", "by 0.000001")

    def test_the_spelling_of_a_number_is_a_difference(self):
        self.assert_found("a.csv", CSV, CSV.replace("12.5", "12.50"), "'12.5', now '12.50'")
        self.assert_found("a.geojson", GEOJSON, GEOJSON.replace("48.10", "48.1"), "/features/0/geometry/coordinates/1")

    def test_rows_columns_and_quotes_are_found(self):
        self.assert_found("a.csv", CSV, CSV + "03,1\n", "2 rows, now 3")
        self.assert_found("a.csv", CSV, CSV.replace("people", "inhabitants"), "gone people", "new inhabitants")
        self.assert_found("a.csv", CSV, CSV.replace("01", '"01"'), "though no value does")
        self.assert_found("a.csvt", '"String"', '"Integer"', "differs from byte 1 on")

    def test_white_space_of_trees_is_no_difference(self):
        self.assert_same("a.geojson", GEOJSON, GEOJSON.replace(", ", ",\n "))
        self.assert_same("a.qml", QML, '<qgis version="3.22">\n <layer alpha="1" name="a">\n  <colour></colour> </layer>\n</qgis>')
        self.assert_same("a.json", '{"a": 1, "b": [2]}', '{"b":[2],"a":1}')

    def test_a_change_in_a_tree_is_found_by_its_path(self):
        self.assert_found("a.geojson", GEOJSON, GEOJSON.replace("12.5", '"12.5"'), "/features/0/properties/people")
        self.assert_found("a.json", '{"a": [1, 2]}', '{"a": [1]}', "/a: 2 entries, now 1")
        self.assert_found("a.json", '{"a": 1}', '{"a": true}', "/a: \"1\", now true")
        for changed, path in (('alpha="0"', "@alpha"), ('alpha="1" beta="1"', "@beta")):
            self.assert_found("a.qlr", QML, QML.replace('alpha="1"', changed), path)
        self.assert_found("a.qmd", QML, QML.replace("<colour/>", "<colour/><colour/>"), "1 children, now 2")
        self.assert_found("a.xml", QML, QML.replace("<colour/>", "<colour>red</colour>"), "red")

    def test_rows_of_a_geopackage_are_compared(self):
        self.assert_found("a.gpkg", make_geopackage, lambda path: make_geopackage(path, "12.25"), "commune.people: 1 of 2 values differ")
        self.assert_found("a.gpkg", make_geopackage, lambda path: make_geopackage(path, style=QML.replace('"1"', '"0"')), "styleQML")
        self.assert_same("a.gpkg", make_geopackage, lambda path: make_geopackage(path, style=QML.replace("><", "> <")))

    def test_the_project_in_an_archive_is_compared_as_a_tree(self):
        self.assert_same("covmap.qgz", make_project(QML), make_project(QML.replace("><", "> <")))
        self.assert_found("covmap.qgz", make_project(QML), make_project(QML.replace('"1"', '"0"')), "@alpha")

    def test_a_file_of_one_side_is_found_and_own_files_are_aside(self):
        code, told = self.compare({"a.csv": CSV, "html/b.js": "1"}, {"a.csv": CSV})
        self.assertEqual((code, "html/b.js: only the old one has it" in told), (1, True), told)
        aside = ("manifest.json", "timings.json", "ro-crate-metadata.json", "tally.covt", "cells.covc", "zones.covz")
        self.assertEqual(self.compare({"a.csv": CSV, **dict.fromkeys(aside, "old")}, {"a.csv": CSV, **dict.fromkeys(aside, "new")})[0], 0)

    def test_two_empty_folders_show_nothing(self):
        self.assertEqual(self.compare({}, {})[0], 1)

    def test_a_bad_command_line_is_2(self):
        (self.folder / "run").mkdir()
        self.assertEqual(self.call(self.folder / "run", self.folder / "nowhere")[0], 2)
        self.assertEqual(self.call(self.folder / "run", __file__)[0], 2)
        self.assertEqual(self.call(__file__, __file__, "--jobs", "nowhere")[0], 2)


@unittest.skipUnless("COVMAP_PROGRAM" in os.environ, "COVMAP_PROGRAM names the program")
class ProgramTest(Workshop):
    def planted(self, change: str) -> Path:
        """The program, but that it changes what a run has written by the shell's line `change`, in the folder of the run."""
        path = self.folder / "planted"
        path.write_text(f'#!/bin/sh\n"{os.environ["COVMAP_PROGRAM"]}" "$@" || exit\n[ "$1" != run ] || (cd "$4" 2>/dev/null && {change})\n')
        path.chmod(0o755)
        return path

    def test_a_program_equals_itself(self):
        code, told = self.call(os.environ["COVMAP_PROGRAM"], os.environ["COVMAP_PROGRAM"], "--jobs", "fcc")
        self.assertEqual(code, 0, told)
        self.assertIn("fcc: nothing differs", told)

    def test_a_planted_difference_is_found(self):
        code, told = self.call(os.environ["COVMAP_PROGRAM"], self.planted("echo 9 >> all.csv"), "--jobs", "fcc")
        self.assertEqual(code, 1, told)
        self.assertIn("run/all.csv: 1 rows, now 2", told)
        self.assertIn("different: fcc", told)

    def test_a_run_that_fails_is_a_difference(self):
        code, told = self.call(os.environ["COVMAP_PROGRAM"], self.planted("false"), "--jobs", "fcc")
        self.assertEqual(code, 1, told)
        self.assertIn("exit code 1", told)

    def test_without_published_data_it_says_what_is_not_compared(self):
        code, told = self.call(os.environ["COVMAP_PROGRAM"], os.environ["COVMAP_PROGRAM"], "--jobs", "fcc,lot", "--data", self.folder)
        self.assertEqual(code, 0, told)
        self.assertIn("lot: not compared: there is no", told)


if __name__ == "__main__":
    unittest.main()
