"""Types what docs/qgis.md tells its reader to type; the maps are printed by the real QGIS.

    test_qgis_page.py COVMAP SOURCE_FOLDER
"""

import os
import sys
import tempfile
import unittest
from pathlib import Path

from steps import indented
from workbench import Workbench

COVMAP, SOURCE = (Path(word).resolve() for word in sys.argv[1:3])
LEFT = ("out/sample/covmap.gpkg", "out/sample/covmap.qgz", "out/sample/tiles.qlr", "out/sample/tiles.mbtiles", "out/sample.mbtiles", "map.pdf", "map.png")


class QgisPageTest(unittest.TestCase):
    def test_every_command_runs_and_leaves_its_files(self):
        profile = tempfile.TemporaryDirectory(prefix="covmap-docs-")
        self.addCleanup(profile.cleanup)
        os.environ["QGIS_CUSTOM_CONFIG_PATH"] = profile.name  # nothing of the user's own settings counts
        bench = Workbench(COVMAP, SOURCE, ["data/sample"], "en_GB.UTF-8")
        self.addCleanup(bench.remove)
        lines = indented((SOURCE / "docs/qgis.md").read_text(encoding="utf-8"))
        self.assertEqual(sum(line.startswith("covmap ") for line in lines), 3)
        self.assertEqual(sum(" qgis_process.bin run " in line for line in lines), 2)
        for line in lines:
            code, printed, errors = bench.type(line)
            self.assertEqual(code, 0, f"{line}\n{printed}{errors}")
        for name in LEFT:
            self.assertGreater((bench.folder / name).stat().st_size, 1000, name)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
