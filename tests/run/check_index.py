#!/usr/bin/env python3
"""Computes the indices of a run again from its published tables, and compares scores, ranks and the ranges of ranks.

usage: check_index.py COVMAP JOB        runs the job into a scratch folder, then checks it
       check_index.py RUN_FOLDER [FOLDER_OF_TABLES]

Written from docs/methods/index.md alone; standard library only. The job has no [only]. Exit code 1 where something differs.
"""

import bisect
import csv
import json
import math
import os
import subprocess
import sys
import tempfile

DRAWS, LOW, HIGH = 1000, 50, 950
MASK = (1 << 64) - 1


def factors():
    state = 1
    while True:
        state = (state + 0x9E3779B97F4A7C15) & MASK
        z = state
        z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & MASK
        z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & MASK
        z ^= z >> 31
        yield 0.75 + (z >> 11) / 2.0**53 / 2


def table(path):
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def number(text):
    return float(text) if text not in (None, "") else None


def column(rows, name):
    return [number(row.get(name, "")) for row in rows]


def percent(counts, of):
    return [100 * c / o if c is not None and o else None for c, o in zip(counts, of)]


def joined(criterion, rows, communes, unit, folder):
    """A joined column: of the territories by their code, of a parent put together."""
    source = criterion["table"]["source"]
    by_code = {row[criterion["on"]]: number(row[criterion["column"]]) for row in table(os.path.join(folder, source))}
    values = [by_code.get(row["code"]) for row in communes]
    count = criterion["as"] == "count"
    of = column(communes, criterion["of"]) if criterion["of"] else [None] * len(communes)
    if rows is communes:
        return percent(values, of) if count else values
    sums = {}
    for row, value, weight in zip(communes, values, of):
        if not weight:
            continue
        entry = sums.setdefault(row[unit], [0.0, 0.0, 0.0])
        entry[2] += weight
        if value is not None:
            entry[0] += 100 * value if count else value * weight
            entry[1] += weight
    out = []
    for row in rows:
        total, weight, whole = sums.get(row["code"], (0, 0, 0))
        out.append(total / weight if weight > 0 and weight >= 0.5 * whole else None)
    return out


def on_scale(values, reference, scale, bounds):
    known = [v for v, r in zip(values, reference) if v is not None and r]
    if not known:
        return None
    if scale == "none":
        return values
    if scale == "bounds":
        least, most = bounds
    elif scale == "minmax":
        least, most = min(known), max(known)
    if scale in ("bounds", "minmax"):
        if least == most:
            return None
        return [None if v is None else min(1.0, max(0.0, (v - least) / (most - least))) for v in values]
    if scale == "zscore":
        mean = sum(known) / len(known)
        deviation = math.sqrt(sum((v - mean) ** 2 for v in known) / len(known))
        return None if min(known) == max(known) else [None if v is None else (v - mean) / deviation for v in values]
    known.sort()
    out = []
    for v in values:
        if v is None:
            out.append(None)
            continue
        below, upto = bisect.bisect_left(known, v), bisect.bisect_right(known, v)
        if scale == "decile":
            out.append(min(math.floor(10 * below / len(known)), 9) / 9)
        else:
            out.append((below + (upto - below) / 2) / len(known))
    return out


def ranks(keys):
    order = sorted(keys, reverse=True)
    first = {}
    for position, key in enumerate(order):
        first.setdefault(key, position + 1)
    return [first[key] for key in keys]


def bounded(part):
    if part["scale"] != "none":
        return part["scale"] != "zscore"
    return all(bounded(one) for one in part["criteria"])


class Index:
    def __init__(self, spec, rows, communes, unit, people, folder):
        self.spec = spec
        self.rows = rows
        self.context = (rows, communes, unit, folder)
        counted = column(rows, people) if people else [1.0] * len(rows)
        self.scored = [bool(row["code"]) and bool(c) for row, c in zip(rows, counted)]
        self.reference = [s and (not people or c * 1e6 >= spec["minimum_quanta"] - 0.5) for s, c in zip(self.scored, counted)]
        self.parts = []
        for part in spec["criterion"]:
            leaves = [(one["weight"], figures) for one in (part["criteria"] or [part]) if (figures := self.leaf(one)) is not None]
            if leaves:
                self.parts.append((part, leaves))
        used = [figures for _, leaves in self.parts for _, figures in leaves]
        self.made_of = [sum(figures[t] is not None for figures in used) for t in range(len(rows))]
        self.complete = [t for t in range(len(rows)) if used and self.scored[t] and self.made_of[t] == len(used)]

    def leaf(self, one):
        rows, communes, unit, folder = self.context
        if one["table"]:
            values = joined(one, rows, communes, unit, folder)
        else:
            values = column(rows, one["column"])
            if one["as"] == "count":
                values = percent(values, column(rows, one["of"]))
        bounds = one["bounds"]
        if one["direction"] == "low":
            values = [None if v is None else -v for v in values]
            bounds = [-bounds[1], -bounds[0]]
        return on_scale(values, self.reference, one["scale"], bounds)

    def means(self, territories, draw=None):
        sums, whole = [0.0] * len(territories), 0.0
        for part, leaves in self.parts:
            weight = part["weight"] * (next(draw) if draw else 1)
            inner = [w * (next(draw) if draw and part["criteria"] else 1) for w, _ in leaves]
            if part["criteria"]:
                total = sum(inner)
                values = [sum(w * figures[t] for w, (_, figures) in zip(inner, leaves)) / total for t in territories]
                values = on_scale(values, [self.reference[t] for t in territories], part["scale"], part["bounds"])
                if values is None:
                    continue
            else:
                values = [leaves[0][1][t] for t in territories]
            whole += weight
            sums = [s + weight * v for s, v in zip(sums, values)]
        return [s / whole for s in sums] if whole else None

    def columns(self):
        n = len(self.rows)
        score, rank, low, high = ([None] * n for _ in range(4))
        means = self.means(self.complete) if self.parts else None
        if means is None:
            return score, rank, low, high
        free = not all(bounded(part) for part in self.spec["criterion"])
        shown = means
        if free and self.spec["to"]:
            shown = on_scale(means, [self.reference[t] for t in self.complete], "minmax", None)
        if shown is None:
            return score, rank, low, high
        least, most = self.spec["to"] or ([0, 1] if free else [0, 100])
        for t, mean in zip(self.complete, shown):
            score[t] = least + mean * (most - least)
        ranked = [t for t in self.complete if self.reference[t]]
        key = dict(zip(self.complete, means))
        for t, value in zip(ranked, ranks([round(key[t] * 1e9) for t in ranked])):
            rank[t] = value
        draw = factors()
        seen = [[] for _ in ranked]
        for _ in range(DRAWS):
            for one, value in zip(seen, ranks([round(m * 1e9) for m in self.means(ranked, draw)])):
                one.append(value)
        for t, one in zip(ranked, seen):
            one.sort()
            low[t], high[t] = one[LOW - 1], one[HIGH - 1]
        return score, rank, low, high


def differences(name, unit, rows, wanted, made_of):
    lines = []
    for ending, values in zip(("", "_rank", "_rank_lo", "_rank_hi", "_criteria"), (*wanted, made_of)):
        for row, value in zip(rows, values):
            found = number(row[name + ending])
            near = 0.00501 if ending == "" else 0
            if (found is None) != (value is None) or (found is not None and abs(found - value) > near):
                lines.append(f"{unit} {row['code']} {name}{ending}: published {found}, computed {value}")
    return lines


def check(run, folder):
    with open(os.path.join(run, "manifest.json"), encoding="utf-8") as file:
        manifest = json.load(file)
    people = manifest["attributes"][0]["name"] if manifest["attributes"] else None
    own = manifest["territories"]["unit"]
    communes = table(os.path.join(run, own + ".csv"))
    wrong, compared = [], 0
    for spec in manifest["job"]["parameters"].get("index", []):
        for unit in [own, *manifest["territories"]["parents"]]:
            rows = communes if unit == own else table(os.path.join(run, unit + ".csv"))
            index = Index(spec, rows, communes, unit, people, folder)
            wrong += differences(spec["name"], unit, rows, index.columns(), index.made_of)
            compared += len(rows)
    for line in wrong[:20]:
        print(line)
    print(f"{compared} rows compared, {len(wrong)} values differ")
    return 1 if wrong or compared == 0 else 0


def main(arguments):
    if os.path.isdir(arguments[0]):
        return check(arguments[0], arguments[1] if len(arguments) > 1 else ".")
    with tempfile.TemporaryDirectory() as scratch:
        run = os.path.join(scratch, "run")
        subprocess.run([arguments[0], "run", arguments[1], "-o", run, "--progress", "none"], check=True, stdout=subprocess.DEVNULL)
        return check(run, os.path.dirname(arguments[1]))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
