"""covmap at: what a run knows of one place."""

import json

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsFeatureSink,
    QgsJsonUtils,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterPoint,
    QgsWkbTypes,
)

from .base import CovmapAlgorithm, run_folder
from .program import call


class PointQuery(CovmapAlgorithm):
    NAME = "at"
    TITLE = "What is at a place"
    HELP = "Commune, indicators, operators, zones and the way to what is served, at one place, from a run that keeps its cells: a layer with one point."

    def initAlgorithm(self, configuration=None):
        self.addParameter(run_folder())
        self.addParameter(QgsProcessingParameterPoint("POINT", "Place"))
        self.addParameter(QgsProcessingParameterFeatureSink("OUTPUT", "Place"))

    def processAlgorithm(self, parameters, context, feedback):
        degrees = QgsCoordinateReferenceSystem("EPSG:4326")
        point = self.parameterAsPoint(parameters, "POINT", context, degrees)
        place = [f"{point.x():.9f}", f"{point.y():.9f}"]
        run = self.parameterAsFile(parameters, "RUN", context)
        feedback.pushInfo(call(["at", run, *place], feedback).stdout)
        told = call(["at", run, *place, "--format", "geojson"], feedback).stdout
        fields = fields_of(told)
        sink, output = self.parameterAsSink(parameters, "OUTPUT", context, fields, QgsWkbTypes.Type.Point, degrees)
        for feature in QgsJsonUtils.stringToFeatureList(told, fields):
            sink.addFeature(feature, QgsFeatureSink.Flag.FastInsert)
        return {"OUTPUT": output}


def fields_of(told):
    """Distances and degrees are numbers, all else is text, whatever is null or whole at this place."""
    feature = json.loads(told)
    numbers = {name for name in feature["properties"] if name in ("lon", "lat") or name.endswith("_km")}
    feature["properties"] = {name: 0.5 if name in numbers else "" for name in feature["properties"]}
    return QgsJsonUtils.stringToFields(json.dumps(feature))
