"""Two folders of outputs, file by file, each by the rule of its kind."""

import csv
import dataclasses
import decimal
import itertools
import tempfile
import zipfile
from pathlib import Path

import rows
import trees

ASIDE_NAMES = {"manifest.json", "timings.json", "ro-crate-metadata.json"}
ASIDE_ENDINGS = {".covt", ".covc", ".covz"}


@dataclasses.dataclass(frozen=True)
class Difference:
    file: str
    what: str

    def __str__(self) -> str:
        return f"{self.file}: {self.what}"


def _files(folder: Path) -> dict[str, Path]:
    found = {path.relative_to(folder).as_posix(): path for path in sorted(folder.rglob("*")) if path.is_file()}
    return {name: path for name, path in found.items() if path.name not in ASIDE_NAMES and path.suffix not in ASIDE_ENDINGS}


def compare_folders(old: Path, new: Path) -> list[Difference]:
    """What differs below the two; folders without any file to compare differ, for nothing is shown by them."""
    a, b = _files(old), _files(new)
    if not a and not b:
        return [Difference(f"{old}, {new}", "no file to compare")]
    differences = []
    for name in sorted(a.keys() | b.keys()):
        if name not in a or name not in b:
            differences.append(Difference(name, "only the new one has it" if name in b else "only the old one has it"))
        else:
            differences += [Difference(name, what) for what in compare_files(a[name], b[name])]
    return differences


def compare_files(old: Path, new: Path) -> list[str]:
    """What differs between two files of one name."""
    if _same_bytes(old, new):
        return []
    return KINDS.get(old.suffix, _bytes)(old, new)


def _same_bytes(old: Path, new: Path) -> bool:
    if old.stat().st_size != new.stat().st_size:
        return False
    with old.open("rb") as a, new.open("rb") as b:
        while block := a.read(1 << 20):
            if block != b.read(1 << 20):
                return False
    return True


def _bytes(old: Path, new: Path) -> list[str]:
    a, b = old.read_bytes(), new.read_bytes()
    at = next((i for i, (x, y) in enumerate(zip(a, b)) if x != y), min(len(a), len(b)))
    return [f"differs from byte {at} on; {len(a)} bytes, now {len(b)}"]


def _gap(a: str, b: str) -> decimal.Decimal:
    try:
        return abs(decimal.Decimal(b) - decimal.Decimal(a))
    except decimal.InvalidOperation:
        return decimal.Decimal(0)


def _table(old: Path, new: Path) -> list[str]:
    """Bytes differ already: tells the columns, how many of their values, and the largest difference."""
    with old.open(encoding="utf-8", newline="") as a, new.open(encoding="utf-8", newline="") as b:
        left, right = csv.reader(a), csv.reader(b)
        heading, other = next(left, []), next(right, [])
        if heading != other:
            return trees.lists_differ("columns", heading, other)
        columns: dict[str, list] = {}
        counts = [0, 0]
        for x, y in itertools.zip_longest(left, right):
            counts[0] += x is not None
            counts[1] += y is not None
            if x is None or y is None or x == y:
                continue
            for name, p, q in zip(heading, x, y):
                if p != q:
                    columns.setdefault(name, []).append((_gap(p, q), x[0], p, q))
    told = [f"{counts[0]} rows, now {counts[1]}"] if counts[0] != counts[1] else []
    for name, values in columns.items():
        gap, key, p, q = max(values, key=lambda value: value[0])
        told.append(f"{name}: {len(values)} of {counts[0]} values differ, at {key} {p!r}, now {q!r}, by {gap}")
    return told or ["the bytes differ, though no value does"]


def _rows(old: Path, new: Path) -> list[str]:
    return rows.compare_databases(old, new)


def _project(old: Path, new: Path) -> list[str]:
    with tempfile.TemporaryDirectory() as folder:
        inside = [Path(folder, name) for name in ("old.qgs", "new.qgs")]
        for archive, path in zip((old, new), inside):
            with zipfile.ZipFile(archive) as packed:
                path.write_bytes(packed.read("covmap.qgs"))
        return trees.compare_xml(*inside)


KINDS = {
    ".csv": _table,
    ".geojson": trees.compare_json,
    ".json": trees.compare_json,
    ".gpkg": _rows,
    ".qgz": _project,
    ".mbtiles": _rows,
    ".qml": trees.compare_xml,
    ".qlr": trees.compare_xml,
    ".qmd": trees.compare_xml,
    ".xml": trees.compare_xml,
}
