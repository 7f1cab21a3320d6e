"""docs/use/r.md, example by example, by Rscript.

    test_r.py COVMAP SOURCE_FOLDER
"""

import sys
import unittest
from pathlib import Path

from pages import Workbench, examples, hold, type_commands

COVMAP, SOURCE = (Path(word).resolve() for word in sys.argv[1:3])
NEXT = "\x1e"


class RPage(unittest.TestCase):
    def test_every_example_prints_what_the_page_shows(self):
        page = SOURCE / "docs/use/r.md"
        bench = Workbench(COVMAP, SOURCE, ["data/sample"], "C.UTF-8")
        self.addCleanup(bench.remove)
        type_commands(page, bench)
        blocks = examples(page, "r")
        script = bench.folder / "page.R"
        script.write_text("options(warn = 2)\n" + 'cat("\\x1e")\n'.join(block.code for block in blocks), encoding="utf-8")
        code, printed, errors = bench.type("Rscript --vanilla page.R")
        self.assertEqual(code, 0, errors)
        answers = printed.split(NEXT)
        self.assertEqual(len(answers), len(blocks))
        for block, answer in zip(blocks, answers):
            hold(page, block, answer)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
