"""The plugin of QGIS: packed, put into a profile, its algorithms run by qgis_process, their layers opened and counted.

    plugin.py FOLDER COVMAP SOURCE_FOLDER VERSION
"""

import ast
import configparser
import csv
import json
import os
import shutil
import subprocess
import sys
import unittest
import zipfile
from pathlib import Path

FOLDER, COVMAP, SOURCE = (Path(word).resolve() for word in sys.argv[1:4])
VERSION = sys.argv[4]
PLUGIN = SOURCE / "python/qgis/covmap"
JOB = SOURCE / "data/sample/job.toml"
PROFILE = FOLDER / "profile"
PLUGINS = PROFILE / "profiles/default/python/plugins"
ALGORITHMS = {"covmap:at", "covmap:check", "covmap:run", "covmap:sheet", "covmap:verify", "covmap:zones"}
# On Debian 12 qgis_process hands its program an option that this one does not know.
QGIS_PROCESS = shutil.which("qgis_process.bin") or "qgis_process"


def prepared():
    """An empty folder with a profile, covmap on a PATH of its own, the plugin as QGIS installs its zip."""
    shutil.rmtree(FOLDER, ignore_errors=True)
    PLUGINS.mkdir(parents=True)
    (FOLDER / "bin").mkdir()
    (FOLDER / "bin/covmap").symlink_to(COVMAP)
    os.environ["PATH"] = f"{FOLDER / 'bin'}{os.pathsep}{os.environ['PATH']}"
    os.environ["QGIS_CUSTOM_CONFIG_PATH"] = str(PROFILE)
    os.environ["LC_ALL"] = "C.UTF-8"
    archive = FOLDER / "covmap-qgis.zip"
    subprocess.run([SOURCE / "python/qgis/make_zip.py", archive], check=True, stdout=subprocess.DEVNULL)
    with zipfile.ZipFile(archive) as file:
        file.extractall(PLUGINS)
    return archive


ARCHIVE = prepared()

sys.path.append(str(SOURCE / "tests/docs"))

import desk  # noqa: E402  starts QGIS in the profile made above

APPLICATION = desk.start(FOLDER)
sys.path.append("/usr/share/qgis/python/plugins")
sys.path.insert(0, str(PLUGINS))

import processing  # noqa: E402
import qgis.core  # noqa: E402
from processing.core.Processing import Processing  # noqa: E402
from processing.core.ProcessingConfig import ProcessingConfig  # noqa: E402
from processing.gui.Postprocessing import handleAlgorithmResults  # noqa: E402
from qgis.core import QgsApplication, QgsProcessingContext, QgsProcessingException, QgsProcessingFeedback, QgsProject  # noqa: E402
from steps import indented  # noqa: E402
from workbench import Workbench  # noqa: E402


def qgis_process(*words):
    done = subprocess.run([QGIS_PROCESS, *map(str, words)], capture_output=True, text=True, check=False, timeout=120)
    return done.returncode, done.stdout, done.stderr


def run_by_process(algorithm, **parameters):
    """The results of an algorithm."""
    code, out, err = qgis_process("run", algorithm, "--json", "--", *(f"{name}={value}" for name, value in parameters.items()))
    if code != 0:
        raise AssertionError(f"{algorithm}: exit code {code}\n{out}{err}")
    return json.loads(out)["results"]


def rows(path):
    with open(path, newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


class ByQgisProcess(unittest.TestCase):
    """As from a script or a server, in programs of their own."""

    @classmethod
    def setUpClass(cls):
        cls.bench = Workbench(COVMAP, SOURCE, ["data/sample", "python/qgis", "LICENSE"], "en_GB.UTF-8")
        cls.addClassCleanup(cls.bench.remove)
        cls.run_folder = cls.bench.folder / "out/sample"
        cls.typed = {}
        for line in indented((SOURCE / "docs/use/qgis-plugin.md").read_text(encoding="utf-8")):
            cls.typed[line] = cls.bench.type(line)

    def layer(self, source):
        layer = desk.vector(*source.split("|layername="))
        self.assertTrue(layer.isValid(), source)
        return layer

    def test_what_the_page_tells_to_type_runs(self):
        self.assertEqual(len(self.typed), 4)
        for line, (code, printed, errors) in self.typed.items():
            self.assertEqual(code, 0, f"{line}\n{printed}{errors}")
        self.assertEqual((self.bench.folder / "covmap-qgis.zip").read_bytes(), ARCHIVE.read_bytes())

    def test_run_gives_the_territories_and_says_what_covmap_says(self):
        (printed,) = [printed + errors for line, (_, printed, errors) in self.typed.items() if "covmap:run" in line]
        self.assertIn("brume-2025: 42 communes, 33,700 people", printed)
        self.assertIn("warning: 2 territories hold no demand", printed)
        self.assertIn("TERRITORIES:\tout/sample/covmap.gpkg|layername=commune", printed)
        layer = self.layer(f"{self.run_folder}/covmap.gpkg|layername=commune")
        self.assertEqual(layer.featureCount(), len(rows(self.run_folder / "commune.csv")))

    def test_check_gives_a_table_of_findings(self):
        results = run_by_process("covmap:check", JOB=JOB, SET="indicator[0].operators={ min = 9, most = 1 }", OUTPUT=FOLDER / "check.gpkg")
        layer = self.layer(results["OUTPUT"])
        found = [feature["severity"] for feature in layer.getFeatures()]
        self.assertEqual(found.count("error"), results["ERRORS"])
        self.assertGreater(results["ERRORS"], 0)
        self.assertTrue(all(feature["what"] and feature["where"] for feature in layer.getFeatures()))

    def test_verify_counts_files_and_accounts(self):
        results = run_by_process("covmap:verify", RUN=self.run_folder)
        hashed = json.loads((self.run_folder / "manifest.json").read_text())["hashes"]
        self.assertEqual(results["FILES"], len(hashed))
        self.assertEqual(results["ACCOUNTS"], 11)

    def test_new_zones_are_asked_of_a_run(self):
        people = [feature["population"] for feature in self.layer(str(self.bench.folder / "zones.gpkg")).getFeatures()]
        known = [float(row["population"]) for row in rows(self.run_folder / "zones_no_4g.csv") if row["rank"]]
        self.assertTrue(0 < len(people) < len(known), f"{len(people)} zones")  # the job asks for 10 people, within 50 km²
        self.assertGreaterEqual(min(people), 50)

    def test_at_gives_the_place_as_a_point(self):
        results = run_by_process("covmap:at", RUN=self.run_folder, POINT="-4.277790,46.585905 [EPSG:4326]", OUTPUT=FOLDER / "at.gpkg")
        (feature,) = self.layer(results["OUTPUT"]).getFeatures()
        self.assertEqual((feature["commune"], feature["any_4g"], feature["any_4g_km"]), ("0A027", "not", 3.638))
        self.assertAlmostEqual(feature.geometry().asPoint().x(), -4.27779)

    def test_sheet_is_that_of_the_territory(self):
        results = run_by_process("covmap:sheet", RUN=self.run_folder, TERRITORY="0A027", LANGUAGE=2, OUTPUT=FOLDER / "sheet.html")
        self.assertIn("<title>Saint-Ys – coverage sheet</title>", Path(results["SHEET"]).read_text(encoding="utf-8"))


class Cancelling(QgsProcessingFeedback):
    """Cancels as soon as covmap tells how far it is; keeps what it was told."""

    def __init__(self, cancel):
        super().__init__()
        self.phases, self.fractions = [], []
        if cancel:
            self.progressChanged.connect(lambda percent: self.cancel() if percent > 0 else None)

    def setProgressText(self, text):
        self.phases.append(text)

    def setProgress(self, percent):
        self.fractions.append(percent)
        super().setProgress(percent)


class InQgis(unittest.TestCase):
    """As from the toolbox."""

    @classmethod
    def setUpClass(cls):
        Processing.initialize()
        import covmap

        cls.plugin = covmap.classFactory(None)
        cls.plugin.initProcessing()
        cls.addClassCleanup(cls.plugin.unload)
        cls.run_folder = FOLDER / "run_in_qgis"
        cls.project, cls.feedback = QgsProject(), Cancelling(cancel=False)
        cls.context = QgsProcessingContext()
        cls.context.setProject(cls.project)
        cls.run_job(cls.run_folder, cls.feedback, cls.context)

    @staticmethod
    def run_job(folder, feedback, context, job=JOB, **more):
        algorithm = QgsApplication.processingRegistry().createAlgorithmById("covmap:run")
        return processing.run(algorithm, {"JOB": str(job), "OUTPUT": str(folder), **more}, feedback=feedback, context=context)

    def failure(self, algorithm, **parameters):
        with self.assertRaises(QgsProcessingException) as caught:
            processing.run(algorithm, {name: str(value) for name, value in parameters.items()}, feedback=QgsProcessingFeedback())
        return str(caught.exception)

    def test_the_provider_lists_its_algorithms(self):
        provider = QgsApplication.processingRegistry().providerById("covmap")
        self.assertEqual({algorithm.id() for algorithm in provider.algorithms()}, ALGORITHMS)
        for algorithm in provider.algorithms():
            self.assertTrue(algorithm.displayName() and algorithm.shortHelpString(), algorithm.id())

    def test_progress_is_that_of_covmap(self):
        self.assertLess({"read", "sweep", "write", "maps"}, set(self.feedback.phases) | {"hash"})
        self.assertEqual(max(self.feedback.fractions), 100)

    def test_layers_to_open_have_the_style_of_the_run(self):
        opened = self.context.layersToLoadOnCompletion()
        self.assertEqual({details.name for details in opened.values()}, {"commune", "zones_no_4g", "zones_poor_4g"})
        algorithm = QgsApplication.processingRegistry().createAlgorithmById("covmap:run")
        self.assertTrue(handleAlgorithmResults(algorithm, self.context, QgsProcessingFeedback(), True))
        layers = self.project.mapLayers().values()
        self.assertEqual(len(layers), 3)
        for layer in layers:
            self.assertEqual(layer.renderer().type(), "RuleRenderer", layer.source())

    def test_zones_keep_their_style_on_the_output(self):
        for output in ("memory:", str(FOLDER / "styled.gpkg")):
            context = QgsProcessingContext()
            results = processing.run("covmap:zones", {"RUN": str(self.run_folder), "OUTPUT": output}, context=context,
                                     feedback=QgsProcessingFeedback())
            layer = results["OUTPUT"]
            if isinstance(layer, str):
                layer = qgis.core.QgsProcessingUtils.mapLayerFromString(layer, context)
            self.assertEqual((layer.renderer().type(), layer.labelsEnabled(), layer.featureCount()), ("RuleRenderer", True, 10), output)
        results = processing.run("covmap:zones", {"RUN": str(self.run_folder), "ZONES": "poor_4g", "OUTPUT": "memory:"}, feedback=QgsProcessingFeedback())
        known = [row for row in rows(self.run_folder / "zones_poor_4g.csv") if row["rank"]]
        self.assertEqual(results["OUTPUT"].featureCount(), len(known))

    def test_cancel_stops_the_program_and_leaves_nothing(self):
        folder, feedback = FOLDER / "cancelled", Cancelling(cancel=True)
        with self.assertRaisesRegex(QgsProcessingException, "nothing was published"):
            self.run_job(folder, feedback, QgsProcessingContext(), SET='output.formats=["csv", "gpkg", "pmtiles", "html"]')
        self.assertFalse(folder.exists())
        self.assertEqual(list(FOLDER.glob("cancelled*")), [])

    def test_the_program_of_the_settings_comes_first_and_a_wrong_one_is_named(self):
        self.addCleanup(ProcessingConfig.setSettingValue, "COVMAP_PROGRAM", "")
        said = FOLDER / "said.txt"
        stand_in = FOLDER / "stand_in"
        stand_in.write_text(f'#!/bin/sh\necho "$@" > "{said}"\nexec "{COVMAP}" "$@"\n')
        stand_in.chmod(0o755)
        ProcessingConfig.setSettingValue("COVMAP_PROGRAM", str(stand_in))
        processing.run("covmap:verify", {"RUN": str(self.run_folder)}, feedback=QgsProcessingFeedback())
        self.assertEqual(said.read_text().split()[0], "verify")
        stand_in.unlink()
        self.assertIn(f"{stand_in}: no such file; set the program", self.failure("covmap:verify", RUN=self.run_folder))

    def test_without_a_program_the_remedy_is_told(self):
        path = os.environ["PATH"]
        self.addCleanup(os.environ.__setitem__, "PATH", path)
        os.environ["PATH"] = str(FOLDER / "nothing_here")
        self.assertIn("not on PATH; install it, or set its path", self.failure("covmap:verify", RUN=self.run_folder))

    def test_failures_name_place_and_remedy(self):
        self.assertEqual(self.failure("covmap:run", JOB=FOLDER / "none.toml", OUTPUT=FOLDER / "none"),
                         f"{FOLDER / 'none.toml'}: no such job file; covmap init writes one")
        self.assertIn("did you mean commune 0A027 (Saint-Ys)?",
                      self.failure("covmap:sheet", RUN=self.run_folder, TERRITORY="Saint-Yss", OUTPUT=FOLDER / "none.html"))
        self.assertIn("has no zones «x»; it has no_4g, poor_4g", self.failure("covmap:zones", RUN=self.run_folder, ZONES="x", OUTPUT="memory:"))
        self.assertIn("give the folder of a run", self.failure("covmap:zones", RUN=FOLDER, OUTPUT="memory:"))
        self.assertIn('`fails` is "any_4g"', self.failure("covmap:zones", RUN=self.run_folder, FAILS="x", OUTPUT="memory:"))
        damaged = FOLDER / "damaged"
        shutil.copytree(self.run_folder, damaged)
        (damaged / "commune.csv").write_text("code\n")
        self.assertIn("not sound\ncommune.csv", self.failure("covmap:verify", RUN=damaged))

    def test_a_job_that_changed_since_is_asked_for(self):
        job = SOURCE / "data/sample/job.toml"
        changed = FOLDER / "run_of_another_job"
        shutil.copytree(self.run_folder, changed)
        manifest = json.loads((changed / "manifest.json").read_text())
        next(entry for entry in manifest["inputs"] if entry["role"] == "job")["sha256"] = "0" * 64
        (changed / "manifest.json").write_text(json.dumps(manifest))
        self.assertIn("give the job file", self.failure("covmap:zones", RUN=changed, FAILS="any_4g", OUTPUT="memory:"))
        results = processing.run("covmap:zones", {"RUN": str(changed), "FAILS": "any_4g", "JOB": str(job), "OUTPUT": "memory:"},
                                 feedback=QgsProcessingFeedback())
        self.assertGreater(results["OUTPUT"].featureCount(), 0)


class Sources(unittest.TestCase):
    """What QGIS 3.22 to 4 asks of the plugin's text."""

    def trees(self):
        return [(path.name, ast.parse(path.read_text(encoding="utf-8"))) for path in sorted(PLUGIN.glob("*.py"))]

    def test_qt_comes_through_qgis_alone(self):
        for name, tree in self.trees():
            for node in ast.walk(tree):
                modules = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
                if isinstance(node, ast.ImportFrom) and node.level == 0:
                    modules = [node.module]
                for module in modules:
                    known = module.split(".")[0] in sys.stdlib_module_names | {"qgis", "processing"}
                    self.assertTrue(known and "PyQt5" not in module, f"{name}: imports {module}")

    def test_enumerations_are_spelled_with_their_type(self):
        """Qt 6 knows QgsProcessingParameterFile.Behavior.Folder alone, not QgsProcessingParameterFile.Folder."""
        scoped = 0
        for name, tree in self.trees():
            for node in ast.walk(tree):
                if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and hasattr(qgis.core, node.value.id):
                    value = getattr(getattr(qgis.core, node.value.id), node.attr)
                    self.assertNotIsInstance(value, int, f"{name}:{node.lineno}: {node.value.id}.{node.attr}")
                    scoped += isinstance(value, type)
        self.assertGreater(scoped, 5)

    def test_the_archive_holds_the_plugin_with_its_licence_and_the_same_bytes_again(self):
        again = FOLDER / "again.zip"
        subprocess.run([SOURCE / "python/qgis/make_zip.py", again], check=True, stdout=subprocess.DEVNULL)
        self.assertEqual(again.read_bytes(), ARCHIVE.read_bytes())
        with zipfile.ZipFile(ARCHIVE) as file:
            self.assertEqual({Path(name).parts[0] for name in file.namelist()}, {"covmap"})
            self.assertLess({"covmap/__init__.py", "covmap/metadata.txt", "covmap/LICENSE", "covmap/icon.svg"}, set(file.namelist()))

    def test_metadata_is_complete_and_of_this_version(self):
        metadata = configparser.ConfigParser(interpolation=None)
        metadata.read(PLUGIN / "metadata.txt", encoding="utf-8")
        general = metadata["general"]
        for key in ("name", "description", "about", "author", "email", "repository", "tracker", "homepage", "category", "tags", "icon"):
            self.assertTrue(general.get(key), key)
        self.assertEqual(general["version"], VERSION)
        self.assertEqual((general["qgisminimumversion"], general["supportsqt6"], general["hasprocessingprovider"]), ("3.22", "True", "yes"))
        self.assertTrue(general["qgismaximumversion"].startswith("4."))
        self.assertTrue((PLUGIN / general["icon"]).is_file())


if __name__ == "__main__":
    ended = unittest.main(argv=sys.argv[:1], exit=False).result
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(0 if ended.wasSuccessful() else 1)  # QGIS's own teardown can crash after everything is done
