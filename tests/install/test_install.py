"""What cmake --install puts in place: the program with its man pages and completions, and the engine, by which an example is built.

    test_install.py BUILD_FOLDER SOURCE_FOLDER
"""

import gzip
import re
import shutil
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

BUILD, SOURCE = (Path(word).resolve() for word in sys.argv[1:3])


def call(*words, **options) -> str:
    done = subprocess.run([str(word) for word in words], capture_output=True, text=True, check=False, **options)
    if done.returncode != 0:
        raise AssertionError(f"{words}: exit code {done.returncode}\n{done.stdout}{done.stderr}")
    return done.stdout


class InstallTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = Path(tempfile.mkdtemp(prefix="covmap-install-"))
        cls.addClassCleanup(shutil.rmtree, cls.folder)
        cls.prefix = cls.folder / "prefix"
        call("cmake", "--install", BUILD, "--prefix", cls.prefix)
        cls.program = cls.prefix / "bin" / "covmap"
        help_text = call(cls.program, "--help")
        cls.commands = re.findall(r"^  (\w+)", help_text[help_text.index("Subcommands:") :], re.MULTILINE)

    def man_pages(self) -> dict[str, str]:
        return {path.name: gzip.decompress(path.read_bytes()).decode() for path in (self.prefix / "share/man/man1").iterdir()}

    def test_the_installed_program_runs(self):
        self.assertIn("covmap", call(self.program, "--version"))
        self.assertIn("run", self.commands)

    def test_every_command_has_a_man_page_with_its_options(self):
        pages = self.man_pages()
        self.assertEqual(pages.keys(), {"covmap.1.gz"} | {f"covmap-{command}.1.gz" for command in self.commands})
        for command in self.commands:
            text = pages[f"covmap-{command}.1.gz"]
            self.assertIn(f"covmap\\-{command}", pages["covmap.1.gz"])
            self.assertTrue(text.startswith(f".TH COVMAP\\-{command.upper()} 1"), text[:80])
            for section in (".SH NAME", ".SH DESCRIPTION", ".SH EXIT CODES", ".SH EXAMPLE"):
                self.assertIn(section, text)
            for option in re.findall(r"--[a-z][a-z-]*", call(self.program, command, "--help")):
                if option != "--help":
                    self.assertIn(option.replace("-", "\\-"), text, f"{command}: its page does not speak of {option}")
            self.assertNotRegex(text, r"\]\(|\|---|\*\*|^#", f"{command}: Markdown is left")

    def test_man_pages_have_no_request_that_the_text_did_not_mean(self):
        known = (".TH", ".SH", ".PP", ".TP", ".IP", ".RS", ".RE", ".nf", ".fi")
        for name, text in self.man_pages().items():
            for line in text.splitlines():
                if line.startswith((".", "'")):
                    self.assertIn(line.split()[0], known, name)

    def test_completions_are_what_the_program_prints(self):
        share = self.prefix / "share"
        self.assertEqual((share / "bash-completion/completions/covmap").read_text(), call(self.program, "completion", "bash"))
        self.assertEqual((share / "zsh/vendor-completions/_covmap").read_text(), call(self.program, "completion", "zsh"))

    def test_the_example_builds_on_the_installed_engine_and_answers_as_the_program_does(self):
        build, sample = self.folder / "example", SOURCE / "data/sample"
        call("cmake", "-S", self.prefix / "share/doc/covmap/docs/examples/engine", "-B", build, f"-DCMAKE_PREFIX_PATH={self.prefix}")
        call("cmake", "--build", build)
        place = ("-4.233995", "46.630406")
        told = call(build / "place", sample / "job.toml", self.folder / "run", *place)
        self.assertIn("commune_name: Saint-Écume", told)
        rows = call(self.program, "at", self.folder / "run", *place, "--format", "csv").splitlines()
        self.assertEqual([line.split(": ")[0] for line in told.splitlines()], rows[0].split(","))

    def test_headers_are_complete_and_need_no_third_party(self):
        include = self.prefix / "include/covmap"
        doors = re.findall(r"`(\w+/[\w/]+\.hpp)`", (SOURCE / "docs/library.md").read_text(encoding="utf-8"))
        self.assertGreater(len(doors), 8)
        unit = self.folder / "doors.cpp"
        unit.write_text("".join(f'#include "{door}"\n' for door in doors), encoding="utf-8")
        needed = call("c++", "-std=c++20", "-fsyntax-only", "-Wall", "-Wextra", "-Werror", "-MD", "-MF", "/dev/stdout", f"-I{include}", unit)
        for header in re.findall(r"\S+\.hpp?\b", needed):
            self.assertTrue(header.startswith((str(include), "/usr/lib/gcc")) or "/c++/" in header or "/bits/" in header
                            or Path(header).parent == Path("/usr/include") or "/sys/" in header, header)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
