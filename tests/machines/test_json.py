"""Every command that prints, as JSON: held against docs/schema. test_json.py COVMAP SOURCE"""
import json
import pathlib
import subprocess
import sys
import tempfile

from schemas import Schemas

covmap, source = sys.argv[1], pathlib.Path(sys.argv[2])
sample = source / "data/sample"
schemas = Schemas(source)
kept = tempfile.TemporaryDirectory(prefix="covmap-json-")
folder = pathlib.Path(kept.name)


def run(*arguments):
    return subprocess.run([covmap, *map(str, arguments)], cwd=folder, capture_output=True, text=True, timeout=300)


def answer(schema, *arguments, code=0):
    """What a command prints on stdout, held against its schema."""
    ran = run(*arguments)
    assert ran.returncode == code, (arguments, ran.returncode, ran.stderr)
    return schemas.check(schema, json.loads(ran.stdout))


def failure(kind, code, *arguments):
    """What a command says on the last line of stderr where it fails."""
    ran = run(*arguments)
    assert ran.returncode == code, (arguments, ran.returncode, ran.stderr)
    told = schemas.check("error", json.loads(ran.stderr.splitlines()[-1]))["error"]
    assert (told["code"], told["exit_code"]) == (kind, code), told
    assert told["next"], told
    return told


def check_run():
    told = answer("run", "run", sample / "job.toml", "-o", "sample", "--progress", "none", "--format", "json")
    assert told["job"] == "brume-2025" and told["territories"] == 42 and "manifest.json" in told["files"]
    any_4g = told["indicators"][0]
    assert any_4g["name"] == "any_4g" and 91 < any_4g["pct"] < 92 and any_4g["pct_lo"] < any_4g["pct"] < any_4g["pct_hi"]
    assert any_4g["worst"][0]["code"] == "0A027"
    answer("run", "run", sample / "job.toml", "--from", "sample", "-o", "larger", "--progress", "none", "--format", "json", "--set",
           "zones[0].minimum=50")


def check_places():
    place = answer("at", "at", "sample", "-4.277790", "46.585905", "--format", "json")
    assert place["commune"] == "0A027"
    outside = answer("at", "at", "sample", "-6", "46", "--format", "json")
    assert outside["commune"] is None
    (folder / "points.csv").write_text("id,lon,lat\na,-4.277790,46.585905\nb,abc,1\nc,-6,46\n")
    ran = run("at", "sample", "--points", "points.csv", "--format", "json", "-o", "points.json")
    assert ran.returncode == 0 and ran.stdout == "", ran.stderr
    assert ran.stderr == ("3 points: 1 inside, 1 outside every territory, 1 not read\n"
                          "  coordinate-not-a-number: 1 (the first: b: abc 1)\n"), ran.stderr
    points = schemas.check("points", json.loads((folder / "points.json").read_text()))
    assert [point["state"] for point in points] == ["inside", "not_read", "outside"]
    assert {**place, "id": "a", "state": "inside", "reason": None} == points[0]
    as_csv = run("at", "sample", "--points", "points.csv", "--x", "lon", "--y", "lat", "--id", "id").stdout.splitlines()
    alone = run("at", "sample", "-4.277790", "46.585905", "--format", "csv").stdout.splitlines()
    assert as_csv[0] == alone[0] + ",state,reason" and as_csv[1] == "a" + alone[1] + ",inside,"
    (folder / "none.csv").write_text("id,lon,lat\n")
    ran = run("at", "sample", "--points", "none.csv", "--format", "json")
    assert json.loads(ran.stdout) == [], ran.stdout


def check_numbers():
    alone = json.loads(run("explain", "sample", "any_4g_population_pct", "--format", "json").stdout)
    schemas.check("explain", {"rows": alone})
    row = json.loads(run("explain", "sample", "any_4g_population_pct", "0A002", "--format", "json").stdout)
    schemas.check("explain", {"rows": row})
    assert row[0]["code"] == "0A002" and row[0]["sums"]
    answer("diff", "diff", "sample", "larger", "--format", "json", code=1)
    statistics = sample / "2024T4_op_communes.csv"
    by_out = answer("reconcile", "reconcile", "sample", statistics, "--format-out", "json", "--all", code=1)
    assert by_out == answer("reconcile", "reconcile", "sample", statistics, "--format", "json", "--all", code=1)
    lost = answer("resilience", "resilience", "sample", "--standard", "any_4g", "--format", "json")
    assert lost["folder"] is None and lost["losses"][0]["served"]["population"] > 1000
    written = answer("resilience", "resilience", "sample", "-o", "lost", "--format", "json")
    assert "manifest.json" in written["files"] and (folder / "lost/manifest.json").exists()


def check_files():
    answer("check", "check", sample / "job.toml", "--format", "json")
    broken = (sample / "job.toml").read_text().replace("version = 1", "version = 1\ncolour = 1")
    (folder / "broken.toml").write_text(broken)
    assert answer("check", "check", "broken.toml", "--format", "json", code=1)["errors"] > 0
    answer("verify", "verify", "sample", "--format", "json")
    inputs = [sample / name for name in ("sites.csv", "communes.gpkg", "people_200m.tif", "places.csv")]
    assert len(answer("inspect", "inspect", *inputs, "--format", "json")) == len(inputs)
    sites = answer("sites", "sites", "sample", "--candidates", "grid:4km", "--k", "2", "--radius-km", "5", "-o", "sites",
                   "--format", "json")
    assert len(sites["sites"]) == 2 and 0 < sites["gain"] <= sites["bound"]
    assert answer("tiles", "tiles", "sample", "-o", "run.pmtiles", "--format", "json")["tiles"] > 0
    page = answer("report", "report", "sample", "--territory", "0A027", "-o", "page.html", "--format", "json")
    assert page == {"file": "page.html", "territory": "0A027"}
    assert answer("report", "report", "sample", "--overview", "-o", "all.html", "--format", "json")["territory"] is None


def check_submit():
    told = answer("submit", "submit", sample / "job.toml", "--slurm", "--parts", "7", "-o", "merged", "--dry-run", "--format", "json")
    assert told["submitted"] is False and [job["after"] for job in told["jobs"]] == [None, "plan", "part"]
    assert not (folder / "merged_parts").exists()


def check_failures():
    assert "did you mean" in failure("usage", 2, "rnu", "--format", "json")["what"]
    assert "--help" in failure("usage", 2, "at", "sample", "1", "2", "--colour", "--format=json")["next"]
    assert failure("usage", 2, "at", "sample", "190", "46", "--format", "json")["next"]
    assert failure("job", 1, "run", "no.toml", "--format", "json")["where"] == "no.toml"
    failure("job", 1, "run", "broken.toml", "--progress", "none", "--format", "json")
    assert "tally.covt" in failure("input", 1, "at", "nowhere", "1", "46", "--format", "json")["where"]
    failure("input", 1, "explain", "sample", "nothing", "--format", "json")
    failure("input", 1, "inspect", "nowhere.csv", "--format", "json")
    failure("input", 3, "diff", "sample", "nowhere", "--format", "json")
    failure("output", 1, "report", "sample", "--territory", "0A027", "-o", "page.html", "--format", "json")
    failure("input", 1, "at", "sample", "--points", "nowhere.csv", "--format", "json")
    for arguments in ([], ["1", "2", "--points", "points.csv"], ["1", "2", "--x", "lon"], ["--points", "points.csv", "--x", "lon"]):
        failure("usage", 2, "at", "sample", *arguments, "--format", "json")
    assert run("at", "sample", "--points", "points.csv", "--format", "geojson").returncode == 2
    failure("output", 1, "at", "sample", "--points", "points.csv", "-o", "points.json", "--format", "json")
    text = run("at", "nowhere", "1", "46").stderr
    assert text.startswith("covmap: nowhere/tally.covt: "), text


check_run()
check_places()
check_numbers()
check_files()
check_submit()
check_failures()
unused = schemas.all.keys() - schemas.used - {"serve", "table", "tables"}  # test_serve.py
assert not unused, unused
