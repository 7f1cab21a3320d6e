#!/usr/bin/env python3
"""Packs the QGIS plugin as QGIS installs it: one zip with the folder covmap and the licence. The same sources give the same bytes.

    make_zip.py [FILE]    default: covmap-qgis-VERSION.zip, here
"""

import configparser
import sys
import zipfile
from pathlib import Path

PLUGIN = Path(__file__).resolve().parent / "covmap"
LICENCE = PLUGIN.parents[2] / "LICENSE"
SUFFIXES = (".py", ".svg", ".txt")


def version():
    metadata = configparser.ConfigParser(interpolation=None)
    metadata.read(PLUGIN / "metadata.txt", encoding="utf-8")
    return metadata["general"]["version"]


def pack(path):
    files = {f"covmap/{source.name}": source for source in PLUGIN.iterdir() if source.suffix in SUFFIXES}
    files["covmap/LICENSE"] = LICENCE
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(files):
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
            archive.writestr(entry, files[name].read_bytes())


if __name__ == "__main__":
    target = Path(sys.argv[1] if len(sys.argv) > 1 else f"covmap-qgis-{version()}.zip")
    pack(target)
    print(target)
