"""Prints one layer of a run as a map: title, legend, scale bar, sources. QGIS without a screen; see docs/qgis.md.

  python3 print_map.py covmap.gpkg commune commune.png           on Debian with /usr/bin/python3
  python3 print_map.py covmap.gpkg zones_no_4g zones.pdf commune  the outlines of `commune` below it

.png or .pdf, A4, landscape. The style is the one that came with the file.
"""

import os
import sys
import tempfile

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("QGIS_CUSTOM_CONFIG_PATH", tempfile.mkdtemp(prefix="print_map_"))

from qgis.core import (  # noqa: E402
    QgsApplication,
    QgsFillSymbol,
    QgsLayoutExporter,
    QgsLayoutItemLabel,
    QgsLayoutItemLegend,
    QgsLayoutItemMap,
    QgsLayoutItemPage,
    QgsLayoutItemScaleBar,
    QgsLayoutPoint,
    QgsLayoutSize,
    QgsLegendRenderer,
    QgsLegendStyle,
    QgsPrintLayout,
    QgsProject,
    QgsSingleSymbolRenderer,
    QgsTextFormat,
    QgsUnitTypes,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import Qt  # noqa: E402
from qgis.PyQt.QtGui import QFont, QImage  # noqa: E402

MM = QgsUnitTypes.LayoutMillimeters
DPI = 110


def place(layout, item, x, y, width, height):
    layout.addLayoutItem(item)
    item.attemptMove(QgsLayoutPoint(x, y, MM))
    item.attemptResize(QgsLayoutSize(width, height, MM))
    return item


def text(layout, words, size, box, bold=False):
    label = QgsLayoutItemLabel(layout)
    label.setText(words)
    label.setHAlign(Qt.AlignLeft)
    font = QFont("DejaVu Sans", size)
    font.setBold(bold)
    label.setFont(font)
    return place(layout, label, *box)


def legend(layout, layer, sheet):
    item = QgsLayoutItemLegend(layout)
    item.setLinkedMap(sheet)
    item.setAutoUpdateModel(False)
    item.model().rootGroup().clear()
    node = item.model().rootGroup().addLayer(layer)
    QgsLegendRenderer.setNodeLegendStyle(node, QgsLegendStyle.Hidden)  # the title says it
    for style in (QgsLegendStyle.Title, QgsLegendStyle.Group, QgsLegendStyle.Subgroup, QgsLegendStyle.SymbolLabel):
        item.setStyleFont(style, QFont("DejaVu Sans", 8))
    place(layout, item, 210, 26, 80, 120)
    item.adjustBoxSize()


def sheet_of(project, layer, below):
    layout = QgsPrintLayout(project)
    layout.initializeDefaults()
    layout.pageCollection().page(0).setPageSize("A4", QgsLayoutItemPage.Landscape)
    sheet = QgsLayoutItemMap(layout)
    sheet.setRect(0, 0, 199, 166)  # it has no extent before it has a size
    place(layout, sheet, 8, 24, 199, 166)
    sheet.setCrs(layer.crs())
    sheet.setLayers([layer] + below)
    box = (below or [layer])[0].extent()
    box.scale(1.05)
    sheet.zoomToExtent(box)
    sheet.setFrameEnabled(True)
    title = layer.metadata().title() or layer.name()
    text(layout, title[:1].upper() + title[1:], 13, (8, 7, 281, 16), bold=True)
    legend(layout, layer, sheet)
    bar = QgsLayoutItemScaleBar(layout)
    bar.setStyle("Line Ticks Up")
    bar.setLinkedMap(sheet)
    bar.applyDefaultSize(QgsUnitTypes.DistanceKilometers)
    bar.setTextFormat(QgsTextFormat.fromQFont(QFont("DejaVu Sans", 7)))
    place(layout, bar, 211, 172, 60, 14)
    text(layout, layer.metadata().abstract(), 6, (8, 192, 281, 15))
    return layout


def export(layout, path):
    exporter = QgsLayoutExporter(layout)
    if path.endswith(".pdf"):
        return exporter.exportToPdf(path, QgsLayoutExporter.PdfExportSettings())
    image = exporter.renderPageToImage(0, dpi=DPI)
    return QgsLayoutExporter.Success if image.convertToFormat(QImage.Format_RGB32).save(path) else QgsLayoutExporter.FileError


def opened(path, table):
    layer = QgsVectorLayer(f"{path}|layername={table}", table, "ogr")
    if not layer.isValid():
        sys.exit(f"{path}: QGIS finds no layer {table}")
    return layer


def main(path, table, picture, *below):
    QgsApplication.setPrefixPath("/usr", True)
    application = QgsApplication([], False)
    application.initQgis()
    project = QgsProject.instance()
    layer = opened(path, table)
    ground = [opened(path, name) for name in below]
    plain = {"color": "250,250,250", "outline_color": "150,150,150", "outline_width": "0.15"}
    for other in ground:
        other.setRenderer(QgsSingleSymbolRenderer(QgsFillSymbol.createSimple(plain)))
    project.setCrs(layer.crs())
    project.addMapLayers([layer] + ground)
    done = export(sheet_of(project, layer, ground), picture) == QgsLayoutExporter.Success
    print(picture if done else f"{picture} could not be written")
    sys.stdout.flush()
    os._exit(0 if done else 1)  # QGIS's own teardown can crash after everything is done


if __name__ == "__main__":
    if len(sys.argv) < 4:
        sys.exit(__doc__)
    main(*sys.argv[1:])
