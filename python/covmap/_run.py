"""A finished run, opened."""

from __future__ import annotations

import importlib
import json
import os
import sqlite3
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ._errors import CovmapError
from ._geopackage import read_layer

if TYPE_CHECKING:
    import geopandas
    import pandas

_TYPES = {"string": "string", "number": "float64", "integer": "Int64", "boolean": "boolean"}  # of a data package, as pandas has them
_WITH_TABLES = """covmap run JOB --from RUN -o OUT --set 'output.formats=["csv", "gpkg"]' makes them from the run as it is"""


class Run:
    """The folder of a run: what it says of itself, its tables and its maps. Files are read when they are asked for, and only read.

    folder    its path
    manifest  manifest.json as a dictionary (docs/formats/manifest.md): inputs, hashes, defects, accounts
    summary   what `covmap run` printed, figures to quote first; "" for a run that was opened
    """

    def __init__(self, folder: Path, manifest: dict[str, Any], summary: str = "") -> None:
        self.folder = folder
        self.manifest = manifest
        self.summary = summary
        self._package: dict[str, Any] | None = None

    def __repr__(self) -> str:
        return f"covmap.open({str(self.folder)!r})"

    @property
    def name(self) -> str:
        """The name of its job."""
        return str(self.manifest["job"]["name"])

    @property
    def tables(self) -> list[str]:
        """The names of its tables, in the order of the run. Errors: CovmapError for a run without CSVs."""
        return [resource["name"] for resource in self._data_package()["resources"]]

    def table(self, name: str) -> pandas.DataFrame:
        """A table: "commune", "commune_operators", "zones_no_4g", "columns" (what every column means) ...

        Types are those of datapackage.json: codes and names "string", quantities "float64" (the nearest double), counts "Int64", flags
        "boolean". What is empty in the CSV is unknown, or a share of nothing: missing (NA), never 0. Rows are in the order of the run, under
        the numbers 0, 1, ...

        Errors: CovmapError where there is no such table, where the run has no CSVs, or where a file is not what the run wrote.
        """
        pandas = _package("pandas", "tables")
        resource = self._resource(name)
        types = {field["name"]: _TYPES[field["type"]] for field in resource["schema"]["fields"]}
        path = self.folder / resource["path"]
        try:
            table = pandas.read_csv(path, dtype=types, keep_default_na=False, na_values=[""], float_precision="round_trip", encoding="utf-8")
        except (OSError, ValueError) as error:
            raise CovmapError(f"cannot be read as datapackage.json says: {error}", where=str(path), advice=self._verify_advice(), kind="run") from error
        if list(table.columns) != list(types):
            raise CovmapError("has other columns than datapackage.json says", where=str(path), advice=self._verify_advice(), kind="run")
        return table

    def layer(self, name: str) -> geopandas.GeoDataFrame:
        """The polygons or points of a table that has some, with its columns: "commune", "departement", "zones_no_4g", the name of a list of
        places, "context_water" ...

        Types are those of table(). The CRS and the order of rows are those of the file: covmap.gpkg (full outlines), else <name>.fgb, else
        <name>.geojson (WGS 84). FlatGeobuf has rows in the order of its spatial index, and none without a polygon.

        Errors: CovmapError where none of the files has such a layer.
        """
        layer = self._read_layer(name)
        for field in self._fields(name):
            column, kind = field["name"], _TYPES[field["type"]]
            if column in layer.columns:
                values = layer[column].astype(kind)
                layer[column] = values.mask((values == "").fillna(False)) if kind == "string" else values
        return layer

    def zones(self, name: str | None = None) -> geopandas.GeoDataFrame:
        """The zones of a `[[zones]]`, by its name; without one those of the only set that the run has.

        A row each zone, by rank: people, communes, how far what is served is, and its polygon (layer()). People too scattered for a
        zone have no polygon: they are a row of table("zones_" + name).

        Errors: CovmapError where the run has no zones of that name, or several sets and no name is given.
        """
        sets = self.zone_sets
        if name is None and len(sets) != 1:
            what = f"has several sets of zones; name one of {', '.join(sets)}" if sets else "has no zones; a [[zones]] in its job asks for them"
            raise CovmapError(what, where=str(self.folder), kind="run")
        if name is not None and name not in sets:
            raise CovmapError(f"has no zones «{name}»; it has {', '.join(sets) or 'none'}", where=str(self.folder), kind="run")
        return self.layer(f"zones_{name or sets[0]}").sort_values("rank", ignore_index=True)

    @property
    def zone_sets(self) -> list[str]:
        """The names of its `[[zones]]`."""
        return [zones["name"] for zones in self.manifest.get("zones", [])]

    def at(self, lon: float, lat: float) -> dict[str, Any]:
        """What is at a place (degrees, WGS 84), by `covmap at` (docs/commands/at.md): commune, indicators ("meets", "not", "unknown"),
        operators, zones, kilometres to what is served. None is what is empty; outside every territory all but the position is.

        Errors: CovmapError for a run that keeps no cells, or what is no place on Earth. Reads the run's cells each time: for many points
        put a `[[places]]` into the job.
        """
        from ._program import answer

        place: dict[str, Any] = json.loads(answer(["at", str(self.folder), _decimal(lon), _decimal(lat), "--format", "json"]))
        return place

    def _data_package(self) -> dict[str, Any]:
        if self._package is None:
            path = self.folder / "datapackage.json"
            if not path.exists():
                raise CovmapError("has no tables as CSV", where=str(self.folder), advice=_WITH_TABLES, kind="run")
            self._package = json.loads(path.read_text(encoding="utf-8"))
        assert self._package is not None
        return self._package

    def _resource(self, name: str) -> dict[str, Any]:
        resources: dict[str, dict[str, Any]] = {resource["name"]: resource for resource in self._data_package()["resources"]}
        if name not in resources:
            raise CovmapError(f"has no table «{name}»; it has {', '.join(resources)}", where=str(self.folder), kind="run")
        return resources[name]

    def _fields(self, name: str) -> list[dict[str, Any]]:
        """Of a table; none where the run has no CSVs, or for a background."""
        if not (self.folder / "datapackage.json").exists() or name not in self.tables:
            return []
        return list(self._resource(name)["schema"]["fields"])

    def _read_layer(self, name: str) -> geopandas.GeoDataFrame:
        """As the file has it; of several files the one with full outlines."""
        geopandas = _package("geopandas", "maps")
        package = self.folder / "covmap.gpkg"
        if package.exists():
            try:
                layer = read_layer(package, name, geopandas, _package("pandas", "maps"))
            except sqlite3.Error as error:
                raise CovmapError(f"cannot be read: {error}", where=str(package), advice=self._verify_advice(), kind="run") from error
            if layer is not None:
                return layer
        for path in (self.folder / f"{name}.fgb", self.folder / f"{name}.geojson"):
            if path.parent == self.folder and path.exists():
                return geopandas.read_file(path)
        raise CovmapError(f"has no polygons or points «{name}»", where=str(self.folder), advice=_WITH_TABLES, kind="run")

    def _verify_advice(self) -> str:
        return f"covmap verify {self.folder} tells which files were changed"


def open_run(folder: str | os.PathLike[str], *, _summary: str = "") -> Run:
    """Opens the folder of a finished run. Only manifest.json is read.

    Errors: CovmapError (kind "run") where the folder holds no run.
    """
    path = Path(folder)
    try:
        manifest = json.loads((path / "manifest.json").read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise CovmapError(f"is no folder of a run: {error}", where=str(path), kind="run") from error
    if not isinstance(manifest, dict) or manifest.get("format") != "covmap-run":
        raise CovmapError("is no folder of a run: its manifest.json is another program's", where=str(path), kind="run")
    return Run(path, manifest, _summary)


def _decimal(value: float) -> str:
    """All digits, without an exponent."""
    return format(Decimal(repr(float(value))), "f")


def _package(name: str, extra: str) -> Any:
    try:
        return importlib.import_module(name)
    except ModuleNotFoundError as error:
        if error.name != name:
            raise
        advice = f"pip install 'covmap[{extra}]', or on Debian: apt install python3-{'pandas' if extra == 'tables' else 'geopandas'}"
        raise CovmapError(f"{name} is needed for this and is not installed", advice=advice, kind="packages") from error
