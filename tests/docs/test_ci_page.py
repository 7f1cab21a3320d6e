"""The workflow files of docs/ci.md: parsed as the services would, their lines of covmap typed on the sample.

    test_ci_page.py COVMAP SOURCE_FOLDER
"""

import os
import re
import shutil
import sys
import unittest
from pathlib import Path

import yaml
from workbench import Workbench

COVMAP, SOURCE = (Path(word).resolve() for word in sys.argv[1:3])
EXAMPLES = SOURCE / "docs/examples/ci"


def parsed(name):
    """YAML without a key given twice, which PyYAML itself lets pass."""

    class Loader(yaml.SafeLoader):
        def construct_mapping(self, node, deep=False):
            keys = [self.construct_object(key) for key, _ in node.value]
            if len(keys) != len(set(keys)):
                raise AssertionError(f"{name}:{node.start_mark.line + 1}: a key twice among {keys}")
            return super().construct_mapping(node, deep)

    return yaml.load((EXAMPLES / name).read_text(encoding="utf-8"), Loader)


def github_lines():
    (job,) = parsed("github.yml")["jobs"].values()
    return [line for step in job["steps"] for line in step.get("run", "").splitlines()]


def gitlab_lines():
    return parsed("gitlab.yml")["coverage"]["script"]


class CiPageTest(unittest.TestCase):
    def test_the_workflow_of_github_has_what_github_asks_for(self):
        workflow = parsed("github.yml")
        self.assertEqual(set(workflow), {"name", True, "jobs"})  # «on» is a truth value of YAML 1.1
        (job,) = workflow["jobs"].values()
        self.assertLessEqual(set(job), {"runs-on", "container", "env", "steps"})
        for step in job["steps"]:
            self.assertEqual(("uses" in step) + ("run" in step), 1, step)
            self.assertLessEqual(set(step), {"name", "uses", "run", "with", "if"})
            self.assertRegex(step.get("uses", "actions/x@v1"), r"^[\w-]+/[\w-]+@v\d+$")
        self.assertIn("${PACKAGE}", "".join(github_lines()).replace('"$PACKAGE"', "${PACKAGE}"))
        self.assertTrue(job["env"]["PACKAGE"].endswith("_amd64.deb"))

    def test_the_pipeline_of_gitlab_has_what_gitlab_asks_for(self):
        (job,) = parsed("gitlab.yml").values()
        self.assertEqual(set(job), {"image", "script", "artifacts"})
        self.assertEqual(job["image"]["entrypoint"], [""])  # the image's own would take the shell for a command of covmap
        self.assertTrue(all(isinstance(line, str) for line in job["script"]))
        self.assertIn(f"-o {job['artifacts']['reports']['junit']}", job["script"][-1])

    def test_their_lines_of_covmap_run_and_find_a_golden_run_equal(self):
        bench = Workbench(COVMAP, SOURCE, ["data/sample"], "en_GB.UTF-8")
        self.addCleanup(bench.remove)
        shutil.copytree(bench.folder / "data/sample", bench.folder, dirs_exist_ok=True)
        (bench.folder / "job.toml").rename(bench.folder / "region.toml")
        page = (SOURCE / "docs/ci.md").read_text(encoding="utf-8")
        once = re.search(r"^## Once.*?\n\n((?:    [^\n]*\n)+)", page, re.MULTILINE | re.DOTALL)[1]
        summary = bench.folder / "summary.md"
        typed = 0
        for lines in (github_lines(), gitlab_lines()):
            for line in [*(line.strip() for line in once.splitlines()), *lines]:
                if not line.startswith(("covmap ", "mkdir ", "cp ")):
                    continue
                if line.startswith("covmap run"):
                    shutil.rmtree(bench.folder / "out", ignore_errors=True)  # each job of a service begins in a clean folder
                code, printed, errors = bench.type(f"export GITHUB_STEP_SUMMARY={summary}; {line}")
                self.assertEqual(code, 0, f"{line}\n{printed}{errors}")
                typed += 1
        self.assertEqual(typed, 10)
        self.assertGreater(summary.stat().st_size, 50)
        self.assertIn("<testsuite", (bench.folder / "diff.xml").read_text(encoding="utf-8"))

    def test_the_commands_that_make_package_and_image_are_there(self):
        page = (SOURCE / "docs/ci.md").read_text(encoding="utf-8")
        for name in (".ci/package", "Dockerfile"):
            self.assertTrue((SOURCE / name).is_file())
        self.assertTrue(os.access(SOURCE / ".ci/package", os.X_OK))
        self.assertIn(".ci/package", page)
        self.assertIn("docker build", page)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
