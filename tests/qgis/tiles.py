"""The tiles of a run in QGIS, by the layer definition that stands beside them."""

import desk
from qgis.core import (
    QgsFillSymbol,
    QgsLayerDefinition,
    QgsProject,
    QgsVectorTileBasicRenderer,
    QgsVectorTileBasicRendererStyle,
    QgsWkbTypes,
)


def loaded(path):
    """The layers of a definition, as dragged into a project."""
    project = QgsProject.instance()
    project.clear()
    done, message = QgsLayerDefinition.loadLayerDefinition(str(path.resolve()), project, project.layerTreeRoot())
    return done, message, [(node.layer(), node.isVisible()) for node in project.layerTreeRoot().findLayers()]


def plain(layer, unit):
    """The same tiles with every area of one unit in one colour."""
    style = QgsVectorTileBasicRendererStyle(unit, unit, QgsWkbTypes.PolygonGeometry)
    style.setSymbol(QgsFillSymbol.createSimple({"color": "black", "outline_style": "no"}))
    style.setEnabled(True)
    renderer = QgsVectorTileBasicRenderer()
    renderer.setStyles([style])
    copy = layer.clone()
    copy.setRenderer(renderer)
    copy.setLabeling(None)
    return copy


def check_areas(layer, claims):
    """Every pixel of the smallest unit is in a class, wherever one looks."""
    unit = layer.renderer().styles()[0].layerName()
    for width in (600, 1200):
        whole = desk.opaque(desk.drawn([plain(layer, unit)], width=width))
        blank = whole - desk.opaque(desk.drawn([layer], width=width))
        claims.check(len(whole) > 10000, f"{layer.name()}: {unit} covers {len(whole)} pixels at a width of {width}")
        claims.check(not blank, f"{layer.name()}: {len(blank)} of {len(whole)} pixels of {unit} are blank at a width of {width}")


def check_tiles(path, folder, claims):
    done, message, layers = loaded(path)
    claims.check(done, f"{path.name}: QGIS loads it {message}")
    claims.check(len(layers) >= 3, f"{path.name}: it has {len(layers)} layers")
    for layer, _ in layers:
        claims.check(layer.isValid(), f"{layer.name()}: QGIS opens the tiles")
        claims.check(layer.crs().isValid() and layer.crs().authid() == "EPSG:3857", f"{layer.name()}: its CRS is {layer.crs().authid()}")
        image = desk.drawn([layer])
        image.save(str(folder / f"tiles_{layer.renderer().styles()[0].layerName()}.png"))
        claims.check(len(desk.opaque(image)) > 0, f"{layer.name()}: it is drawn")
        if layer.renderer().styles()[0].layerName().startswith("context_"):
            continue
        labels = [style.styleName() for style in layer.renderer().styles()]
        unknown = ("inconnu", "unknown", "non publié", "not published")
        claims.check(any(label in unknown for label in labels), f"{layer.name()}: nulls have a class among {labels}")
    areas = [layer for layer, shown in layers if shown and layer.renderer().styles()[0].geometryType() == QgsWkbTypes.PolygonGeometry]
    claims.check(len(areas) > 0, f"{path.name}: areas are shown")
    check_areas(areas[-1], claims)
    QgsProject.instance().clear()
