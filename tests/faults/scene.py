"""A folder with an earlier run and files of a user's, in which covmap runs and fails."""

import hashlib
import os
import resource
import shutil
import subprocess
import time

TINY = """version = 1
[[demand]]
source = "squares.csv"
columns = { id = "GRD_ID" }
attributes = { population = "T" }
[[territory]]
source = "communes.geojson"
columns = { code = "code" }
"""
SQUARES = "GRD_ID,T\nCRS3035RES1000mN2776000E3326000,18\nCRS3035RES1000mN2776000E3327000,42\n"
COMMUNES = (
    '{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"code":"01001"},"geometry":'
    '{"type":"Polygon","coordinates":[[[-6,44],[3,44],[3,49],[-6,49],[-6,44]]]}}]}'
)

# None of these is covmap's, whatever their names.
USERS = {
    "thesis.odt": "years of work",
    "out.swap.odt": "mine",
    "out.old-2023/letter.odt": "mine",
    "out.partial-mine/letter.odt": "mine",
    "out.partial-elsewhere-00000000-1-00000000/letter.odt": "mine",
}

NEVER_LONGER_S = 120


class Broken(Exception):
    """A claim that did not hold."""


def content_of(folder):
    """Hashes by name of all files but timings.json, whose times differ; None where there is no folder."""
    if not folder.is_dir():
        return None
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file() and path.name != "timings.json"
    }


class World:
    """The program, two jobs, and what their runs look like when nothing fails."""

    def __init__(self, program, shim, sample, folder):
        self.program, self.shim, self.folder = program, shim, folder
        folder.mkdir(parents=True)
        shutil.copytree(sample, folder / "sample")
        for name, text in (("tiny.toml", TINY), ("squares.csv", SQUARES), ("communes.geojson", COMMUNES)):
            (folder / name).write_text(text, encoding="utf-8")
        self.job = ["run", str(folder / "sample/job.toml"), "--progress", "none", "--overwrite"]
        self.tiny = ["run", str(folder / "tiny.toml"), "--progress", "none", "--overwrite"]
        self.old_folder, self.new_folder = folder / "old", folder / "new"
        self.whole(self.tiny, self.old_folder)
        began = time.monotonic()
        self.whole(self.job, self.new_folder)
        self.seconds = time.monotonic() - began
        self.old, self.new = content_of(self.old_folder), content_of(self.new_folder)
        self.tallies = {self.tally(self.old_folder), self.tally(self.new_folder)}
        self.largest = max(path.stat().st_size for path in self.new_folder.rglob("*") if path.is_file())
        self.counts = {exchange: self.counted(exchange) for exchange in (True, False)}
        self.reads = self.counted(True, of_sample=True)["read"]
        self.loads_in = self.smallest_memory(["--version"])
        self.runs_in = self.smallest_memory([*self.job, "-o", str(folder / "memory")], 128 << 20, self.loads_in)

    def begin(self, arguments, cwd=None, environment=None, limits=()):
        def limit():
            for what, most in limits:
                resource.setrlimit(what, (most, most))
            resource.setrlimit(resource.RLIMIT_CORE, (0, 0))

        return subprocess.Popen([str(self.program), *arguments], cwd=cwd, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                                stderr=subprocess.PIPE, text=True, errors="replace", preexec_fn=limit,
                                env={**os.environ, "LC_ALL": "C", **(environment or {})})

    def whole(self, arguments, out, environment=None):
        process = self.begin([*arguments, "-o", str(out)], environment=environment)
        stdout, err = process.communicate(timeout=NEVER_LONGER_S)
        if process.returncode != 0:
            raise Broken(f"a run that nothing disturbs: exit {process.returncode}: {err}")
        return stdout

    def tally(self, out):
        process = self.begin(["tally", str(out)])
        stdout, err = process.communicate(timeout=NEVER_LONGER_S)
        return stdout if process.returncode == 0 else f"exit {process.returncode}: {err}"

    def faulty(self, root, fault="", exchange=True, hit=None):
        return {"LD_PRELOAD": str(self.shim), "COVMAP_FAULT_ROOT": str(root), "COVMAP_FAULT": fault,
                "COVMAP_FAULT_EXCHANGE": "yes" if exchange else "no", "COVMAP_FAULT_HIT": str(hit or "")}

    def counted(self, exchange, of_sample=False):
        """Operations by kind of a run that replaces another: below its folder, or on its inputs."""
        root, counts = self.folder / "counted", self.folder / "counts.txt"
        shutil.copytree(self.old_folder, root / "out")
        watched = self.folder / "sample" if of_sample else root
        self.whole(self.job, root / "out", {**self.faulty(watched, exchange=exchange), "COVMAP_FAULT_COUNTS": str(counts)})
        shutil.rmtree(root)
        return {kind: int(count) for kind, count in (line.split() for line in counts.read_text().splitlines())}

    def smallest_memory(self, arguments, step=8 << 20, least=0):
        """Bytes in which a command ends well."""
        for bytes_ in range(least + step, 1 << 34, step):
            process = self.begin(arguments, limits=[(resource.RLIMIT_AS, bytes_)])
            process.communicate(timeout=NEVER_LONGER_S)
            if process.returncode == 0:
                return bytes_
        raise Broken(f"covmap {arguments[0]} needs over 16 GiB")


class Scene:
    def __init__(self, world, folder):
        self.world, self.folder, self.out = world, folder, folder / "out"
        self.scratch = folder / "scratch"
        self.users = set()
        self.first = False

    def claim(self, holds, what):
        if not holds:
            raise Broken(what)

    def start(self, first, run=None):
        """`first`: no run stands there yet."""
        shutil.rmtree(self.folder, ignore_errors=True)
        self.first = first
        for name, text in USERS.items():
            path = self.folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        self.scratch.mkdir()
        self.users = self.beside()
        if not first:
            shutil.copytree(run or self.world.old_folder, self.out)

    def beside(self):
        return {path.name for path in self.folder.iterdir()} - {"out", "hit"}

    def content(self):
        return content_of(self.out)

    def was_hit(self):
        return (self.folder / "hit").exists()

    def command(self, arguments, environment=None, limits=()):
        """covmap among the user's files, its scratch in a folder of the scene."""
        return self.world.begin(arguments, cwd=self.folder, environment={"TMPDIR": str(self.scratch), **(environment or {})},
                                limits=limits)

    def begin(self, fault="", exchange=True, file_bytes=None, memory_bytes=None, root=None):
        limits = [(resource.RLIMIT_FSIZE, file_bytes)] if file_bytes is not None else []
        limits += [(resource.RLIMIT_AS, memory_bytes)] if memory_bytes is not None else []
        environment = self.world.faulty(root or self.folder, fault, exchange, self.folder / "hit") if fault else None
        return self.command([*self.world.job, "-o", str(self.out)], environment, limits)

    def ended(self, process, killed=False, may_leave=False, words=None, must_fail=False, warning=None):
        """What holds once a run that was disturbed is over. `warning`: where it ended well all the same, it tells this."""
        out, err = process.communicate(timeout=NEVER_LONGER_S)
        code = process.returncode
        warned = warning is not None and warning in out
        self.claim(code == 1 or (code == 0 and (warned or not must_fail)) or (killed and code == -9), f"exit {code}: {err}")
        if code == 1:
            told = [line for line in err.splitlines() if line.startswith("covmap: ")]
            self.claim(len(told) == 1 and "unexpected failure" not in err and "--overwrite" not in err, f"message: {err}")
            self.claim(words is None or any(word in err for word in words), f"the cause is not told: {err}")
        if code != -9 and not may_leave:
            self.nothing_left(err)
        self.stands(new=code == 0)

    def nothing_left(self, why):
        self.claim(self.beside() == self.users, f"left beside: {self.beside() ^ self.users}; {why}")
        left = sorted(path.name for path in self.scratch.iterdir())
        self.claim(not left, f"left in the scratch folder: {left}; {why}")

    def stands(self, new):
        """The earlier run whole, or the new one."""
        content = self.content()
        if new:
            self.claim(content == self.world.new, "exit 0, and the run is not whole")
        elif content is None and not self.first:
            self.claim(self.world.tally(self.out) in self.world.tallies, "killed between renames, and readers find no run")
        elif content is not None:
            allowed = [self.world.new] if self.first else [self.world.old, self.world.new]
            self.claim(content in allowed, "neither the earlier run whole nor the new one")

    def next_run(self):
        """Succeeds, and clears away what is covmap's and nothing else."""
        process = self.command([*self.world.tiny, "-o", str(self.out)])
        _, err = process.communicate(timeout=NEVER_LONGER_S)
        self.claim(process.returncode == 0, f"the next run: exit {process.returncode}: {err}")
        self.claim(self.content() == self.world.old, "the next run is not whole")
        self.nothing_left("after the next run")
        self.users_are_whole()

    def users_are_whole(self):
        for name, text in USERS.items():
            self.claim((self.folder / name).read_text(encoding="utf-8") == text, f"{name} of the user's is not as it was")
