"""The jobs that two builds are compared by: those of the sample, and those of benchmarks/jobs on published data."""

import dataclasses
import os
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = ROOT / "data" / "sample"
EVERY_FORMAT = ("csv", "geojson", "gpkg", "fgb", "tif", "pmtiles", "mbtiles", "html")


def real_data() -> Path:
    """The folder that the tests on published data use; it may be missing."""
    return Path(os.environ.get("COVMAP_REAL_DATA") or ROOT.parent / "shared" / "data")


@dataclasses.dataclass(frozen=True)
class Program:
    path: Path

    def call(self, arguments: list[str], folder: Path, output: str | None = None) -> str:
        """Runs it in `folder`, so that both builds are given the same names; stdout goes to the file `output` there.
        Returns what went wrong, or nothing."""
        done = subprocess.run([self.path, *arguments], cwd=folder, capture_output=True, check=False)
        if output:
            (folder / output).write_bytes(done.stdout)
        # diff and reconcile use 1 for "different".
        if done.returncode not in ((0, 1) if arguments[0] in ("diff", "reconcile") else (0,)):
            return f"{self.path} {' '.join(arguments)}: exit code {done.returncode}\n{done.stderr.decode(errors='replace')}"
        return ""


@dataclasses.dataclass(frozen=True)
class Job:
    name: str
    file: Path
    formats: tuple[str, ...]
    needs: str = ""  # a folder below the published data
    changed: str = ""  # KEY=VALUE of another run, made from the first one's tally, that covmap diff holds against it
    places: tuple[tuple[str, str], ...] = ()  # longitude, latitude: for covmap at
    sheets: tuple[str, ...] = ()  # codes of territories: for covmap report

    def missing(self, data: Path) -> str:
        """What it lacks to be run, or nothing."""
        return f"there is no {data / self.needs}" if self.needs and not (data / self.needs).is_dir() else ""

    def run(self, program: Program, folder: Path, data: Path) -> list[str]:
        """Leaves in `folder` the run, and what the other commands make of it. Returns what went wrong."""
        faults = [self._run_job(program, folder, data)]
        if faults[0]:
            return faults
        faults.append(program.call(["tally", "run"], folder, "tally.csv"))
        for territory in self.sheets:
            faults.append(program.call(["report", "run", "--territory", territory, "-o", f"{territory}.html"], folder))
        for number, (longitude, latitude) in enumerate(self.places):
            for form in ("json", "geojson", "csv"):
                faults.append(program.call(["at", "run", longitude, latitude, "--format", form], folder, f"at_{number}.{form}"))
        if self.changed:
            faults += self._changed_run(program, folder)
        return [fault for fault in faults if fault]

    def _changed_run(self, program: Program, folder: Path) -> list[str]:
        words = ["run", str(self.file), "-o", "changed", "--from", "run", "--progress", "none", "--set", self.changed]
        faults = [program.call(words, folder)]
        for form, ending in (("json", "json"), ("csv", "csv"), ("geojson", "geojson"), ("junit", "xml"), ("markdown", "md")):
            faults.append(program.call(["diff", "run", "changed", "--all", "--format", form], folder, f"diff.{ending}"))
        return faults

    def _run_job(self, program: Program, folder: Path, data: Path) -> str:
        file = self.file
        if file.suffix == ".in":
            file = folder.parent / file.stem  # the same path for both builds
            file.write_text(self.file.read_text(encoding="utf-8").replace("@DATA@", str(data.resolve())), encoding="utf-8")
        formats = "output.formats=[" + ",".join(f'"{form}"' for form in self.formats) + "]"
        return program.call(["run", str(file), "-o", "run", "--progress", "none", "--set", formats], folder)


def _real(name: str, needs: str, formats: tuple[str, ...], template: str = "") -> Job:
    return Job(name, ROOT / "benchmarks" / "jobs" / f"{template or name}.toml.in", formats, needs)


MAPS = ("csv", "geojson", "gpkg", "fgb", "tif")
JOBS = (
    Job("sample", SAMPLE / "job.toml", EVERY_FORMAT, changed="indicator[0].operators.min=2", places=(("-4.233995", "46.630406"),),
        sheets=("00102",)),
    Job("sites", SAMPLE / "job_sites.toml", EVERY_FORMAT),
    Job("premises", SAMPLE / "job_premises.toml", EVERY_FORMAT),
    Job("fcc", SAMPLE / "job_fcc.toml", EVERY_FORMAT),
    _real("ibiza", "ibiza", MAPS),
    _real("saomiguel", "saomiguel", MAPS),
    _real("switzerland", "switzerland", MAPS, "swiss"),
    _real("lot", "france/lot", MAPS),
    _real("france", "france", ("csv", "gpkg")),
)
