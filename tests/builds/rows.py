"""GeoPackage and MBTiles: the schema, and every row of every table in the order of its row ids. Indexes of space are left to SQLite."""

import contextlib
import itertools
import sqlite3
from pathlib import Path

import trees


def compare_databases(old: Path, new: Path) -> list[str]:
    try:
        with contextlib.closing(_open(old)) as a, contextlib.closing(_open(new)) as b:
            return _compare(a, b)
    except sqlite3.DatabaseError as error:
        return [f"no database: {error}"]


def _open(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True)


def _compare(a: sqlite3.Connection, b: sqlite3.Connection) -> list[str]:
    differences = []
    for pragma in ("application_id", "user_version"):
        x, y = (base.execute(f"PRAGMA {pragma}").fetchone()[0] for base in (a, b))
        if x != y:
            differences.append(f"{pragma}: {x}, now {y}")
    schemas = [dict(base.execute("SELECT type || ' ' || name, sql FROM sqlite_master ORDER BY type, name")) for base in (a, b)]
    if schemas[0].keys() != schemas[1].keys():
        differences += trees.lists_differ("schema", *map(list, schemas))
    for name in schemas[0].keys() & schemas[1].keys():
        if schemas[0][name] != schemas[1][name]:
            differences.append(f"{name}: {schemas[0][name]!r}, now {schemas[1][name]!r}")
    for table in sorted(set.intersection(*map(_tables, (a, b)))):
        differences += _compare_table(a, b, table)
    return differences


def _tables(base: sqlite3.Connection) -> set[str]:
    """Those with rows of their own: of a spatial index the virtual table and what SQLite keeps for it say nothing more."""
    found = base.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%'"
                         " AND name NOT LIKE 'rtree\\_%' ESCAPE '\\'")
    return {name for (name,) in found}


def _compare_table(a: sqlite3.Connection, b: sqlite3.Connection, table: str) -> list[str]:
    cursors = [base.execute(f'SELECT * FROM "{table}" ORDER BY rowid') for base in (a, b)]
    names = [[column[0] for column in cursor.description] for cursor in cursors]
    if names[0] != names[1]:
        return trees.lists_differ(f"{table}: columns", *names)
    columns: dict[str, list[str]] = {}
    counts = [0, 0]
    for number, (x, y) in enumerate(itertools.zip_longest(*cursors), 1):
        counts[0] += x is not None
        counts[1] += y is not None
        if x is None or y is None or x == y:
            continue
        for name, p, q in zip(names[0], x, y):
            what = _values_differ(p, q)
            if what:
                columns.setdefault(name, []).append(f"row {number} {what}")
    told = [f"{table}: {counts[0]} rows, now {counts[1]}"] if counts[0] != counts[1] else []
    return told + [f"{table}.{name}: {len(found)} of {counts[0]} values differ, {found[0]}" for name, found in columns.items()]


def _values_differ(p, q) -> str:
    """A text that is XML (a style of QGIS, metadata) is a tree."""
    if p == q:
        return ""
    if isinstance(p, str) and isinstance(q, str) and p.lstrip().startswith("<") and q.lstrip().startswith("<"):
        found = trees.xml_differs(p, q)
        return found[0] if found else ""
    return f"{_short(p)}, now {_short(q)}"


def _short(value) -> str:
    text = repr(value)
    return text if len(text) <= 80 else text[:77] + "..."
