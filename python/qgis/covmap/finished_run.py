"""A finished run: its manifest, the layers of its GeoPackage, the job that made it."""

import hashlib
import json
from pathlib import Path

from qgis.core import QgsProcessingException

GEOPACKAGE = "covmap.gpkg"


class FinishedRun:
    """Raises QgsProcessingException where `folder` holds no run."""

    def __init__(self, folder):
        self.folder = Path(folder)
        path = self.folder / "manifest.json"
        try:
            self.manifest = json.loads(path.read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            raise QgsProcessingException(f"{path}: {error}; give the folder of a run") from error
        if self.manifest.get("format") != "covmap-run":
            raise QgsProcessingException(f"{path}: is not the manifest of a run; give the folder of a run")

    def layer(self, name):
        """The source of a layer of its GeoPackage, as QGIS opens it."""
        if GEOPACKAGE not in self.manifest["files"]:
            raise QgsProcessingException(f'{self.folder}: has no {GEOPACKAGE}; the job\'s output.formats must hold "gpkg"')
        return f"{self.folder / GEOPACKAGE}|layername={name}"

    @property
    def unit(self):
        return self.manifest["territories"]["unit"]

    @property
    def zones(self):
        """The names of its zones, in the job's order."""
        return [zones["name"] for zones in self.manifest["zones"]]

    def job(self):
        """The job file that made it, found again by its hash: where the manifest says, from here or from a folder above the run."""
        made_of = next(entry for entry in self.manifest["inputs"] if entry["role"] == "job")
        named = self.manifest["job"]["path"]
        for base in (Path.cwd(), *self.folder.resolve().parents):
            path = base / named
            if path.is_file() and hashlib.sha256(path.read_bytes()).hexdigest() == made_of["sha256"]:
                return path
        raise QgsProcessingException(f"{named}: the job of this run was not found, or has changed since; give the job file")
