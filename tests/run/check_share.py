#!/usr/bin/env python3
"""Computes the shares of a run again from their table's bytes and the run's other figures, and compares every number.

usage: check_share.py COVMAP JOB        runs the job into a scratch folder, then checks it
       check_share.py COVMAP RUN_FOLDER FOLDER_OF_TABLES

Written from docs/methods/share.md alone; standard library only, whole numbers and fractions. Exit code 1 where something differs.
"""

import csv
import io
import json
import os
import subprocess
import sys
import tempfile
from fractions import Fraction

QUANTA = 10**6
PHRASE = {"fr": "(supposé uniforme dans ", "en": "(assumed even within "}


def table(path):
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def quanta(text):
    """A published number in quanta, exactly; None where it is empty."""
    return None if text == "" else int(Fraction(text) * QUANTA)


def rounded(fraction):
    return int(fraction + Fraction(1, 2)) if fraction >= 0 else -int(-fraction + Fraction(1, 2))


def figure(text, column):
    """What the table says, as a fraction: None where it is no number or impossible."""
    try:
        value = Fraction(text)
    except ValueError:
        return None
    most = 9 * 10**9 if column["as"] == "count" else 100 if column["percent"] else 1
    if value < 0 or value > most:
        return None
    return value / 100 if column["as"] == "rate" and column["percent"] else value


class Checked:
    def __init__(self, covmap, run, folder):
        self.run, self.folder = run, folder
        with open(os.path.join(run, "manifest.json"), encoding="utf-8") as file:
            self.manifest = json.load(file)
        text = subprocess.run([covmap, "tally", run, "--csv"], check=True, stdout=subprocess.PIPE).stdout.decode()
        self.tally = {}
        for row in csv.DictReader(io.StringIO(text)):
            self.tally.setdefault(row["code"], []).append(row)
        self.unit = self.manifest["territories"]["unit"]
        self.communes = table(os.path.join(run, self.unit + ".csv"))
        self.wrong, self.compared = [], 0

    def same(self, what, published, computed, tolerance=0):
        self.compared += 1
        if (published is None) != (computed is None) or (computed is not None and abs(published - computed) > tolerance):
            self.wrong.append(f"{what}: published {published}, computed {computed}")

    def value_of(self, code, column, rows):
        """The territory's figure in quanta: None where it is not known, and what of it has no place."""
        if code not in rows:
            return None
        value = figure(rows[code], column)
        people = sum(quanta(row[column["of"]]) for row in self.tally.get(code, []))
        if value is None:
            return None
        total = rounded(value * QUANTA) if column["as"] == "count" else rounded(value * people)
        return None if total > 0 and people == 0 else total

    def signatures(self, code, column, value):
        """Each row of the tally, by cumulative rounding."""
        rows = self.tally.get(code, [])
        people = [quanta(row[column["of"]]) for row in rows]
        running, given = 0, 0
        for row, part in zip(rows, people):
            running += part
            upto = rounded(Fraction((value or 0) * running, sum(people))) if sum(people) else 0
            self.same(f"tally {code} {row['signature'] if 'signature' in row else ''} {column['name']}", quanta(row[column["name"]]), upto - given)
            given = upto

    def territory(self, row, column, value):
        name, code, of = column["name"], row["code"], column["of"]
        counted = row[of] != ""
        self.same(f"{code} {name}", quanta(row[name]), value if counted else None)
        if not counted or value is None:
            for key, text in row.items():
                if f"_{name}" in key and key.split(f"_{name}")[1] in ("", "_not", "_unk", "_pct", "_lo", "_hi", "_known_pct"):
                    self.same(f"{code} {key}", None if text == "" else 0, None)
            return
        people = quanta(row[of])
        for indicator in self.indicators:
            parts = 0
            for ending in ("", "_not", "_unk"):
                part = quanta(row[f"{indicator}_{name}{ending}"])
                parts += part
                even = Fraction(value * quanta(row[f"{indicator}_{of}{ending}"]), people) if people else 0
                self.same(f"{code} {indicator}_{name}{ending}", part, even, len(self.tally[code]))
            self.same(f"{code} {indicator}_{name}, all states", parts, quanta(row[name]))
            for ending in ("_pct", "_lo", "_hi", "_known_pct"):
                share, own = row[f"{indicator}_{name}{ending}"], row[f"{indicator}_{of}{ending}"]
                if share != "" and own != "":
                    slack = Fraction(100 * len(self.tally[code]), max(1, value)) + Fraction(2, 100)
                    self.same(f"{code} {indicator}_{name}{ending}", Fraction(share), Fraction(own), slack)

    def parents(self, name):
        """Sums of the territories that have a figure."""
        for parent in [*self.manifest["territories"]["parents"], "all"]:
            for row in table(os.path.join(self.run, parent + ".csv")):
                members = [one for one in self.communes if parent == "all" or one[parent] == row["code"]]
                for key in [name, *(f"{i}_{name}{e}" for i in self.indicators for e in ("", "_not", "_unk"))]:
                    known = [quanta(one[key]) for one in members if one[key] != ""]
                    self.same(f"{parent} {row['code']} {key}", quanta(row[key]), sum(known) if known else None)

    def labels(self, name):
        for row in table(os.path.join(self.run, "columns.csv")):
            if row["column"] == name or f"_{name}" in row["column"] or row["column"].startswith(name + "_"):
                for language, phrase in PHRASE.items():
                    self.compared += 1
                    if phrase not in row["label_" + language]:
                        self.wrong.append(f"{row['table']} {row['column']}: its label is «{row['label_' + language]}»")

    def check(self):
        job = self.manifest["job"]["parameters"]
        self.indicators = [one["name"] for one in job.get("indicator", [])]
        for share in job["demand"]["share"]:
            source = table(os.path.join(self.folder, share["source"]["source"]))
            for column in share["columns"]:
                rows = {row[share["on"]]: row[column["column"]] for row in source}
                placed = 0
                for row in self.communes:
                    value = self.value_of(row["code"], column, rows)
                    if column["as"] == "rate" and value is not None and row[column["name"]] != "":
                        self.same(f"{row['code']} {column['name']}", quanta(row[column["name"]]), value, 1)  # a product of doubles
                        value = quanta(row[column["name"]])
                    placed += value or 0
                    self.signatures(row["code"], column, value)
                    self.territory(row, column, value)
                self.parents(column["name"])
                self.labels(column["name"])
                if job.get("only"):  # the balance is of all territories, the tables of some
                    continue
                balance = next(b for b in self.manifest["balance"] if b["attribute"] == column["name"])
                self.same(f"inside of {column['name']}", quanta(balance["inside"]), placed)
                if column["as"] == "count":
                    total = sum(rounded((figure(text, column) or 0) * QUANTA) for text in rows.values())
                    self.same(f"total of {column['name']}", quanta(balance["total"]), total)
        for line in self.wrong[:20]:
            print(line)
        print(f"{self.compared} numbers compared, {len(self.wrong)} differ")
        return 1 if self.wrong or self.compared == 0 else 0


def main(arguments):
    if len(arguments) > 2:
        return Checked(*arguments).check()
    with tempfile.TemporaryDirectory() as scratch:
        run = os.path.join(scratch, "run")
        subprocess.run([arguments[0], "run", arguments[1], "-o", run, "--progress", "none"], check=True, stdout=subprocess.DEVNULL)
        return Checked(arguments[0], run, os.path.dirname(arguments[1])).check()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
