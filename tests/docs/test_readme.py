"""Types what README.md and LISEZMOI.md tell their reader to type, step by step, and holds the answers against the page.

    test_readme.py COVMAP SOURCE_FOLDER
"""

import re
import sys
import unittest
from dataclasses import dataclass
from pathlib import Path

from steps import is_printed, numbered, section
from workbench import Workbench

COVMAP, SOURCE = (Path(word).resolve() for word in sys.argv[1:3])


@dataclass
class Page:
    name: str
    sample: str  # how the heading of the steps begins
    demo: str
    locale: str

    def text(self) -> str:
        return (SOURCE / self.name).read_text(encoding="utf-8")

    def steps(self):
        return numbered(section(self.text(), self.sample))


ENGLISH = Page("README.md", "Five minutes", "Two commands", "en_GB.UTF-8")
FRENCH = Page("LISEZMOI.md", "Cinq minutes", "Deux commandes", "fr_FR.UTF-8")
STEPS = list(range(1, 12))
RUN = 3


class ReadmeTest(unittest.TestCase):
    def type_steps(self, bench: Workbench, page: Page) -> dict[int, str]:
        """What each step printed."""
        printed = dict.fromkeys(STEPS, "")
        for step in page.steps():
            for command in step.commands:
                with self.subTest(page=page.name, step=step.number, command=command.line):
                    if command.line.startswith("covmap view "):
                        code, html = bench.serve(command.line)
                        self.assertIn("<html", html)
                        self.assertEqual((code, command.printed), (command.exit_code, []))
                        continue
                    code, out, errors = bench.type(command.line)
                    printed[step.number] += out
                    self.assertEqual(code, command.exit_code, errors)
                    for block in command.printed:
                        self.assertTrue(is_printed(block, out), f"the page shows\n{block}\nbut it prints\n{out}")
        return printed

    def check(self, page: Page):
        bench = Workbench(COVMAP, SOURCE, ["data/sample"], page.locale)
        self.addCleanup(bench.remove)
        printed = self.type_steps(bench, page)
        with self.subTest("the figures of the opening are those of a run"):
            parts = page.text().split("\n## ")[0].split("\n\n")
            self.assertEqual([line.split(" ")[0] for line in parts[4].splitlines()[1:-1]], [".ci/package", "docker", "./demo.sh"])
            opening = parts[6]
            figures = re.findall(r"\d{1,3}(?:[,\u202f]\d{3})*", re.sub(r"\b4G\b", "", opening))
            self.assertGreater(len(figures), 2, opening)
            for figure in figures:
                self.assertTrue(re.search(rf"(?<!\S){figure}(?!\S)", printed[RUN]), f"no {figure} in what step {RUN} prints")
        with self.subTest("the demo leaves the files that the page lists"):
            names = re.findall(r"^out/sample/(\S+)", section(page.text(), page.demo), re.MULTILINE)
            self.assertGreater(len(names), 5)
            for name in names:
                self.assertTrue(list((bench.folder / "out/first").glob(name)), name)

    def test_every_step_in_english(self):
        self.check(ENGLISH)

    def test_every_step_in_french(self):
        self.check(FRENCH)

    def test_both_pages_have_the_eleven_steps_with_the_same_commands(self):
        asked = [
            [(step.number, [re.sub(r" --language \w+", "", command.line) for command in step.commands]) for step in page.steps()]
            for page in (ENGLISH, FRENCH)
        ]
        self.assertEqual(asked[0], asked[1])
        self.assertEqual([number for number, _ in asked[0]], STEPS)
        self.assertTrue(all(commands for _, commands in asked[0]), "a step without a command")


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
