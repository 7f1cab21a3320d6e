"""Layers of covmap.gpkg, by SQLite: fiona makes each vertex an object of Python, which is slow for a country."""

from __future__ import annotations

import contextlib
import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import geopandas

# The head of a geometry (GeoPackage 1.3, 2.1.3): 8 bytes, of which the fourth has flags, then an envelope of one of these lengths, then WKB.
_HEAD_BYTES = 8
_ENVELOPE_BYTES = (0, 32, 48, 48, 64)

_LAYERS = """SELECT column_name, organization, organization_coordsys_id, definition
FROM gpkg_geometry_columns JOIN gpkg_spatial_ref_sys USING (srs_id) WHERE table_name = ?"""


def read_layer(path: Path, name: str, geopandas: Any, pandas: Any) -> geopandas.GeoDataFrame | None:
    """A layer with all of its columns but the feature's number, in their order; None where there is no layer of that name with geometries.

    Errors: sqlite3.Error. The file is opened for reading only.
    """
    with contextlib.closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as database:
        found = database.execute(_LAYERS, (name,)).fetchone()
        if found is None:
            return None
        column, organization, code, definition = found
        quoted = name.replace('"', '""')
        numbers = [row[1] for row in database.execute(f'PRAGMA table_info("{quoted}")') if row[5]]
        table = pandas.read_sql_query(f'SELECT * FROM "{quoted}"', database)
    outlines = [None if blob is None else _wkb(blob) for blob in table[column]]
    crs = definition if organization.upper() == "NONE" else f"{organization}:{code}"
    geometry = geopandas.GeoSeries.from_wkb(outlines, crs=crs)
    return geopandas.GeoDataFrame(table.drop(columns=[column, *numbers]), geometry=geometry)


def _wkb(blob: bytes) -> bytes:
    return blob[_HEAD_BYTES + _ENVELOPE_BYTES[blob[3] >> 1 & 7] :]
