"""covmap in QGIS: a Processing provider over the program `covmap`."""


def classFactory(iface):
    """What QGIS calls to load the plugin; `iface` is None in qgis_process."""
    from .plugin import CovmapPlugin

    return CovmapPlugin(iface)
