"""The cards of docs/use: the commands of excel.md and qgis.md leave the files that they name; every card is in the README, in both languages, and
every link of the cards leads somewhere.

    test_cards.py COVMAP SOURCE_FOLDER
"""

import re
import sys
import unittest
from pathlib import Path

from pages import Workbench, type_commands

COVMAP, SOURCE = (Path(word).resolve() for word in sys.argv[1:3])
USE = SOURCE / "docs/use"
CARDS = sorted(USE.glob("*.md"))
LEFT = {
    "excel.md": ("out/sample/tables.xlsx", "out/workbook/tables.xlsx"),
    "qgis.md": ("out/sample/covmap.qgz", "out/sample/covmap.gpkg", "out/sample.mbtiles", "out/sample.qlr"),
}


class Cards(unittest.TestCase):
    def test_their_commands_leave_the_files_that_they_name(self):
        for name, files in LEFT.items():
            bench = Workbench(COVMAP, SOURCE, ["data/sample"], "en_GB.UTF-8")
            self.addCleanup(bench.remove)
            type_commands(USE / name, bench)
            if name == "qgis.md":
                line = re.search(r"`(covmap tiles .*?)`", (USE / name).read_text(encoding="utf-8"))[1]
                self.assertEqual(bench.type(line)[0], 0)
            for file in files:
                self.assertTrue((bench.folder / file).exists(), f"{name}: {file}")
                self.assertIn(Path(file).name, (USE / name).read_text(encoding="utf-8"))

    def test_links_lead_somewhere(self):
        for card in CARDS:
            links = [link for link in re.findall(r"\]\(([^)#]+)", card.read_text(encoding="utf-8")) if "://" not in link]
            self.assertGreater(len(links), 0, card.name)
            for link in links:
                self.assertTrue((card.parent / link).exists(), f"{card.name}: {link}")

    def test_both_readmes_name_every_card(self):
        self.assertGreater(len(CARDS), 6)
        for readme in ("README.md", "LISEZMOI.md"):
            text = (SOURCE / readme).read_text(encoding="utf-8")
            for card in CARDS:
                self.assertIn(f"(docs/use/{card.name})", text, readme)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
