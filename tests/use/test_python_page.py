"""docs/use/python.md, example by example, and pandas.md on the run that it leaves."""

import sys
import unittest
from pathlib import Path

from pages import run_python

SOURCE = Path(sys.argv[1])


class PythonPages(unittest.TestCase):
    def test_every_example_prints_what_the_page_shows(self):
        names = run_python(SOURCE / "docs/use/python.md")
        self.assertEqual(names["errors"], [])
        # The same figures, by pandas and GeoPandas alone.
        alone = run_python(SOURCE / "docs/use/pandas.md")
        same = names["communes"].sort_values("code", ignore_index=True)
        self.assertTrue(alone["communes"].sort_values("code", ignore_index=True).equals(same))
        self.assertEqual(list(alone["zones"]["id"]), list(names["zones"]["id"]))


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
