#!/usr/bin/env python3
"""memory.py COVMAP COUNTRY FOLDER [--memory SIZE]: peak memory and CPU as the data of make_country.cpp grows.

More layers: copies of the operators, each moved by 137 m more. Finer polygons: each edge in 3 or 10, the points between a metre beside
it. Writes memory.csv and memory.svg into the folder and prints a table. The inputs are made for each step and removed.
"""

import argparse
import array
import csv
import os
import pathlib
import shutil
import sqlite3
import struct
import subprocess

MUCH = "16GiB"
STEPS = [("layers", 1), ("layers", 3), ("layers", 10), ("vertices", 3), ("vertices", 10)]


def finer(points, times):
    """x, y by turns, closed: each edge in `times`, what is between a metre to its left or right."""
    out = array.array("d")
    for i in range(0, len(points) - 2, 2):
        x, y, to_x, to_y = points[i : i + 4]
        length = max(1e-9, ((to_x - x) ** 2 + (to_y - y) ** 2) ** 0.5)
        for k in range(times):
            aside = 0 if k == 0 else (1 if k % 2 else -1) * min(1.0, length / 20)
            out.append(x + (to_x - x) * k / times - (to_y - y) / length * aside)
            out.append(y + (to_y - y) * k / times + (to_x - x) / length * aside)
    out.extend(points[-2:])
    return out


def changed(blob, times, shift):
    """A MultiPolygon of a GeoPackage, finer or moved; its envelope stays, for covmap asks the vertices. And its vertices."""
    skipped = 8 + (0, 32, 48, 48, 64)[blob[3] >> 1 & 7]
    out = bytearray(blob[: skipped + 9])
    (parts,) = struct.unpack_from("<I", blob, skipped + 5)
    at, vertices = skipped + 9, 0
    for _ in range(parts):
        (rings,) = struct.unpack_from("<I", blob, at + 5)
        out += blob[at : at + 9]
        at += 9
        for _ in range(rings):
            (count,) = struct.unpack_from("<I", blob, at)
            points = array.array("d", blob[at + 4 : at + 4 + 16 * count])
            at += 4 + 16 * count
            if shift:
                points = array.array("d", (value + shift for value in points))
            if times > 1:
                points = finer(points, times)
            vertices += len(points) // 2
            out += struct.pack("<I", len(points) // 2) + points.tobytes()
    return bytes(out), vertices


def make(country, folder, what, times):
    """A job of the country with so many times the layers or the vertices; gives it, its layers and their vertices."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for name in ("communes.gpkg", "people_100m.tif"):
        (folder / name).symlink_to(country / name)
    operators, layers, vertices = set(), 0, 0
    for copy in range(times if what == "layers" else 1):
        for source in sorted(country.glob("couv_*.gpkg")):
            _, operator, technology = source.stem.split("_")
            operators.add(f"{operator}{copy}")
            target = folder / f"couv_{operator}{copy}_{technology}.gpkg"
            shutil.copyfile(source, target)
            with sqlite3.connect(target) as file:
                for (trigger,) in file.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
                    file.execute(f'DROP TRIGGER "{trigger}"')
                table, geometry = file.execute("SELECT table_name, column_name FROM gpkg_geometry_columns").fetchone()
                for row, blob in file.execute(f'SELECT rowid, "{geometry}" FROM "{table}"').fetchall():
                    blob, count = changed(blob, times if what == "vertices" else 1, 137 * copy)
                    file.execute(f'UPDATE "{table}" SET "{geometry}" = ?, operateur = ? WHERE rowid = ?', (blob, f"{operator}{copy}", row))
                    vertices += count
            file.close()
            layers += 1
    text = (country / "job.toml").read_text(encoding="utf-8")
    listed = ", ".join(f'"{operator}"' for operator in sorted(operators))
    lines = [f"operators = [{listed}]" if line.startswith('operators = ["') else line for line in text.splitlines()]
    job = folder / "job.toml"
    job.write_text("\n".join(lines) + '\nkeep = "none"\n', encoding="utf-8")
    return job, layers, vertices


def run(covmap, job, out, memory):
    """CPU seconds and peak megabytes."""
    command = [covmap, "run", str(job), "-o", str(out), "--overwrite", "--threads", "2", "--progress", "none", "--memory", memory]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        raise SystemExit(f"{' '.join(command)}: exit {process.returncode}")
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss * 1024 / 1e6


def plot(rows, memory):
    """Peak megabytes by vertices, a line for each way to grow and each memory."""
    most_x, most_y = max(row["vertices"] for row in rows), max(row["much_mb"] for row in rows) * 1.05
    place = lambda x, y: (60 + 520 * x / most_x, 320 - 290 * y / most_y)  # noqa: E731
    parts = ['<svg xmlns="http://www.w3.org/2000/svg" width="760" height="370" font-family="sans-serif" font-size="12">']
    parts.append('<rect width="760" height="370" fill="white"/><path d="M60 30V320H580" fill="none" stroke="black"/>')
    for k in range(5):
        x, y = place(most_x * k / 4, most_y * k / 4)
        parts.append(f'<text x="{x:.0f}" y="338" text-anchor="middle">{most_x * k / 4e6:.1f}</text>')
        parts.append(f'<text x="54" y="{y + 4:.0f}" text-anchor="end">{most_y * k / 4:.0f}</text>')
    parts.append('<text x="320" y="358" text-anchor="middle">million vertices</text><text x="8" y="18">peak memory, MB</text>')
    for colour, what in (("#b2182b", "layers"), ("#2166ac", "vertices")):
        line = [row for row in rows if row["what"] == what or row["times"] == 1]
        for key, dash, given in (("little_mb", "", memory), ("much_mb", "6 4", MUCH)):
            points = [place(row["vertices"], row[key]) for row in line]
            path = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
            parts.append(f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2" stroke-dasharray="{dash}"/>')
            x, y = points[-1]
            parts.append(f'<text x="{x + 6:.1f}" y="{y + 4:.1f}" fill="{colour}">more {what}, {given}</text>')
    return "\n".join([*parts, "</svg>", ""])


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("covmap")
    parser.add_argument("country", type=pathlib.Path)
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--memory", default="256MB")
    given = parser.parse_args()
    country, folder, rows = given.country.resolve(), given.folder.resolve(), []
    print(f"| | layers | million vertices | peak MB, {given.memory} | of ×1 | CPU s | peak MB, {MUCH} | of ×1 | CPU s |")
    print("|---|---|---|---|---|---|---|---|---|")
    for what, times in STEPS:
        job, layers, vertices = make(country, folder / "country", what, times)
        little_s, little = run(given.covmap, job, folder / "out", given.memory)
        much_s, much = run(given.covmap, job, folder / "out", MUCH)
        row = {"what": what, "times": times, "layers": layers, "vertices": vertices, "little_mb": round(little), "little_s": round(little_s, 1),
               "much_mb": round(much), "much_s": round(much_s, 1)}
        rows.append(row)
        print(f"| {what} ×{times} | {layers} | {vertices / 1e6:.1f} | {little:.0f} | {little / rows[0]['little_mb']:.2f} | {little_s:.1f} "
              f"| {much:.0f} | {much / rows[0]['much_mb']:.2f} | {much_s:.1f} |", flush=True)
    with open(folder / "memory.csv", "w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0].keys())
        writer.writeheader()
        writer.writerows(rows)
    (folder / "memory.svg").write_text(plot(rows, given.memory), encoding="utf-8")
    shutil.rmtree(folder / "country")
    print(folder / "memory.svg")


main()
