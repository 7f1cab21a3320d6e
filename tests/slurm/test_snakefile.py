"""docs/examples/cluster/Snakefile run by Snakemake, and --part auto by GNU parallel: both give the run of one machine.

    test_snakefile.py COVMAP SOURCE_FOLDER
"""

import os
import shutil
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

COVMAP, SOURCE = (Path(word).resolve() for word in sys.argv[1:3])
SKIPPED = 77
TIMES = "timings.json"  # differ in any two runs


def files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file() and path.name != TIMES}


class SnakefileTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = Path(tempfile.mkdtemp(prefix="covmap-snake-"))
        cls.addClassCleanup(shutil.rmtree, cls.folder)
        shutil.copytree(SOURCE / "data/sample", cls.folder / "sample")
        (cls.folder / "bin").mkdir()
        (cls.folder / "bin/covmap").symlink_to(COVMAP)
        cls.environment = {**os.environ, "PATH": f"{cls.folder}/bin:/usr/bin:/bin", "HOME": str(cls.folder)}
        cls.type("covmap run sample/job_sites.toml -o alone --progress none")

    @classmethod
    def type(cls, line: str) -> str:
        done = subprocess.run(["bash", "-c", line], cwd=cls.folder, env=cls.environment, capture_output=True, text=True, check=False)
        if done.returncode != 0:
            raise AssertionError(f"{line}: exit code {done.returncode}\n{done.stdout}{done.stderr}")
        return done.stdout

    def is_as_alone(self, folder: str) -> None:
        alone, merged = files(self.folder / "alone"), files(self.folder / folder)
        self.assertGreater(len(alone), 20)
        self.assertEqual(sorted(alone), sorted(merged))
        self.assertEqual([name for name in alone if alone[name] != merged[name]], [])

    def test_snakemake(self):
        self.type(f"snakemake --snakefile {SOURCE}/docs/examples/cluster/Snakefile --cores 2 --config job=sample/job_sites.toml parts=3 out=by_rules")
        self.is_as_alone("by_rules")

    def test_gnu_parallel(self):
        told = self.type("covmap plan sample/job_sites.toml --parts 3 -o parts --progress none &&"
                         " parallel -N0 covmap run sample/job_sites.toml --part auto --parts 3 -o parts --progress plain ::: $(seq 3) 2>&1")
        self.assertIn("part 2 of 3 (GNU parallel: PARALLEL_SEQ)", told)
        self.type("covmap merge parts -o by_parallel --progress none")
        self.is_as_alone("by_parallel")


if __name__ == "__main__":
    if lacking := [name for name in ("snakemake", "parallel") if shutil.which(name, path="/usr/bin:/bin") is None]:
        print(f"skipped: there is no {', '.join(lacking)}; .ci/install --slurm installs them")
        sys.exit(SKIPPED)
    unittest.main(argv=sys.argv[:1])
