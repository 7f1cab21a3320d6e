"""covmap submit on a Slurm of the test's own: an array of which one task is killed, queued again, and the run is that of one machine.

    test_submit.py COVMAP SOURCE_FOLDER
"""

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import unittest
from pathlib import Path

from cluster import Cluster, missing

COVMAP, SOURCE = (Path(word).resolve() for word in sys.argv[1:3])
SKIPPED = 77
PARTS = 5
OWN_TIMES = {"timings.json"}  # differ in any two runs


def task_of(folder: Path) -> int | None:
    """The process of a part that works in the folder."""
    for entry in Path("/proc").iterdir():
        try:
            if not entry.name.isdigit() or Path(os.readlink(entry / "cwd")) != folder:
                continue
            words = (entry / "cmdline").read_bytes().split(b"\0")
        except OSError:  # it ended meanwhile
            continue
        if b"--part" in words and words[0] == os.fsencode(COVMAP):
            return int(entry.name)
    return None


def files(folder: Path) -> dict[str, bytes]:
    found = {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    return {name: content for name, content in found.items() if Path(name).name not in OWN_TIMES}


class SubmitTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = Path(tempfile.mkdtemp(prefix="covmap-slurm-"))
        cls.addClassCleanup(shutil.rmtree, cls.folder)
        shutil.copytree(SOURCE / "data/sample", cls.folder / "it's a sample")
        (cls.folder / "slurm").mkdir()
        cls.cluster = Cluster(cls.folder / "slurm")
        cls.addClassCleanup(cls.cluster.stop)
        cls.cluster.start()

    def covmap(self, *words, code=0) -> str:
        done = subprocess.run([COVMAP, *words], cwd=self.folder, env=self.cluster.environment, capture_output=True, text=True, check=False)
        self.assertEqual(done.returncode, code, f"{words}\n{done.stdout}{done.stderr}")
        return done.stdout if code == 0 else done.stderr

    def submit(self, out: str) -> dict[str, str]:
        told = json.loads(self.covmap("submit", "it's a sample/job_sites.toml", "--slurm", "--parts", str(PARTS), "-o", out, "--format", "json"))
        return {job["name"]: job["id"] for job in told["jobs"]}

    def catch_a_task(self) -> int:
        """Stopped, so that it does not end before it is dealt with."""
        end = time.monotonic() + 120
        while (task := task_of(self.folder)) is None:
            self.assertLess(time.monotonic(), end, self.logs("caught", "killed") + self.cluster.logs())
        os.kill(task, signal.SIGSTOP)
        return task

    def logs(self, *outs: str) -> str:
        logs = [path for out in outs for path in sorted((self.folder / f"{out}_parts/slurm").glob("*.log"))]
        return "\n".join(f"{path.name}:\n{path.read_text(encoding='utf-8')[-2000:]}" for path in logs)

    def queue_is_empty(self) -> bool:
        return not self.cluster.call("squeue", "--noheader")

    def test_a_task_that_is_killed_is_queued_again_and_the_run_is_that_of_one_machine(self):
        self.covmap("run", "it's a sample/job_sites.toml", "-o", "alone", "--progress", "none")
        ids = self.submit("killed")
        os.kill(self.catch_a_task(), signal.SIGKILL)
        self.cluster.wait_for("the merge", self.queue_is_empty)
        logs = self.logs("killed")
        self.assertIn("exit code 137: queued again", logs)
        self.assertIn("DUE TO JOB REQUEUE", logs)
        restarts = [job for job in self.cluster.call("scontrol", "show", "job", ids["part"]).split("\n\n") if "Restarts=1 " in job]
        self.assertEqual(len(restarts), 1, logs)
        self.assertIn("JobState=COMPLETED", restarts[0])
        alone, merged = files(self.folder / "alone"), files(self.folder / "killed")
        self.assertGreater(len(alone), 20)
        self.assertEqual(sorted(alone), sorted(merged), logs)
        self.assertEqual([name for name in alone if alone[name] != merged[name]], [])

    def test_what_is_cancelled_stays_so_and_what_waits_for_it_goes(self):
        ids = self.submit("cancelled")
        task = self.catch_a_task()
        self.cluster.call("scancel", ids["part"])
        os.kill(task, signal.SIGCONT)
        self.cluster.wait_for("the end of all jobs", self.queue_is_empty)
        for name in ("part", "merge"):
            self.assertIn("JobState=CANCELLED", self.cluster.call("scontrol", "show", "job", ids[name]), name)
        self.assertFalse((self.folder / "cancelled/manifest.json").exists())

    def test_what_slurm_refuses_is_told_with_its_words(self):
        told = self.covmap("submit", "it's a sample/job_sites.toml", "--slurm", "--parts", "2", "-o", "refused", "--option=--partition=nowhere",
                           code=1)
        self.assertIn("invalid partition specified: nowhere", told)
        self.assertIn("nothing was submitted", told)


if __name__ == "__main__":
    if lacking := missing():
        print(f"skipped: there is no {', '.join(lacking)}; .ci/install --slurm installs them")
        sys.exit(SKIPPED)
    unittest.main(argv=sys.argv[:1])
