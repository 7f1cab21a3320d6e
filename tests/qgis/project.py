"""The project of a run in QGIS, opened as by a double click: layers, first view, bookmarks, printed pages."""

import desk
from qgis.core import (
    QgsFeature,
    QgsGeometry,
    QgsLayoutExporter,
    QgsProject,
    QgsRectangle,
    QgsVectorLayer,
)
from qgis.PyQt.QtGui import QColor, QImage
from qgis.PyQt.QtXml import QDomDocument

PAGES = {"a4": (210, 297), "a3": (420, 297)}  # mm
DPI = 60


def opened(path):
    project = QgsProject.instance()
    project.clear()
    return project, project.read(str(path.resolve()))


def check_layers(project, path, claims):
    """Every map layer of the GeoPackage, each as it opens when it is dragged in alone."""
    nodes = project.layerTreeRoot().findLayers()
    claims.check(len(nodes) >= 3, f"{path.name}: it has {len(nodes)} layers")
    for node in nodes:
        layer = node.layer()
        claims.check(layer is not None and layer.isValid(), f"{path.name}: {node.name()} is opened")
        if layer is None or not layer.isValid():
            continue
        table = layer.source().split("layername=")[1]
        alone = desk.vector(path.with_name("covmap.gpkg"), table)
        claims.check(alone.isValid() and layer.featureCount() == alone.featureCount(), f"{table}: the project has every feature")
        claims.check(layer.crs() == alone.crs(), f"{table}: its CRS is {layer.crs().authid()}")
        claims.check(layer.metadata().title() == alone.metadata().title() != "", f"{table}: its title is that of the GeoPackage")
        claims.check(layer.mapTipTemplate() == alone.mapTipTemplate(), f"{table}: it has the same map tips")
        claims.check(layer.renderer().dump() == alone.renderer().dump(), f"{table}: it is drawn by the same rules")
        claims.check(layer.labelsEnabled() == alone.labelsEnabled(), f"{table}: it has the same labels")
    shown = [node.layer().source().split("layername=")[1] for node in nodes if node.isVisible() and node.layer() is not None]
    zones = [name for name in shown if name.startswith("zones_")]
    claims.check(len(shown) - len(zones) == 1 and len(zones) <= 1, f"{path.name}: one unit and one layer of zones are shown, not {shown}")


def shown_unit(project):
    return [node.layer() for node in project.layerTreeRoot().findLayers() if node.isVisible()][-1]


def check_view(project, path, claims):
    view = project.viewSettings().defaultViewExtent()
    unit = shown_unit(project)
    claims.check(project.crs() == view.crs() == unit.crs(), f"{path.name}: it has the CRS of its layers")
    claims.check(not view.isEmpty() and unit.extent().intersects(view), f"{path.name}: its first view {view.toString(0)} is of its territories")
    claims.check(project.title() != "" and project.metadata().abstract() != "", f"{path.name}: it has a title and its sources")
    marks = project.bookmarkManager().bookmarks()
    claims.check(len(marks) > 0 and all(mark.extent().crs() == view.crs() and mark.name() for mark in marks), f"{path.name}: {len(marks)} bookmarks")


def ink(image, box):
    """Pixels of a part of a page, in shares of it, that are not white."""
    white = QColor("white").rgb()
    left, top, right, bottom = (round(share * size) for share, size in zip(box, 2 * (image.width(), image.height())))
    return sum(1 for y in range(top, bottom) for x in range(left, right) if image.pixel(x, y) != white)


def printed(layout, name, folder):
    """A page as PNG, and as PDF in the folder."""
    exporter = QgsLayoutExporter(layout)
    pdf = exporter.exportToPdf(str(folder / f"page_{name}.pdf"), QgsLayoutExporter.PdfExportSettings())
    image = exporter.renderPageToImage(0, dpi=DPI)
    image = image.convertToFormat(QImage.Format_RGB32)
    image.save(str(folder / f"page_{name}.png"))
    return image, pdf == QgsLayoutExporter.Success


def place_of(item, width, height):
    """Left, top, right, bottom of an item in shares of its page."""
    rect = item.sceneBoundingRect()
    return rect.left() / width, rect.top() / height, rect.right() / width, rect.bottom() / height


def overlap(a, b):
    return min(a[2], b[2]) - max(a[0], b[0]) > 0.002 and min(a[3], b[3]) - max(a[1], b[1]) > 0.002


def check_page(layout, name, folder, claims):
    width, height = PAGES[name]
    size = layout.pageCollection().page(0).pageSize()
    claims.check((size.width(), size.height()) == (width, height), f"{name}: the page is {size.width()} by {size.height()} mm")
    image, is_printed = printed(layout, name, folder)
    claims.check(is_printed, f"{name}: it is printed as PDF")
    places = {item: place_of(layout.itemById(item), width, height) for item in ("title", "subtitle", "map", "legend", "scalebar", "note")}
    for item, place in places.items():
        claims.check(min(place) >= 0 and max(place) <= 1, f"{name}: {item} is on the page")
        claims.check(ink(image, place) > 20, f"{name}: {item} is not empty")
        for other, there in places.items():
            claims.check(item >= other or not overlap(place, there), f"{name}: {item} and {other} are apart")
    titles = layout.itemById("title").currentText()
    claims.check(titles != "" and "[%" not in titles, f"{name}: its title is «{titles}»")
    claims.check(layout.itemById("legend").linkedMap() == layout.itemById("map") == layout.itemById("scalebar").linkedMap(), f"{name}: legend and scale bar are of the map")


def check_zones_by_scale(layer, claims):
    """Of two zones 20 km apart, the hundredth and the next, both are drawn from near and one from afar."""
    copy = QgsVectorLayer(f"Polygon?crs={layer.crs().authid()}", "zones", "memory")
    copy.dataProvider().addAttributes(layer.fields())
    copy.updateFields()
    style = QDomDocument()
    layer.exportNamedStyle(style)
    copy.importNamedStyle(style)
    copy.setLabelsEnabled(False)
    for rank, x in ((100, 0), (101, 20000)):
        zone = QgsFeature(copy.fields())
        zone.setGeometry(QgsGeometry.fromRect(QgsRectangle(x, 0, x + 1000, 1000)))
        for field in copy.fields():
            zone[field.name()] = rank if field.name() == "rank" else 5 if field.name().endswith(("_white", "_grey")) else None
        copy.dataProvider().addFeature(zone)
    copy.updateExtents()
    near = desk.opaque(desk.drawn([copy], extent=QgsRectangle(0, 0, 21000, 7000)))
    claims.check(min(x for x, _ in near) < 20 and max(x for x, _ in near) > 580, "every zone is drawn from near")
    half = 300_000  # a kilometre is a pixel: 1:3 800 000
    afar = desk.opaque(desk.drawn([copy], extent=QgsRectangle(500 - half, -half, 500 + half, half)))
    claims.check(len(afar) > 0 and max(x for x, _ in afar) - min(x for x, _ in afar) < 12, f"the 101st zone is not drawn from afar ({len(afar)} pixels)")


def check_project(path, folder, claims):
    print("project", path)
    project, is_read = opened(path)
    claims.check(is_read, f"{path.name}: QGIS reads it {project.error()}")
    if not is_read:
        return
    check_layers(project, path, claims)
    check_view(project, path, claims)
    layouts = project.layoutManager().printLayouts()
    claims.check(len(layouts) == 2, f"{path.name}: it has {len(layouts)} pages to print")
    for layout, name in zip(layouts, PAGES):
        check_page(layout, name, folder, claims)
    for node in project.layerTreeRoot().findLayers():
        if node.isVisible() and "layername=zones_" in node.layer().source():
            check_zones_by_scale(node.layer(), claims)
    project.clear()
