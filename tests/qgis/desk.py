"""A QGIS without a screen: starts it in a folder of its own, opens layers as a user would, and draws them."""

import os
import pathlib

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from qgis.core import (  # noqa: E402
    QgsApplication,
    QgsExpressionContext,
    QgsExpressionContextUtils,
    QgsMapRendererCustomPainterJob,
    QgsMapSettings,
    QgsRasterLayer,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QSize  # noqa: E402
from qgis.PyQt.QtGui import QColor, QImage, QPainter  # noqa: E402


def start(folder):
    """Starts QGIS with its profile in `folder`, so that nothing of the user's own settings counts. Keep the result."""
    profile = pathlib.Path(folder, "profile")
    profile.mkdir(parents=True, exist_ok=True)
    os.environ["QGIS_CUSTOM_CONFIG_PATH"] = str(profile)
    QgsApplication.setPrefixPath("/usr", True)
    application = QgsApplication([], False)
    application.initQgis()
    return application


def vector(path, table=""):
    """A vector layer as by Layer > Add: the default style and metadata are QGIS's own business."""
    source = f"{path}|layername={table}" if table else str(path)
    return QgsVectorLayer(source, table or pathlib.Path(path).stem, "ogr")


def raster(path):
    return QgsRasterLayer(str(path), pathlib.Path(path).stem)


def drawn(layers, width=600, smooth=False, background=None, extent=None):
    """The layers in the CRS of the first, as an image with transparent ground."""
    box = extent or layers[0].extent()
    box.scale(1.04)
    height = max(1, round(width * box.height() / box.width())) if box.width() > 0 else width
    ground = QColor(background) if background else QColor(0, 0, 0, 0)
    image = QImage(QSize(width, height), QImage.Format_ARGB32)
    image.fill(ground)
    settings = QgsMapSettings()
    settings.setLayers(layers)
    settings.setDestinationCrs(layers[0].crs())
    settings.setExtent(box)
    settings.setBackgroundColor(ground)  # else white
    settings.setOutputSize(image.size())
    settings.setFlag(QgsMapSettings.Antialiasing, smooth)
    context = QgsExpressionContext()
    context.appendScope(QgsExpressionContextUtils.mapSettingsScope(settings))
    settings.setExpressionContext(context)  # as the canvas does: @map_scale
    painter = QPainter(image)
    job = QgsMapRendererCustomPainterJob(settings, painter)
    job.renderSynchronously()
    painter.end()
    return image


def opaque(image):
    """The set of (x, y) where something is drawn."""
    return {(x, y) for y in range(image.height()) for x in range(image.width()) if image.pixelColor(x, y).alpha() > 0}
