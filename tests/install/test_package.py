"""The Debian package of the program as cpack makes it, lintian's word on it, and the bill of materials beside it.

    test_package.py BUILD_FOLDER SOURCE_FOLDER VERSION
"""

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

BUILD, SOURCE = (Path(word).resolve() for word in sys.argv[1:3])
VERSION = sys.argv[3]


def call(*words, **options) -> str:
    done = subprocess.run([str(word) for word in words], capture_output=True, text=True, check=False, **options)
    if done.returncode != 0:
        raise AssertionError(f"{words}: exit code {done.returncode}\n{done.stdout}{done.stderr}")
    return done.stdout


def needed(program) -> set[str]:
    return set(re.findall(r"\(NEEDED\).*\[(.+)\]", call("readelf", "-d", program)))


class PackageTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = Path(tempfile.mkdtemp(prefix="covmap-package-"))
        cls.addClassCleanup(shutil.rmtree, cls.folder)
        call("cpack", "--config", BUILD / "CPackConfig.cmake", "-B", cls.folder / "made", "-D", "CPACK_COMPONENTS_ALL=program",
             "-D", "CPACK_DEBIAN_COMPRESSION_TYPE=gzip")  # quicker than xz
        (cls.package,) = (cls.folder / "made").glob("*.deb")
        call("dpkg-deb", "--extract", cls.package, cls.folder / "root")
        cls.program = cls.folder / "root/usr/bin/covmap"

    def field(self, name: str) -> str:
        return call("dpkg-deb", "--field", self.package, name).strip()

    def test_its_name_and_control_say_what_it_is(self):
        architecture = call("dpkg", "--print-architecture").strip()
        self.assertEqual(self.package.name, f"covmap_{VERSION}_{architecture}.deb")
        self.assertEqual((self.field("Package"), self.field("Version"), self.field("Architecture")), ("covmap", VERSION, architecture))
        self.assertEqual((self.field("Section"), self.field("Priority")), ("science", "optional"))
        self.assertRegex(self.field("Maintainer"), r"^.+ <.+@.+>$")
        self.assertGreater(len(self.field("Description").splitlines()), 2)

    def test_it_depends_on_every_package_whose_library_the_program_loads(self):
        depends = {re.split(r"[ (:]", word.strip())[0] for word in self.field("Depends").split(",")}
        for library in needed(self.program):
            owners = {line.split(":")[0] for line in call("dpkg", "-S", f"*/{library}").splitlines()}
            self.assertTrue(owners & depends, f"{library} of {owners} is in none of {depends}")

    def test_it_holds_the_program_its_pages_and_completions_and_the_program_runs(self):
        root = self.folder / "root"
        for name in ("man/man1/covmap.1.gz", "man/man1/covmap-run.1.gz", "bash-completion/completions/covmap", "zsh/vendor-completions/_covmap",
                     "doc/covmap/copyright", "doc/covmap/licences.txt", "doc/covmap/README.md"):
            self.assertTrue((root / "usr/share" / name).is_file(), name)
        told = dict(line.split(" ", 1) for line in call(self.program, "--version").splitlines() if line)
        self.assertEqual(told["covmap"], VERSION)
        self.assertLessEqual({"covmap", "gdal", "geos", "proj", "epsg"}, told.keys())

    def test_lintian_finds_no_error(self):
        told = subprocess.run(["lintian", "--allow-root", "--fail-on", "error", self.package], capture_output=True, text=True, check=False)
        self.assertEqual(told.returncode, 0, told.stdout + told.stderr)

    def test_the_bill_of_materials_names_what_the_program_is_made_of(self):
        paths = [self.folder / name for name in ("one.json", "two.json")]
        for path in paths:
            call(SOURCE / "cmake/sbom.py", BUILD / "cli/covmap", VERSION, SOURCE, path, env={**os.environ, "SOURCE_DATE_EPOCH": "86400"})
        self.assertEqual(paths[0].read_bytes(), paths[1].read_bytes())
        bill = json.loads(paths[0].read_text(encoding="utf-8"))
        self.assertEqual((bill["spdxVersion"], bill["dataLicense"], bill["SPDXID"]), ("SPDX-2.3", "CC0-1.0", "SPDXRef-DOCUMENT"))
        self.assertEqual(bill["creationInfo"]["created"], "1970-01-02T00:00:00Z")
        self.assertTrue(bill["creationInfo"]["creators"] and bill["documentNamespace"].startswith("https://"))
        packages = {package["SPDXID"]: package for package in bill["packages"]}
        self.assertEqual(len(packages), len(bill["packages"]))
        for identifier, package in packages.items():
            self.assertRegex(identifier, r"^SPDXRef-[A-Za-z0-9.-]+$")
            self.assertTrue(package["name"] and package["versionInfo"] and package["downloadLocation"], identifier)
        known = packages.keys() | {"SPDXRef-DOCUMENT"}
        self.assertEqual({end for relation in bill["relationships"] for end in (relation["spdxElementId"], relation["relatedSpdxElement"])}, known)
        linked = {packages[relation["relatedSpdxElement"]]["name"] for relation in bill["relationships"] if relation["relationshipType"] == "DYNAMIC_LINK"}
        self.assertLessEqual({"libgdal32", "libgeos-c1v5", "libproj25", "libc6"}, linked)
        self.assertEqual(packages["SPDXRef-deb-libgdal32"]["versionInfo"], call("dpkg-query", "-W", "-f", "${Version}", "libgdal32"))
        lock = json.loads((SOURCE / "cli/viewer/package-lock.json").read_text(encoding="utf-8"))
        self.assertEqual(packages["SPDXRef-npm-maplibre-gl"]["versionInfo"], lock["packages"]["node_modules/maplibre-gl"]["version"])

    def test_the_notes_of_the_version_are_its_section_of_the_changes(self):
        notes = call(SOURCE / ".ci/notes", VERSION)
        self.assertRegex(notes.splitlines()[0], rf"^## (Unreleased|{re.escape(VERSION)})")
        self.assertEqual(len(re.findall(r"^## ", notes, re.MULTILINE)), 1)
        self.assertIn("### Added", notes)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
