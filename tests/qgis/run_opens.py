"""Opens every file of a run in QGIS and checks what a planner would see.

  python3 run_opens.py FOLDER COVMAP JOB     runs the job into FOLDER/run first
  python3 run_opens.py FOLDER RUN            looks at a run that is there

Draws FOLDER/<table>.png. Exit code 0 where every claim holds.
"""

import csv
import json
import os
import pathlib
import sqlite3
import subprocess
import sys
import traceback

import desk
import project
import tiles
from qgis.core import (
    QgsExpressionContextUtils,
    QgsFeatureRequest,
    QgsFillSymbol,
    QgsRenderContext,
    QgsSingleSymbolRenderer,
    QgsWkbTypes,
)
from qgis.PyQt.QtCore import QVariant
from qgis.PyQt.QtXml import QDomDocument

FORMATS = ["csv", "geojson", "gpkg", "fgb", "tif", "mbtiles"]
WGS84 = "EPSG:4326"


class Claims:
    """Counts what held, and says what did not."""

    def __init__(self):
        self.held, self.broken = 0, []

    def check(self, holds, claim):
        if holds:
            self.held += 1
        else:
            self.broken.append(claim)
            print("FAILED:", claim)


class Run:
    """The manifest and the tables of a run, as written."""

    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        self.manifest = json.loads((self.folder / "manifest.json").read_text())
        parameters = self.manifest["job"]["parameters"]["output"]
        self.language = parameters.get("language") or "en"
        self.crs = parameters.get("crs", "")
        self.columns = {}
        for row in self.rows("columns"):
            self.columns.setdefault(row["table"], {})[row["column"]] = row

    def files(self, suffix):
        return [self.folder / name for name in self.manifest["files"] if name.endswith(suffix)]

    def rows(self, table):
        with open(self.folder / f"{table}.csv", newline="", encoding="utf-8") as file:
            return list(csv.DictReader(file))

    def rows_on_map(self, table):
        """The scattered people of zones, who have no rank, are not on maps."""
        rows = self.rows(table)
        return [row for row in rows if row["rank"]] if is_zones(rows) else rows


def is_zones(rows):
    return bool(rows) and "rank" in rows[0] and "id" in rows[0]


def check_values(layer, table, run, claims):
    """Same rows, same codes; codes as texts, aliases with units."""
    rows = {"".join(list(row.values())[:1]): row for row in run.rows(table)}
    for number, field in enumerate(layer.fields()):
        known = run.columns.get(table, {}).get(field.name())
        if known is None:
            continue
        label, unit = known["label_" + run.language], known["unit"]
        alias = layer.attributeAlias(number)
        if label:
            claims.check(alias.startswith(label), f"{layer.name()}: the alias of {field.name()} is «{alias}», not «{label}»")
        if label and unit:
            claims.check(f"({unit})" in alias, f"{layer.name()}: the alias of {field.name()} names its unit {unit}")
    key = layer.fields()[1 if layer.fields()[0].name() == "fid" else 0].name()
    claims.check(layer.fields().field(key).type() == QVariant.String, f"{layer.name()}: {key} is text")
    for feature in layer.getFeatures(QgsFeatureRequest().setLimit(50)):
        claims.check(str(feature[key]) in rows or feature[key] in (None, ""), f"{layer.name()}: {key} «{feature[key]}» stands in the CSV")


def check_classes(layer, claims):
    """Each feature has one symbol, and a hatch over it where much is unknown: nobody is left blank, nulls have their class."""
    renderer = layer.renderer()
    claims.check(renderer.type() == "RuleRenderer", f"{layer.name()}: its style came with it (renderer {renderer.type()})")
    if renderer.type() != "RuleRenderer":
        return
    labels = [item.label() for item in renderer.legendSymbolItems()]
    claims.check(len(labels) >= 1, f"{layer.name()}: it has a legend")
    if len(labels) > 2:
        unknown = ("inconnu", "unknown", "non publié", "not published")
        claims.check(any(label in unknown for label in labels), f"{layer.name()}: nulls have a class among {labels}")
    context = QgsRenderContext()
    context.expressionContext().appendScopes(QgsExpressionContextUtils.globalProjectLayerScopes(layer))
    doubtful = [rule.symbol() for rule in renderer.rootRule().descendants() if rule.label().startswith(("inconnu pour", "unknown for"))]
    renderer.startRender(context, layer.fields())
    for feature in layer.getFeatures():
        context.expressionContext().setFeature(feature)
        symbols = renderer.symbolsForFeature(feature, context)
        own = [symbol for symbol in symbols if symbol not in doubtful]
        claims.check(len(own) == 1, f"{layer.name()}: feature {feature.id()} has {len(own)} symbols")
    renderer.stopRender(context)


def check_picture(layer, folder, claims):
    """No blank pixel where a polygon lies."""
    image = desk.drawn([layer])
    image.save(str(folder / f"{layer.name()}.png"))
    if layer.geometryType() != QgsWkbTypes.PolygonGeometry:
        claims.check(len(desk.opaque(image)) > 0, f"{layer.name()}: it is drawn")
        return
    styled = layer.renderer().clone()
    labelled = layer.labelsEnabled()
    layer.setLabelsEnabled(False)
    seen = desk.opaque(desk.drawn([layer]))
    layer.setRenderer(QgsSingleSymbolRenderer(QgsFillSymbol.createSimple({"color": "black", "outline_style": "no"})))
    whole = desk.opaque(desk.drawn([layer]))
    layer.setRenderer(styled)
    layer.setLabelsEnabled(labelled)
    blank = whole - seen
    claims.check((0, 0) not in whole, f"{layer.name()}: the ground around it is seen")
    claims.check(len(whole) > 1000 or layer.featureCount() == 0, f"{layer.name()}: it covers {len(whole)} pixels")
    claims.check(not blank, f"{layer.name()}: {len(blank)} of {len(whole)} pixels inside its polygons are blank")


def check_layer(layer, table, crs, run, folder, claims):
    print("layer", layer.source())
    claims.check(layer.isValid(), f"{layer.source()}: QGIS opens it")
    if not layer.isValid():
        return
    claims.check(not crs or layer.crs().authid() == crs, f"{layer.name()}: its CRS is {layer.crs().authid()}, not {crs}")
    expected = len(run.rows_on_map(table))
    if layer.dataProvider().storageType() == "FlatGeobuf":
        claims.check(0 < layer.featureCount() <= expected or expected == 0, f"{layer.name()}: {layer.featureCount()} of {expected} features")
    else:
        claims.check(layer.featureCount() == expected, f"{layer.name()}: {layer.featureCount()} features, not {expected}")
    claims.check(layer.mapTipTemplate() != "", f"{layer.name()}: it has map tips")
    if is_zones(run.rows(table)) and expected:
        claims.check(layer.labelsEnabled(), f"{layer.name()}: zones are labelled")
    check_values(layer, table, run, claims)
    check_classes(layer, claims)
    if layer.featureCount() > 0:
        check_picture(layer, folder, claims)


def check_background(layer, table, crs, folder, claims):
    """Waters and roads: no table stands beside them."""
    print("layer", layer.source())
    claims.check(layer.isValid() and layer.featureCount() > 0, f"{layer.source()}: QGIS opens it")
    claims.check(not crs or layer.crs().authid() == crs, f"{layer.name()}: its CRS is {layer.crs().authid()}, not {crs}")
    lines = table.endswith("_lines") or table == "context_roads"
    claims.check(layer.geometryType() == (QgsWkbTypes.LineGeometry if lines else QgsWkbTypes.PolygonGeometry), f"{layer.name()}: lines or areas")
    check_classes(layer, claims)
    check_picture(layer, folder, claims)


def check_geopackage(path, run, folder, claims):
    with sqlite3.connect(path) as file:
        contents = file.execute("SELECT table_name, data_type FROM gpkg_contents WHERE table_name <> 'layer_styles'").fetchall()
        others = file.execute("SELECT f_table_name, styleQML FROM layer_styles WHERE useAsDefault = 0").fetchall()
    tables = {path_.stem for path_ in run.files(".csv")}
    claims.check({name for name, _ in contents} >= tables - {"columns"} or not tables, f"{path.name} holds every table")
    for table, kind in contents:
        layer = desk.vector(path, table)
        layer.setName(f"gpkg_{table}")
        if kind == "features":
            if table.startswith("context_"):
                check_background(layer, table, run.crs, folder, claims)
            else:
                check_layer(layer, table, run.crs, run, folder, claims)
            claims.check(layer.metadata().title() != "", f"{table}: its metadata has a title")
            claims.check(len(layer.metadata().licenses()) > 0, f"{table}: its metadata has licences")
        else:
            claims.check(layer.isValid() and layer.featureCount() == len(run.rows(table)), f"{path.name}: table {table} has every row")
            check_values(layer, table, run, claims)
    for table, qml in others:
        check_other_style(path, table, qml, folder, claims)


def check_other_style(path, table, qml, folder, claims):
    """The circles: a style to choose, which draws."""
    layer = desk.vector(path, table)
    before = desk.drawn([layer])
    document = QDomDocument()
    document.setContent(qml)
    done, message = layer.importNamedStyle(document)
    claims.check(done, f"{table}: the style of circles can be loaded {message}")
    image = desk.drawn([layer])
    image.save(str(folder / f"gpkg_{table}_circles.png"))
    claims.check(image != before and len(desk.opaque(image)) > 0, f"{table}: circles are drawn, and not the same map again")


def check_raster(path, run, folder, claims):
    layer = desk.raster(path)
    print("raster", path)
    claims.check(layer.isValid(), f"{path.name}: QGIS opens it")
    if not layer.isValid():
        return
    claims.check(layer.crs().isValid(), f"{path.name}: it has a CRS")
    kind = layer.renderer().type()
    claims.check(kind in ("paletted", "singlebandpseudocolor"), f"{path.name}: its style came with it (renderer {kind})")
    claims.check(len(layer.renderer().legendSymbologyItems()) > 1, f"{path.name}: it has a legend")
    claims.check(layer.dataProvider().sourceHasNoDataValue(1), f"{path.name}: it says which value is no data")
    image = desk.drawn([layer])
    image.save(str(folder / f"{path.stem}_tif.png"))
    claims.check(len(desk.opaque(image)) > 0, f"{path.name}: it is drawn")


def check_run(run, folder, claims):
    for path in run.files(".geojson"):
        check_layer(desk.vector(path), path.stem, WGS84, run, folder, claims)
    for path in run.files(".fgb"):
        layer = desk.vector(path)
        layer.setName(f"fgb_{path.stem}")
        check_layer(layer, path.stem, run.crs, run, folder, claims)
    for path in run.files(".gpkg"):
        check_geopackage(path, run, folder, claims)
    for path in run.files(".qgz"):
        project.check_project(path, folder, claims)
    for path in run.files(".tif"):
        check_raster(path, run, folder, claims)
    for path in run.files(".qlr"):
        tiles.check_tiles(path, folder, claims)
    for path in run.files(".csv"):
        layer = desk.vector(path)
        claims.check(layer.isValid() and layer.fields()[0].type() == QVariant.String, f"{path.name}: its first column is text")
    opened = len(run.files(".geojson")) + len(run.files(".gpkg")) + len(run.files(".fgb"))
    claims.check(opened > 3, f"there is something to open ({opened} files)")


def made(folder, covmap, job):
    formats = "output.formats=" + json.dumps(FORMATS)
    command = [covmap, "run", job, "-o", folder / "run", "--overwrite", "--progress", "none", "--set", formats]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return folder / "run"


def main(folder, *what):
    folder = pathlib.Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    run = Run(made(folder, *what) if len(what) == 2 else what[0])
    application = desk.start(folder)
    claims = Claims()
    check_run(run, folder, claims)
    print(f"{claims.held} claims hold, {len(claims.broken)} do not")
    sys.stdout.flush()
    del application
    return 1 if claims.broken else 0


if __name__ == "__main__":
    code = 2
    try:
        code = main(*sys.argv[1:])
    except Exception:
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)  # QGIS's own teardown can crash after everything is done
