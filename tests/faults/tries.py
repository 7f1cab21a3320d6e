"""How each kind of fault is tried. Every function takes a scene, a random generator of its own, and the number of the try."""

import json
import signal
import subprocess

import hostile
import kinds
from scene import NEVER_LONGER_S


def killed_later(scene, rng, number):
    """After a time between the start and the end of a whole run."""
    scene.start(first=number % 3 == 0)
    process = scene.begin()
    try:
        process.wait(rng.uniform(0.01, 1.1) * scene.world.seconds)
    except subprocess.TimeoutExpired:
        process.send_signal(signal.SIGKILL)
    scene.ended(process, killed=True)
    scene.next_run()


def operation(scene, rng, number, action, operations):
    """One operation of the program on files fails, or the program is killed there; without RENAME_EXCHANGE every other time."""
    exchange = number % 2 == 0
    kind = operations[number % len(operations)]
    count = scene.world.counts[exchange][kind]
    # The first and the last are where it goes wrong most easily; the last removal of all is the marker's.
    at = (1, max(1, count - 1) if kind == "remove" else count)[number // len(operations)] if number < 2 * len(operations) else rng.randint(1, count)
    while True:  # threads divide their work anew each time: it may have been one operation fewer
        scene.start(first=False)
        process = scene.begin(fault=f"{kind}:{at}:{action}", exchange=exchange)
        process.wait(NEVER_LONGER_S)
        if scene.was_hit() or at == 1:
            break
        at -= max(1, at // 50)
    scene.claim(scene.was_hit(), f"no {kind} was the {at}-th")
    kills = action == "kill"
    forgives = kind in ("remove", "rename")  # what was replaced may stay; where an exchange fails there are renames
    scene.ended(process, killed=kills, may_leave=kind == "remove", words=kinds.WORDS.get(action.strip("+")), must_fail=not kills and not forgives,
                warning="a power cut may undo it" if kind == "sync" else None)
    scene.next_run()


def killed_at(scene, rng, number):
    operation(scene, rng, number, "kill", ["rename", "open", "rename", "write", "rename", "sync", "folder", "remove", "rename"])


def failed_disk(scene, rng, number):
    operation(scene, rng, number, "EIO", ["open", "write", "sync", "rename", "remove", "folder", "rename"])


def full_disk(scene, rng, number):
    operation(scene, rng, number, "ENOSPC+", ["room"])


def failed_input(scene, rng, number):
    count = scene.world.reads
    scene.start(first=False)
    process = scene.begin(fault=f"read:{1 if number == 0 else rng.randint(1, count * 9 // 10)}:EIO+", root=scene.world.folder / "sample")
    process.wait(NEVER_LONGER_S)
    scene.claim(scene.was_hit(), "no such read")
    scene.ended(process, words=kinds.WORDS["input"])  # GDAL looks at more of a file than it needs
    scene.next_run()


def limited_files(scene, rng, number):
    """ulimit -f: from a file that may not begin to the largest one that may not end."""
    largest = scene.world.largest
    scene.start(first=False)
    bounds = (0, 4096, largest // 2, largest - 1)
    process = scene.begin(file_bytes=bounds[number] if number < len(bounds) else rng.randint(0, largest - 1))
    scene.ended(process, words=kinds.WORDS["EFBIG"], must_fail=True)
    scene.next_run()


def limited_memory(scene, rng, number):
    """ulimit -v: from what loads the program to what a run needs."""
    least, most = scene.world.loads_in, scene.world.runs_in
    scene.start(first=False)
    process = scene.begin(memory_bytes=least + (most - least) * number // 8 if number < 8 else rng.randint(least, most))
    scene.ended(process, words=kinds.WORDS["ENOMEM"])
    scene.next_run()


def at_once(scene, rng, number):
    """Two runs into one folder, that exists or not."""
    scene.start(first=number % 2 == 1)
    both = [scene.begin(), scene.begin()]
    outcomes = [process.communicate() + (process.returncode,) for process in both]
    scene.claim(any(code == 0 for _, _, code in outcomes), f"none of two runs ended well: {outcomes}")
    for _, err, code in outcomes:
        scene.claim(code == 0 or (code == 1 and any(w in err for w in kinds.WORDS["busy"])), f"exit {code}: {err}")
    scene.claim(scene.content() == scene.world.new, "two runs at once left no whole run")
    scene.nothing_left("after two runs at once")
    scene.next_run()


def read_meanwhile(scene, rng, number):
    scene.start(first=False)
    fault = f"rename:{1 << 30}:EIO"  # never: the shim is there for the exchange
    process = scene.begin(fault=fault, exchange=number % 2 == 0)
    while process.poll() is None:
        scene.claim(scene.world.tally(scene.out) in scene.world.tallies, "while a run replaced another, readers saw neither")
    scene.ended(process, must_fail=False)
    scene.claim(scene.world.tally(scene.out) in scene.world.tallies, "after it, readers see no run")
    scene.next_run()


def damage(path, how, rng):
    before = path.read_bytes()
    path.unlink()
    middle = rng.randrange(max(1, len(before) - 64))
    if how == "cut":
        path.write_bytes(before[:middle])
    elif how == "changed":
        path.write_bytes(before[:middle] + bytes(rng.randbytes(64)) + before[middle + 64 :])


def refused(arguments, err):
    """Does stderr tell a failure, in words or as JSON where that was asked, and none of covmap itself?"""
    if "json" not in arguments:
        return "covmap: " in err and "unexpected failure" not in err
    try:
        failure = json.loads(err.splitlines()[-1])["error"]
    except (IndexError, KeyError, ValueError):
        return False
    return failure["code"] != "unexpected" and failure["what"] != ""


def damaged(scene, rng, number):
    """A file of the run is missing, cut, or has other bytes: those who read it say so, or do without."""
    name, commands = kinds.READERS[number % len(kinds.READERS)]
    how = ("missing", "cut", "changed")[number // len(kinds.READERS) % 3]
    scene.start(first=False, run=scene.world.new_folder)
    damage(scene.out / name, how, rng)
    places = {"RUN": scene.out, "OTHER": scene.world.new_folder, "JOB": scene.world.folder / "sample/job.toml"}
    for arguments in [["verify", "RUN"], *commands]:
        before = scene.content()
        process = scene.command([str(places.get(argument, argument)) for argument in arguments])
        out, err = process.communicate(timeout=NEVER_LONGER_S)
        what = f"{name} {how}, {arguments[0]}: exit {process.returncode}: {err[-400:]}"
        scene.claim(process.returncode in (0, 1, 3), what)
        if arguments[0] == "verify":
            scene.claim(process.returncode == 1 and name in out + err, f"not found: {what} {out}")
        else:
            found_differences = arguments[0] == "diff" and process.returncode == 1
            scene.claim(process.returncode == 0 or found_differences or refused(arguments, err), what)
        scene.claim("unexpected failure" not in err and '"code":"unexpected"' not in err, what)
        scene.claim(scene.content() == before, f"{arguments[0]} changed the run it read")


def unmoving(text):
    return all(c == "\n" or (ord(c) >= 32 and not 0x7F <= ord(c) < 0xA0 and c not in "\u200e\u200f\u202a\u202b\u202c\u202d\u202e") for c in text)


def quiet(scene, arguments, codes=(0, 1)):
    """What holds of a command on what means harm. (`tally` prints a table for other programs: what is in it is data.)"""
    process = scene.command(arguments)
    out, err = process.communicate(timeout=NEVER_LONGER_S)
    what = f"{arguments}: exit {process.returncode}: {out[-300:]} {err[-300:]}"
    scene.claim(process.returncode in codes, what)
    scene.claim((unmoving(out) or arguments[0] == "tally") and unmoving(err), f"characters that move the cursor: {what!r}")
    scene.claim("unexpected failure" not in err and err.count("covmap: ") <= 1, what)
    scene.claim(process.returncode == 0 or "covmap: " in err or arguments[0] == "check", what)
    scene.claim(len(err) < 5000, f"a message of {len(err)} characters")
    left = sorted(path.name for path in scene.scratch.iterdir())
    scene.claim(not left, f"left in the scratch folder: {left}; {what}")
    return process.returncode


def quoted(text):
    """As TOML, which takes JSON's escapes but no halves of a letter."""
    return json.dumps(text, ensure_ascii=False)


def write_world(scene, supply, commune="A", operator="A"):
    """A job of one commune and one supply, in a folder of its own."""
    place = scene.folder / "job"
    place.mkdir()
    (place / "squares.csv").write_text("GRD_ID,T\nCRS3035RES1000mN2776000E3326000,18\n", encoding="utf-8")
    ring = [[-6, 44], [3, 44], [3, 49], [-6, 49], [-6, 44]]
    feature = {"type": "Feature", "properties": {"code": "01001", "nom": commune}, "geometry": {"type": "Polygon", "coordinates": [ring]}}
    (place / "communes.geojson").write_text(json.dumps({"type": "FeatureCollection", "features": [feature]}), encoding="utf-8")
    columns = ', columns = { x = "lon", y = "lat" }, radius_km = 2, format = "sites"' if supply.endswith(".csv.gz") else ', format = "polygons"'
    (place / "job.toml").write_text(
        "version = 1\n"
        'demand = [{ source = "squares.csv", columns = { id = "GRD_ID" }, attributes = { population = "T" } }]\n'
        'territory = [{ source = "communes.geojson", columns = { code = "code", name = "nom" } }]\n'
        f'supply = [{{ source = {quoted(supply)}, operator = {quoted(operator)}, technology = "4G", date = "2024-01-01"{columns} }}]\n'
        'indicator = [{ name = "any", technology = "4G", operators = { min = 1 } }]\n'
        '[output]\nformats = ["csv", "geojson", "html"]\n', encoding="utf-8")
    return place


def hostile_archive(scene, rng, number):
    name, made = hostile.ARCHIVES[number]
    scene.start(first=True)
    place = write_world(scene, name)
    (place / name).write_bytes(made())
    scene.users = scene.beside()
    code = quiet(scene, ["run", str(place / "job.toml"), "-o", str(scene.out), "--progress", "none"])
    scene.claim(code == 0 or scene.content() is None, "an error, and a run stands there")
    quiet(scene, ["inspect", str(place / name)])
    scene.nothing_left(name)
    scene.users_are_whole()


def hostile_name(scene, rng, number):
    """Of a commune, an operator, a supply and the folder of the run."""
    name = hostile.NAMES[number]
    scene.start(first=True)
    plain = name.replace("/", "|") if name != ".." and len(name.encode()) < 200 else "x" * 200
    place = write_world(scene, f"./{plain}.geojson", commune=name, operator=name)
    (place / f"{plain}.geojson").write_bytes(hostile.SQUARE)
    (scene.folder / "outs").mkdir()
    scene.users = scene.beside()
    out = scene.folder / "outs" / plain
    code = quiet(scene, ["run", str(place / "job.toml"), f"--output={out}", "--progress", "none"])
    scene.claim(code == 0, "a name alone is no reason to refuse")
    for arguments in (["tally", out], ["at", out, "0.5", "45.5"], ["inspect", place / f"{plain}.geojson"], ["verify", out], ["check", place / "job.toml"]):
        quiet(scene, [str(argument) for argument in arguments])
    scene.claim([path.name for path in (scene.folder / "outs").iterdir()] == [plain], "other folders beside the run")
    page = (out / "html/index.html").read_text(encoding="utf-8")
    scene.claim("<script>alert(1)" not in page, "a name became a script")
    scene.nothing_left(name)
    scene.users_are_whole()


MAKERS = {
    "killed-later": killed_later,
    "killed-at": killed_at,
    "failed-disk": failed_disk,
    "failed-input": failed_input,
    "full-disk": full_disk,
    "limited-files": limited_files,
    "limited-memory": limited_memory,
    "at-once": at_once,
    "read-meanwhile": read_meanwhile,
    "damaged": damaged,
    "hostile-archive": hostile_archive,
    "hostile-name": hostile_name,
}
