"""The plugin: it adds the provider to Processing, with and without windows."""

from qgis.core import QgsApplication

from .provider import CovmapProvider


class CovmapPlugin:
    def __init__(self, iface):
        self.iface = iface
        self.provider = None

    def initProcessing(self):
        """Called by qgis_process, and by initGui."""
        self.provider = CovmapProvider()
        QgsApplication.processingRegistry().addProvider(self.provider)

    def initGui(self):
        self.initProcessing()

    def unload(self):
        if self.provider is not None:
            QgsApplication.processingRegistry().removeProvider(self.provider)
            self.provider = None
